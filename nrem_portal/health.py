"""Answers to machines: is the portal up, what may be crawled."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse


def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that the process serves; touches no database."""
    return HttpResponse("ok\n", content_type="text/plain")


def robots(request: HttpRequest) -> HttpResponse:
    """Allow all but search results, and name the sitemap."""
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('search')}",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain")
