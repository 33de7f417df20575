"""The pages of one State: everything recorded of it, and the operational indicators of its mechanisms."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from consultations.models import Consultation, Participation, Proposal
from directory import profile
from directory.models import Agreement, Country, Indicator, IndicatorAnswer, Mechanism, Organisation, Practice
from documents.models import Reference
from documents.sources import Sources, main_report, mentions
from recommendations.models import Recommendation


def country(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everything recorded of one State."""
    state = get_object_or_404(Country.objects.select_related("region__parent"), slug=slug)
    mechanisms = Mechanism.objects.published().in_country(state).in_order().with_card()
    told = told_of(state)
    shown = profile.indicators(Indicator.objects.all(), answers_of(mechanisms))
    context = {
        "country": state,
        "mechanisms": mechanisms,
        "indicators": [one.indicator for one in shown if one.answers],
        "indicator_count": len(shown),
        **told,
        **around(state),
        **places(mechanisms, told.values()),
    }
    return render(request, "pages/country.html", context)


def told_of(state: Country) -> dict[str, QuerySet]:
    """Return what the sources tell of a State beside its mechanisms, all with references."""
    return {
        "practices": Practice.objects.published().filter(countries=state).in_order().with_places(),
        "agreements": Agreement.objects.published().filter(countries=state).with_places(),
        "proposals": Proposal.objects.published().filter(countries=state).with_card(),
        "participations": Participation.objects.of_country(state).with_who(),
    }


def around(state: Country) -> dict[str, QuerySet]:
    """Return what stands around a State: meetings it hosted, bodies it belongs to, recommendations that concern it."""
    return {
        "hosted": Consultation.objects.published().filter(country=state).newest_first(),
        "bodies": Organisation.objects.published().of_country(state),
        "recommendations": Recommendation.objects.published().filter(countries=state).in_order().with_place(),
    }


def places(mechanisms: QuerySet[Mechanism], told: Iterable[QuerySet]) -> dict[str, object]:
    """Return where a State is mentioned: by statements about its mechanisms, and by what else is told of it."""
    stated = Reference.objects.filter(url="", statements__mechanism__in=mechanisms).distinct().with_place()
    cited = list(chain(stated, *(record.references.all() for records in told for record in records)))
    main = main_report(cited)
    return {"main": main, "mentions": mentions(cited, main)}


def indicators(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is known of one State on each operational indicator; no score."""
    state = get_object_or_404(Country, slug=slug)
    mechanisms = Mechanism.objects.published().in_country(state).in_order()
    cited = Prefetch("references", Reference.objects.with_place())
    answers = answers_of(mechanisms).select_related("mechanism").prefetch_related(cited)
    shown = profile.indicators(Indicator.objects.prefetch_related(cited), answers)
    references = [answer.references.all() for one in shown for answer in one.answers]
    context = {
        "country": state,
        "mechanisms": mechanisms,
        "indicators": shown,
        "answered": any(one.answers for one in shown),
        "main": main_report(chain(*references)),
        "sources": Sources(references),
    }
    return render(request, "pages/indicators.html", context)


def answers_of(mechanisms: QuerySet[Mechanism]) -> QuerySet[IndicatorAnswer]:
    """Return the answers of mechanisms to operational indicators."""
    return IndicatorAnswer.objects.filter(mechanism__in=mechanisms).order_by("mechanism__name", "position")
