"""Short addresses for citation: they lead to the page in the reader's language, and never change."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from documents.filters import readable
from documents.models import Document, Paragraph
from documents.publication import State, open_to_all
from documents.symbols import find
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
    """Lead from a symbol, `/symbol/A/HRC/29/38/Add.2`, to the document, however the symbol is spelled."""
    for spelling in spellings(symbol):
        # A draft hides nothing: another record may bear the symbol in its other spelling.
        found = Document.objects.exclude(state=State.DRAFT).filter(**spelling).first()
        if found:
            return redirect(open_to_all(found))
    raise Http404


def spellings(symbol: str) -> Iterator[dict[str, str]]:
    """Yield how to look for a symbol: as it stands, without case, as documents print it, as the record has it.

    A number of a directive is known by the word before it; the record has resolutions of the Assembly by number alone.
    """
    text = re.sub(r"\s*/\s*", "/", readable(" ".join(symbol.split()))).strip("/ ")
    if not text:
        return
    yield {"symbol": text}
    yield {"symbol__iexact": text}
    led = f"Directive {text.upper()}"
    printed = [one.symbol for one in find(led) if one.end == len(led) and one.start in {0, len(led) - len(text)}]
    for one in printed or [text]:
        yield {"symbol__iexact": one}
        yield {"symbol__iexact": re.sub(r"^A/RES/(?=\d+/\d+$)", "", one)}
        yield {"symbol__iexact": f"A/RES/{one}"}
