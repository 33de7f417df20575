"""The list of documents."""

from __future__ import annotations

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.document_filters import DocumentFilter
from documents.listing import Listing, without_empty_parameters
from recommendations.models import Recommendation


@without_empty_parameters
def documents(request: HttpRequest) -> HttpResponse:
    """The documents held, then those known and cited."""
    made = Recommendation.objects.published().filter(paragraph__document=OuterRef("pk")).order_by()
    counted = made.values("paragraph__document").annotate(number=Count("pk")).values("number")
    rows = DocumentFilter.records().annotate(recommendation_count=Coalesce(Subquery(counted), 0))
    listing = Listing(request, DocumentFilter, rows)
    held = listing.filterset.qs.held().count()
    context = {"listing": listing, "held": held, "known": listing.count - held}
    return render(request, "pages/documents.html", context)
