"""Documents and paragraphs in the formats of `documents/formats.py`: for reference managers, programs and notes."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from documents import citations
from documents.formats import FORMATS
from documents.models import Document, Paragraph
from documents.publication import GoneError, open_to_all
from documents.templatetags.nrem import partial_date
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
# Any site may read them, as any person may; search engines are to find the page instead.
HEADERS = {"Access-Control-Allow-Origin": "*", "X-Robots-Tag": "noindex"}
View = Callable[..., HttpResponse]


def taken_along(view: View) -> View:
    """Let a view be read only, by any site; what was withdrawn is said in plain words."""

    @csrf_exempt  # so that a form sent here is told that the method is wrong, not that its token is missing
    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, **parts: str) -> HttpResponse:
        try:
            response = view(request, **parts)
        except GoneError as gone:
            response = withdrawn(gone)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return answer


@taken_along
def document(request: HttpRequest, key: str, suffix: str) -> HttpResponse:
    """A document, or how it is cited."""
    return file_of(Taken(request, Document.objects.published_or_gone(key=key)), suffix)


@taken_along
def paragraph(request: HttpRequest, key: str, anchor: str, suffix: str) -> HttpResponse:
    """One paragraph, or how it is cited."""
    found = Paragraph.objects.readable().with_box()
    one = get_object_or_404(found, document__key=key, anchor=anchor)
    open_to_all(one.document)
    return file_of(Taken(request, one.document, one), suffix)


def file_of(taken: Taken, suffix: str) -> HttpResponse:
    """Answer with what is taken along, under a name that tells what it is."""
    chosen = FORMATS[suffix]
    response = HttpResponse(WRITERS[suffix](taken), content_type=chosen.content_type)
    disposition = content_disposition_header(chosen.is_saved, f"{taken.name}.{suffix}")
    response.headers["Content-Disposition"] = str(disposition)
    return response


def withdrawn(gone: GoneError) -> HttpResponse:
    """Say in plain words that it was withdrawn, when and why."""
    lines = [
        _("What stood at this address was withdrawn"),
        f"{_('Withdrawn on')}: {partial_date(gone.when)}",
        f"{_('Reason')}: {gone.reason}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8", status=410)
