"""What changed between two dicts of one record: field by field, rows matched by their identifier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import Enum
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from django.db import models

from desk.rows import ROW_TITLE, is_empty
from desk.words import Words, is_ours
from documents.fields import PartialDateField
from documents.shapes import Dict, Shape

TITLE_LENGTH = 90  # characters of what a row is called


class Mark(Enum):
    """What became of a piece of text, a value or a row."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"  # of rows alone

    @property
    def is_added(self) -> bool:
        return self is Mark.ADDED

    @property
    def is_removed(self) -> bool:
        return self is Mark.REMOVED

    @property
    def is_moved(self) -> bool:
        return self is Mark.MOVED


class Piece(NamedTuple):
    """A piece of a text, and what became of it."""

    text: str
    mark: Mark


class Line(NamedTuple):
    """What one line of a field said and says; `language` is the code of a text by language, else empty."""

    language: str
    pieces: list[Piece]

    @property
    def now(self) -> Line:
        """What it says, whole, without what became of it."""
        return Line(self.language, [Piece(one.text, Mark.KEPT) for one in self.pieces if not one.mark.is_removed])


@dataclass(frozen=True)
class Difference:
    """One field that reads otherwise: its name in the form, its model field, and its values as they were and are."""

    name: str
    field: Any
    was: Any
    now: Any
    words: Words

    @cached_property
    def lines(self) -> list[Line]:
        """What it said and says, in words, each language that differs by itself."""
        if not self.is_by_language:
            return [Line("", self._pieces(self.was, self.now))]
        was, now = self.was or {}, self.now or {}
        differ = [code for code in {**was, **now} if was.get(code) != now.get(code)]
        return [Line(code, self._pieces(was.get(code), now.get(code))) for code in differ]

    @property
    def pieces(self) -> list[Piece]:
        """The same in one, cut into what is kept, added and removed."""
        return [piece for line in self.lines for piece in line.pieces]

    def _pieces(self, was: Any, now: Any) -> list[Piece]:
        by_word = self.is_text or isinstance(self.field, models.JSONField)
        return pieces(self.words.lines(self.field, was), self.words.lines(self.field, now), by_word=by_word)

    @property
    def is_long(self) -> bool:
        return sum(len(piece.text) for piece in self.pieces) > 200

    @property
    def is_by_language(self) -> bool:
        """Whether it holds a text in each language."""
        return all(isinstance(value, dict) for value in (self.was, self.now) if not is_empty(value))

    @property
    def is_list(self) -> bool:
        """Whether it holds several things, each on its line."""
        return isinstance(self.was, list) or isinstance(self.now, list)

    @property
    def is_ours(self) -> bool:
        """Whether its values are put in the portal's own words: choices, languages, dates, yes and no."""
        return is_ours(self.field, self.was) and is_ours(self.field, self.now)

    @property
    def is_text(self) -> bool:
        """Whether it says what people wrote, in English as the record does."""
        is_dated = isinstance(self.field, PartialDateField)
        return isinstance(self.field, models.CharField | models.TextField) and not (self.field.choices or is_dated)


@dataclass
class RowDifference:
    """One row that was added, removed, moved or reads otherwise: its kind, its place, and its fields that differ."""

    shape: Shape
    place: int
    mark: Mark
    told: tuple[Any, Any]  # the field that tells what it is about, and what that says; nothing where it says nothing
    words: Words
    fields: list[Difference]
    rows: list[RowDifference] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What the row is about."""
        f, value = self.told
        text = " ".join(self.words.lines(f, value)) if f else ""
        return text if len(text) <= TITLE_LENGTH else f"{text[: TITLE_LENGTH - 2]}…"


@dataclass
class Differences:
    """All that differs between two dicts of one record."""

    fields: list[Difference]
    rows: list[RowDifference]

    def __bool__(self) -> bool:
        return bool(self.fields or self.rows)


def differences(shape: Shape, old: Dict, new: Dict, words: Words | None = None) -> Differences:
    """Return what a reader of the new dict finds otherwise than in the old one."""
    words = words or Words()
    words.take_rows(shape, old)
    words.take_rows(shape, new)
    return between(shape, old, new, words)


def between(shape: Shape, old: Dict, new: Dict, words: Words) -> Differences:
    """Return what differs between two dicts of a record, or of one of its rows."""
    return Differences(list(_fields(shape, old, new, words)), list(_rows(shape, old, new, words)))


def _fields(shape: Shape, old: Dict, new: Dict, words: Words) -> Iterator[Difference]:
    for f in [*shape.fields, *shape.links, *shape.many]:
        was, now = old.get(f.name), new.get(f.name)
        if was != now and not (is_empty(was) and is_empty(now)) and not is_to_be_made(f, old, new):
            words.learn(f, was)
            words.learn(f, now)
            yield Difference(f.name, f, was, now, words)


def is_to_be_made(f: Any, *dicts: Dict) -> bool:
    """Tell whether this is a key that the desk makes on publication: until then the identifier stands for it."""
    return f.name == "key" and any("uid" in one and one["uid"] == one.get("key") for one in dicts)


def _rows(shape: Shape, old: Dict, new: Dict, words: Words) -> Iterator[RowDifference]:
    for row in shape.rows:
        was, now = by_uid(old.get(row.kind, [])), by_uid(new.get(row.kind, []))
        moved = moved_rows(list(was), list(now))
        for uid in {**now, **was}:
            place, one = now.get(uid) or was[uid]
            found = between(row, was[uid][1] if uid in was else {}, one if uid in now else {}, words)
            mark = mark_of(uid in was, uid in now, uid in moved and not found)
            if mark is not Mark.KEPT or found:
                yield RowDifference(row, place, mark, told_of(row, one, words), words, found.fields, found.rows)


def by_uid(rows: list[Dict]) -> dict[str, tuple[int, Dict]]:
    """Return rows, each with its place, by identifier."""
    return {str(one.get("uid", place)): (place, one) for place, one in enumerate(rows, start=1)}


def moved_rows(was: list[str], now: list[str]) -> set[str]:
    """Return which of the rows that are kept stand in another order than before."""
    was, now = [uid for uid in was if uid in now], [uid for uid in now if uid in was]
    blocks = SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks()
    return set(now) - {uid for block in blocks for uid in now[block.b : block.b + block.size]}


def mark_of(was_there: bool, is_there: bool, has_moved: bool) -> Mark:
    """Return what became of a row."""
    if was_there and is_there:
        return Mark.MOVED if has_moved else Mark.KEPT
    return Mark.ADDED if is_there else Mark.REMOVED


def told_of(shape: Shape, row: Dict, words: Words) -> tuple[Any, Any]:
    """Return the field that tells what a row is about, and what it says."""
    held = {f.name: f for f in [*shape.fields, *shape.links] if not is_empty(row.get(f.name))}
    name = next((name for name in ROW_TITLE if name in held), "")
    if not name:
        return None, None
    words.learn(held[name], row[name])
    return held[name], row[name]


def pieces(was: list[str], now: list[str], *, by_word: bool) -> list[Piece]:
    """Return the pieces of two texts: word by word where both have one line, if so asked; else line by line."""
    if by_word and len(was) == len(now) == 1:
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
