"""From numbers to points: where the parts of a plot stand, in percent of the room it has; pure.

A plot is read from the start of a line, so it is mirrored where lines run from right to left.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import sqrt
from typing import NamedTuple

FLOOR = 86.0  # where columns stand, from the top; the years are written below
ROOM = 66.0  # the height of the tallest column; its number is written above
WIDEST = 18.0  # a column
GAP = 0.06  # between the columns of two years, as a share of the room of one
RADIUS = 10.0  # of the largest dot, in pixels


class Segment(NamedTuple):
    """One part of a bar."""

    start: str
    width: str
    number: int
    place: int  # of its number among those of the row


class Column(NamedTuple):
    """One column: its corner and size, and where its number is written."""

    start: str
    top: str
    width: str
    height: str
    middle: str
    number: int


def percent(value: float) -> str:
    """Return a share of the room as SVG takes it, in any language: `12.5%`."""
    return f"{round(value, 2):g}%"


def mirrored_at(start: float, width: float, *, mirrored: bool) -> float:
    """Return where a part starts from the left that starts at a place from the side on which lines begin."""
    return 100 - start - width if mirrored else start


def bar(numbers: Sequence[int], longest: int, *, mirrored: bool = False) -> list[Segment]:
    """Return the parts of one bar, side by side, to the scale of the longest bar; zeros are left out."""
    widths = [100 * number / longest if longest else 0 for number in numbers]
    starts = [0.0, *accumulate(widths)]
    return [
        Segment(percent(mirrored_at(start, width, mirrored=mirrored)), percent(width), number, place)
        for place, (start, width, number) in enumerate(zip(starts, widths, numbers, strict=False))
        if number
    ]


def radius(number: int, largest: int) -> str:
    """Return the radius of a dot in pixels: its area is in proportion to its number."""
    return f"{RADIUS * sqrt(number / largest) if largest else 0:.1f}"


def middles(slots: int, *, mirrored: bool = False) -> list[str]:
    """Return where the middle of each of some equal slots stands, as the years of an axis."""
    return [percent(mirrored_at(100 * (slot + 0.5) / slots, 0, mirrored=mirrored)) for slot in range(slots)]


def columns(slots: Sequence[Sequence[int]], *, mirrored: bool = False) -> list[list[Column]]:
    """Return the columns of each slot of an axis, side by side in its middle, all to one scale."""
    tallest = max((number for slot in slots for number in slot), default=0)
    most = max((len(slot) for slot in slots), default=0)
    room = 100 / len(slots) if slots else 0
    width = min(WIDEST, room * (1 - GAP) / most) if most else 0
    return [
        [
            column(number, tallest, width, room * (slot + 0.5) + width * (place - len(numbers) / 2), mirrored=mirrored)
            for place, number in enumerate(numbers)
        ]
        for slot, numbers in enumerate(slots)
    ]


def column(number: int, tallest: int, width: float, start: float, *, mirrored: bool) -> Column:
    """Return one column of a given width, that starts at a place from the side on which lines begin."""
    height = ROOM * number / tallest if tallest else 0
    left = mirrored_at(start, width, mirrored=mirrored)
    return Column(
        start=percent(left),
        top=percent(FLOOR - height),
        width=percent(width * 0.92),
        height=percent(height),
        middle=percent(left + width * 0.46),
        number=number,
    )
