"""Answers to machines: is the portal up, what may be crawled, whom to tell of a weakness."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation

VALID_FOR = timedelta(days=180)  # of security.txt; it must be less than a year ahead (RFC 9116, 2.5.5)


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


def security_txt(request: HttpRequest) -> HttpResponse:
    """Tell whom to write to about a weakness (RFC 9116); without an address there is nothing to tell."""
    if not settings.CONTACT_EMAIL:
        words = "This installation names no address for reports.\n"
        return HttpResponse(words, content_type="text/plain; charset=utf-8", status=404)
    canonical = request.build_absolute_uri(reverse("security-txt"))
    fields = security_fields(now=timezone.now(), canonical=canonical)
    lines = [f"{name}: {value}\n" for name, value in fields]
    return HttpResponse("".join(lines), content_type="text/plain; charset=utf-8")


def security_fields(*, now: datetime, canonical: str) -> Iterator[tuple[str, str]]:
    """Yield the fields of security.txt; it expires at a midnight, so that it is the same all day."""
    yield "Contact", f"mailto:{settings.CONTACT_EMAIL}"
    yield "Expires", f"{(now + VALID_FOR).date().isoformat()}T00:00:00Z"
    yield "Preferred-Languages", settings.LANGUAGE_CODE
    yield "Canonical", canonical
    if policy := getattr(settings, "SECURITY_POLICY_URL", ""):
        yield "Policy", policy
