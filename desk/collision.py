"""Two at one record: both works as one, what was taken over, and where the two clash."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from desk.differences import Difference, Differences, differences, told_of
from desk.forms.parts import Part
from desk.forms.record import RecordForm
from desk.merging import Clash, merged, merged_addresses, name_of, with_theirs
from desk.models import Change, Version
from desk.opened import Opened
from desk.words import Words


@dataclass(frozen=True)
class RowClash:
    """A row that one took away and the other changed, which is kept: where it stands, and what it is about."""

    id: str
    kind: str
    title: str
    is_mine: bool  # whether I changed it, and they took it away


@dataclass(frozen=True)
class Collision:
    """What another person did to a record while one wrote, and what came of it."""

    opened: Opened  # resting on theirs, with both works as one; with mine alone where it is not known what both rest on
    mine: Opened
    theirs: Opened
    change: Change | None = None  # that they saved, sent or decided
    is_merged: bool = False
    clashes: list[Clash] = field(default_factory=list)

    @property
    def differences(self) -> Differences:
        """What was taken over; where nothing was merged, what mine says otherwise than what stands now."""
        was = self.mine if self.is_merged else self.theirs
        return differences(self.opened.kind.shape, was.data, self.opened.data)

    @property
    def withdrawal(self) -> Version | None:
        """When and why the record was withdrawn meanwhile, if it was."""
        if self.theirs.change or not self.theirs.is_withdrawn or self.mine.base == self.theirs.base:
            return None
        return Version.objects.of(self.opened.kind.name, self.opened.uid).with_people().first()

    @property
    def rows(self) -> list[RowClash]:
        """The rows that one took away and the other changed."""
        words = Words()
        return [self._row(clash, words) for clash in self.clashes if clash.is_row]

    def _row(self, clash: Clash, words: Words) -> RowClash:
        told, value = told_of(clash.field, clash.mine or clash.theirs, words)
        title = " ".join(words.lines(told, value)) if told else ""
        name = name_of(self.opened.data, clash.path)
        return RowClash(f"{name}row", clash.field.kind, title, bool(clash.mine))


def collided(before: Opened | None, mine: Opened, theirs: Opened, change: Change | None = None) -> Collision:
    """Return what two people made of a record as one, resting on theirs; mine alone where nothing else is held."""
    shape = mine.kind.shape
    if before is None:
        return Collision(theirs.saying(mine.data, mine.addresses), mine, theirs, change)
    merge = merged(shape, before.data, mine.data, theirs.data)
    addresses = merged_addresses(shape, merge.data, before.addresses, mine.addresses, theirs.addresses)
    earlier = f"{before.revision}.{before.base}" if merge.clashes else ""
    return Collision(theirs.saying(merge.data, addresses, earlier), mine, theirs, change, True, merge.clashes)


def moved_on(found: Opened) -> Collision:
    """Return a draft and what was published after it was begun as one."""
    before = found.at(0, found.change.base) if found.change else None
    return collided(before, found, found.as_published())


def still_clashing(before: Opened | None, typed: Opened) -> list[Clash]:
    """Return where what was typed clashes with what it rests on, since two works became one and were not saved yet."""
    revision, _dot, base = typed.earlier.partition(".")
    earlier = before.at(int(revision), int(base)) if before and _are_numbers(revision, base) else None
    if before is None or earlier is None:
        return []
    return merged(typed.kind.shape, earlier.data, typed.data, before.data).clashes


def _are_numbers(*texts: str) -> bool:
    return all(text.isascii() and text.isdecimal() and len(text) < 10 for text in texts)


def taken(typed: Opened, clashes: list[Clash], key: str) -> Opened:
    """Return what was typed with their words in the field that is named, if the two clash there."""
    chosen = [clash for clash in clashes if clash.key == key and not clash.is_row]
    return typed.saying(with_theirs(typed.data, chosen[0]), typed.addresses, typed.earlier) if chosen else typed


@dataclass(frozen=True)
class Otherwise:
    """What another person wrote into a field that I changed too."""

    key: str
    difference: Difference  # from mine to theirs


def show_clashes(form: RecordForm, opened: Opened, clashes: Sequence[Clash]) -> list[tuple[str, str]]:
    """Put their words beside each field of a form where the two clash; return the id and the label of each."""
    words = Words()
    words.take_rows(opened.kind.shape, opened.data)
    theirs = {name_of(opened.data, clash.path): _otherwise(clash, words) for clash in clashes if not clash.is_row}
    form.part.clashing |= theirs.keys()  # first: rows in which two clash stand open
    shown = [one for one in fields_of(form.part) if one.name in theirs] if theirs else []
    for one in shown:
        one.otherwise = theirs[one.name]
    labels = form.labels if shown else {}
    return [(one.id, labels[one.name]) for one in shown]


def _otherwise(clash: Clash, words: Words) -> Otherwise:
    for value in (clash.mine, clash.theirs):
        words.learn(clash.field, value)
    return Otherwise(clash.key, Difference(clash.path[-1], clash.field, clash.mine, clash.theirs, words))


def fields_of(part: Part) -> Iterator[Any]:
    """Yield every field of a form, those of rows too."""
    yield from part.fields.values()
    for group in part.groups.values():
        for row in group.rows:
            yield from fields_of(row)
