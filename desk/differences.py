"""What changed between two dicts of one record: field by field, rows matched by their identifier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import Enum
from itertools import groupby
from typing import Any, NamedTuple

from documents.shapes import Dict, Shape


class Mark(Enum):
    """What became of a piece of text, a value or a row."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


class Piece(NamedTuple):
    """A piece of a text, and what became of it."""

    text: str
    mark: Mark

    @property
    def is_added(self) -> bool:
        return self.mark is Mark.ADDED

    @property
    def is_removed(self) -> bool:
        return self.mark is Mark.REMOVED


@dataclass(frozen=True)
class Difference:
    """One field that reads otherwise: its name in the form, its model field, and its pieces as they were and are."""

    name: str
    field: Any
    pieces: list[Piece]

    @property
    def is_long(self) -> bool:
        return sum(len(piece.text) for piece in self.pieces) > 200


@dataclass
class RowDifference:
    """One row that was added, removed or reads otherwise: its kind, its place, and its fields that differ."""

    shape: Shape
    place: int
    mark: Mark
    fields: list[Difference]
    rows: list[RowDifference] = field(default_factory=list)

    @property
    def is_added(self) -> bool:
        return self.mark is Mark.ADDED

    @property
    def is_removed(self) -> bool:
        return self.mark is Mark.REMOVED


@dataclass
class Differences:
    """All that differs between two dicts of one record."""

    fields: list[Difference]
    rows: list[RowDifference]

    def __bool__(self) -> bool:
        return bool(self.fields or self.rows)


def differences(shape: Shape, old: Dict, new: Dict) -> Differences:
    """Return what a reader of the new dict finds otherwise than in the old one."""
    return Differences(list(_fields(shape, old, new)), list(_rows(shape, old, new)))


def _fields(shape: Shape, old: Dict, new: Dict) -> Iterator[Difference]:
    for f in [*shape.fields, *shape.links, *shape.many]:
        was, now = shown(old.get(f.name)), shown(new.get(f.name))
        if was != now:
            yield Difference(f.name, f, pieces(was, now))


def _rows(shape: Shape, old: Dict, new: Dict) -> Iterator[RowDifference]:
    for row in shape.rows:
        was = {one.get("uid", str(place)): one for place, one in enumerate(old.get(row.kind, []))}
        now = {one.get("uid", str(place)): one for place, one in enumerate(new.get(row.kind, []))}
        for place, uid in enumerate({**now, **was}, start=1):
            mark = Mark.KEPT if uid in was and uid in now else Mark.ADDED if uid in now else Mark.REMOVED
            found = differences(row, was.get(uid, {}), now.get(uid, {}))
            if mark is not Mark.KEPT or found:
                yield RowDifference(row, place, mark, found.fields, found.rows)


def shown(value: Any) -> list[str]:
    """Return a value as lines of text: of a list each member, of texts by language each with its code."""
    if value in (None, "", [], {}):
        return []
    if isinstance(value, dict):
        return [f"{code}: {text}" for code, texts in value.items() for text in shown(texts)]
    return [line for one in value for line in shown(one)] if isinstance(value, list) else [str(value)]


def pieces(was: list[str], now: list[str]) -> list[Piece]:
    """Return the pieces of two texts: word by word of one line, line by line of several."""
    if len(was) == len(now) == 1:
        return list(compared(was[0].split(" "), now[0].split(" "), " "))
    return list(compared(was, now, "\n"))


def compared(was: list[str], now: list[str], join: str) -> Iterator[Piece]:
    """Yield the parts of two lists, those that stand together in one piece."""
    codes = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
    parts = [part for code in codes for part in _of(code, was, now)]
    for mark, run in groupby(parts, key=lambda part: part[1]):
        yield Piece(join.join(text for text, _mark in run), mark)


def _of(code: Any, was: list[str], now: list[str]) -> Iterator[tuple[str, Mark]]:
    what, i, j, k, end = code
    if what == "equal":
        yield from ((text, Mark.KEPT) for text in now[k:end])
    else:
        yield from ((text, Mark.REMOVED) for text in was[i:j])
        yield from ((text, Mark.ADDED) for text in now[k:end])
