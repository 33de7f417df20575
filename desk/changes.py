"""The one door for change: what editors save, send, return, publish and withdraw, each in one transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from desk.checking import FaultsError, by_field, faults_of
from desk.differences import differences
from desk.kinds import KINDS, Kind
from desk.models import Change, ChangeState, Deed, Did, Message, MessageState, Snapshot, Version
from desk.models.change import WRITABLE
from desk.publishing import TITLE_LENGTH, keep, present_since, tell
from desk.rules import Faults
from desk.steps import note_step, note_withdrawal
from desk.writing import Addresses, write
from documents.publication import State
from documents.shapes import Dict, fitting, to_dict
from documents.versions import OutdatedError, take_version

RESTORED = "Version %d restored"  # in the history, which is in English as the record is


class ConflictError(Exception):
    """Someone else has saved, sent or decided meanwhile; nothing was written. `change` is what stands now, if any."""

    def __init__(self, change: Change | None) -> None:
        super().__init__(change)
        self.change = change


class OwnChangeError(Exception):
    """Nobody decides on what they wrote themselves."""


@transaction.atomic
def save(
    kind: Kind,
    uid: Any,
    data: Dict,
    *,
    addresses: Addresses,
    revision: int,
    base: int,
    by: User,
    now: datetime,
    message: Message | None = None,
    note: str = "",
) -> Change:
    """Keep what an editor wrote, in the open change of the record or a new one.

    `revision` is that of the change as it was opened, 0 where there was none; `base` the version of the record as it
    was opened, 0 for one that was never published. Raises ConflictError where another person was quicker.
    """
    change = Change.objects.open().of(kind.name, uid).first()
    if change and not _take(change, revision, WRITABLE):  # what was returned stays so until it is sent again
        raise ConflictError(fresh(change))
    _refuse_moved(kind, uid, base)
    did = Did.SAVED if change else Did.BEGUN
    if change is None:
        change = started(kind, uid, revision=revision, base=base, by=by, now=now)
        change.message = message
    change.data, change.addresses, change.base = data, addresses, base
    change.title, change.shape = kind.title(data)[:TITLE_LENGTH], kind.shape.number
    change.saved_by, change.saved_at, change.note = by, now, note or change.note
    change.save()
    change.writers.add(by)
    Snapshot.objects.create(change=change, revision=change.revision, data=data, addresses=addresses)
    note_step(did, change, why=note, by=by, now=now)
    return change


def started(kind: Kind, uid: Any, *, revision: int, base: int, by: User, now: datetime) -> Change:
    """Return a new change of a record; raise ConflictError where the one opened was decided, or another begun."""
    if revision:
        raise ConflictError(_decided(kind, uid))
    change = Change(kind=kind.name, record=uid, base=base, shape=kind.shape.number, started_by=by, started_at=now)
    change.saved_by, change.saved_at = by, now
    try:
        with transaction.atomic():
            change.save()
    except IntegrityError:
        raise ConflictError(Change.objects.open().of(kind.name, uid).first()) from None
    return change


def _refuse_moved(kind: Kind, uid: Any, base: int) -> None:
    """Raise ConflictError where the record is no longer in the version that was opened."""
    newest = kind.records.filter(uid=uid).values_list("version", flat=True).first() or 0
    if newest != base:
        raise ConflictError(_decided(kind, uid))


def _decided(kind: Kind, uid: Any) -> Change | None:
    """Return the change of a record that was decided last, if any."""
    return Change.objects.of(kind.name, uid).decided().with_people().first()


def _take(change: Change, revision: int, states: list[ChangeState], **becomes: Any) -> bool:
    """Give a change its next revision, a state and more, unless someone else did so first; tell whether it was."""
    read = Change.objects.filter(pk=change.pk, revision=revision, state__in=states)
    becomes |= {"revision": revision + 1}
    if not read.update(**becomes):
        return False
    for name, value in becomes.items():
        setattr(change, name, value)
    return True


@transaction.atomic
def send(change: Change, *, revision: int, note: str, by: User, now: datetime) -> None:
    """Send a change to a second person, with a line on what changed; raise FaultsError where it lacks something."""
    if not Change.objects.writable().filter(pk=change.pk, revision=revision).exists():
        raise ConflictError(fresh(change))  # before what it lacks: what was decided meanwhile may be no change any more
    kind = kind_of(change)
    faults = faults_of(kind, change.record, change.data, change.addresses, now=now) or unchanged(kind, change)
    if faults:
        raise FaultsError(faults)
    if not _take(change, revision, WRITABLE, state=ChangeState.IN_REVIEW, note=note, sent_at=now):
        raise ConflictError(fresh(change))
    change.writers.add(by)
    note_step(Did.SENT, change, why=note, by=by, now=now)


def unchanged(kind: Kind, change: Change) -> Faults:
    """Return a fault where a change says what is published already; of a withdrawn record it brings that back."""
    record = kind.record(change.record)
    if not record or not record.is_published or differences(kind.shape, to_dict(kind.shape, record), change.data):
        return {}
    return {"": [_("Nothing reads otherwise than what is published.")]}


@transaction.atomic
def take_back(change: Change, *, revision: int, by: User, now: datetime) -> None:
    """Take a change back from review, to go on writing; one of its writers may. What was asked for stands again."""
    state = ChangeState.CHANGES_REQUESTED if change.returned_revision else ChangeState.DRAFT
    is_own = change.writers.filter(pk=by.pk).exists()
    if not is_own or not _take(change, revision, [ChangeState.IN_REVIEW], state=state):
        raise ConflictError(fresh(change))
    note_step(Did.TAKEN_BACK, change, by=by, now=now)


@transaction.atomic
def drop(change: Change, *, revision: int, by: User, now: datetime) -> None:
    """Give a draft up; the record stays as it is. What waits for a second person is taken back first."""
    if not _take(change, revision, WRITABLE, state=ChangeState.DROPPED, reviewer=by, decided_at=now):
        raise ConflictError(fresh(change))
    Snapshot.objects.of(change).delete()
    note_step(Did.DISCARDED, change, by=by, now=now)


@transaction.atomic
def send_back(change: Change, *, revision: int, reason: str, by: User, now: datetime) -> None:
    """Return a change to its writers with what is asked for."""
    _refuse_own(change, by)
    decided = {"state": ChangeState.CHANGES_REQUESTED, "reason": reason, "reviewer": by, "decided_at": now}
    if not _take(change, revision, [ChangeState.IN_REVIEW], returned_revision=revision, **decided):
        raise ConflictError(fresh(change))
    note_step(Did.RETURNED, change, why=reason, by=by, now=now)


@transaction.atomic
def accept(change: Change, *, revision: int, decisions: Dict | None = None, by: User, now: datetime) -> Version:
    """Publish what a change says, and keep it as a version of the record.

    `decisions` holds the dict of the record with what only a reviewer writes; that of the change where there is none.
    Raises OwnChangeError, ConflictError where the change or the record moved meanwhile, and FaultsError where what was
    right when it was sent no longer is.
    """
    _refuse_own(change, by)
    decided = {"state": ChangeState.ACCEPTED, "reviewer": by, "decided_at": now}
    if not _take(change, revision, [ChangeState.IN_REVIEW], **decided):
        raise ConflictError(fresh(change))
    kind, data = kind_of(change), decisions or change.data
    record = _next_version(kind, change.record, change.base)
    moved = set(kind.moves(record)) if record else set()
    record = _written(kind, change, data, now=now)
    _answer(change)
    Snapshot.objects.of(change).delete()
    version = keep(kind, record, Deed.PUBLISHED, by=change.saved_by, reviewer=by, why=change.note, now=now)
    tell(kind, record, moved | set(kind.moves(record)), version)
    note_step(Did.PUBLISHED, change, why=change.note, after=version.number, by=by, now=now)
    return version


@transaction.atomic
def withdraw(kind: Kind, uid: Any, *, version: int, reason: str, by: User, now: datetime) -> Version:
    """Take a published record down: its address answers with the reason. Raises ConflictError where it moved."""
    record = _next_version(kind, uid, version)
    if record is None or not record.is_published:
        raise ConflictError(None)
    moved = set(kind.moves(record))
    record.state, record.withdrawn_reason = State.WITHDRAWN, reason
    record.save()
    made = keep(kind, record, Deed.WITHDRAWN, by=by, reviewer=None, why=reason, now=now)
    tell(kind, record, moved, made)
    note_withdrawal(made, before=version, by=by)
    return made


def restore(version: Version, *, revision: int, base: int, by: User, now: datetime) -> Change:
    """Propose a record as it read in an earlier version, as a change like any other."""
    kind = kind_of(version)
    data = fitting(kind.shape, version.data)
    note = RESTORED % version.number
    return save(kind, version.record, data, addresses={}, revision=revision, base=base, by=by, now=now, note=note)


def kind_of(one: Change | Version) -> Kind:
    """Return the kind of the record that a change or a version is of."""
    return KINDS[one.kind]


def fresh(change: Change) -> Change:
    """Return a change as it stands now."""
    return Change.objects.with_people().get(pk=change.pk)


def _refuse_own(change: Change, by: User) -> None:
    if change.writers.filter(pk=by.pk).exists():
        raise OwnChangeError


def _written(kind: Kind, change: Change, data: Dict, *, now: datetime) -> Any:
    """Return the record written as a dict says; raise FaultsError where it cannot be, as when others were quicker."""
    faults = faults_of(kind, change.record, data, change.addresses, now=now)
    if faults:
        raise FaultsError(faults)
    try:
        return write(kind, change.record, data, change.addresses, now=now)
    except ValidationError as error:
        raise FaultsError(by_field(error)) from error


def _next_version(kind: Kind, uid: Any, base: int) -> Any:
    """Return the record with its next version taken; None where it is new. Raise ConflictError where it moved."""
    record = kind.record(uid)
    if (record.version if record else 0) != base:
        raise ConflictError(None)
    if record is None:
        return None
    came = present_since(record)
    try:
        take_version(record)  # first: whoever comes second waits here, and is told
    except OutdatedError:
        raise ConflictError(None) from None
    if not Version.objects.of(kind.name, uid).filter(number=base).exists():
        keep(kind, record, Deed.LOADED, by=None, reviewer=None, why="", now=came, number=base)
    return record


def _answer(change: Change) -> None:
    """Mark the message that a change was made of as taken into the record."""
    if change.message_id:
        Message.objects.filter(pk=change.message_id).update(state=MessageState.TAKEN)
