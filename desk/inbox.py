"""What readers send: taken in, answered, dismissed, or taken into a change."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet

from desk import changes
from desk.entries import of_message
from desk.letters import answer_key, answer_to
from desk.models import KEPT_FOR, Change, ChangeState, Did, Message, MessageState
from desk.steps import note_message
from documents.models import Letter
from documents.models.letter import write_letter
from documents.normalise import fold
from recommendations.models import Recommendation

HOUR = timedelta(hours=1)
MOST_IN_AN_HOUR = 60  # messages; people send far fewer


SENT = ("kind", "recommendation", "text", "when", "actor", "source", "name", "office", "email")


class FullError(Exception):
    """More was sent within an hour than people send."""


class QuickerError(Exception):
    """Someone else has dealt with the message meanwhile; nothing was done."""


@transaction.atomic
def take_in(message: Message, *, now: datetime) -> None:
    """Keep a message until its day; the same one, sent again within an hour, once."""
    lately = Message.objects.since(now - HOUR)
    if lately.filter(**{name: getattr(message, name) for name in SENT}).exists():
        return
    if lately.count() >= MOST_IN_AN_HOUR:
        raise FullError
    message.received_at, message.delete_after = now, (now + KEPT_FOR).date()
    message.save()


@transaction.atomic
def forget(messages: QuerySet[Message]) -> int:
    """Delete messages, and what repeats them: answers sent, drafts given up; return how many messages there were."""
    letters = [answer_key(pk) for pk in messages.values_list("pk", flat=True)]
    Letter.objects.filter(key__in=letters).erase()
    given_up = Change.objects.filter(message__in=messages, state=ChangeState.DROPPED)
    given_up.update(data={}, addresses={}, title="", note="")
    return messages.delete()[1].get("desk.Message", 0)


@transaction.atomic
def answer(message: Message, *, revision: int, text: str, by: User, now: datetime) -> None:
    """Keep an answer, and write it to the sender in their language; raise QuickerError where there is one already."""
    done = {"answer": text, "handled_by": by, "handled_at": now}
    _take(message, revision, Q(answer="") & ~Q(email=""), **done)
    Message.objects.filter(pk=message.pk).exclude(state=MessageState.TAKEN).update(state=MessageState.ANSWERED)
    message.answer = text
    write_letter(**answer_to(message), now=now)
    note_message(Did.ANSWERED, message, by=by, now=now)


@transaction.atomic
def dismiss(message: Message, *, revision: int, reason: str, by: User, now: datetime) -> None:
    """Lay a message aside, with a reason or none; raise QuickerError where it was dealt with."""
    done = {"state": MessageState.DISMISSED, "reason": reason, "handled_by": by, "handled_at": now}
    _take(message, revision, Q(state=MessageState.NEW), **done)
    note_message(Did.DISMISSED, message, why=reason, by=by, now=now)


@transaction.atomic
def take(message: Message, *, revision: int, by: User, now: datetime) -> Change:
    """Begin a change of what a message says; once that is published, the message counts as taken into the record.

    Raises QuickerError where another change is made of it, and ConflictError where one is open of its record.
    """
    _take(message, revision, ~Q(state=MessageState.TAKEN))
    draft = of_message(message)
    note_message(Did.TAKEN_IN, message, by=by, now=now)
    return changes.save(draft.kind, draft.uid, draft.data, message=message, by=by, now=now, **draft.basis)


def _take(message: Message, revision: int, ready: Q, **done: Any) -> None:
    """Write what was done with a message, unless someone was quicker or a change is being made of it."""
    is_open = Change.objects.open().filter(message=message).exists()
    found = Message.objects.filter(ready, pk=message.pk, revision=revision)
    if not found.update(revision=revision + 1, **done) or (is_open and "answer" not in done):
        raise QuickerError


def named(path: str) -> Recommendation | None:
    """Return the published recommendation that `bangkok-2014/45-c` names, if any."""
    origin, _slash, slug = path.partition("/")
    if not slug or not path.isprintable():
        return None
    return Recommendation.objects.published().with_place().filter(origin__slug=origin, slug=slug).first()


def standing_at(origin: str, paragraph: str) -> Recommendation | None:
    """Return the published recommendation at a paragraph, however it is written: `45 (c)`, `para. 45c`, `45-c`."""
    parts = re.findall(r"\d+|[a-z]+", fold(paragraph))
    first = next((place for place, part in enumerate(parts) if part.isdigit()), 0)
    return named(f"{origin}/{'-'.join(parts[first:])}")
