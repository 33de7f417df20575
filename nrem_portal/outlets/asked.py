"""A list as it is asked for: which records, in which language, by which reading of the portal."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import get_language, get_language_bidi, override

from documents.filters import Order
from nrem_portal.lists import PublicList
from nrem_portal.outlets.citing import Reading

SIZE = 2_000  # keys of records given at once


class Asked:
    """One public list with the filters of a request, and what an outlet tells of it beside its records."""

    def __init__(self, request: HttpRequest, public: PublicList) -> None:
        self.public, self.filterset = public, public.filter_class(request.GET)
        self.reading = Reading(request)
        self.language, self.is_rtl = get_language() or "en", get_language_bidi()
        self._labels: dict[type[models.TextChoices], dict[str, str]] = {}
        self._patterns: dict[tuple[str, str], str] = {}

    @property
    def version(self) -> int:
        """The number of the data version, 0 before anything was loaded."""
        return self.reading.version.number if self.reading.version else 0

    @property
    def name(self) -> str:
        """The name of the file: the list, the day and the data version."""
        return f"nrem-{self.public.name}-{self.reading.day.isoformat()}-v{self.version}"

    def in_keys(self) -> Iterator[list[int]]:
        """Yield the keys of the records of the filtered list in its order, some thousand at a time."""
        every = self.filterset.ids(0, self.filterset.count)
        for start in range(0, len(every), SIZE):
            yield every[start : start + SIZE]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The filters in force, in their fixed order."""
        return [(name, value) for name in self.filterset.filters for value in self.filterset.data.getlist(name)]

    @property
    def query(self) -> str:
        """The filters in force as they stand in an address."""
        return f"?{urlencode(self.pairs)}" if self.pairs else ""

    @property
    def page(self) -> str:
        """The address of the page that shows the same list."""
        return self.reading.address(self.public.name) + self.query

    @property
    def filters(self) -> list[str]:
        """The filters in force in words: `Region: Africa`."""
        declared, labels = self.filterset.filters, self.filterset.choices
        return [
            f"{declared[name].label}: {labels[name].get(value, value)}" if labels[name] else f"“{value}”"
            for name, value in self.pairs
            if not isinstance(declared[name], Order)
        ]

    def outlet(self, suffix: str, language: str = "") -> str:
        """Return the address of this list in a format, in the language of the list or another."""
        with override(language or self.language):
            return f"{self.reading.address(self.public.name).removesuffix('/')}.{suffix}{self.query}"

    def pattern(self, view: str, *parts: str, language: str = "") -> str:
        """Return the address of a kind of page with `{slug}` and the like for its parts; made once for many rows."""
        key = (view, language or self.language)
        if key not in self._patterns:
            with override(key[1]):
                address = self.reading.address(view, *(f"part-{one}" for one in parts))
            for one in parts:
                address = address.replace(f"part-{one}", f"{{{one}}}")
            self._patterns[key] = address
        return self._patterns[key]

    def label(self, choices: type[models.TextChoices], value: str) -> str:
        """Return the name of one of several choices, in the language of the list."""
        if choices not in self._labels:
            self._labels[choices] = {str(one.value): str(one.label) for one in choices}
        return self._labels[choices].get(value, "")
