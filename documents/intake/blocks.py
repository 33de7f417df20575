"""What each reader of a format gives: blocks of text in their order, the notes, and what was left out; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

# Where a note is called in a text: its number between two characters that no text of people has.
OPEN, CLOSE = "\ue000", "\ue001"
MARK = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")


class Block(NamedTuple):
    """A run of text that the file sets apart: a paragraph, a heading, an item of a list, a row of a table.

    `text` has no number that a word processor writes by itself, that is `number`: `45.`, `(a)`. Lines of a block that
    are lines in print too are parted by line feeds. `level` is 1 to 9 where the file marks a heading, 0 elsewhere.
    `is_start` tells that the file begins a new block here beyond doubt; a block that a page or a note may have cut off
    from the one before has False.
    """

    text: str
    level: int = 0
    number: str = ""
    is_start: bool = True


class RawNote(NamedTuple):
    """A footnote as the file has it: its number as printed, its text, and how many blocks stand before it, if known."""

    number: str
    text: str
    after: int = -1


@dataclass
class Blocks:
    """A file as its reader sees it. `left_out` lists what is no text: page furniture, contents, pictures' names."""

    blocks: list[Block] = field(default_factory=list)
    notes: list[RawNote] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def mark(number: str) -> str:
    """Return what stands in a text where a note is called."""
    return f"{OPEN}{number}{CLOSE}"
