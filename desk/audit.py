"""The audit export: everything that was done on the desk, the oldest first, as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from heapq import merge
from operator import itemgetter
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from desk.kinds import KINDS
from desk.models import OPEN, Change, ChangeState, Deed, Version
from desk.queue import named
from documents.cells import Cell
from documents.spreadsheets import BYTE_ORDER_MARK, lines

AT_ONCE = 500  # that are read from the database


class Done(NamedTuple):
    """One thing that was done: when, by whom and in which role, to which record, what, why, from and to version."""

    at: datetime
    who: User | None
    role: str
    one: Change | Version
    what: str
    why: str
    before: int | str
    after: int | str


def head() -> list[Cell]:
    """Return the names of the columns."""
    who = [_("When (UTC)"), _("Who"), _("Account"), _("Role")]
    return [*who, _("Kind"), _("Record"), _("Title"), _("What was done"), _("Why"), _("From version"), _("To version")]


def table() -> Iterator[str]:
    """Yield the export as lines of CSV; in the language in force, which is asked once, before the first line."""
    names = {name: str(kind.one) for name, kind in KINDS.items()}
    first, done = BYTE_ORDER_MARK + lines([head()]), everything()
    return (line for part in ([first], (lines([cells(one, names)]) for one in done)) for line in part)


def cells(done: Done, kinds: dict[str, str]) -> Iterable[Cell]:
    """Return one row."""
    at = localtime(done.at).strftime("%Y-%m-%d %H:%M:%S")
    who = [named(done.who), done.who.get_username()] if done.who else ["", ""]
    record = [kinds.get(done.one.kind, done.one.kind), str(done.one.record), done.one.title]
    return [at, *who, done.role, *record, done.what, done.why, done.before, done.after]


def everything() -> Iterator[Done]:
    """Yield all that was done, the oldest first, a part of it in memory at a time."""
    editor, reviewer = _("Editor"), _("Reviewer")
    changes = Change.objects.with_people().defer("data", "addresses")
    sent = changes.filter(sent_at__isnull=False)
    returned = changes.exclude(reason="").filter(state__in=OPEN)  # a later decision takes the place of a return
    dropped = changes.filter(state=ChangeState.DROPPED)
    yield from merge(
        of(changes, "started_at", "started_by", editor, _("Change begun")),
        of(changes, "saved_at", "saved_by", editor, _("Change saved, last time")),
        of(sent, "sent_at", "saved_by", editor, _("Sent to review, last time"), why="note"),
        of(returned, "decided_at", "reviewer", reviewer, _("Changes requested"), why="reason"),
        of(dropped, "decided_at", "reviewer", editor, _("Change discarded")),
        of_versions(editor, reviewer),
        key=itemgetter(0),
    )


def of(found: Any, when: str, who: str, role: str, what: str, why: str = "") -> Iterator[Done]:
    """Yield what was done with changes, in the order of one of their dates."""
    value: Callable[[Change, str], Any] = getattr
    for one in found.order_by(when, "pk").iterator(AT_ONCE):
        reason = value(one, why) if why else ""
        yield Done(value(one, when), value(one, who), role, one, what, reason, one.base or "", "")


def of_versions(editor: str, reviewer: str) -> Iterator[Done]:
    """Yield what made the versions: what was published by its reviewer, after its editor; what was withdrawn."""
    labels: dict[str, str] = {deed.value: str(deed.label) for deed in Deed}
    written = _("Written what was published")
    for one in Version.objects.with_people().defer("data").order_by("at", "number", "pk").iterator(AT_ONCE):
        what, before = labels.get(one.deed, one.deed), one.number - 1 or ""
        if one.deed == Deed.PUBLISHED:
            yield Done(one.at, one.by, editor, one, written, one.why, before, one.number)
        who = one.reviewer or one.by
        yield Done(one.at, who, reviewer if who else "", one, what, one.why, before, one.number)
