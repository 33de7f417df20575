"""What waits for one person on the desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.urls import reverse

from desk.access import EDIT, REVIEW
from desk.kinds import KINDS
from desk.models import Change, Message

MOST = 50  # of each part of the queue that are shown


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: its kind, what it is, in which state, who wrote it and since when, and where it opens."""

    kind: Any
    title: str
    state: str
    who: str
    since: datetime
    address: str


@dataclass(frozen=True)
class Queue:
    """What waits for one person, each part with the oldest first."""

    to_review: list[Waiting]
    returned: list[Waiting]
    drafts: list[Waiting]
    inbox: list[Waiting]
    unfinished: list[Waiting]  # the oldest draft that can be gone on with

    @classmethod
    def of(cls, user: Any) -> Queue:
        """Return the queue of a person, as far as their roles reach."""
        edits, reviews = user.has_perm(EDIT), user.has_perm(REVIEW)
        changes = Change.objects.with_people()
        return cls(
            to_review=list(each(changes.to_review(user), "desk-review")) if reviews else [],
            returned=list(each(changes.returned_to(user), "desk-edit")),
            drafts=list(each(changes.drafts_of(user), "desk-edit")),
            inbox=list(sent(Message.objects.unanswered())) if edits else [],
            unfinished=list(each(changes.drafts_of(user).writable()[:1], "desk-edit")),
        )

    @property
    def for_me(self) -> list[Waiting]:
        """What waits for this very person: sent back to them, or to be reviewed."""
        return sorted([*self.returned, *self.to_review], key=lambda one: one.since)

    @property
    def next(self) -> str:
        """The address of what has waited longest; empty where nothing waits."""
        return next((one.address for one in chain(self.for_me, self.inbox, self.unfinished)), "")


def each(changes: QuerySet[Change], view: str) -> Iterator[Waiting]:
    """Yield changes as the queue shows them."""
    for one in changes[:MOST]:
        yield Waiting(
            kind=KINDS[one.kind].one,
            title=KINDS[one.kind].called(one.data) or one.title,
            state=one.get_state_display(),
            who=named(one.saved_by),
            since=one.waits_since,
            address=reverse(view, args=[one.kind, one.record]),
        )


def sent(messages: QuerySet[Message]) -> Iterator[Waiting]:
    """Yield what readers sent as the queue shows it."""
    for one in messages[:MOST]:
        address = reverse("desk-message", args=[one.pk])
        about = str(one.recommendation or one.text[:80])
        yield Waiting(one.get_kind_display(), about, one.get_state_display(), "", one.received_at, address)


def named(user: User) -> str:
    """Return what a person is called on the desk."""
    return user.get_full_name() or user.get_username()
