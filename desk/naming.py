"""By what words records of each kind are found on the desk, in which order they stand, and what is told beside each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Concat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from documents.folded import Folded
from documents.normalise import fold

SPACE = Value(" ")
OF_TITLE = _("Words of the title")


def by_language(field: str) -> tuple[KeyTextTransform, ...]:
    """Return the texts that a field holds in each language switched on, English first."""
    codes = ["en", *(code for code, _name in settings.LANGUAGES if code != "en")]
    return tuple(KeyTextTransform(code, field) for code in codes)


def nothing(record: Any) -> str:
    """Nothing needs to stand beside such a record."""
    return ""


def country(record: Any) -> str:
    """The country that a record is of."""
    return str(record.country or "")


def paragraph(record: Any) -> str:
    """Where a recommendation stands: `Bangkok 2014 ¶ 45 (c)`."""
    return f"{record.origin} ¶ {record.paragraph.label}"


def cited(record: Any) -> str:
    """What a document is called: its symbol, if it has one, and its title."""
    return f"{record.symbol}: {record.title}" if record.symbol else str(record)


@dataclass(frozen=True)
class Naming:
    """How records of one kind are found and told apart in a list."""

    fields: tuple[Any, ...] = ("title",)  # in which words are looked for
    asks: str | Promise = OF_TITLE
    order: tuple[Any, ...] = ("title",)  # the fields that a record is called by
    called: Callable[[Any], str] = str
    beside: Callable[[Any], str] = nothing
    links: tuple[str, ...] = ()  # that are told beside it

    def found(self, records: QuerySet, words: str) -> QuerySet:
        """Return the records that have each of these words, in the order of what they are called."""
        return having(records, words, *self.fields).order_by(together(*self.order), "pk").select_related(*self.links)

    def title(self, record: Any) -> str:
        """Return what a record is called, in the language that the record is held in."""
        with override("en"):
            return self.called(record)


def having(records: QuerySet, words: str, *fields: Any) -> QuerySet:
    """Return the records each of these words stands in one of whose fields."""
    found = records.alias(told=together(*fields))
    for word in (part.strip(",;") for part in fold(words).split()):
        found = found.filter(told__contains=word)
    return found


def together(*fields: Any) -> Folded:
    """Return the texts of several fields as one, folded."""
    parts = (part for field in fields for part in (field, SPACE))
    return Folded(Concat(*parts, SPACE, output_field=TextField()))


PRINTED = ("paragraph__document__symbol", "paragraph__section__excerpt_of__symbol", "paragraph__label")
NAMES, COUNTRY = by_language("names"), by_language("country__names")
NAMINGS = {
    "consultation": Naming(
        fields=("title", *by_language("short_names"), *by_language("cities"), *COUNTRY),
        asks=_("Title, city or country"),
        order=by_language("short_names")[:1],
        beside=country,
        links=("country",),
    ),
    "mechanism": Naming(
        fields=("name", "acronym", "name_original", *COUNTRY),
        asks=_("Name or country"),
        order=("name",),
        beside=country,
        links=("country",),
    ),
    "recommendation": Naming(
        fields=("title", *PRINTED, *by_language("origin__short_names")),
        asks=_("Title, symbol or paragraph"),
        beside=paragraph,
        links=("origin", "paragraph"),
    ),
    "follow-up": Naming(("date", "actor", "text"), _("Date, who acted, or words of the text"), order=("date", "actor")),
    "organisation": Naming(("name", "acronym"), _("Words of the name"), order=("name",)),
    "document": Naming(
        fields=("symbol", "title", "heading", "short_name", "key", *NAMES),
        asks=_("Title or symbol"),
        order=("symbol", "heading", "title"),
        called=cited,
    ),
    "theme": Naming(NAMES, _("Words of the name"), order=NAMES[:1]),
    "discrepancy": Naming(("question",), _("Words of the question"), order=("question",)),
}


def naming_of(kind: str) -> Naming:
    """Return how records of a kind are found; by their title where nothing else is said."""
    return NAMINGS.get(kind, Naming())
