"""The history of a record: its versions as the desk reads them, and as far as the public does."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from desk.deciding import Otherwise, otherwise_by_version
from desk.differences import Differences, differences
from desk.kinds import Kind
from desk.models import Change, Deed, Version
from desk.publishing import present_since
from desk.queue import named
from desk.words import Words
from documents.publication import State
from documents.shapes import Dict, fitting, to_dict


@dataclass(frozen=True)
class Entry:
    """One version as a page lists it: its number, what was done and by whom, when, and why."""

    number: int
    told: str
    at: datetime
    why: str
    is_readable: bool  # whether it is compared with others
    otherwise: list[Otherwise] = field(default_factory=list)  # where another status was decided than suggested


@dataclass(frozen=True)
class History:
    """The versions of one record, the newest first."""

    kind: Kind
    uid: Any
    record: Any  # as published or withdrawn; None where it never was
    versions: list[Version]

    @property
    def is_withdrawn(self) -> bool:
        return self.record is not None and self.record.state == State.WITHDRAWN

    @property
    def base(self) -> int:
        """The version of the record."""
        return self.record.version if self.record else 0

    @property
    def title(self) -> str:
        return called(self.record) if self.record else ""

    @cached_property
    def change(self) -> Change | None:
        """The change that is open."""
        return Change.objects.open().of(self.kind.name, self.uid).with_people().first()

    @property
    def discarded(self) -> Change | None:
        """The change that was given up last, where nothing came of the record since."""
        return None if self.change else Change.objects.of(self.kind.name, self.uid).discarded_last()

    @property
    def entries(self) -> list[Entry]:
        """The versions as the desk reads them: with names, and all compared with each other."""
        statuses = otherwise_by_version(self.versions, for_public=False)
        kept = [
            Entry(one.number, told_with_names(one), one.at, one.why, True, statuses.get(one.number, []))
            for one in self.versions
        ]
        return [*kept, *self._first]

    @property
    def public_entries(self) -> list[Entry]:
        """The versions as the public reads them; of what was taken down since, no more than that it was there."""
        shown = [one for one in self.versions if one.pk not in self._of_staff_alone]
        statuses = otherwise_by_version(filter(self.is_public, shown), for_public=True)
        kept = [
            Entry(
                one.number,
                told_with_roles(one),
                one.at,
                self._public_why(one),
                self.is_public(one),
                statuses.get(one.number, []),
            )
            for one in shown
        ]
        return [*kept, *self._first]

    @property
    def _first(self) -> list[Entry]:
        """The version with which the record came, where it moved on before any was kept: that it was, and when."""
        if not self.versions or self.versions[-1].number == 1:
            return []
        came = self.record.published_at or self.record.created_at
        return [Entry(1, told(Version(number=1, deed=Deed.LOADED), "", ""), came, "", False)]

    def is_public(self, version: Version) -> bool:
        """Whether everyone may read a version: nothing that was published before a withdrawal."""
        return version.number > self._withdrawn_with

    def _public_why(self, version: Version) -> str:
        return version.why if self.is_public(version) or version.is_withdrawal else ""

    @cached_property
    def _withdrawn_with(self) -> int:
        """The number of the last withdrawal."""
        return max((one.number for one in self.versions if one.is_withdrawal), default=0)

    @cached_property
    def _of_staff_alone(self) -> set[int]:
        """The versions in which nothing changed but what only staff may read."""
        if self.kind.private is dict:
            return set()
        shown = [(one, self.kind.private(data_of(self.kind, one))) for one in self.versions if self.is_public(one)]
        pairs = pairwise(shown)
        return {one.pk for (one, data), (before, earlier) in pairs if data == earlier and differs(one, before)}

    def version(self, number: int) -> Version:
        """Return the version of a number; raise Http404 where there is none."""
        found = next((one for one in self.versions if one.number == number), None) or missing()
        found.data = data_of(self.kind, found)
        return found

    def between(self, first: int, second: int) -> Differences:
        """Return what the second version says otherwise than the first, for the desk."""
        old, new = (self.version(number).data for number in (first, second))
        return differences(self.kind.shape, old, new)

    def public_between(self, first: int, second: int) -> Differences:
        """Return what the second version says otherwise than the first, as far as everyone may read it."""
        listed = {one.number for one in self.public_entries if one.is_readable}
        if not {first, second} <= listed:
            missing()
        old, new = (self._public_data(self.version(number)) for number in (first, second))
        return differences(self.kind.shape, old, new, Words(for_public=True))

    def _public_data(self, version: Version) -> Dict:
        """Return what the public may read of a version: of some rows only those that still stand there."""
        data, today = (self.kind.private(data_of(self.kind, one)) for one in (version, self.versions[0]))
        for rows in self.kind.lasting:
            held = {one.get("uid") for one in today.get(rows, [])}
            data = {**data, rows: [one for one in data.get(rows, []) if one.get("uid") in held]}
        return data


def missing() -> Any:
    """Raise Http404."""
    raise Http404


def differs(version: Version, before: Version) -> bool:
    """Tell whether two versions say something else at all: one that was restored may say the same."""
    return bool(version.data != before.data)


def data_of(kind: Kind, version: Version) -> Dict:
    """Return what a version says, as far as it fits the shape that records of its kind have today."""
    if not version.pk:
        version.data = version.data or to_dict(kind.shape, kind.record(version.record))
    return fitting(kind.shape, version.data)


def history_of(kind: Kind, uid: Any) -> History:
    """Return the history of a record; raise Http404 where there is none."""
    record = kind.records.select_related(*kind.named_by).filter(uid=uid).first()
    versions = versions_of(kind, record) if record else []
    found = History(kind, uid, record, versions)
    return found if record or found.change else missing()


def versions_of(kind: Kind, record: Any) -> list[Version]:
    """Return the versions of a record, the newest first; what they say is read when it is asked for."""
    kept = Version.objects.of(kind.name, record.uid).with_people()
    versions = list(kept.defer("data") if kind.private is dict else kept)
    has_moved = not versions or versions[0].number < record.version
    return [as_it_stands(kind, record), *versions] if has_moved else versions


def as_it_stands(kind: Kind, record: Any) -> Version:
    """Return the version that a record is in without having come to it by the desk; it is kept nowhere."""
    is_gone = record.state == State.WITHDRAWN
    return Version(
        kind=kind.name,
        record=record.uid,
        number=record.version,
        shape=kind.shape.number,
        deed=Deed.WITHDRAWN if is_gone else Deed.LOADED,
        at=record.updated_at if is_gone else present_since(record),
        why=record.withdrawn_reason,
    )


def called(record: Any) -> str:
    """Return what a record is called among all of its kind: a mechanism with its country."""
    country = getattr(record, "country", None)
    return f"{record}, {country}" if country and hasattr(record, "contacts") else str(record)


def told_with_names(version: Version) -> str:
    """Return what was done to make a version, and who did it."""
    return told(version, *(named(one) if one else "" for one in (version.by, version.reviewer)))


def told_with_roles(version: Version) -> str:
    """Return what was done to make a version, and in which role."""
    return told(version, _("an editor") if version.reviewer_id else _("a reviewer"), _("a reviewer"))


def told(version: Version, by: str, reviewer: str) -> str:
    """Return what was done to make a version, by people who are called so."""
    if version.is_withdrawal:
        return _("Withdrawn by %(who)s") % {"who": by} if by else _("Withdrawn")
    if version.deed == Deed.PUBLISHED:
        return _("Written by %(who)s, published by %(reviewer)s") % {"who": by, "reviewer": reviewer}
    if version.number > 1:
        return _("Changed outside the desk")
    return _("Loaded with the record that the portal ships")
