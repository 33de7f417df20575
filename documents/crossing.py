"""How many records of a filtered list have each pair of values of two of its facets."""

from __future__ import annotations

from documents.filters import ListFilter


def cross_counts(filterset: ListFilter, first: str, second: str) -> dict[tuple[str, str], int]:
    """Count the records that the filters in force leave by the values of two facets.

    A record with several values counts under each; one with none counts under `not-stated`.
    """
    held, left = filterset.catalogue, filterset.bits()
    ones, others = (held.sets[filterset.filters[name].field_name] for name in (first, second))
    pairs = {(one, other): bits & left & more for one, bits in ones.items() for other, more in others.items()}
    return {pair: bits.bit_count() for pair, bits in pairs.items() if bits}
