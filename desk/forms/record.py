"""The form of a whole record: its fields and rows in the order of the public page, made of its dict and back to it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from desk.checking import Faults
from desk.forms.choosing import field_class
from desk.forms.fields import Field, is_number
from desk.forms.layouts import LAYOUTS, ROWS, Section
from desk.forms.places import addresses_in
from desk.keys import free_key, key_for
from desk.kinds import Kind
from desk.names import AllNames
from desk.places import Cited
from desk.rows import ROW_TITLE, is_empty, places_in
from desk.rules import without_vain_decisions
from desk.writing import Addresses
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

    @cached_property
    def fields(self) -> dict[str, Field]:
        """The fields by name, in the order of the model."""
        shape = self.shape
        asked = [f for f in [*shape.fields, *shape.links, *shape.many] if f.name not in {*self.fixed, *self.left_out}]
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
        is_asked = any(field.otherwise for field in self.fields.values())
        return not has_title or len(self.data) <= BEGUN or self.is_wrong or is_asked

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
    def add(self) -> str | Promise:
        return ROWS[self.kind].add

    @property
    def hints(self) -> list[tuple[str, str, str]]:
        """What is to be entered, told once for all folded rows, and for the rows in them: id, label and hint."""
        return [] if self.part.prefix else list(self._hints(self.shape))

    def _hints(self, shape: Shape, of: str = "") -> Iterator[tuple[str, str, str]]:
        part = self.part
        for field in Row(shape, {}, {}, part.names, "-", rows=1, left_out=hidden(shape, part)).fields.values():
            field.is_folded = True
            if field.hint:
                yield field.hint_id, f"{of}{field.label}", field.hint
        for row in shape.rows:
            yield from self._hints(row, f"{ROWS[row.kind][0]}: ")

    @cached_property
    def rows(self) -> list[Row]:
        return [self._row(one, place) for place, one in enumerate(self.part.data.get(self.kind, []))]

    def _row(self, data: Dict, place: int) -> Row:
        part = self.part
        prefix = f"{self.name}-{place}-"
        count = max(len(part.data.get(self.kind, [])), 1)
        made = Row(self.shape, data, part.faults, part.names, prefix, rows=count, number=place + 1)
        made.left_out = hidden(self.shape, part)
        return made

    @property
    def next_id(self) -> str:
        """The id of the first field of the row that would be added."""
        row = self._row({}, len(self.rows))
        asked = [*self.shape.fields, *self.shape.links, *self.shape.many]
        first = next(row._field(f) for f in asked if f.name not in row.left_out)
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


def hidden(shape: Shape, part: Part) -> tuple[str, ...]:
    """Return the fields of rows that the desk writes itself, or that only a reviewer writes."""
    return ("key", *part.left_out) if shape.kind == "sessions" else part.left_out


def new_uid(given: str) -> str:
    """Return the identifier of a row that is not held yet: that given by the form, if it is one."""
    try:
        return str(uuid.UUID(given))
    except ValueError:
        return str(uuid.uuid4())


def marked_in(post: QueryDict) -> set[str]:
    """Return the identifiers of the rows that go with the next save, which another button leaves standing."""
    if post.get("do") in SAVING:
        return set()
    return {post.get(f"{name.removesuffix('remove')}uid", "") for name in post if name.endswith("-remove")}


def number_in(post: QueryDict, name: str) -> int:
    """Return a number as the form tells it; 0 for what is none."""
    typed = post.get(name, "")
    return int(typed) if is_number(typed) else 0


@dataclass(frozen=True)
class Shown:
    """A section of the form as the page shows it: fields and rows in their order."""

    title: str | Promise
    parts: list[Any]


class RecordForm:
    """The form of one record."""

    def __init__(
        self, kind: Kind, data: Dict, *, is_new: bool, addresses: Addresses | None = None, faults: Faults | None = None
    ) -> None:
        self.kind, self.names, self.faults = kind, AllNames(addresses), faults or {}
        self.names.key = free_key(kind, data) if is_new and key_for(kind, data) else ""
        self.names.take(kind.shape, data)
        self.names.cited = Cited(list(dict.fromkeys(places_in(kind.shape, data))))
        fixed = () if is_new else kind.fixed
        self.part = Part(kind.shape, data, self.faults, self.names, fixed=fixed, left_out=kind.decided)
        self.fixed = {name: data.get(name, "") for name in fixed}

    def read(self, post: QueryDict) -> tuple[Dict, Addresses]:
        """Return the dict of what was typed, and what was told of addresses that are new."""
        data = completed(self.part.read(post))
        return data, addresses_in(post, set(places_in(self.kind.shape, data)))

    @property
    def sections(self) -> Iterator[Shown]:
        """The sections in their order; what no section names comes last."""
        parts: dict[str, Any] = {**self.part.fields, **self.part.groups}
        layout = LAYOUTS[self.kind.name]
        named = {name for section in layout for name in section.names}
        rest = Section(_("Other details"), tuple(name for name in parts if name not in named))
        for section in [*layout, rest]:
            held = [parts[name] for name in section.names if name in parts]
            if held:
                yield Shown(section.title, held)

    @property
    def note_faults(self) -> list[str]:
        """What is wrong with the line on what changed."""
        return self.faults.get("what-changed", [])

    @property
    def wrongs(self) -> list[tuple[str, str, list[str]]]:
        """For the summary of what is to be mended: the id of each field, its label, and what is wrong with it."""
        labels = {**dict(self._labels()), "what-changed": _("What changed")}
        order = [
            *(name for name in labels if name in self.faults),
            *(name for name in self.faults if name not in labels),
        ]
        return [(f"id_{name}" if name in labels else "", labels.get(name, ""), self.faults[name]) for name in order]

    def _labels(self) -> Iterator[tuple[str, str]]:
        """Yield the name and label of every field in the order of the form."""
        for section in self.sections:
            for part in section.parts:
                yield from labels_in(part)


def labels_in(shown: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Yield the name and label of a field, or of some rows and all of their fields: `Statements 3, Statement`."""
    label = f"{where}{capfirst(str(shown.label))}"
    yield shown.name, label
    for row in getattr(shown, "rows", []):
        for one in [*row.fields.values(), *row.groups.values()]:
            yield from labels_in(one, f"{label} {row.number}, ")


def completed(data: Dict) -> Dict:
    """Return a dict with what the desk adds of its own: how new sessions are named in it, and who decides nothing."""
    sessions = [{**one, "key": one.get("key") or one["uid"]} for one in data.get("sessions", [])]
    data = {**data, "sessions": sessions} if sessions else data
    return without_vain_decisions(data) if "bearings" in data else data
