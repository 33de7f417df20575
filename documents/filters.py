"""Filters: one django-filter declaration per list, and what each of its values would leave.

Within a group any of the values counts, between groups all must hold. Unknown names and values are left out of the
query and named to the reader; no query string can make a page fail. Pages ask a catalogue held in memory
(`documents/catalogue.py`) for counts and places, and the database for the records of one page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property

from documents import bitsets
from documents.catalogue import Catalogue, catalogue
from documents.filter_kinds import NOT_STATED, RELEVANCE, VALUES_LIMIT, AnyOf, Order, Plain, Text, Year
from documents.formats import LIST_FORMATS, Format
from documents.models import Theme
from documents.search.cited import Citation
from documents.search.engine import best
from documents.search.reading import Query

__all__ = [
    "NOT_STATED",
    "RELEVANCE",
    "VALUES_LIMIT",
    "AnyOf",
    "ListFilter",
    "Order",
    "Plain",
    "Text",
    "Year",
    "facet_counts",
    "readable",
]

TEXT_LIMIT = 200  # characters of a search text that are read
CUT = "q=…"  # among what is ignored


def readable(text: str) -> str:
    """Return a text from an address without control characters, cut to a readable length."""
    return printable(text)[:TEXT_LIMIT].strip()


def is_cut(text: str) -> bool:
    """Tell whether a text from an address is longer than what is read of it."""
    return len(printable(text).strip()) > TEXT_LIMIT


def printable(text: str) -> str:
    return "".join(char for char in text if char.isprintable())


class ListFilter(django_filters.FilterSet):
    """A filter set that takes only what it knows; `ignored` names what it left out: `theme=xyz`, `foo`, `q=…`.

    An ellipsis stands for further values than are read, and for the end of a longer text than is read (`is_cut`).

    One declaration serves page, exports, API, feed and alerts: `record_kind` is the kind of its records as their
    shape names it, `records` the published records in the order and with what a row shows, `formats` those in which the
    list can be taken along. `depends_on` names other kinds of records whose changes move this list; where the reader's
    language decides on its order, it says so.
    """

    record_kind = ""
    formats: Mapping[str, Format] = LIST_FORMATS
    depends_on: tuple[str, ...] = ()
    in_order_of_language = False

    def __init__(self, data: QueryDict, queryset: QuerySet | None = None) -> None:
        self.catalogue: Catalogue = catalogue(type(self))
        self.choices = {name: self._choices(name) for name in self.base_filters}
        known, self.ignored = self._known_only(data)
        super().__init__(data=known, queryset=self.records() if queryset is None else queryset)
        for name in self.facet_names():
            self.filters[name].extra["choices"] = self.choices[name].items

    @classmethod
    def records(cls) -> QuerySet:
        """Return the published records of the list, in its order, with what a row shows."""
        raise NotImplementedError

    @classmethod
    def facet_names(cls) -> list[str]:
        """Return the names of the filters that are facets, in the order declared."""
        return [name for name, declared in cls.base_filters.items() if isinstance(declared, AnyOf)]

    def _choices(self, name: str) -> dict[str, str]:
        """Return the values of a filter and their labels, read once for a data version in each language."""
        return self.catalogue.once(f"choices of {name}", lambda: choices_of(self.base_filters[name]))

    def _known_only(self, data: QueryDict) -> tuple[QueryDict, list[str]]:
        known, ignored = QueryDict(mutable=True), list[str]()
        for name, declared in self.base_filters.items():
            given = list(dict.fromkeys(value for value in map(readable, data.getlist(name)) if value))
            given, further = given[:VALUES_LIMIT], given[VALUES_LIMIT:]
            taken = declared.known(given, self.choices[name])
            known.setlist(name, taken)
            ignored += [f"{name}={value}" for value in given if value not in taken]
            ignored += [f"{name}=…"] if further or (isinstance(declared, Text) and is_cut(data.get(name, ""))) else []
        ignored += filter(None, [readable(name) for name in data if name not in self.base_filters and name != "page"])
        return known, ignored

    @cached_property
    def groups(self) -> dict[str, int]:
        """For each filter in force, the set of records that it leaves."""
        asked = {name: self.data.getlist(name) for name in self.filters}
        return {name: self.filters[name].bits(self.catalogue, values) for name, values in asked.items() if values}

    def bits(self, *, without: str = "") -> int:
        """Return the set of records that the filters in force leave, one of them lifted if it is named."""
        found = self.catalogue.every
        for name, bits in self.groups.items():
            found = found if name == without else found & bits
        return found

    @cached_property
    def count(self) -> int:
        """How many records the filters in force leave."""
        return self.bits().bit_count()

    @property
    def total(self) -> int:
        """How many records the list holds."""
        return len(self.catalogue.pks)

    def ids(self, start: int, stop: int) -> list[int]:
        """Return the ids of the records from one place to another of the filtered list, in its order."""
        order = self._order()
        if order is None:
            places = bitsets.some(self.bits(), start, stop)
        else:
            places = list(islice(bitsets.among(self.bits(), order), start, stop))
        return [self.catalogue.pks[place] for place in places]

    def _order(self) -> Iterable[int] | None:
        """Return the places of all records in the order asked for; None for that of the catalogue."""
        declared, asked = self.base_filters.get("order"), self.data.get("order", "")
        if asked == RELEVANCE and self.query is not None:
            return self._by_relevance(self.query)
        if asked and asked != declared.default:
            return self.catalogue.ordered(asked, lambda: declared.filter(self.records(), asked))
        return self.catalogue.ordered("", self.records) if self.in_order_of_language else None

    def _by_relevance(self, query: Query) -> list[int]:
        held = self.catalogue
        found = [held.pks[place] for place in bitsets.places(self.bits())]
        return [held.place(pk) for pk in best(query, self.record_kind, found)]

    @property
    def query(self) -> Query | None:
        """What the list is searched for; None where nothing is."""
        return self.filters["q"].query if self.data.get("q") else None

    @property
    def citation(self) -> Citation | None:
        """The place in a source that the text of the list cites."""
        return self.filters["q"].citation if self.data.get("q") else None

    @property
    def is_cut(self) -> bool:
        """Whether the end of the text was not read."""
        return CUT in self.ignored

    @property
    def unknown(self) -> list[str]:
        """What was left out because it is not known, or too much."""
        return [one for one in self.ignored if one != CUT]

    def slice(self, start: int, stop: int) -> list[Any]:
        """Return the records from one place to another of the filtered list, in its order."""
        return self.fetched(self.ids(start, stop))

    def fetched(self, ids: list[int]) -> list[Any]:
        """Return the records with these ids, in this order, with what a row shows."""
        found = {one.pk: one for one in self.queryset.order_by().filter(pk__in=ids)} if ids else {}
        return [found[pk] for pk in ids if pk in found]

    def cards(self, ids: list[int]) -> list[Any]:
        """Return the records with these ids, in any order, as the template of a row takes them, with their `pk`."""
        return self.fetched(ids)

    def chunks(self, size: int = 500) -> Iterator[list[Any]]:
        """Yield the records of the filtered list in its order, some at a time."""
        ids = self.ids(0, self.count)
        for start in range(0, len(ids), size):
            yield self.fetched(ids[start : start + size])


def theme_choices() -> list[tuple[str, str]]:
    """Return the themes in the order of the vocabulary."""
    return [(theme.slug, theme.name) for theme in Theme.objects.published()]


def choices_of(declared: django_filters.Filter) -> dict[str, str]:
    """Return the values of a filter and their labels, in order; choices may be a function."""
    choices: Any = declared.extra.get("choices", [])
    pairs = choices() if isinstance(choices, Callable) else choices  # type: ignore[arg-type]
    return {str(value): str(label) for value, label in pairs}


def facet_counts(filterset: ListFilter) -> dict[str, Counter[str]]:
    """Count, for each facet, the records that each value would leave: the filter in force, the facet's own lifted."""
    held = filterset.catalogue
    return {
        name: held.counts(filterset.filters[name].field_name, filterset.bits(without=name))
        for name in filterset.facet_names()
    }
