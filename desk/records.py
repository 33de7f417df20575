"""The records of one kind as the desk lists them: first what was never published, then those of the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from desk.kinds import Kind
from desk.models import Change
from desk.naming import Naming, naming_of
from documents.filters import readable
from documents.listing import paged
from documents.publication import State

OWN_STATES = {State.PUBLISHED, State.WITHDRAWN}  # of the record itself; any other state is that of its open change


@dataclass(frozen=True)
class Listed:
    """One record: what it is called, its state, and that of its open change if it has one."""

    uid: Any
    kind: str
    title: str
    state: str
    change: str = ""
    beside: str = ""
    is_new: bool = False  # never published

    @property
    def address(self) -> str:
        return reverse("desk-edit", args=[self.kind, self.uid])


class Records:
    """The records of one kind that an editor asked for, in their order, read from the database a page at a time."""

    def __init__(self, kind: Kind, words: str, state: str) -> None:
        self.kind, self.naming = kind, naming_of(kind.name)
        self.words, self.state = words, state

    @property
    def changes(self) -> QuerySet[Change]:
        """The open changes of the kind, of the state asked for."""
        found = Change.objects.open().filter(kind=self.kind.name)
        return found.filter(state=self.state) if self.state else found

    @cached_property
    def new(self) -> QuerySet[Change]:
        """What was never published."""
        return Naming().found(self.changes.filter(base=0), self.words)

    @cached_property
    def held(self) -> QuerySet[Any]:
        """What was published once."""
        found = self.naming.found(self.kind.records, self.words)
        if self.state in OWN_STATES:
            return found.filter(state=self.state)
        return found.filter(uid__in=self.changes.values("record")) if self.state else found

    @cached_property
    def number_new(self) -> int:
        return self.new.count()

    def __len__(self) -> int:
        return self.number_new + self.held.count()

    def __getitem__(self, places: slice) -> list[Listed]:
        start, stop = (max(place - self.number_new, 0) for place in (places.start, places.stop))
        new = self.new[places] if places.start < self.number_new else []
        return [*map(self._new, new), *self._held(list(self.held[start:stop]))]

    def _new(self, one: Change) -> Listed:
        return Listed(one.record, one.kind, one.title, one.get_state_display(), is_new=True)

    def _held(self, records: list[Any]) -> Iterator[Listed]:
        changes = Change.objects.open().filter(kind=self.kind.name, record__in=[one.uid for one in records])
        states = {one.record: one.get_state_display() for one in changes.only("record", "state")}
        for one in records:
            title, state = self.naming.title(one), one.get_state_display()
            yield Listed(one.uid, self.kind.name, title, state, states.get(one.uid, ""), self.naming.beside(one))


def records_list(kind: Kind, asked: QueryDict) -> dict[str, Any]:
    """Return what the list of records shows; a state that is none is let be."""
    words, state = readable(asked.get("q", "")), asked.get("state", "")
    chosen = {"q": words, "state": state if state in State.values else ""}
    page, numbers = paged(Records(kind, *chosen.values()), asked.get("page", ""))
    given = urlencode({name: value for name, value in chosen.items() if value})
    shown = {"page": page, "page_numbers": numbers, "query": f"{given}&" if given else ""}
    return {"kind": kind, "asks": naming_of(kind.name).asks, "states": State.choices, "chosen": chosen, **shown}
