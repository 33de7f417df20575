"""Writing down what was done on the desk: each thing once, in the transaction that does it."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User

from consultations.models import Person
from desk.models import Change, Did, Message, Step, Version

PERSON = "person"  # kind of what is recorded apart from any change


def note_step(did: Did, change: Change, *, by: User, now: datetime, why: str = "", after: int = 0) -> None:
    """Write down what was done with a change.

    Of one that is made of a message, title and note may repeat what its sender wrote, which goes on its day: neither is
    written down before it is published. What a reviewer asks for is theirs, and always is.
    """
    may_repeat = bool(change.message_id) and did != Did.PUBLISHED
    Step.objects.create(
        did=did,
        by=by,
        at=now,
        kind=change.kind,
        record=change.record,
        message=change.message_id,
        title="" if may_repeat else change.title,
        why="" if may_repeat and did != Did.RETURNED else why,
        before=change.base,
        after=after,
    )


def note_withdrawal(version: Version, *, before: int, by: User) -> None:
    """Write down that a record was taken down."""
    Step.objects.create(
        did=Did.WITHDRAWN,
        by=by,
        at=version.at,
        kind=version.kind,
        record=version.record,
        title=version.title,
        why=version.why,
        before=before,
        after=version.number,
    )


def note_message(did: Did, message: Message, *, by: User, now: datetime, why: str = "") -> None:
    """Write down what was done with a message, by its number alone: nothing that its sender wrote."""
    Step.objects.create(did=did, by=by, at=now, message=message.pk, why=why)


def note_person(person: Person, *, by: User, now: datetime) -> None:
    """Write down that a person was recorded."""
    Step.objects.create(did=Did.PERSON, by=by, at=now, kind=PERSON, title=person.name)
