"""Records in every format but JSON: how they are cited, what they say as text, and their cards and calendars."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from consultations.models import Consultation
from directory.models import Agreement, Mechanism, Practice
from documents import citations
from documents.formats import ALL_FORMATS
from documents.models import Tool
from documents.publication import Record
from nrem_portal.outlets.answers import as_file, taken_along
from nrem_portal.outlets.calendar import calendar
from nrem_portal.outlets.card import card
from nrem_portal.outlets.citing import CitedRecord, Reading, summary_mark
from nrem_portal.outlets.facts import facts
from nrem_portal.outlets.sources import written
from nrem_portal.pages.taken_text import terms
from recommendations.models import Recommendation


class Taken(NamedTuple):
    """A record taken along by one reading, and how it is cited."""

    record: Any
    cited: CitedRecord


WRITERS: dict[str, Callable[[Taken], str]] = {
    "ris": lambda taken: citations.ris(taken.cited.cited),
    "bib": lambda taken: citations.bibtex(taken.cited.cited),
    "csl": lambda taken: citations.csl(taken.cited.cited),
    "txt": lambda taken: "\n\n".join(as_text(taken)) + "\n",
    "vcf": lambda taken: card(taken.record, taken.cited.reading.root),
    "ics": lambda taken: calendar([taken.record], taken.cited.reading.root),
}


def as_text(taken: Taken) -> Iterator[str]:
    """Yield what a record says: the citation first, then its title, its facts, the places it rests on, the terms."""
    yield taken.cited.citation
    yield f"{summary_mark()} {taken.cited.subject.title}"
    yield "\n".join(f"{label}: {value}" for label, value in facts(taken.record))
    if taken.cited.references:
        places = dict.fromkeys(written(one) for one in taken.cited.references)
        yield "\n".join([f"{_('Sources')}:", *(f"- {place}" for place in places)])
    yield f"{_('Address')}: {taken.cited.page}"
    yield from terms()


def file_of(request: HttpRequest, record: Record, suffix: str) -> HttpResponseBase:
    """Answer with a record in a format."""
    cited = CitedRecord(record, Reading(request))
    response = HttpResponse(WRITERS[suffix](Taken(record, cited)))
    return as_file(response, ALL_FORMATS[suffix], cited.subject.name)


def only(suffix: str, *others: str) -> None:
    """Raise Http404 where a format is offered for neither all records nor these."""
    if suffix not in {"ris", "bib", "csl", "txt", *others}:
        raise Http404


@taken_along
def mechanism(request: HttpRequest, slug: str, suffix: str) -> HttpResponseBase:
    """One mechanism; its card has only what everyone may see."""
    only(suffix, "vcf")
    return file_of(request, Mechanism.objects.with_profile().published_or_gone(slug=slug), suffix)


@taken_along
def practice(request: HttpRequest, slug: str, suffix: str) -> HttpResponseBase:
    """One practice."""
    only(suffix)
    found = Practice.objects.with_card().with_who().with_themes()
    return file_of(request, found.published_or_gone(slug=slug), suffix)


@taken_along
def agreement(request: HttpRequest, slug: str, suffix: str) -> HttpResponseBase:
    """One agreement."""
    only(suffix)
    found = Agreement.objects.with_card().with_mechanisms_and_themes()
    return file_of(request, found.published_or_gone(slug=slug), suffix)


@taken_along
def consultation(request: HttpRequest, slug: str, suffix: str) -> HttpResponseBase:
    """One consultation."""
    only(suffix, "ics")
    return file_of(request, Consultation.objects.with_record().published_or_gone(slug=slug), suffix)


@taken_along
def recommendation(request: HttpRequest, origin: str, slug: str, suffix: str) -> HttpResponseBase:
    """One recommendation."""
    only(suffix)
    found = Recommendation.objects.with_page()
    return file_of(request, found.published_or_gone(origin__slug=origin, slug=slug), suffix)


@taken_along
def tool(request: HttpRequest, slug: str, suffix: str) -> HttpResponseBase:
    """One tool."""
    only(suffix)
    return file_of(request, Tool.objects.with_card().published_or_gone(slug=slug), suffix)
