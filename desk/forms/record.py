"""The form of a whole record: its fields and rows in the order of the public page, made of its dict and back to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from desk.checking import Faults
from desk.forms.layouts import LAYOUTS, Section
from desk.forms.parts import SAVING, Part
from desk.forms.places import addresses_in
from desk.keys import free_key, key_for
from desk.kinds import Kind
from desk.names import AllNames
from desk.places import Cited
from desk.rows import places_in
from desk.rules import without_vain_decisions
from desk.writing import Addresses
from documents.shapes import Dict


@dataclass(frozen=True)
class Shown:
    """A section of the form as the page shows it: fields and rows in their order."""

    title: str | Promise
    parts: list[Any]

    @property
    def is_single(self) -> bool:
        """Whether its heading names the one thing that stands in it."""
        return len(self.parts) == 1


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
        self.names.take_typed(self.kind.shape, completed(self.part.read_named(post)))
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
        labels = {**self.labels, "what-changed": _("What changed")}
        order = [
            *(name for name in labels if name in self.faults),
            *(name for name in self.faults if name not in labels),
        ]
        return [(f"id_{name}" if name in labels else "", labels.get(name, ""), self.faults[name]) for name in order]

    @property
    def labels(self) -> dict[str, str]:
        """The label of every field by its name, in the order of the form."""
        return dict(pair for section in self.sections for part in section.parts for pair in labels_in(part))


def labels_in(shown: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Yield the name and label of a field, or of some rows and all of their fields: `Statement 3, Source`."""
    yield shown.name, f"{where}{capfirst(str(shown.label))}"
    for row in getattr(shown, "rows", []):
        for one in [*row.fields.values(), *row.groups.values()]:
            yield from labels_in(one, f"{where}{shown.one} {row.number}, ")


def completed(data: Dict) -> Dict:
    """Return a dict with what the desk adds of its own: how new sessions are named in it, and who decides nothing."""
    sessions = [{**one, "key": one.get("key") or one["uid"]} for one in data.get("sessions", [])]
    data = {**data, "sessions": sessions} if sessions else data
    return without_vain_decisions(data) if "bearings" in data else data


def marked_in(post: QueryDict) -> set[str]:
    """Return the identifiers of the rows that go with the next save, which another button leaves standing."""
    if post.get("do") in SAVING:
        return set()
    return {post.get(f"{name.removesuffix('remove')}uid", "") for name in post if name.endswith("-remove")}
