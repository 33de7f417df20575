"""The home page: choose a country, see what is held, follow the thread."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.attendance import Figure, figures
from consultations.models import Consultation
from directory.gazetteer import by_name
from directory.models import Agreement, Country, Mechanism, Organisation, Practice
from directory.tilemap import tile_map
from documents.models import Document, Tool
from recommendations.models import FollowUp, Recommendation
from recommendations.thread import Source, thread_line

LATEST = 3  # follow-up entries shown


class Holding(NamedTuple):
    """How many of one kind the portal holds, and where they are."""

    label: Promise
    address: str
    number: int


class Stop(NamedTuple):
    """One source on the line of all meetings, and who took part by its sources."""

    source: Source
    figures: list[Figure]


class ThreadLine(NamedTuple):
    """The thread of all meetings, from the first to the last."""

    stops: list[Stop]
    first: Consultation | None
    last: Consultation | None


def home(request: HttpRequest) -> HttpResponse:
    """Show the way to a country's mechanism, what the portal holds, the thread of meetings and what is new."""
    countries = by_name(Country.objects.all())
    recorded = set(Mechanism.objects.published().values_list("country", flat=True))
    context = {
        "choices": countries,
        "map": tile_map(countries, recorded),
        "holdings": holdings(),
        "line": line(),
        "practices": Practice.objects.published().one_of_each_kind().with_card(),
        "entries": FollowUp.objects.published().beyond_statements().newest_first().with_sources()[:LATEST],
    }
    return render(request, "pages/home.html", context)


def holdings() -> list[Holding]:
    """Return what the portal holds, by kind."""
    held: list[tuple[Promise, str, QuerySet]] = [
        (_("Mechanisms"), "mechanisms", Mechanism.objects.published()),
        (_("Recommendations"), "recommendations", Recommendation.objects.published()),
        (_("Consultations"), "consultations", Consultation.objects.published()),
        (_("Practices and challenges"), "practices", Practice.objects.published()),
        (_("Cooperation agreements"), "cooperation", Agreement.objects.published()),
        (_("Regional bodies"), "organisations", Organisation.objects.published().regional()),
        (_("Tools and resources"), "tools", Tool.objects.published()),
        (_("Source documents"), "documents", Document.objects.published().held()),
    ]
    return [Holding(label, reverse(view), records.count()) for label, view, records in held]


def line() -> ThreadLine:
    """Return the sources in date order, each consultation with how many took part."""
    sources = thread_line()
    meetings = [source.consultation for source in sources if source.consultation]
    return ThreadLine(
        [Stop(one, figures(one.consultation.attendance.all()) if one.consultation else []) for one in sources],
        first=meetings[0] if meetings else None,
        last=meetings[-1] if meetings else None,
    )
