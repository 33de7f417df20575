"""The history of a record on the desk: who made each version and why, what differs, and going back to one."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk import changes
from desk.access import AUDIT, EDIT, REVIEW, doer, may
from desk.audit import table
from desk.changes import ConflictError
from desk.forms.fields import number_in
from desk.history import History, history_of, missing
from desk.queue import named
from desk.views.edit import kind_named


def chosen(request: HttpRequest) -> tuple[int, int]:
    """Return the numbers of the two versions that were chosen; 0 for what is none."""
    return number_in(request.GET, "from"), number_in(request.GET, "to")


@may(EDIT, REVIEW)
def history(request: HttpRequest, kind: str, uid: uuid.UUID) -> HttpResponse:
    """List the versions of a record, or lead to what differs between the two chosen."""
    first, second = chosen(request)
    if first and second and first != second:
        return redirect("desk-difference", kind, uid, first, second)
    return shown(request, history_of(kind_named(kind), uid), is_same=bool(first and first == second))


def shown(request: HttpRequest, found: History, status: int = 200, **more: Any) -> HttpResponse:
    """Show the versions."""
    may_restore = request.user.has_perm(EDIT) and found.change is None
    readable = [one for one in found.entries if one.is_readable]
    context = {"history": found, "kind": found.kind, "entries": found.entries, "readable": readable, **more}
    context["discarded"] = found.discarded
    context |= {"restores": may_restore, "writer": named(found.change.saved_by) if found.change else ""}
    return render(request, "desk/history.html", context, status=status)


@may(EDIT, REVIEW)
def difference(request: HttpRequest, kind: str, uid: uuid.UUID, first: int, second: int) -> HttpResponse:
    """Show what the second version says otherwise than the first."""
    found = history_of(kind_named(kind), uid)
    context = {
        "history": found,
        "kind": found.kind,
        "first": found.version(first),
        "second": found.version(second if second != first else 0),
        "differences": found.between(first, second),
    }
    return render(request, "desk/history_difference.html", context)


@may(EDIT)
@require_POST
def restore(request: HttpRequest, kind: str, uid: uuid.UUID, number: int) -> HttpResponse:
    """Begin a change that says what an earlier version said; tell where another change is open."""
    found = history_of(kind_named(kind), uid)
    version, by, base = found.version(number), doer(request), number_in(request.POST, "base")
    if number == found.base and not found.is_withdrawn:
        missing()
    try:
        change = changes.restore(version, revision=0, base=base, by=by, now=timezone.now())
    except ConflictError:
        return shown(request, history_of(found.kind, uid), status=409, is_refused=True)
    messages.success(
        request, _("Version %(number)s is a draft now. Look through it, and send it to review.") % {"number": number}
    )
    return redirect(change)


@may(AUDIT)
def audit(request: HttpRequest) -> StreamingHttpResponse:
    """Hand over all that was done on the desk as a table."""
    response = StreamingHttpResponse(table(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="audit-{timezone.localdate()}.csv"'
    return response
