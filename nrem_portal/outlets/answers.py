"""How every outlet is answered: to any site, by reading alone, not again where nothing has changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from documents.formats import Format
from documents.publication import GoneError
from documents.templatetags.nrem import partial_date
from nrem_portal.tags import tag_of

# Raised where the files come to say something else of the same data, so that copies kept are asked for anew.
FORM = 1
# Any site may read them, as any person may; search engines are to find the page instead.
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, ETag, Link, X-Data-Version, X-Ignored",
    "X-Robots-Tag": "noindex",
}
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
View = Callable[..., HttpResponseBase]


def taken_along(view: View) -> View:
    """Let a view be read only, by any site, and only anew; what was withdrawn is said in plain words."""

    @csrf_exempt  # so that a form sent here is told that the method is wrong, not that its token is missing
    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, **parts: str) -> HttpResponseBase:
        tag = tag_of(str(FORM), request.get_full_path())
        response = conditional(request, tag) or answered(view, request, parts)
        if response.status_code < 400:
            response.headers["ETag"] = tag
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return answer


def conditional(request: HttpRequest, tag: str) -> HttpResponseBase | None:
    """Return the answer to whoever has this very file already, or wants another one: it has no content, of no type."""
    response = get_conditional_response(request, etag=tag)
    if response is not None:
        response.headers.pop("Content-Type", None)
    return response


def answered(view: View, request: HttpRequest, parts: dict[str, str]) -> HttpResponseBase:
    """Return the answer of a view, or what is to say of a record that was withdrawn."""
    try:
        return view(request, **parts)
    except GoneError as gone:
        return withdrawn(gone)


def withdrawn(gone: GoneError) -> HttpResponse:
    """Say in plain words that it was withdrawn, when and why."""
    lines = [
        _("What stood at this address was withdrawn"),
        f"{_('Withdrawn on')}: {partial_date(gone.when)}",
        f"{_('Reason')}: {gone.reason}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8", status=410)


def as_file(response: HttpResponseBase, chosen: Format, name: str) -> HttpResponseBase:
    """Return an answer as a file of a format, under a name that tells what it is."""
    response.headers["Content-Type"] = chosen.content_type
    response.headers["Content-Disposition"] = str(
        content_disposition_header(chosen.is_saved, f"{name}.{chosen.suffix}")
    )
    return response
