"""Dates as people write them elsewhere, and how the record would write them; pure."""

from __future__ import annotations

import re
from itertools import permutations

from django.utils.dates import MONTHS
from django.utils.translation import override

from documents.fields import is_partial_date
from documents.normalise import fold

PARTS = re.compile(r"\d+|[^\W\d_]+")
BESIDE = {"st", "nd", "rd", "th", "of", "the"}  # words that may stand in a date
YEAR = 4  # figures
SHORTEST = 3  # letters of a month


def readings(text: str) -> list[str]:
    """Return the dates that a text may mean: `17/9/2014` one, `4/9/2014` two, the day first; none for other words."""
    parts = [part for part in PARTS.findall(fold(text)) if part not in BESIDE]
    if not 2 <= len(parts) <= 3:
        return []
    found = (written(order) for order in reversed([*permutations(parts)]) if is_an_order(parts, order))
    return [one for one in dict.fromkeys(found) if is_partial_date(one)]


def is_an_order(parts: list[str], order: tuple[str, ...]) -> bool:
    """Tell whether this can be year, month and day of a date written so: its year at one end, all else in place."""
    year, *rest = order
    return len(year) == YEAR and year in (parts[0], parts[-1]) and (year != parts[0] or rest == parts[1:])


def written(order: tuple[str, ...]) -> str:
    """Return year, month and day as the record writes them; what is no such thing makes no date."""
    year, month, *day = order
    return "-".join([year, month_of(month), *(one.zfill(2) for one in day)])


def month_of(part: str) -> str:
    """Return a month in two figures, whether its number is given or its name, in English or the reader's language."""
    if part.isdigit() or len(part) < SHORTEST:
        return part.zfill(2)
    with override("en"):
        english = {fold(str(name)): number for number, name in MONTHS.items()}
    named = english | {fold(str(name)): number for number, name in MONTHS.items()}
    return next((f"{number:02}" for name, number in named.items() if name.startswith(part)), part)
