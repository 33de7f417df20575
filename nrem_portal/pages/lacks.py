"""What the record lacks: for researchers, who must know it, and for editors, who can mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation
from directory.gazetteer import RegionPart, by_name, by_region
from directory.models import Country, Mechanism, Practice, Statement
from directory.models.mechanism import MechanismQuerySet
from directory.models.statement import Aspect
from documents.models import Document, Paragraph, Reference
from recommendations.models import FollowUp, Recommendation

FEW = 12  # mechanisms that are shown at once; longer lists are folded
TWICE = 2  # a publisher is named from so many undated addresses on; the others are only counted


class Lack(NamedTuple):
    """Something that mechanisms lack: those concerned, each with what tells it from others of its country."""

    words: str | Promise
    mechanisms: list[tuple[Mechanism, str]]

    @property
    def is_long(self) -> bool:
        return len(self.mechanisms) > FEW


class Undated(NamedTuple):
    """Addresses whose source tells no date: publishers of several with their number, the others counted."""

    number: int
    publishers: list[tuple[str, int]]

    @property
    def others(self) -> int:
        return self.number - sum(number for _publisher, number in self.publishers)


def gaps(request: HttpRequest) -> HttpResponse:
    """What is missing: States, mechanisms, documents, dates, reports, follow-up, countries and wordings."""
    every = Mechanism.objects.published().select_related("country").by_countries(by_name(Country.objects.all()))
    context = {
        "silent": silent(),
        "mechanisms": of_mechanisms(),
        "lacks": lacks(every),
        "documents": Document.objects.published().not_held().in_order().with_citations(),
        "dates": of_dates(every),
        "consultations": Consultation.objects.published().awaiting_report().oldest_first(),
        "recommendations": of_recommendations(),
        "practices": Practice.objects.published().without_country().count(),
        "wordings": of_wordings(get_language() or "en"),
    }
    return render(request, "pages/about/gaps.html", context)


def silent() -> list[RegionPart]:
    """Return the States without a mechanism recorded, by region of the world."""
    countries = list(Country.objects.without_mechanisms().select_related("region__parent"))
    for country in countries:
        country.region = country.region.parent or country.region
    return by_region(countries)


def lacks(every: MechanismQuerySet) -> list[Lack]:
    """Return what a profile should tell first, each with the mechanisms of which it is not known."""
    return [
        Lack(_("No function described"), told_apart(every.without_function())),
        Lack(_("No legal basis described"), told_apart(every.without_aspect(Aspect.LEGAL_BASIS))),
        Lack(_("No way to reach it known"), told_apart(every.without_contact())),
    ]


def told_apart(mechanisms: Iterable[Mechanism]) -> list[tuple[Mechanism, str]]:
    """Return mechanisms each with its acronym; without one, with its name if its country stands there twice."""
    every = list(mechanisms)
    countries = Counter(one.country_id for one in every)
    return [(one, one.acronym or (one.name if countries[one.country_id] > 1 else "")) for one in every]


def of_mechanisms() -> dict[str, int]:
    """Count mechanisms, and those of which something else is not known."""
    every = Mechanism.objects.published()
    return {
        "number": every.count(),
        "reporting": every.without_aspect(Aspect.REPORTING).count(),
        "model": every.without_model().count(),
        "role": every.without_role().count(),
        "unconfirmed": every.unconfirmed().count(),
    }


def of_dates(every: MechanismQuerySet) -> dict[str, Any]:
    """Return what carries no date: statements with their mechanisms, addresses, documents, follow-up entries."""
    statements = Statement.objects.filter(mechanism__in=every)
    cited = Reference.objects.on_the_web().filter(pk__in=statements.values("references"))
    return {
        "statements": statements.filter(as_of="").count(),
        "mechanisms": told_apart(every.with_undated_statements()),
        "addresses": undated(cited.undated().by_publisher()),
        "documents": Document.objects.published().undated().count(),
        "follow_ups": FollowUp.objects.published().undated().count(),
    }


def undated(rows: Iterable[tuple[str, int]]) -> Undated:
    """Sum up addresses without date from publishers and their numbers."""
    pairs = list(rows)
    named = [(publisher, number) for publisher, number in pairs if publisher and number >= TWICE]
    return Undated(sum(number for _publisher, number in pairs), named)


def of_recommendations() -> dict[str, int]:
    """Count recommendations, those without step or result, and those on which nothing at all is recorded."""
    every = Recommendation.objects.published()
    return {
        "number": every.count(),
        "step": every.without_step().count(),
        "entry": every.without_entry().count(),
    }


def of_wordings(language: str) -> dict[str, int]:
    """Count paragraphs, and those whose official wording is not held in the reader's language."""
    every = Paragraph.objects.of_published()
    number = every.count()
    return {"number": number, "missing": number - every.worded_in(language).count()}
