"""A record as an editor has opened it: what it says, on what that rests, and what was typed since."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.http import Http404, QueryDict

from desk.checking import Faults, plain_faults
from desk.forms.fields import number_in
from desk.forms.record import RecordForm
from desk.kinds import Kind
from desk.look import address_of
from desk.models import Change, Snapshot, Version
from desk.writing import Addresses
from documents.publication import State
from documents.shapes import Dict, fitting, to_dict

GONE = -1  # revision of a change that is not open any more


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
    of: int = 0  # the change that was open then, by its key; 0 for none
    earlier: str = ""  # the revision and version from which two went apart whose work clashes in some fields

    @property
    def is_new(self) -> bool:
        """Whether it was never published."""
        return self.record is None

    @property
    def is_withdrawn(self) -> bool:
        return self.record is not None and self.record.state == State.WITHDRAWN

    @property
    def title(self) -> str:
        return self.kind.called(self.data)

    @property
    def address(self) -> str:
        """Where the public reads it."""
        return address_of(self.record)

    @property
    def has_page(self) -> bool:
        """Whether the public reads it on a page of its own."""
        return hasattr(self.record, "get_absolute_url") and "#" not in self.address

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
        is_of_this = not self.of or (self.change is not None and self.change.pk == self.of)
        return {"addresses": self.addresses, "revision": self.revision if is_of_this else GONE, "base": self.base}

    def form(self, faults: Faults | None = None) -> RecordForm:
        """Return the form of what it says."""
        return RecordForm(self.kind, self.data, is_new=self.is_new, addresses=self.addresses, faults=faults)

    def faults(self) -> Faults:
        """Return what its draft lacks, as far as that is known without writing it; nothing where there is no draft."""
        return plain_faults(self.kind, self.uid, self.data, self.addresses) if self.change else {}

    def typed(self, post: QueryDict) -> Opened:
        """Return it with what was typed, resting on what the editor had before them."""
        data, addresses = self.form().read(post)
        revision, base, of = (number_in(post, name) for name in ("revision", "base", "change"))
        typed = self.saying(data, addresses, post.get("earlier", ""))
        return replace(typed, revision=revision, base=base, of=of)

    def kept(self, change: Change) -> Opened:
        """Return it after its change was kept."""
        return replace(self, change=change, revision=change.revision, base=change.base, of=change.pk, earlier="")

    def saying(self, data: Dict, addresses: Addresses, earlier: str = "") -> Opened:
        """Return it with other words, resting on the same, so that the next save goes through."""
        return replace(self, data=data, addresses=addresses, earlier=earlier)

    def as_published(self) -> Opened:
        """Return it as the record reads without its open change."""
        return replace(self, data=to_dict(self.kind.shape, self.record), addresses={})

    def before(self, post: QueryDict) -> Opened | None:
        """Return it as the editor who sends a form had it before them; None where that is not held any more."""
        of = number_in(post, "change")
        if of and not (self.change and self.change.pk == of):
            return None
        return self.at(number_in(post, "revision"), number_in(post, "base"))

    def at(self, revision: int, base: int) -> Opened | None:
        """Return it as it read at a revision of the open change, or in a version; None where that is not held."""
        if (revision, base) == (self.revision, self.base):
            return self
        said = self._snapshot(revision) if revision else self._version(base)
        return said and replace(self, data=said[0], addresses=said[1], revision=revision, base=base)

    def _snapshot(self, revision: int) -> tuple[Dict, Addresses] | None:
        held = Snapshot.objects.at(self.change, revision) if self.change else None
        return (held.data, held.addresses) if held else None

    def _version(self, number: int) -> tuple[Dict, Addresses] | None:
        if not number:
            return {}, {}
        if self.record and self.record.version == number:
            return to_dict(self.kind.shape, self.record), {}
        held = Version.objects.of(self.kind.name, self.uid).filter(number=number).first()
        return (fitting(self.kind.shape, held.data), {}) if held else None


def opened(kind: Kind, uid: Any) -> Opened:
    """Return a record for editing: its open change, else what is published; raise Http404 where there is neither."""
    record, change = kind.record(uid), Change.objects.open().of(kind.name, uid).with_people().first()
    if record is None and change is None:
        raise Http404
    base = record.version if record else 0
    if change:
        return Opened(kind, uid, change.data, change.addresses, record, change, change.revision, base, change.pk)
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
