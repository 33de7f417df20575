"""The parts of a record form: the fields of the record and of each of its rows, and the rows of each kind."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise

from desk.checking import Faults
from desk.forms.choosing import field_class
from desk.forms.fields import Field, is_number, number_in
from desk.forms.layouts import FIRST_OF_ROW, ROWS
from desk.names import AllNames
from desk.rows import ROW_TITLE, is_empty
from documents.shapes import Dict, Shape

MOST_ROWS = 1_400  # of one kind that are read
SAVING = {"save", "send", "preview"}  # the buttons that keep what was typed
BEGUN = 2  # what a row holds of which one thing alone is told: its identifier, and that


@dataclass
class Part:
    """The fields of a record, or of one row of it, and the rows below."""

    shape: Shape
    data: Dict
    faults: Faults
    names: AllNames
    prefix: str = ""
    rows: int = 0  # of its kind, where it is one itself
    fixed: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    clashing: set[str] = field(default_factory=set)  # names of the fields that another person wrote otherwise

    @cached_property
    def fields(self) -> dict[str, Field]:
        """The fields by name, in their order."""
        asked = [f for f in in_order(self.shape) if f.name not in {*self.fixed, *self.left_out}]
        made = {f.name: self._field(f) for f in asked}
        return {name: field for name, field in made.items() if not field.is_vain}

    def _field(self, f: Any) -> Field:
        cls = field_class(f, self.names, rows=self.rows)
        made = cls(f, self.shape.kind, self.prefix, self.names, self.data.get(f.name), is_folded=not self.is_open)
        made.faults = self.faults.get(made.name, [])
        return made

    @property
    def is_open(self) -> bool:
        """Whether its fields are seen at once."""
        return True

    @cached_property
    def groups(self) -> dict[str, Group]:
        """The rows by kind."""
        return {row.kind: Group(row, self) for row in self.shape.rows}

    def read_named(self, post: QueryDict) -> Dict:
        """Return what was typed of the rows to which others point, which must be known by name to read those."""
        named = {kind: group for kind, group in self.groups.items() if hasattr(group.shape.model, "KEY")}
        return {kind: group.read(post) for kind, group in named.items()}

    def read(self, post: QueryDict) -> Dict:
        """Return the dict of what was typed."""
        data = {name: value for name, field in self.fields.items() if not is_empty(value := field.read(post))}
        data |= {f.name: sorted(data[f.name]) for f in self.shape.many if f.name in data}
        data |= {name: self.data[name] for name in (*self.fixed, *self.left_out) if name in self.data}
        rows = {kind: group.read(post) for kind, group in self.groups.items()}
        return data | {kind: found for kind, found in rows.items() if found}


@dataclass
class Row(Part):
    """One row of a record."""

    number: int = 1

    @property
    def uid(self) -> str:
        return self.data.get("uid", "")

    @property
    def title(self) -> str:
        """What the row is about, to be seen while it is folded."""
        fields = self.fields
        shown = (fields[name] for name in ROW_TITLE if name in fields and not is_empty(fields[name].value))
        return next((in_short(one) for one in shown), "")

    @cached_property
    def is_open(self) -> bool:
        """Whether it stands open: while it says next to nothing yet, where something is wrong, and where two clash."""
        has_title = any(not is_empty(self.data.get(name)) for name in ROW_TITLE)
        return not has_title or len(self.data) <= BEGUN or self.is_wrong or self.has_clash

    @property
    def has_clash(self) -> bool:
        """Whether another person wrote something of it otherwise."""
        return any(name.startswith(self.prefix) for name in self.clashing)

    @property
    def is_wrong(self) -> bool:
        return any(name.startswith(self.prefix) for name in self.faults)


def in_short(field: Field) -> str:
    """Return the beginning of what a field says."""
    text = field.in_words
    return text if len(text) <= 90 else f"{text[:88]}…"


@dataclass
class Group:
    """The rows of one kind, with room for more."""

    shape: Shape
    part: Part

    @property
    def kind(self) -> str:
        return self.shape.kind

    @property
    def name(self) -> str:
        return f"{self.part.prefix}{self.shape.kind}"

    @property
    def title(self) -> str | Promise:
        return ROWS[self.kind].many

    label = title

    @property
    def faults(self) -> list[str]:
        """What is wrong with them together."""
        return self.part.faults.get(self.name, [])

    @property
    def one(self) -> str | Promise:
        """What one of them is called."""
        return ROWS[self.kind].one

    @property
    def add(self) -> str | Promise:
        return ROWS[self.kind].add

    @property
    def hints(self) -> list[tuple[str, str, str]]:
        """What is to be entered, told once for all folded rows, and for the rows in them: id, label and hint."""
        return [] if self.part.prefix else list(self._hints(self.shape))

    def _hints(self, shape: Shape, of: str = "") -> Iterator[tuple[str, str, str]]:
        part = self.part
        for asked in Row(shape, {}, {}, part.names, "-", rows=1, left_out=hidden(shape, part)).fields.values():
            asked.is_folded = True
            if asked.hint:
                yield asked.hint_id, f"{of}{asked.label}", asked.hint
        for row in shape.rows:
            yield from self._hints(row, f"{ROWS[row.kind].many}: ")

    @cached_property
    def rows(self) -> list[Row]:
        return [self._row(one, place) for place, one in enumerate(self.part.data.get(self.kind, []))]

    def _row(self, data: Dict, place: int) -> Row:
        part = self.part
        prefix = f"{self.name}-{place}-"
        count = max(len(part.data.get(self.kind, [])), 1)
        made = Row(self.shape, data, part.faults, part.names, prefix, rows=count, number=place + 1)
        made.left_out, made.clashing = hidden(self.shape, part), part.clashing
        return made

    @property
    def next_id(self) -> str:
        """The id of the first field of the row that would be added."""
        row = self._row({}, len(self.rows))
        first = next(row._field(f) for f in in_order(self.shape) if f.name not in row.left_out)
        return str(getattr(first, "english", first).id)

    def read(self, post: QueryDict) -> list[Dict]:
        """Return the rows that were typed, one added or moved up where a button asked for it.

        Rows that a form says nothing of, not even how many there are, stay as they were.
        """
        rows = list(self.part.data.get(self.kind, []))
        if is_number(post.get(f"{self.name}-total", "")):
            rows = self._moved(self._typed(post, {one.get("uid"): one for one in rows}), post)
        return [*rows, {"uid": str(uuid.uuid4())}] if post.get("add") == self.name else rows

    def _typed(self, post: QueryDict, held: dict[Any, Dict]) -> list[Dict]:
        """Return the rows of which the form gives an identifier, each under one of its own."""
        rows: dict[str, Dict] = {}
        for place in range(min(number_in(post, f"{self.name}-total"), MOST_ROWS)):
            given = post.get(f"{self.name}-{place}-uid")
            is_removed = post.get("do") in SAVING and f"{self.name}-{place}-remove" in post
            if given is not None and not is_removed:
                uid = given if given in held else new_uid(given)
                uid = uid if uid not in rows else new_uid("")
                rows[uid] = {"uid": uid, **self._row(held.get(uid, {}), place).read(post)}
        return list(rows.values())

    def _moved(self, rows: list[Dict], post: QueryDict) -> list[Dict]:
        """Return the rows with the one moved up whose button was pressed."""
        name, _dash, place = post.get("up", "").rpartition("-")
        uids = [row["uid"] for row in rows]
        uid = post.get(f"{name}-{place}-uid", "")
        if name != self.name or uid not in uids[1:]:
            return rows
        at = uids.index(uid)
        return [*rows[: at - 1], rows[at], rows[at - 1], *rows[at + 1 :]]


def in_order(shape: Shape) -> list[Any]:
    """Return the fields of a record or row as a form asks for them: in the order of the model, but for the first."""
    first = FIRST_OF_ROW.get(shape.kind, "")
    return sorted([*shape.fields, *shape.links, *shape.many], key=lambda f: f.name != first)


def hidden(shape: Shape, part: Part) -> tuple[str, ...]:
    """Return the fields of rows that the desk writes itself, or that only a reviewer writes."""
    return ("key", *part.left_out) if shape.kind == "sessions" else part.left_out


def new_uid(given: str) -> str:
    """Return the identifier of a row that is not held yet: that given by the form, if it is one."""
    try:
        return str(uuid.UUID(given))
    except ValueError:
        return str(uuid.uuid4())
