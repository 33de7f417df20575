"""The ¶ field: an editor types a symbol and number, words of the text or an address, sees the place, and keeps it."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

from django.http import QueryDict

from desk.forms.fields import Field, chosen_in, text_of
from desk.places import PlaceShown, digest, offered, resolved, today
from documents.links import web_link
from documents.models import Paragraph, Reference
from documents.numerals import western

BEFORE = ("publisher", "date", "seen")  # what is told of an address of the web


class Places(Field):
    """The places that a statement rests on; what was typed and is no place stays in the field until it is one."""

    template = "desk/fields/places.html"
    is_single = False

    @cached_property
    def keys(self) -> list[str]:
        return list(self.value or [])

    @cached_property
    def places(self) -> list[PlaceShown]:
        """What the field holds, each to be kept or let go."""
        found = self.names.cited.of(self.keys)
        held = [found.get(key) or self._new(key) for key in self.keys if key in found or "://" in key]
        return [replace(one, is_repeated=self.is_folded and self.names.cited.is_again(one.key)) for one in held]

    def _new(self, url: str) -> PlaceShown:
        return PlaceShown(url, url, address=web_link(url), told=self.names.addresses.get(url) or today())

    @cached_property
    def typed(self) -> str:
        """What was typed and names no place."""
        kept = {place.key for place in self.places}
        return "; ".join(key for key in self.keys if key not in kept)

    @cached_property
    def offers(self) -> list[PlaceShown]:
        """The paragraphs that what was typed may mean."""
        return offered(self.typed) if self.typed else []

    @property
    def is_about_paragraphs(self) -> bool:
        return self.model_field.remote_field.model is Paragraph

    def read(self, post: QueryDict) -> Any:
        typed = [resolved(part) for part in text_of(post, f"{self.name}-new").split(";") if part.strip()]
        kept = chosen_in(post, self.name)
        return list(dict.fromkeys([*kept, *self._unless_chosen(typed, kept, post)]))

    def _unless_chosen(self, typed: list[str], kept: list[str], post: QueryDict) -> list[str]:
        """Leave out words that a place was offered for, once one of those offered is chosen."""
        asked = text_of(post, f"{self.name}-asked")
        is_answered = bool(asked) and asked == text_of(post, f"{self.name}-new") and self._has_new(kept, post)
        return [] if is_answered else typed

    def _has_new(self, kept: list[str], post: QueryDict) -> bool:
        return bool(set(kept) & set(post.getlist(f"{self.name}-offered")))


class OnePlace(Places):
    """The one place that something stands at."""

    is_single = True

    @cached_property
    def keys(self) -> list[str]:
        return [self.value] if self.value else []

    def read(self, post: QueryDict) -> Any:
        found = super().read(post)
        return found[-1] if found else ""


def asked_in(post: QueryDict) -> str:
    """Return the name of the first field with words in it that were not looked up yet; an empty text for none."""
    names = (name.removesuffix("-new") for name in post if name.endswith("-new"))
    return next(
        (name for name in names if text_of(post, f"{name}-new") not in {"", text_of(post, f"{name}-asked")}), ""
    )


def addresses_in(post: QueryDict, cited_now: set[str]) -> dict[str, dict[str, str]]:
    """Return what was told of addresses of the web that no statement cites yet: publisher, date, and the day seen."""
    held = set(Reference.objects.filter(key__in=cited_now).values_list("key", flat=True))
    return {url: told(post, url) for url in sorted(cited_now - held) if "://" in url}


def told(post: QueryDict, url: str) -> dict[str, str]:
    """Return what was told of one address."""
    return today() | {
        name: figured(name, typed) for name in BEFORE if (typed := text_of(post, f"{name}-{digest(url)}"))
    }


def figured(name: str, typed: str) -> str:
    """Return what was told of an address, dates in the figures of the record."""
    return typed if name == "publisher" else western(typed)
