"""Kinds of filter: each says which of the values asked for it knows, asks the database, and asks a catalogue.

`filter` (SQL) and `bits` (sets held in memory) are two readings of one declaration, held equal by a test: pages and
exports take the second.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from copy import copy
from typing import Any, Self

import django_filters
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property

from documents.catalogue import CHUNK, Catalogue
from documents.search.cited import FIGURE, Citation, Name, cited
from documents.search.engine import record_ids, subquery
from documents.search.reading import Query, read

VALUES_LIMIT = 50  # values of one parameter that are read
NOT_STATED = "not-stated"
Pairs = Iterable[tuple[int, str]]


class Declared(django_filters.Filter):
    """A filter as a list declares it, of which every request takes a copy: cheaply, all but `extra` stays as it is."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        new = copy(self)
        new.extra = dict(self.extra)
        return new


class AnyOf(Declared, django_filters.MultipleChoiceFilter):
    """Any of several values, by their names in addresses; `not-stated` asks for records that have none.

    A facet of very many values is drawn as a drop-down list that adds one more (`as_select`); labels that the record
    holds in English alone are marked as such (`in_english`).
    """

    def __init__(self, *, as_select: bool = False, in_english: bool = False, **kwargs: Any) -> None:
        self.as_select = as_select
        self.in_english = in_english
        super().__init__(**kwargs)

    def known(self, given: list[str], choices: Collection[str]) -> list[str]:
        return [value for value in given if value in choices]

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return qs
        wanted = Q(**{f"{self.field_name}__in": value})
        if NOT_STATED in value:
            wanted |= Q(**{f"{self.field_name.split('__')[0]}__isnull": True})
        return qs.filter(pk__in=qs.model._default_manager.filter(wanted).values("pk"))

    def pairs(self, records: QuerySet) -> Pairs:
        """Yield each record's id with each of its values; with `not-stated` where it has none."""
        rows = records.prefetch_related(None).values_list("pk", self.field_name).iterator(chunk_size=CHUNK)
        return ((pk, NOT_STATED if value is None else str(value)) for pk, value in rows)

    def bits(self, held: Catalogue, values: list[str]) -> int:
        return held.any_of(self.field_name, values)

    def label_of(self, value: str, choices: Mapping[str, str]) -> str:
        return choices.get(value, value)


class Year(Declared, django_filters.CharFilter):
    """From one year on, or up to one (`upward` false), by the first four figures of a partial date."""

    def __init__(self, *, upward: bool, **kwargs: Any) -> None:
        self.upward = upward
        super().__init__(**kwargs)

    def known(self, given: list[str], choices: Collection[str]) -> list[str]:
        return [value for value in given if len(value) == 4 and value.isascii() and value.isdigit()][:1]

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        if not value:
            return qs
        bound = {f"{self.field_name}__gte": value} if self.upward else {f"{self.field_name}__lt": f"{value}-99"}
        return qs.filter(**bound).exclude(**{self.field_name: ""})

    def pairs(self, records: QuerySet) -> Pairs:
        """Yield each dated record's id with its year."""
        rows = records.prefetch_related(None).values_list("pk", self.field_name).iterator(chunk_size=CHUNK)
        return ((pk, date[:4]) for pk, date in rows if date)

    def bits(self, held: Catalogue, values: list[str]) -> int:
        years, bound = held.sets[self.field_name], values[0]
        return held.any_of(
            self.field_name, [year for year in years if (year >= bound if self.upward else year <= bound)]
        )

    def label_of(self, value: str, choices: Mapping[str, str]) -> str:
        return f"{self.label} {value}"


RELEVANCE = "relevance"


class Order(Declared, django_filters.ChoiceFilter):
    """The order of a list: each value names a method of its query set; the first holds where none is asked for.

    `relevance` is offered where a text is asked for, and puts those first that answer it best.
    """

    def __init__(self, *, methods: dict[str, str], **kwargs: Any) -> None:
        self.methods = methods
        self.default = next(iter(methods))
        super().__init__(**kwargs)

    def known(self, given: list[str], choices: Collection[str]) -> list[str]:
        return [value for value in given if value in choices][:1]

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        return getattr(qs, self.methods[value or self.default])()

    def bits(self, held: Catalogue, values: list[str]) -> int:
        return held.every

    def label_of(self, value: str, choices: Mapping[str, str]) -> str:
        return choices.get(value, value)


class Text(Declared, django_filters.CharFilter):
    """What the search finds among the records of the list, with the synonyms of its words unless `plain` forbids.

    Where the text is the citation of a paragraph, those that rest on it or on a part of it: `rests_on` is the path
    from a record to its paragraphs, `names` gives names of documents that only a higher layer knows.
    """

    def __init__(self, *, rests_on: str, names: Callable[[], Iterable[Name]] = list, **kwargs: Any) -> None:
        self.rests_on, self.names = rests_on, names
        super().__init__(**kwargs)

    def known(self, given: list[str], choices: Collection[str]) -> list[str]:
        return given[:1]

    @cached_property
    def query(self) -> Query:
        """What the list is searched for; read once for a page."""
        data = self.parent.data
        return read(data.get("q", ""), plain=data.getlist("plain"))

    @cached_property
    def citation(self) -> Citation | None:
        """The place in a source that the text is nothing but a citation of."""
        text = self.parent.data.get("q", "")
        return cited(text, self.names) if FIGURE.search(text) else None

    @property
    def resting(self) -> QuerySet | None:
        """The records that rest on the paragraph cited; None where none is."""
        paragraph = self.citation.paragraph if self.citation else None
        if paragraph is None:
            return None
        wanted = Q(**{self.rests_on: paragraph}) | Q(**{f"{self.rests_on}__parent": paragraph})
        return self.parent.queryset.model._default_manager.filter(wanted)

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        if not value:
            return qs
        keys = subquery(self.query, self.parent.record_kind) if self.resting is None else self.resting.values("pk")
        return qs.filter(pk__in=keys)

    def bits(self, held: Catalogue, values: list[str]) -> int:
        if self.resting is None:
            return held.of(record_ids(self.query, self.parent.record_kind))
        return held.of(self.resting.values_list("pk", flat=True))

    def label_of(self, value: str, choices: Mapping[str, str]) -> str:
        return f"“{value}”"


class Plain(Declared, django_filters.CharFilter):
    """Words of the text that are taken as they stand; it leaves nothing out by itself."""

    def known(self, given: list[str], choices: Collection[str]) -> list[str]:
        return sorted(given)

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        return qs

    def bits(self, held: Catalogue, values: list[str]) -> int:
        return held.every

    def label_of(self, value: str, choices: Mapping[str, str]) -> str:
        return value
