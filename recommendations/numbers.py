"""Recommendations in numbers: a filtered list counted two ways at a time, each number with the list it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _

from documents.cells import Cell as Value
from documents.crossing import cross_counts
from documents.filters import ListFilter
from recommendations import plots
from recommendations.models import Origin

ROWS = 40  # of a plot that a page shows; the file has all
YEARS = 60  # on an axis
WRITTEN = 12  # years at most that are written at it
APART = 12  # sources at most that have columns of their own
NAMED = 6  # sources at most whose names are written above their columns


class Plot(NamedTuple):
    """One plot: its name in addresses, what its rows and the parts of its rows are, and how it is drawn."""

    name: str
    title: str | Promise
    rows: str
    columns: str
    shape: str


PLOTS = {
    one.name: one
    for one in [
        Plot("status-by-theme", gettext_lazy("Follow-up by theme"), "theme", "status", "bars"),
        Plot("addressee-by-theme", gettext_lazy("Addressed to, by theme"), "theme", "to", "dots"),
        Plot("source-by-year", gettext_lazy("By source and year"), "source", "year", "columns"),
        Plot("strength-by-source", gettext_lazy("Strength of wording by source"), "source", "strength", "bars"),
    ]
}
FIRST = next(iter(PLOTS))


class Cell(NamedTuple):
    """One number, and the filters that leave just those recommendations, as a query string of the list."""

    number: int
    query: str

    @property
    def link(self) -> str:
        """The address of its list from the page of numbers, which holds hundreds of them and stays light."""
        return f"../{self.query}"


class Row(NamedTuple):
    """One row of a plot and of its table."""

    value: str
    label: str
    total: Cell
    cells: list[Cell]


class Stand(NamedTuple):
    """What a column stands for: its label, what is written above it, and its number."""

    label: str
    name: str
    number: int


@dataclass(frozen=True)
class Figure:
    """One plot of a filtered list: its numbers, and the points that draw them."""

    plot: Plot
    title: str
    row_title: str
    heads: dict[str, str]
    every_row: list[Row]
    short_names: dict[str, str]

    @property
    def rows(self) -> list[Row]:
        return self.every_row[:ROWS]

    @property
    def further(self) -> int:
        """How many rows the page leaves to the file."""
        return len(self.every_row) - len(self.rows)

    @property
    def bars(self) -> Iterator[tuple[Row, list[tuple[plots.Segment, str, str]]]]:
        """The rows, each with the parts of its bar, and what each part stands for: its value and label."""
        longest = max((row.total.number for row in self.rows), default=0)
        values = list(self.heads.items())
        for row in self.rows:
            parts = plots.bar([cell.number for cell in row.cells], longest, mirrored=get_language_bidi())
            yield row, [(part, *values[part.place]) for part in parts]

    @property
    def dots(self) -> Iterator[tuple[Row, list[tuple[Cell, str]]]]:
        """The rows, each cell with the radius of its dot."""
        largest = max((cell.number for row in self.rows for cell in row.cells), default=0)
        for row in self.rows:
            yield row, [(cell, plots.radius(cell.number, largest)) for cell in row.cells]

    @property
    def axis(self) -> list[str]:
        """The years from the first to the last, those without a source too."""
        dated = sorted(int(year) for year in self.heads if year)
        return [str(year) for year in range(dated[0], dated[-1] + 1)][-YEARS:] if dated else []

    @property
    def years(self) -> list[tuple[str, str]]:
        """The years that are written at the axis, as many as there is room for, and where."""
        years = list(zip(self.axis, plots.middles(len(self.axis), mirrored=get_language_bidi()), strict=True))
        return years[:: 1 + (len(years) - 1) // WRITTEN]

    @property
    def columns(self) -> list[tuple[Stand, plots.Column]]:
        """The columns: one for each source, or where there are many one for each year."""
        under = [self._of_year(year) for year in self.axis]
        slots = plots.columns([[one.number for one in stands] for stands in under], mirrored=get_language_bidi())
        return [pair for stands, slot in zip(under, slots, strict=True) for pair in zip(stands, slot, strict=True)]

    def _of_year(self, year: str) -> list[Stand]:
        place = list(self.heads).index(year) if year in self.heads else None
        rows = [row for row in self.every_row if place is not None and row.cells[place].number]
        if rows and len(self.every_row) > APART:
            return [Stand(year, "", sum(row.total.number for row in rows))]
        names = self.short_names if len(self.every_row) <= NAMED else {}
        return [Stand(row.label, names.get(row.value, ""), row.total.number) for row in rows]

    def table(self, list_address: str) -> Iterator[list[Value]]:
        """Yield the table as a file has it: its head, then each row with the whole address of its list."""
        yield [self.row_title, *self.heads.values(), _("All"), _("Address")]
        for row in self.every_row:
            numbers = [cell.number for cell in row.cells]
            yield [row.label, *numbers, row.total.number, f"{list_address}{row.total.query}"]


class Numbers:
    """The recommendations that a filter leaves, counted."""

    def __init__(self, filterset: ListFilter) -> None:
        self.filterset = filterset
        self.crossed: dict[tuple[str, str], dict[tuple[str, str], int]] = {}

    @property
    def figures(self) -> list[Figure]:
        return [self.figure(plot) for plot in PLOTS.values()]

    def figure(self, plot: Plot) -> Figure:
        """Return one plot; what no recommendation has is left out of its rows, unless chosen."""
        heads = self.years if plot.columns == "year" else self._values(plot.columns)
        totals, chosen = self._totals(plot.rows), self.filterset.data.getlist(plot.rows)
        return Figure(
            plot=plot,
            title=str(plot.title),
            row_title=str(self.filterset.filters[plot.rows].label),
            heads=heads,
            every_row=[
                Row(value, label, self._cell(totals[value], {plot.rows: value}), self._cells(plot, value, heads))
                for value, label in self._values(plot.rows).items()
                if totals[value] or value in chosen
            ],
            short_names=self._short_names() if plot.columns == "year" else {},
        )

    def _values(self, name: str) -> dict[str, str]:
        """Return the values of a facet with their labels: those chosen, else all."""
        chosen = self.filterset.data.getlist(name)
        return {value: label for value, label in self.filterset.choices[name].items() if not chosen or value in chosen}

    def _cells(self, plot: Plot, value: str, heads: dict[str, str]) -> list[Cell]:
        own = {plot.rows: value}
        if plot.columns == "year":
            return [self._cell(self.by_year.get((value, year), 0), own) for year in heads]
        counts = self._crossed(plot.rows, plot.columns)
        return [self._cell(counts.get((value, head), 0), own | {plot.columns: head}) for head in heads]

    def _cell(self, number: int, values: dict[str, str]) -> Cell:
        """Return a number with the filters of its list: those in force, these values in place of their own."""
        pairs = [
            (name, value)
            for name in self.filterset.filters
            if name != "order"
            for value in ([values[name]] if name in values else self.filterset.data.getlist(name))
        ]
        return Cell(number, f"?{urlencode(pairs)}")

    def _crossed(self, rows: str, columns: str) -> dict[tuple[str, str], int]:
        pair = (rows, columns)
        if pair not in self.crossed:
            self.crossed[pair] = cross_counts(self.filterset, *pair)
        return self.crossed[pair]

    def _totals(self, rows: str) -> Counter[str]:
        """Count by one facet alone: the sum over a facet of which each recommendation has one value."""
        single = "status" if rows == "theme" else "strength"
        totals: Counter[str] = Counter()
        for (value, _other), number in self._crossed(rows, single).items():
            totals[value] += number
        return totals

    def _short_names(self) -> dict[str, str]:
        return {slug: origin.short_name for slug, origin in self.origins.items()}

    @cached_property
    def origins(self) -> dict[str, Origin]:
        return {origin.slug: origin for origin in Origin.objects.all()}

    @cached_property
    def by_year(self) -> dict[tuple[str, str], int]:
        """Count by source and the year it is of; empty for a source without date."""
        return {(slug, self.origins[slug].date[:4]): number for slug, number in self._totals("source").items()}

    @cached_property
    def years(self) -> dict[str, str]:
        """The years in which there is something, in order; last what has none."""
        found = sorted({year for _source, year in self.by_year}, key=lambda year: year or "9999")
        return {year: year or _("No date given") for year in found}
