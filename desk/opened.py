"""A record as an editor has opened it: what it says, on what that rests, and what was typed since."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.http import Http404, QueryDict

from desk.checking import Faults, plain_faults
from desk.forms.record import RecordForm, number_in
from desk.kinds import Kind
from desk.look import address_of
from desk.models import Change
from desk.writing import Addresses
from documents.publication import State
from documents.shapes import Dict, to_dict


@dataclass(frozen=True)
class Opened:
    """A record on its way through the form."""

    kind: Kind
    uid: Any
    data: Dict = field(default_factory=dict)
    addresses: Addresses = field(default_factory=dict)
    record: Any = None  # as published or withdrawn; None where it never was
    change: Change | None = None  # that is open
    revision: int = 0  # of the change, as it was opened
    base: int = 0  # version of the record, as it was opened

    @property
    def is_new(self) -> bool:
        """Whether it was never published."""
        return self.record is None

    @property
    def is_withdrawn(self) -> bool:
        return self.record is not None and self.record.state == State.WITHDRAWN

    @property
    def title(self) -> str:
        return self.kind.title(self.data)

    @property
    def address(self) -> str:
        """Where the public reads it."""
        return address_of(self.record)

    @property
    def note(self) -> str:
        """What the editor said of the change, when it was sent before."""
        return self.change.note if self.change else ""

    @property
    def moved_on(self) -> bool:
        """Whether the record was published anew since the open change was begun."""
        return bool(self.change and self.record and self.change.base != self.record.version)

    @property
    def basis(self) -> dict[str, Any]:
        """What a save is compared with, and what it brings along."""
        return {"addresses": self.addresses, "revision": self.revision, "base": self.base}

    def form(self, faults: Faults | None = None) -> RecordForm:
        """Return the form of what it says."""
        return RecordForm(self.kind, self.data, is_new=self.is_new, addresses=self.addresses, faults=faults)

    def faults(self) -> Faults:
        """Return what its draft lacks, as far as that is known without writing it; nothing where there is no draft."""
        return plain_faults(self.kind, self.data, self.addresses) if self.change else {}

    def typed(self, post: QueryDict, data: Dict, addresses: Addresses) -> Opened:
        """Return it with what was typed, resting on what the editor had before them."""
        revision, base = number_in(post, "revision"), number_in(post, "base")
        return replace(self, data=data, addresses=addresses, revision=revision, base=base)

    def kept(self, change: Change) -> Opened:
        """Return it after its change was kept."""
        return replace(self, change=change, revision=change.revision, base=change.base)

    def beside(self, theirs: Opened) -> Opened:
        """Return it resting on what another person saved, so that the next save goes through."""
        return replace(theirs, data=self.data, addresses=self.addresses)


def opened(kind: Kind, uid: Any) -> Opened:
    """Return a record for editing: its open change, else what is published; raise Http404 where there is neither."""
    record, change = kind.record(uid), Change.objects.open().of(kind.name, uid).with_people().first()
    if record is None and change is None:
        raise Http404
    base = record.version if record else 0
    if change:
        return Opened(kind, uid, change.data, change.addresses, record, change, change.revision, base)
    return Opened(kind, uid, to_dict(kind.shape, record), {}, record, None, 0, base)


def opened_or_new(kind: Kind, uid: Any) -> Opened:
    """Return a record for editing as `opened` does, and a blank one where there is none, or none any more."""
    try:
        return opened(kind, uid)
    except Http404:
        return Opened(kind, uid)


def opened_or_given_up(kind: Kind, uid: Any) -> Opened:
    """Return a record for editing, a blank one where its draft was given up meanwhile; raise Http404 for no record."""
    found = opened_or_new(kind, uid)
    if found.is_new and not Change.objects.of(kind.name, uid).exists():
        raise Http404
    return found
