"""Sources, method and limits: what the record rests on, counted at the moment of reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Max, Min, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from directory.models import Country, Mechanism, MechanismRole, Statement
from directory.models.mechanism import Basis
from documents.models import Discrepancy, Document, Paragraph, Reference
from documents.models.reference import Confidence
from recommendations.models import Recommendation
from recommendations.models.recommendation import Strength
from recommendations.models.status import Status


class Seen(NamedTuple):
    """The addresses of one confidence: how many, and between which days they were seen."""

    label: str | Promise
    meaning: str
    number: int
    first: date
    last: date


class Wording(NamedTuple):
    """A strength of wording, and how many recommendations are so worded."""

    strength: Strength
    number: int


def sources(request: HttpRequest) -> HttpResponse:
    """What the record rests on, how it was made from that, and what it cannot tell."""
    mechanisms, paragraphs = Mechanism.objects.published(), Paragraph.objects.of_published()
    context = {
        "documents": Document.objects.published().held().with_paragraph_count().in_order(),
        "known": Document.objects.published().not_held().count(),
        "whole": paragraphs.whole().count(),
        "paragraphs": paragraphs.count(),
        "worded": paragraphs.worded_in(get_language() or "en").count(),
        "seen": seen(Reference.objects.on_the_web().by_confidence()),
        "described": described(mechanisms),
        "roles": by_basis(MechanismRole.objects.filter(mechanism__in=mechanisms).values_list("basis")),
        "models": by_basis(mechanisms.exclude(model=None).values_list("model_basis")),
        "differences": Discrepancy.objects.published().count(),
        "statuses": Status.labels,
        "wordings": wordings(),
        "unconfirmed": mechanisms.unconfirmed().count(),
        "mechanisms": mechanisms.count(),
        "silent": Country.objects.without_mechanisms().count(),
    }
    return render(request, "pages/about/sources.html", context)


def seen(rows: Iterable[dict[str, Any]]) -> list[Seen]:
    """Return a line for each confidence that addresses have, the highest first, those without one last."""
    by_value = {row.pop("confidence"): row for row in rows}
    lines = [Seen(one.label, one.meaning, **by_value[one]) for one in Confidence if one in by_value]
    return lines + ([Seen(_("Not rated"), "", **by_value[""])] if "" in by_value else [])


def described(mechanisms: Any) -> dict[str, Any]:
    """Count statements about mechanisms and those from documents held; tell the dates of the pages behind them."""
    from_documents = Q(references__document__held=True)
    return Statement.objects.filter(mechanism__in=mechanisms).aggregate(
        number=Count("pk", distinct=True),
        from_documents=Count("pk", filter=from_documents, distinct=True),
        undated=Count("pk", filter=Q(as_of=""), distinct=True),
        first=Min("as_of", filter=~Q(as_of="")),
        last=Max("as_of"),
    )


def by_basis(rows: Any) -> dict[str, int]:
    """Tell how many are stated by a source, and how many are our reading of it."""
    counts = Counter(basis for (basis,) in rows)
    return {"stated": counts[Basis.STATED], "read": counts[Basis.OUR_READING]}


def wordings() -> list[Wording]:
    """Return each strength of wording with the number of recommendations so worded."""
    counts = Counter(Recommendation.objects.published().values_list("strength", flat=True))
    return [Wording(strength, counts[strength]) for strength in Strength]
