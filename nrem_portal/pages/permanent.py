"""Short addresses for citation: they lead to the page in the reader's language, and never change."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from documents.filters import readable
from documents.models import Document, Paragraph
from documents.publication import open_to_all
from recommendations.models import Recommendation


def recommendation(request: HttpRequest, origin: str, slug: str) -> HttpResponse:
    """Lead from `/r/bangkok-2014/45-c` to the recommendation."""
    return redirect(Recommendation.objects.published_or_gone(origin__slug=origin, slug=slug))


def paragraph(request: HttpRequest, key: str, anchor: str) -> HttpResponse:
    """Lead from `/p/A-HRC-29-38-Add.2/45-c` to the paragraph in its document."""
    held = Paragraph.objects.readable().select_related("document", "section")
    found = get_object_or_404(held, document__key=key, anchor=anchor)
    open_to_all(found.document)
    return redirect(found)


def symbol(request: HttpRequest, symbol: str) -> HttpResponse:
    """Lead from a symbol as printed, `/symbol/A/HRC/29/38/Add.2`, to the document."""
    return redirect(Document.objects.published_or_gone(symbol=readable(symbol)))
