"""The thread of a theme as a table: a line for each thing that stands on it, in the order of time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.urls import reverse

from documents.models import Document, Reference
from documents.plain_text import without_markup
from recommendations.models import Recommendation
from recommendations.thread import Moment, Source, Step, Thread

HEAD = ["date", "what", "source", "place", "title", "text", "who", "status", "answers", "address"]
Line = dict[str, str]


def thread_table(thread: Thread, absolute: Callable[[str], str]) -> Iterator[list[str]]:
    """Yield the head of the table, then its lines, with whole addresses."""
    yield HEAD
    for moment in thread.moments:
        for line in lines(moment):
            line["address"] = absolute(line["address"]) if line.get("address") else ""
            yield [line.get(name, "") for name in HEAD]


def lines(moment: Moment) -> Iterator[Line]:
    """Yield the lines of one place on the thread: a source and all it says, or a follow-up entry."""
    if moment.step:
        yield from lines_of_step(moment.step)
    elif moment.source:
        yield from lines_of_source(moment.source)


def lines_of_source(source: Source) -> Iterator[Line]:
    shared = {"date": source.date, "source": without_markup(source.title)}
    what = "report not held" if source.is_gap else "source"
    yield shared | {"what": what, "place": cited(source.report), "address": source.address}
    for made in source.recommendations:
        yield shared | line_of_recommendation(made)
    for proposal in source.proposals:
        yield shared | line_of("proposal", proposal, text=proposal.text, who=proposal.by)
    for practice in source.practices:
        yield shared | line_of(practice.kind, practice, text=practice.text, who=practice.who)
    for agreement in source.agreements:
        yield shared | line_of("agreement", agreement, text=agreement.subject, status=agreement.status)


def line_of_recommendation(made: Recommendation) -> Line:
    return {
        "what": "recommendation",
        "place": cited(made.paragraph.open_source, made.paragraph.label),
        "title": made.title,
        "text": made.summary,
        "status": made.status,
        "address": permanent(made),
    }


def line_of(what: str, record: Any, **further: str) -> Line:
    """Return the line of a proposal, a practice or an agreement."""
    place = places(record.references.all())
    return {"what": what, "place": place, "title": record.title, "address": record.get_absolute_url()} | further


def lines_of_step(step: Step) -> Iterator[Line]:
    """Yield a line for each recommendation that a follow-up entry bears on."""
    entry = step.follow_up
    for bearing, recommendation in step.borne:
        yield {
            "date": "/".join(filter(None, [entry.date, entry.period_end])),
            "what": bearing.kind,
            "place": places(entry.references.all()),
            "text": entry.text,
            "who": entry.actor,
            "status": bearing.status,
            "answers": f"{recommendation.origin.slug}/{recommendation.slug}",
            "address": f"{recommendation.get_absolute_url()}#{entry.key}",
        }


def permanent(made: Recommendation) -> str:
    return reverse("permanent-recommendation", args=[made.origin.slug, made.slug])


def cited(document: Document | None, label: str = "") -> str:
    """Name a place in a document, by its symbol where it has one: `A/HRC/29/38/Add.2, 45 (c)`."""
    return ", ".join(filter(None, [(document.symbol or document.display_title), label])) if document else ""


def places(references: Iterable[Reference]) -> str:
    """Name the places that a statement comes from, those of public documents and addresses alone."""
    ordered = sorted(references, key=lambda one: one.order)
    return "; ".join(cited(one.source, one.label) if one.source else one.url for one in ordered if shown(one))


def shown(reference: Reference) -> bool:
    return reference.source is None or reference.is_public
