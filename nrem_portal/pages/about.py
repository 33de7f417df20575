"""About the portal, and where its sources differ."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Count, Max, Min, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation
from directory.models import Agreement, Country, Mechanism, Organisation, Practice, Statement
from documents.models import Discrepancy, Document, Paragraph, Reference
from documents.models.discrepancy import DiscrepancyKind
from documents.publication import State
from recommendations.models import FollowUp, Recommendation
from recommendations.models.status import Status

MEANINGS = {
    DiscrepancyKind.BETWEEN: _("Two documents or addresses give different values."),
    DiscrepancyKind.WITHIN: _("One document or address contradicts itself."),
    DiscrepancyKind.COMPATIBLE: _("The values differ in words, and both may hold."),
}


class KindOfDifference(NamedTuple):
    """A kind of discrepancy and the discrepancies of that kind."""

    kind: DiscrepancyKind
    discrepancies: list[Discrepancy]

    @property
    def meaning(self) -> str:
        return str(MEANINGS[self.kind])


def about(request: HttpRequest) -> HttpResponse:
    """What the portal is, how it knows what it says, and what it does not hold."""
    context = {"held": held(), "described": described(), "read": read(), "statuses": Status.labels}
    return render(request, "pages/about.html", context)


def held() -> dict[str, int]:
    """Count what is published."""
    return {
        "mechanisms": Mechanism.objects.published().count(),
        "countries": Country.objects.with_mechanisms().count(),
        "documents": Document.objects.published().held().count(),
        "paragraphs": Paragraph.objects.of_published().count(),
        "recommendations": Recommendation.objects.published().count(),
        "follow_ups": FollowUp.objects.published().count(),
        "practices": Practice.objects.published().count(),
        "agreements": Agreement.objects.published().count(),
        "differences": Discrepancy.objects.published().count(),
    }


def described() -> dict[str, Any]:
    """Tell of how many years the statements about mechanisms speak, and how many rest on documents held."""
    from_documents = Q(references__document__held=True)
    return Statement.objects.filter(mechanism__state=State.PUBLISHED).aggregate(
        number=Count("pk", distinct=True),
        from_documents=Count("pk", filter=from_documents, distinct=True),
        undated=Count("pk", filter=Q(as_of=""), distinct=True),
        first=Min("as_of", filter=~Q(as_of="")),
        last=Max("as_of"),
    )


def read() -> dict[str, Any]:
    """Tell how many addresses the statements about mechanisms come from, and when these were seen."""
    places = Reference.objects.filter(statements__mechanism__state=State.PUBLISHED).exclude(url="")
    return places.aggregate(number=Count("pk", distinct=True), first=Min("seen"), last=Max("seen"))


def sources_differ(request: HttpRequest) -> HttpResponse:
    """Every question to which the sources give more than one answer."""
    discrepancies = list(
        Discrepancy.objects.published()
        .with_claims()
        .prefetch_related(
            Prefetch("mechanisms", Mechanism.objects.published().select_related("country").in_order()),
            Prefetch("consultations", Consultation.objects.published().oldest_first()),
            Prefetch("organisations", Organisation.objects.published()),
            Prefetch("documents", Document.objects.published().in_order()),
        )
    )
    addresses = addresses_of(discrepancies)
    context = {
        "groups": by_kind(discrepancies),
        "number": len(discrepancies),
        "addresses": addresses,
        "sources": {reference.url: number for number, reference in enumerate(addresses, start=1)},
    }
    return render(request, "pages/sources_differ.html", context)


def by_kind(discrepancies: list[Discrepancy]) -> list[KindOfDifference]:
    """Group discrepancies by kind, in the order of the kinds; kinds without any are left out."""
    groups = [KindOfDifference(kind, [one for one in discrepancies if one.kind == kind]) for kind in DiscrepancyKind]
    return [group for group in groups if group.discrepancies]


def addresses_of(discrepancies: Iterable[Discrepancy]) -> list[Reference]:
    """Return the addresses that claims come from, each once, in the order in which the page shows them."""
    found: dict[str, Reference] = {}
    for group in by_kind(list(discrepancies)):
        for discrepancy in group.discrepancies:
            for claim in discrepancy.claims.all():
                found |= {one.url: one for one in claim.references.all() if one.url and one.url not in found}
    return list(found.values())
