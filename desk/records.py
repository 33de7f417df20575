"""The records of one kind as the desk lists them: those of the record, and those that are drafts as yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from desk.kinds import Kind
from desk.models import Change
from documents.normalise import fold


@dataclass(frozen=True)
class Listed:
    """One record: what it is called, its state, and that of its open change if it has one."""

    uid: Any
    kind: str
    title: str
    state: str
    change: str = ""

    @property
    def address(self) -> str:
        return reverse("desk-edit", args=[self.kind, self.uid])


def found_records(kind: Kind, words: str) -> list[Listed]:
    """Return the records of a kind whose title holds all these words, in the order of their titles."""
    asked = fold(words).split()
    every = [*drafts(kind), *held(kind)]
    return sorted((one for one in every if has_all(one.title, asked)), key=lambda one: fold(one.title))


def has_all(title: str, words: list[str]) -> bool:
    """Tell whether a title holds all of these words."""
    folded = fold(title)
    return all(word in folded for word in words)


def drafts(kind: Kind) -> list[Listed]:
    """Return what was never published."""
    new = Change.objects.open().filter(kind=kind.name, base=0)
    return [Listed(one.record, kind.name, one.title, one.get_state_display()) for one in new]


def held(kind: Kind) -> list[Listed]:
    """Return what was published once."""
    changes = {one.record: one.get_state_display() for one in Change.objects.open().filter(kind=kind.name)}
    return [
        Listed(one.uid, kind.name, str(one), one.get_state_display(), changes.get(one.uid, ""))
        for one in kind.records.select_related(*kind.named_by)
    ]
