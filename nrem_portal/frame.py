"""What the frame of every page needs: languages, sections, the words of the search field."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from documents.filters import readable


class Section(NamedTuple):
    """One of the six sections of the main navigation."""

    view: str
    title: str | Promise


SECTIONS = [
    Section("mechanisms", _("Mechanisms")),
    Section("practices", _("Practices")),
    Section("cooperation", _("Cooperation")),
    Section("consultations", _("Consultations")),
    Section("recommendations", _("Recommendations")),
    Section("documents", _("Documents")),
]


# Addresses of their own that stand in one of the sections.
BELONGS = {"follow-up": "recommendations"}


class Language(NamedTuple):
    """A language switched on: its code, its own name, and the address of this page in it."""

    code: str
    name: str
    address: str
    current: bool


def languages(request: HttpRequest) -> list[Language]:
    """Return the languages switched on, with the address of the same page in each."""
    current = get_language()
    change = getattr(request, "preview_of", None)
    here = reverse("desk-preview", args=[change.kind, change.record]) if change else request.get_full_path()
    return [Language(code, name, in_language(here, code), code == current) for code, name in settings.LANGUAGES]


def in_language(address: str, code: str) -> str:
    """Return the address of a page in a language; that of the home page where the address is of no page in it."""
    translated = translate_url(address, code)
    return translated if translated.startswith(f"/{code}/") else f"/{code}/"


def sought(request: HttpRequest) -> dict[str, str]:
    """Return the words of a search that led straight here, and whether the paragraph they name is missing."""
    try:
        return {"sought": readable(request.GET.get("sought", "")), "missing": request.GET.get("missing", "")}
    except SuspiciousOperation:  # more parameters than are read: the page tells so
        return {"sought": "", "missing": ""}


def frame(request: HttpRequest) -> dict[str, object]:
    """Give every template the navigation, the section it stands in, and the languages."""
    parts = request.path.split("/")  # "/en/mechanisms/nigeria-naptip/" stands in mechanisms
    name = parts[2] if len(parts) > 2 else ""
    return {
        "sections": SECTIONS,
        "section": BELONGS.get(name, name),
        "at_section": len(parts) == 4 and not parts[3] and name not in BELONGS,
        "languages": languages(request),
        "contact_email": settings.CONTACT_EMAIL,
        **sought(request),
    }
