"""Cells of tables: plain values, and texts that no spreadsheet takes for a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

Cell = str | int | bool | date | None

# What spreadsheets, and the XML that some of them are, cannot hold.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# A sign that begins a formula, full width too, also behind spaces and characters that are not seen.
FORMULA = re.compile("[\\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*[=+\\-@＝＋－＠]|[\t\r\n]")
LONGEST = 32_767  # characters that a cell of a spreadsheet holds


def plain(value: Cell) -> Cell:
    """Return a value without characters that a spreadsheet cannot hold."""
    return readable(value)[:LONGEST] if isinstance(value, str) else value


def readable(text: str) -> str:
    """Return a text without characters that XML cannot hold."""
    return CONTROL.sub("", text)


def harmless(value: Cell) -> str:
    """Return a value as text that no spreadsheet takes for a formula: an apostrophe stands before one that it would."""
    if isinstance(value, str):
        if value[:1].isalnum() and value.isprintable():  # as most are; the rest is looked at closely
            return value
        text = readable(value)
        return f"'{text}" if FORMULA.match(text) else text
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def several(values: Iterable[str]) -> str:
    """Return several values as one cell."""
    return "; ".join(value for value in values if value)
