"""Pages kept: what everyone is shown alike depends on its address, the data version and the day alone.

Such a page is made once in each worker. Whoever has it is told that it has not changed, before anything is made.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers

from nrem_portal.tags import tag_of

SUFFIXES = {".py", ".html", ".txt", ".mo", ".css"}  # files that pages are made of
LARGEST = 400_000  # bytes of a page that is kept


class KeptPagesMiddleware:
    """Answers with pages that it has seen made, as far as room is left for them (settings.PAGES_KEPT, in megabytes)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.room = settings.PAGES_KEPT * 1_000_000
        self.pages: OrderedDict[str, HttpResponse] = OrderedDict()
        self.size = 0
        self.lock = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not (self.room and is_common(request)):
            return self.get_response(request)
        tag = entity_tag(request)
        return unchanged(request, tag) or self.kept(tag) or self.made(request, tag)

    def kept(self, tag: str) -> HttpResponse | None:
        """Return a page that was made before."""
        with self.lock:
            page = self.pages.get(tag)
            if page is not None:
                self.pages.move_to_end(tag)
        return copied(page) if page is not None else None

    def made(self, request: HttpRequest, tag: str) -> HttpResponseBase:
        """Make a page, and keep it if it is everyone's."""
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and is_everyones(response):
            response.headers["ETag"] = tag
            self.keep(tag, copied(response))
        return response

    def keep(self, tag: str, page: HttpResponse) -> None:
        """Keep a page, and let go of those not asked for longest."""
        with self.lock:
            if tag not in self.pages:
                self.size += len(page.content)
                self.pages[tag] = page
            while self.size > self.room:
                _tag, gone = self.pages.popitem(last=False)
                self.size -= len(gone.content)


def is_common(request: HttpRequest) -> bool:
    """Tell whether a page in some language is asked for, by nobody in particular."""
    code = request.path.split("/", 2)[1]
    is_anyone = settings.SESSION_COOKIE_NAME not in request.COOKIES and "HTTP_AUTHORIZATION" not in request.META
    return request.method == "GET" and code in dict(settings.LANGUAGES) and is_anyone


def is_everyones(response: HttpResponse) -> bool:
    """Tell whether an answer is a whole page that says the same to all."""
    is_page = response.status_code == 200 and response.headers.get("Content-Type", "").startswith("text/html")
    is_open = not response.cookies and "private" not in response.headers.get("Cache-Control", "")
    return is_page and is_open and len(response.content) <= LARGEST


def unchanged(request: HttpRequest, tag: str) -> HttpResponseBase | None:
    """Return the answer to whoever has this very page already."""
    if tag not in request.META.get("HTTP_IF_NONE_MATCH", ""):
        return None
    response = get_conditional_response(request, etag=tag)
    if response is not None:
        response.headers["ETag"] = tag
        patch_vary_headers(response, ["Accept-Encoding"])
    return response


def copied(page: HttpResponse) -> HttpResponse:
    """Return a page anew, since what stands around it adds to its headers."""
    return HttpResponse(page.content, status=page.status_code, headers=dict(page.headers))


def entity_tag(request: HttpRequest) -> str:
    """Return what names a page: all that it depends on, and whether it goes compressed."""
    asked = request.META.get("HTTP_HOST", ""), str(request.scheme), request.get_full_path()
    packed = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    return f"W/{tag_of(PROGRAM, str(packed), *asked)}"


def of_program() -> str:
    """Return what changes whenever the program, its words, its style or its settings on pages do."""
    own = [Path(one.path) for one in apps.get_app_configs() if settings.BASE_DIR in Path(one.path).parents]
    folders = [*own, *(settings.BASE_DIR / name for name in ("templates", "static")), *map(Path, settings.LOCALE_PATHS)]
    times = (path.stat().st_mtime_ns for folder in folders for path in folder.rglob("*") if is_source(path))
    return f"{max(times, default=0)} {settings.CONTACT_EMAIL} {','.join(settings.LANGUAGES_ON)}"


def is_source(path: Path) -> bool:
    """Tell whether pages are made of a file."""
    return path.suffix in SUFFIXES and path.is_file()


PROGRAM = of_program()  # of the code that this process runs, whatever lies on the disk later
