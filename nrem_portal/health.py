"""Answers to machines: is the portal up, what may be crawled."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation


def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that the process serves; touches no database."""
    return HttpResponse("ok\n", content_type="text/plain")


def favicon(request: HttpRequest) -> HttpResponse:
    """Lead browsers that ask for the icon at its old place to the one there is."""
    return redirect(static("favicon.svg"))


def robots(request: HttpRequest) -> HttpResponse:
    """Allow all but search results, and name the sitemap."""
    lines = ["User-agent: *", *(f"Disallow: {address}" for address in search_pages())]
    lines += [f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


def search_pages() -> Iterator[str]:
    """Yield the address of the search in every language switched on."""
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            yield reverse("search")
