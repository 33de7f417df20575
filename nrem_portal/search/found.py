"""What is found: one thing as it goes into the index, and what several kinds of things put into it alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, Q
from django.utils import translation
from django.utils.functional import Promise

from documents.models import Theme

ALL = Q()
SIZE = 1000  # records read at a time
Texts = str | dict[str, str]


@dataclass
class Found:
    """One thing to be found: title, tags, text and what stands beside the title are shown and searched.

    `names` are searched like the title, `also` like the text. A text that is not English alone is given by language.
    """

    kind: str
    record: int
    key: str
    title: Texts
    body: Texts
    address: str
    beside: Texts = ""
    tags: list[Texts] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    also: str = ""
    theme: str = ""
    country: str = ""
    year: int | None = None


def slugs(things: Iterable[Any]) -> str:
    """Return the slugs of themes or countries in one text."""
    return " ".join(thing.slug for thing in things)


def filed(*things: Iterable[Any]) -> list[Texts]:
    """Return the names, by language, of what a record is filed under."""
    return [thing.names for named in things for thing in named]


def spoken(label: str | Promise) -> dict[str, str]:
    """Return a word of the portal's own in each language switched on."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[code] = str(label)
    return found


def public_themes() -> Prefetch:
    """Return what fetches the themes along that everyone may see."""
    return Prefetch("themes", Theme.objects.published())


def year_of(date: str) -> int | None:
    """Return the year of a partial date."""
    return int(date[:4]) if date else None
