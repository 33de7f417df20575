"""What is cited of each kind of record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from consultations.models import Consultation
from directory.models import Agreement, Mechanism, Practice
from documents.models import Document, Reference, Tool
from documents.publication import Record
from recommendations.models import Recommendation


class Subject(NamedTuple):
    """What is cited of a record: its name among citations, its title and text in our words, what it rests on.

    `view` and `args` name its page, `permanent` the view of an address that never changes, where there is one.
    """

    name: str
    title: str
    text: str
    references: list[Reference]
    view: str
    args: tuple[str, ...]
    permanent: tuple[str, ...] = ()


def of_recommendation(one: Recommendation) -> Subject:
    """Return a recommendation: it is cited as the paragraph in which it stands."""
    parts = (one.origin.slug, one.slug)
    place = Reference(document=one.paragraph.document, paragraph=one.paragraph)
    permanent = ("permanent-recommendation", *parts)
    return Subject("-".join(parts), one.title, one.summary, [place], "recommendation", parts, permanent)


def of_document(one: Document) -> Subject:
    """Return a document: it is cited as itself."""
    permanent = ("symbol", one.symbol) if one.symbol else ()
    return Subject(one.key, one.title, one.summary, [Reference(document=one)], "document", (one.key,), permanent)


def of_consultation(one: Consultation) -> Subject:
    """Return a consultation: it is cited as its report, else as what tells of it."""
    references = [Reference(document=one.report)] if one.report else list(one.references.all())
    return Subject(one.slug, one.title, one.summary, references, "consultation", (one.slug,))


def of_mechanism(one: Mechanism) -> Subject:
    """Return a mechanism: it is cited as the places that its statements rest on."""
    references = {each.pk: each for statement in one.statements.all() for each in statement.references.all()}
    title = f"{one.full_name}, {one.country.name}"
    return Subject(one.slug, title, "", list(references.values()), "mechanism", (one.slug,))


def of_practice(one: Practice) -> Subject:
    return Subject(one.slug, one.title, one.text, list(one.references.all()), "practice", (one.slug,))


def of_agreement(one: Agreement) -> Subject:
    return Subject(one.slug, one.title, one.subject, list(one.references.all()), "agreement", (one.slug,))


def of_tool(one: Tool) -> Subject:
    return Subject(one.slug, one.title, one.purpose, list(one.references.all()), "tool", (one.slug,))


SUBJECTS: dict[type[Record], Callable[[Any], Subject]] = {
    Agreement: of_agreement,
    Consultation: of_consultation,
    Document: of_document,
    Mechanism: of_mechanism,
    Practice: of_practice,
    Recommendation: of_recommendation,
    Tool: of_tool,
}


def subject(record: Record) -> Subject:
    """Return what is cited of a record."""
    return SUBJECTS[type(record)](record)
