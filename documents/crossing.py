"""How many records of a filtered list have each pair of values of two of its facets."""

from __future__ import annotations

from documents.filters import ListFilter


def cross_counts(filterset: ListFilter, first: str, second: str) -> dict[tuple[str, str], int]:
    """Count the records that the filters in force leave by the values of two facets; zeros are left out.

    A record with several values counts under each; one with none counts under `not-stated`.
    """
    found = filterset.bits()
    ones, others = (filterset.catalogue.sets[filterset.filters[name].field_name] for name in (first, second))
    left = [(value, bits & found) for value, bits in ones.items() if bits & found]
    pairs = ((one, other, (bits & among).bit_count()) for one, among in left for other, bits in others.items())
    return {(one, other): number for one, other, number in pairs if number}
