"""How many records of a filtered list have each pair of values of two of its facets."""

from __future__ import annotations

from django.db.models import Count

from documents.filters import NOT_STATED, ListFilter


def cross_counts(filterset: ListFilter, first: str, second: str) -> dict[tuple[str, str], int]:
    """Count the records that the filters in force leave by the values of two facets.

    A record with several values counts under each; one with none counts under `not-stated`.
    """
    paths = [filterset.filters[name].field_name for name in (first, second)]
    counted = filterset.qs.order_by().values_list(*paths).annotate(Count("pk", distinct=True))
    return {(named(one), named(other)): number for one, other, number in counted}


def named(value: object) -> str:
    """Return the name that a value has in addresses."""
    return NOT_STATED if value is None else str(value)
