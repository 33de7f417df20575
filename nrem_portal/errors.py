"""Error pages in the look of the site."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import Resolver404, resolve
from django.utils.translation import get_language


def nearest_parent(path: str) -> str:
    """Return the longest address above this one that the portal has; the home page at least."""
    parts = path.strip("/").split("/")
    for length in range(len(parts) - 1, 0, -1):
        candidate = f"/{'/'.join(parts[:length])}/"
        try:
            resolve(candidate)
        except Resolver404:
            continue
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


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something failed; needs neither data nor session, nor collected files."""
    context = {"contact_email": settings.CONTACT_EMAIL, "style": style_sheet()}
    return HttpResponse(render_to_string("500.html", context), status=500)


def style_sheet() -> str:
    """Return the address of the style sheet, even where static files were not collected."""
    try:
        return static("portal.css")
    except ValueError:
        return f"{settings.STATIC_URL}portal.css"
