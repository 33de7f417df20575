"""Which official text is in force: of each paragraph and heading, in each language, that of one copy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction

from documents.importing.links import linked_to
from documents.importing.outcome import Change
from documents.models import Document, ParagraphText, Rendition, SectionText
from documents.pagination import paginate
from documents.publication import State, record_version


class Wording(NamedTuple):
    """An official text in force, and the label of its paragraph."""

    label: str
    text: str


Wordings = dict[tuple[int, str], Wording]  # by paragraph and language
PLACES: list[tuple[Any, str]] = [(ParagraphText, "paragraph"), (SectionText, "section")]


@transaction.atomic
def put_in_force(renditions: Iterable[Rendition], *, by: Any, now: datetime) -> list[Change]:
    """Let readers see the text of these copies of one document, and publish it if it was not; return what changed.

    Each text takes the place of the one in force before; where a copy has none, that one stays. `by` is the person
    who decides, None for a command.
    """
    chosen = list(renditions)
    if not chosen:
        return []
    document = locked(chosen[0].document)
    before = wordings(document)
    written = sum(take_over(one) for one in chosen) + open_up(document, chosen, now=now)
    if written:
        remember(document, chosen, by=by)
    return changes(document, before)


def locked(document: Document) -> Document:
    """Hold the row of a document until the transaction ends, and read it again."""
    document.refresh_from_db(from_queryset=Document.objects.select_for_update())
    return document


def wordings(document: Document) -> Wordings:
    """Return the official texts in force, in the order of their paragraphs."""
    texts = ParagraphText.objects.filter(paragraph__document=document, current=True).order_by("paragraph__position")
    rows = texts.values_list("paragraph", "language", "paragraph__label", "text")
    return {(paragraph, language): Wording(label, text) for paragraph, language, label, text in rows}


def take_over(rendition: Rendition) -> int:
    """Put in force what a copy has; return how many texts and headings that were."""
    number = 0
    for model, place in PLACES:
        own = model.objects.filter(rendition=rendition, current=False)
        places = list(own.values_list(place, flat=True))
        rows = model.objects.filter(language=rendition.language, **{f"{place}__in": places})
        rows.filter(current=True).update(current=False)
        number += rows.filter(rendition=rendition).update(current=True)
    return number


def open_up(document: Document, renditions: list[Rendition], *, now: datetime) -> int:
    """Note that a document is held, and in which languages; publish what was not. Return how many fields changed."""
    languages = [*document.languages]
    languages += [one.language for one in renditions if one.language not in languages]
    wanted: dict[str, Any] = {"held": True, "languages": languages}
    if document.state not in (State.PUBLISHED, State.WITHDRAWN):
        wanted |= {"state": State.PUBLISHED, "published_at": document.published_at or now}
    return alter(document, wanted)


def alter(document: Document, wanted: dict[str, Any]) -> int:
    """Change fields of a document; return how many changed. A new version tells the record's loader to leave it."""
    altered = {name: value for name, value in wanted.items() if getattr(document, name) != value}
    for name, value in altered.items():
        setattr(document, name, value)
    if altered:
        document.version += 1
        document.save()
    return len(altered)


def remember(document: Document, renditions: list[Rendition], *, by: Any) -> None:
    """Part a long document into pages, make a data version, and note in the history who did it."""
    paginate([document])
    record_version(reason=f"Official text: {document.key}", records=[("document", str(document.uid))])
    if by is not None:
        added = [{"added": {"name": "rendition", "object": str(one)}} for one in renditions]
        LogEntry.objects.log_actions(by.pk, [document], CHANGE, change_message=added)


def changes(document: Document, before: Wordings) -> list[Change]:
    """Return the paragraphs whose official text is another than before; a first text beside a gist is no change."""
    after = wordings(document)
    now = {place: after[place].text if place in after else "" for place in before}
    altered = {place: old for place, old in before.items() if now[place] != old.text}
    linked = linked_to(document, {paragraph for paragraph, _language in altered})
    return [
        Change(old.label, language, old.text, now[pk, language], linked[pk]) for (pk, language), old in altered.items()
    ]
