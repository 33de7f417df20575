"""What lists are shown by: facets and their options, filters in force, orders, words of the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(slots=True)
class Option:
    """One value of a facet, with the number of records it would leave."""

    value: str
    label: str
    count: int
    chosen: bool


class Facet(NamedTuple):
    """One group of the filter panel."""

    name: str
    title: str
    options: list[Option]
    as_select: bool = False
    in_english: bool = False

    @property
    def chosen(self) -> list[Option]:
        return [option for option in self.options if option.chosen]

    @property
    def boxes(self) -> list[Option]:
        """The options shown as boxes to tick: all, or for a long facet those chosen."""
        return self.chosen if self.as_select else self.options


class YearField(NamedTuple):
    """A bound in years, as a field shows it."""

    name: str
    label: str
    value: str


class Turned(NamedTuple):
    """Two years of which the first is later, and the address of the list from the earlier to the later one."""

    first: str
    last: str
    address: str


class OrderLink(NamedTuple):
    """One order that a list can stand in, and the address of the list in it."""

    label: str
    address: str
    current: bool


class Chip(NamedTuple):
    """A word of the text, widened by other names or taken as it stands, and the address that changes this.

    `left_out` if it and its other names are not to be there.
    """

    words: str
    also: str
    address: str
    left_out: bool = False


class Applied(NamedTuple):
    """A filter in force, and the address of the list without it."""

    label: str
    address: str
