"""Data: what can be taken and how it is cited."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from documents.formats import CITED_LIST_FORMATS, CSV, Offer, offers
from documents.models import Document
from documents.publication import of_today
from nrem_portal.outlets.columns import PROVENANCE, TABLES, Columns
from recommendations.models import Recommendation


class TableOf(NamedTuple):
    """A list as a table: its name, its address, its own columns."""

    name: str
    address: str
    columns: Columns


def data(request: HttpRequest) -> HttpResponse:
    """What can be taken today, addresses that stay, the version of the data, licence and citation."""
    example = Recommendation.objects.published().with_place().in_order().first()
    document = Document.objects.published().exclude(symbol=None).held_first().first()
    context = {
        **of_today(),
        "example": example,
        "formats": list(formats(example)),
        "lists": list(offers("recommendations", formats=CITED_LIST_FORMATS.values())),
        "tables": list(tables()),
        "ending": PROVENANCE,
        "permanent": permanent(request, example, document),
        "sitemap": request.build_absolute_uri(reverse("sitemap")),
    }
    return render(request, "pages/about/data.html", context)


def tables() -> Iterator[TableOf]:
    """Yield every list as a table."""
    for name, table in TABLES.items():
        yield TableOf(name, reverse(f"{name}-format", args=[CSV.suffix]), table.columns)


def formats(example: Recommendation | None) -> Iterator[Offer]:
    """Yield the formats of the recommendation that is the example."""
    if example:
        yield from offers("recommendation", example.origin.slug, example.slug)


def permanent(request: HttpRequest, example: Recommendation | None, document: Document | None) -> dict[str, str]:
    """Return one address that stays of each kind: of a recommendation, a paragraph, and a document by its symbol."""
    addresses = {}
    if example:
        place = example.paragraph
        addresses["recommendation"] = reverse("permanent-recommendation", args=[example.origin.slug, example.slug])
        addresses["paragraph"] = reverse("permanent-paragraph", args=[place.document.key, place.anchor])
    if document:
        addresses["symbol"] = reverse("symbol", args=[document.symbol])
    return {name: request.build_absolute_uri(address) for name, address in addresses.items()}
