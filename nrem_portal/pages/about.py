"""About the portal: what it is and for whom, where sources differ, and the pages of plain words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation
from directory.models import Agreement, Country, Mechanism, Organisation, Practice
from documents.groups import Group, by_choice
from documents.models import Discrepancy, Document, Paragraph, Reference
from documents.models.discrepancy import DiscrepancyKind
from documents.sources import Sources
from recommendations.models import FollowUp, Recommendation

ACCESSIBILITY_STATED = datetime.date(2026, 11, 24)  # the day on which the statement was last gone through

# What those who met have asked for and a directory can give, with the paragraphs that ask; oldest first.
ASKED = [
    (_("Regular contact after the meeting, to exchange news, good practices and lessons"), ["dakar-2010-report#33-l"]),
    (_("Further meetings at regular intervals, each on one subject"), ["dakar-2010-report#33-k"]),
    (_("A part for civil society in following up what is recommended to States"), ["dakar-2010-report#25"]),
    (_("To learn which mechanisms exist and how to reach them"), ["A-HRC-29-38-Add.2#38"]),
    (_("To find mechanisms of like mandate, with which cooperation is easier"), ["A-HRC-29-38-Add.2#39"]),
    (_("A network of those who took part"), ["A-HRC-29-38-Add.2#40"]),
    (_("A worldwide baseline of what mechanisms do, with lessons and trends"), ["A-HRC-29-38-Add.2#45-c"]),
    (_("Guidelines and training material that others can use"), ["A-HRC-29-38-Add.2#46-a"]),
    (_("A regional network for exchange and for learning from national experience"), ["A-HRC-29-38-Add.2#46-c"]),
]


class Asked(NamedTuple):
    """Something that those who met have asked for, and the paragraphs that say so."""

    words: str | Promise
    paragraphs: list[Paragraph]


def about(request: HttpRequest) -> HttpResponse:
    """What the portal is, for whom, since when it is asked for, and the pages that tell more."""
    context = {
        "held": held(),
        "asked": asked(),
        "first": Consultation.objects.published().oldest_first().first(),
    }
    return render(request, "pages/about/about.html", context)


def held() -> dict[str, int]:
    """Count what is published."""
    return {
        "mechanisms": Mechanism.objects.published().count(),
        "countries": Country.objects.with_mechanisms().count(),
        "documents": Document.objects.published().held().count(),
        "whole": Paragraph.objects.of_published().whole().count(),
        "paragraphs": Paragraph.objects.of_published().count(),
        "recommendations": Recommendation.objects.published().count(),
        "follow_ups": FollowUp.objects.published().count(),
        "practices": Practice.objects.published().count(),
        "agreements": Agreement.objects.published().count(),
    }


def asked() -> list[Asked]:
    """Return what was asked for; what no published paragraph says is left out."""
    paragraphs = Paragraph.objects.of_published().at(key for _words, keys in ASKED for key in keys)
    found = {f"{one.document.key}#{one.anchor}": one for one in paragraphs}
    every = [Asked(words, [found[key] for key in keys if key in found]) for words, keys in ASKED]
    return [one for one in every if one.paragraphs]


def accessibility(request: HttpRequest) -> HttpResponse:
    """What the portal does for readers of every kind, what was checked and what is missing."""
    return render(request, "pages/about/accessibility.html", {"stated": ACCESSIBILITY_STATED})


def contact(request: HttpRequest) -> HttpResponse:
    """Whom to write to, about what, and what not to send."""
    return render(request, "pages/about/contact.html")


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about readers, and what is never shown about anyone."""
    return render(request, "pages/about/privacy.html")


def terms(request: HttpRequest) -> HttpResponse:
    """On what terms the portal may be read and used."""
    return render(request, "pages/about/terms.html")


def sources_differ(request: HttpRequest) -> HttpResponse:
    """Every question to which the sources give more than one answer."""
    discrepancies = with_records(Discrepancy.objects.published().with_claims())
    groups = by_choice(discrepancies, "kind", DiscrepancyKind)
    sources = Sources(references_of(groups))
    context = {"groups": groups, "number": len(discrepancies), "sources": sources}
    return render(request, "pages/sources_differ.html", context)


def with_records(discrepancies: QuerySet[Discrepancy]) -> QuerySet[Discrepancy]:
    """Fetch along the published records that discrepancies are about."""
    return discrepancies.prefetch_related(
        Prefetch("mechanisms", Mechanism.objects.published().select_related("country").in_order()),
        Prefetch("consultations", Consultation.objects.published().oldest_first()),
        Prefetch("organisations", Organisation.objects.published()),
        Prefetch("documents", Document.objects.published().in_order()),
    )


def references_of(groups: Iterable[Group[Discrepancy]]) -> Iterator[Iterable[Reference]]:
    """Yield the references of each claim, in the order in which the page shows them."""
    for group in groups:
        for discrepancy in group.records:
            yield from (claim.references.all() for claim in discrepancy.claims.all())
