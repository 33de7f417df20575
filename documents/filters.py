"""Filters: one django-filter declaration per list, and what each of its values would leave.

Within a group any of the values counts, between groups all must hold. Unknown names and values are left out of the
query and named to the reader; no query string can make a page fail.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property

from documents.formats import LIST_FORMATS, Format
from documents.models import Theme
from documents.normalise import fold

TEXT_LIMIT = 200  # characters of a search text that are read
VALUES_LIMIT = 50  # values of one parameter that are read
NOT_STATED = "not-stated"


class AnyOf(django_filters.MultipleChoiceFilter):
    """Any of several values, by their names in addresses; `not-stated` asks for records that have none.

    A facet of very many values is drawn as a drop-down list that adds one more (`as_select`); labels that the record
    holds in English alone are marked as such (`in_english`).
    """

    def __init__(self, *, as_select: bool = False, in_english: bool = False, **kwargs: Any) -> None:
        self.as_select = as_select
        self.in_english = in_english
        super().__init__(**kwargs)

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return qs
        wanted = Q(**{f"{self.field_name}__in": value})
        if NOT_STATED in value:
            wanted |= Q(**{f"{self.field_name.split('__')[0]}__isnull": True})
        return qs.filter(pk__in=qs.model._default_manager.filter(wanted).values("pk"))


class Order(django_filters.ChoiceFilter):
    """The order of a list: each value names a method of its query set; the first holds where none is asked for."""

    def __init__(self, *, methods: dict[str, str], **kwargs: Any) -> None:
        self.methods = methods
        self.default = next(iter(methods))
        super().__init__(**kwargs)

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        return getattr(qs, self.methods[value or self.default])()


class Words(django_filters.CharFilter):
    """All words, anywhere in the fields named, compared without case and marks; of names by language, in any."""

    def __init__(self, *, fields: Iterable[str], **kwargs: Any) -> None:
        self.fields = list(fields)
        super().__init__(**kwargs)

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        words = fold(value or "").split()
        found = [pk for pk, text in self.texts.items() if all(word in text for word in words)] if words else []
        return qs.filter(pk__in=found) if words else qs

    @cached_property
    def texts(self) -> dict[Any, str]:
        """The folded text of every record of the list, by id; read once for all groups of a page."""
        parts: dict[Any, set[str]] = defaultdict(set)
        for pk, *values in self.parent.queryset.order_by().values_list("pk", *self.fields):
            for value in values:
                parts[pk].update(value.values() if isinstance(value, dict) else [value or ""])
        return {pk: fold("\n".join(texts)) for pk, texts in parts.items()}


def readable(text: str) -> str:
    """Return a text from an address without control characters, cut to a readable length."""
    return "".join(char for char in text if char.isprintable())[:TEXT_LIMIT].strip()


class ListFilter(django_filters.FilterSet):
    """A filter set that takes only what it knows; `ignored` names what it left out.

    One declaration serves page, exports, API, feed and alerts: `record_kind` is the kind of its records as their
    shape names it, `records` the published records in the order and with what a row shows, `formats` those in which the
    list can be taken along.
    """

    record_kind = ""
    formats: Mapping[str, Format] = LIST_FORMATS

    def __init__(self, data: QueryDict, queryset: QuerySet | None = None) -> None:
        self.choices = {name: choices_of(declared) for name, declared in self.base_filters.items()}
        known, self.ignored = self._known_only(data)
        super().__init__(data=known, queryset=self.records() if queryset is None else queryset)
        for name in self.facet_names():
            self.filters[name].extra["choices"] = list(self.choices[name].items())

    @classmethod
    def records(cls) -> QuerySet:
        """Return the published records of the list, in its order, with what a row shows."""
        raise NotImplementedError

    @cached_property
    def count(self) -> int:
        """How many records the filters in force leave."""
        return self.qs.count()

    def slice(self, start: int, stop: int) -> list[Any]:
        """Return the records from one place to another of the filtered list, in its order."""
        return list(self.qs[start:stop])

    def chunks(self, size: int = 500) -> Iterator[list[Any]]:
        """Yield the records of the filtered list in its order, some at a time."""
        for start in range(0, self.count, size):
            yield self.slice(start, start + size)

    def _known_only(self, data: QueryDict) -> tuple[QueryDict, list[str]]:
        known, ignored = QueryDict(mutable=True), list[str]()
        for name, declared in self.base_filters.items():
            given = list(dict.fromkeys(value for value in map(readable, data.getlist(name)) if value))
            given, further = given[:VALUES_LIMIT], given[VALUES_LIMIT:]
            taken = given if isinstance(declared, Words) else [one for one in given if one in self.choices[name]]
            taken = taken if isinstance(declared, AnyOf) else taken[:1]
            known.setlist(name, taken)
            ignored += [value for value in given if value not in taken] + (["…"] if further else [])
        ignored += [readable(name) for name in data if name not in self.base_filters and name != "page"]
        return known, [name for name in ignored if name]

    def without(self, name: str) -> QuerySet:
        """Return the records that all filters in force leave but this one."""
        rows = self.queryset
        for other, value in self.form.cleaned_data.items() if self.is_valid() else ():
            rows = rows if other == name else self.filters[other].filter(rows, value)
        return rows

    @classmethod
    def facet_names(cls) -> list[str]:
        """Return the names of the filters that are facets, in the order declared."""
        return [name for name, declared in cls.base_filters.items() if isinstance(declared, AnyOf)]


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
    counts = {}
    for name in filterset.facet_names():
        path = filterset.filters[name].field_name
        pairs = set(filterset.without(name).order_by().values_list("pk", path))
        counts[name] = Counter(NOT_STATED if value is None else str(value) for _pk, value in pairs)
    return counts
