"""Documents and paragraphs in the formats of `documents/formats.py`: for reference managers, programs and notes."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404

from documents import citations
from documents.formats import FORMATS
from documents.models import Document, Paragraph
from documents.publication import open_to_all
from nrem_portal.outlets.answers import as_file, taken_along
from nrem_portal.pages.taken import Taken
from nrem_portal.pages.taken_json import as_json
from nrem_portal.pages.taken_text import as_text

WRITERS: dict[str, Callable[[Taken], str]] = {
    "ris": lambda taken: citations.ris(taken.cited),
    "bib": lambda taken: citations.bibtex(taken.cited),
    "csl": lambda taken: citations.csl(taken.cited),
    "txt": as_text,
    "json": as_json,
}


@taken_along
def document(request: HttpRequest, key: str, suffix: str) -> HttpResponseBase:
    """A document, or how it is cited."""
    return file_of(Taken(request, Document.objects.published_or_gone(key=key)), suffix)


@taken_along
def paragraph(request: HttpRequest, key: str, anchor: str, suffix: str) -> HttpResponseBase:
    """One paragraph, or how it is cited."""
    found = Paragraph.objects.readable().with_box()
    one = get_object_or_404(found, document__key=key, anchor=anchor)
    open_to_all(one.document)
    return file_of(Taken(request, one.document, one), suffix)


def file_of(taken: Taken, suffix: str) -> HttpResponseBase:
    """Answer with what is taken along, under a name that tells what it is."""
    return as_file(HttpResponse(WRITERS[suffix](taken)), FORMATS[suffix], taken.name)
