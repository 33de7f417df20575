"""The audit export: everything that was done on the desk and in the administration, the oldest first, as a table."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge
from operator import itemgetter
from typing import Any

from django.contrib.admin.models import LogEntry
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from consultations.models import Person
from desk.deciding import otherwise
from desk.kinds import KINDS
from desk.models import Did, Step
from desk.persons import STEP_IS_WRITTEN
from desk.queue import named
from desk.steps import PERSON
from documents.cells import Cell
from documents.spreadsheets import BYTE_ORDER_MARK, lines
from documents.templatetags.administration import change_in_words, values_in_words

AT_ONCE = 500  # that are read from the database
NOTHING_CHANGED = "[]"  # as the administration logs a save without a change
OF_REVIEWERS = {Did.RETURNED, Did.PUBLISHED, Did.WITHDRAWN}


def head() -> list[Cell]:
    """Return the names of the columns."""
    who = [_("When (UTC)"), _("Who"), _("Account"), _("Role")]
    what = [_("Kind"), _("Record"), _("Message"), _("Title"), _("What was done"), _("Why")]
    return [*who, *what, _("From version"), _("To version")]


def table() -> Iterator[str]:
    """Yield the export as lines of CSV; in the language in force, which is asked once, before the first line."""
    first, rows = BYTE_ORDER_MARK + lines([head()]), merge(steps(), logged(), key=itemgetter(0))
    return (line for part in ([first], (lines([row]) for row in rows)) for line in part)


def steps() -> Iterator[list[Cell]]:
    """Return what was done on the desk, a part of it in memory at a time."""
    kinds = {name: str(kind.one) for name, kind in KINDS.items()} | {PERSON: capfirst(str(Person._meta.verbose_name))}
    did = {one.value: str(one.label) for one in Did}
    roles = {one.value: _("Reviewer") if one in OF_REVIEWERS else _("Editor") for one in Did}
    done = Step.objects.as_done().with_entry().iterator(AT_ONCE)
    return (of_step(one, roles[one.did], kinds.get(one.kind, one.kind), did[one.did]) for one in done)


def of_step(one: Any, role: str, kind: str, did: str) -> list[Cell]:
    """Return one row: what was done on the desk, and the status decided where another was suggested."""
    why = "; ".join([one.why, *map(str, otherwise(one.entry or {}))])
    about = [kind, str(one.record or ""), one.message or "", one.title]
    return [*by_whom(one.at, one.by, role), *about, did, why, one.before or "", one.after or ""]


def logged() -> Iterator[list[Cell]]:
    """Return what was saved in the administration, which keeps its own log; not what the desk has a step of."""
    done = LogEntry.objects.exclude(change_message__in=[STEP_IS_WRITTEN, NOTHING_CHANGED])
    found = done.select_related("user", "content_type").order_by("action_time", "pk").iterator(AT_ONCE)
    administrator, roles = _("Administrator"), {"document": _("Editor"), "own": _("Own account")}
    return (of_entry(one, roles.get(logged_of(one), administrator)) for one in found)


def logged_of(one: LogEntry) -> str:
    """Tell of what kind a thing is: documents are brought in by editors, and what is “own” is changed by everyone."""
    kind = one.content_type.model if one.content_type else ""
    return "own" if kind == "user" and one.object_id == str(one.user_id) else kind


def of_entry(one: LogEntry, role: str) -> list[Cell]:
    """Return one row: what was saved in the administration, with what was said before and after."""
    model: Any = one.content_type.model_class() if one.content_type else None
    kind = capfirst(model._meta.verbose_name) if model else ""
    did = f"{change_in_words(one)} {values_in_words(one)}".strip()
    return [*by_whom(one.action_time, one.user, role), kind, str(one.object_id), "", one.object_repr, did, "", "", ""]


def by_whom(at: Any, who: Any, role: str) -> list[Cell]:
    """Return the cells that tell when, who and in which role."""
    return [localtime(at).strftime("%Y-%m-%d %H:%M:%S"), named(who), who.get_username(), role]
