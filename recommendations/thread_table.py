"""The thread of a theme as a table: a line for each thing that stands on it, in the order of time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from heapq import merge
from itertools import chain, islice
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, override

from documents.models import Document, Reference, Theme
from documents.plain_text import without_markup
from recommendations.models import Recommendation
from recommendations.on_theme import CHUNK, OnTheme, Step, all_steps
from recommendations.thread import UNDATED, Moment, Source, sources_on

HEAD = ["date", "what", "source", "place", "title", "text", "who", "status", "answers", "address"]
Line = dict[str, str]


def thread_table(theme: Theme, absolute: Callable[[str], str]) -> Iterator[list[list[str]]]:
    """Return the rows of the table, its head first, with whole addresses, many at a time.

    They are read while they are sent, each time in the language of now, which is not held in between.
    """
    return chain([[HEAD]], rows(lines(theme), absolute, get_language() or "en"))


def rows(found: Iterator[Line], absolute: Callable[[str], str], language: str) -> Iterator[list[list[str]]]:
    """Yield lines as rows, many at a time."""
    while True:
        with override(language):
            chunk = [row(line, absolute) for line in islice(found, CHUNK)]
        if not chunk:
            return
        yield chunk


def row(line: Line, absolute: Callable[[str], str]) -> list[str]:
    """Return a line as the cells of a row."""
    line["address"] = absolute(line["address"]) if line.get("address") else ""
    return [line.get(name, "") for name in HEAD]


def lines(theme: Theme) -> Iterator[Line]:
    """Yield a line for each thing on the thread: sources and all they say, and follow-up entries, in date order."""
    on_theme = OnTheme(theme)
    sources = (Moment(source.date or UNDATED, source=source) for source in sources_on(theme, on_theme))
    steps = (Moment(step.date or UNDATED, step=step) for step in all_steps(theme))
    for moment in merge(sources, steps, key=lambda moment: moment.date):
        if moment.step:
            yield from lines_of_step(moment.step)
        elif moment.source:
            yield from lines_of_source(moment.source, on_theme)


def lines_of_source(source: Source, on_theme: OnTheme) -> Iterator[Line]:
    shared = {"date": source.date, "source": without_markup(source.title)}
    what = "report not held" if source.is_gap else "source"
    yield shared | {"what": what, "place": cited(source.report), "address": source.address}
    for made in on_theme.all_of(source.origin) if source.origin else ():
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
