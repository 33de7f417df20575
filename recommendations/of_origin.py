"""The recommendations of one origin, page by page: there may be thousands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from documents import bitsets
from documents.catalogue import catalogue
from recommendations.cards import Card, card_of
from recommendations.filters import RecommendationFilter
from recommendations.models import Recommendation, Status

ROWS = 100  # of one page: more than lists show, since a report is read as a whole
ORIGIN, STATUS = (RecommendationFilter.base_filters[name].field_name for name in ("source", "status"))


class OfOrigin(Sequence[Any]):
    """The published recommendations of one origin as printed, as a paginator takes them."""

    def __init__(self, slug: str) -> None:
        self.held = catalogue(RecommendationFilter)
        self.bits = self.held.any_of(ORIGIN, [slug])

    def __len__(self) -> int:
        return self.bits.bit_count()

    def __getitem__(self, places: Any) -> Any:
        pks = [self.held.pks[place] for place in bitsets.some(self.bits, places.start, places.stop)]
        found = RecommendationFilter.records().order_by().in_bulk(pks)
        return [found[pk] for pk in pks if pk in found]

    @property
    def statuses(self) -> list[tuple[Status, int]]:
        """How many there are of each status, the most frequent first."""
        counts = self.held.counts(STATUS, self.bits)
        return [(Status(status), number) for status, number in counts.most_common() if number]


def by_heading(rows: Sequence[Recommendation]) -> list[tuple[str, list[Card]]]:
    """Put recommendations that follow one another under the heading that they stand under."""
    return [(heading, list(map(card_of, under))) for heading, under in groupby(rows, key=lambda row: row.heading)]


def address_of_filtered(slug: str, asked: QueryDict) -> str:
    """Return the address of the list of one origin where further filters are asked for; nothing where none is."""
    names = [name for name in RecommendationFilter.base_filters if any(asked.getlist(name)) and name != "source"]
    pairs = [("source", slug), *((name, value) for name in names for value in asked.getlist(name))]
    return f"{reverse('recommendations')}?{urlencode(pairs)}" if names else ""
