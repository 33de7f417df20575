"""Error pages in the look of the site."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import REASON_BAD_ORIGIN
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from desk.interrupted import hold
from desk.kinds import kind_of_record
from documents.busy import AGAIN_AFTER, is_busy
from documents.publication import GoneError
from nrem_portal.api.errors import failed

FROM_ELSEWHERE = REASON_BAD_ORIGIN.partition("%")[0]


def nearest_parent(path: str) -> str:
    """Return the longest address above this one that surely has a page, since it names no record; else home."""
    parts = path.strip("/").split("/")
    for length in range(len(parts) - 1, 0, -1):
        candidate = f"/{'/'.join(parts[:length])}/"
        try:
            found = resolve(candidate)
        except Resolver404:
            continue
        if not found.kwargs:
            return candidate
    return f"/{get_language()}/"


def words_of(path: str) -> str:
    """Return the words of an address, for the search field."""
    last = path.strip("/").split("/")[-1]
    return " ".join("".join(char if char.isalnum() else " " for char in last).split())[:100]


def not_found(request: HttpRequest, exception: Http404) -> HttpResponse:
    """Say that there is nothing here, and where to go on."""
    context = {"asked": request.path, "words": words_of(request.path), "parent": nearest_parent(request.path)}
    return render(request, "404.html", context, status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request could not be read."""
    return _refused(request, _("This request could not be read"), _("Its address or form is damaged."), status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the account does not allow it, and whom to ask."""
    words = _("Your account does not allow this. Ask an administrator of the portal.")
    return _refused(request, _("Not allowed"), words, status=403)


def too_many(request: HttpRequest) -> HttpResponse:
    """Say that there were too many tries, and when to come again."""
    response = render(request, "429.html", status=429)
    response.headers["Retry-After"] = "600"
    return response


def busy(request: HttpRequest) -> HttpResponse:
    """Say that another is writing, and when to come again; on the desk, hold what was sent so that no word is lost."""
    is_desk = request.resolver_match and request.resolver_match.route.split("/")[1:2] == ["desk"]
    sent = request.POST.lists() if is_desk else ()
    again = [(name, value) for name, values in sent if name != "csrfmiddlewaretoken" for value in values]
    response = render(request, "503.html", {"again": again}, status=503)
    response.headers["Retry-After"] = AGAIN_AFTER
    return response


def with_words(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return an answer that an address does not do what was asked of it (405), with a page where it has none."""
    if response.status_code == 405 and not response.streaming and not response.content:
        words = _("It does not do what was asked of it. Go back, reload the page, and use its links and buttons.")
        context = {"title": _("This address works otherwise"), "words": words}
        response.content = render_to_string("refused.html", context, request)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form came without its token, and how to send it again; hold what was typed at the desk."""
    match, is_from_elsewhere = request.resolver_match, reason.startswith(FROM_ELSEWHERE)
    if match and hasattr(match.func, "permissions") and not is_from_elsewhere and hold(request, now=timezone.now()):
        return render(request, "desk/interrupted.html", status=403)
    words = _("Go back, reload the page and send the form again. Cookies must be allowed for this site.")
    return _refused(request, _("This form could not be accepted"), words, status=403, back=request.get_full_path())


def _refused(request: HttpRequest, title: str, words: str, *, status: int, back: str = "") -> HttpResponse:
    return render(request, "refused.html", {"title": title, "words": words, "back": back}, status=status)


class GoneMiddleware:
    """Answers 410 where a record was withdrawn: why, when, and where to go on; what it said is not shown.

    It answers 503 where another was writing, gives words to answers (405) that have none, and answers 400 where the
    address of a page of the admin names a field that is none, on which Django's views fail.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return with_words(request, self.get_response(request))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        match = request.resolver_match
        if isinstance(exception, FieldDoesNotExist) and match and match.app_name == "admin":
            return bad_request(request, exception)
        if is_busy(exception) and not request.path.startswith("/api/"):
            return busy(request)
        if not isinstance(exception, GoneError):
            return None
        context = {"reason": exception.reason, "when": exception.when, "parent": nearest_parent(request.path)}
        context |= {"record": exception.record, "kind": kind_of_record(exception.record)}
        return render(request, "410.html", context, status=410)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something failed; needs neither data nor session, nor collected files."""
    if request.path.startswith("/api/"):
        return failed()
    context = {"contact_email": settings.CONTACT_EMAIL, "style": style_sheet()}
    return HttpResponse(render_to_string("500.html", context), status=500)


def style_sheet() -> str:
    """Return the address of the style sheet, even where static files were not collected."""
    try:
        return static("portal.css")
    except ValueError:
        return f"{settings.STATIC_URL}portal.css"
