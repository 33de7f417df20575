"""Giving a change up: asked before, done, and taken up again; or taken back from review."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from desk import changes
from desk.access import EDIT, doer, may
from desk.changes import ConflictError
from desk.differences import differences
from desk.forms.fields import number_in
from desk.models import Change
from desk.opened import opened_or_new
from desk.views.edit import kind_named


@may(EDIT)
def give_up(request: HttpRequest, kind: str, uid: uuid.UUID) -> HttpResponse:
    """Ask whether an open change is to be discarded, and do so; or take it back from review."""
    changes_of = Change.objects.of(kind_named(kind).name, uid)
    change = changes_of.open().with_people().first()
    if change is None:
        return given_up(request, changes_of.discarded().with_people().first())
    do = {"take-back": take_back, "drop": drop}.get(request.POST.get("do", ""))
    if request.method != "POST" or do is None:
        return asked(request, change)
    try:
        return do(request, change, number_in(request.POST, "revision"))
    except ConflictError:
        messages.error(request, _("Nothing was done: someone else was quicker. This is how it stands now."))
        return redirect(change) if changes.fresh(change).is_open else redirect("desk")


def asked(request: HttpRequest, change: Change) -> HttpResponse:
    """Show what would be discarded, and whose work it is."""
    if not change.is_writable:
        return redirect(change)
    kind = changes.kind_of(change)
    found = opened_or_new(kind, change.record)
    before = found.as_published().data if found.record else {}
    context: dict[str, Any] = {"change": change, "kind": kind, "record": found.record}
    context |= {"writers": change.writers.all(), "differences": differences(kind.shape, before, change.data)}
    return render(request, "desk/give_up.html", context)


def given_up(request: HttpRequest, change: Change | None) -> HttpResponse:
    """Say that a change was discarded, by whom and when, and offer to take it up again."""
    if change is None:
        raise Http404
    return render(request, "desk/given_up.html", {"change": change, "kind": changes.kind_of(change)})


def take_back(request: HttpRequest, change: Change, revision: int) -> HttpResponse:
    """Take a change back from review, to go on writing."""
    changes.take_back(change, revision=revision, by=doer(request), now=timezone.now())
    return redirect(change)


def drop(request: HttpRequest, change: Change, revision: int) -> HttpResponse:
    """Give a change up."""
    changes.drop(change, revision=revision, by=doer(request), now=timezone.now())
    return redirect("desk-give-up", change.kind, change.record)
