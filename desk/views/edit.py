"""Editing a record: the form, what stands in the way of sending it, and what another editor wrote meanwhile."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk import changes
from desk.access import EDIT, REVIEW, doer, may
from desk.changes import ConflictError, FaultsError
from desk.differences import differences
from desk.entries import begun_with
from desk.forms.fields import text_of
from desk.forms.record import RecordForm, number_in
from desk.kinds import KINDS, Kind
from desk.look import public_page
from desk.models import Change
from desk.opened import Opened, opened, opened_or_given_up, opened_or_new
from documents.filters import readable
from documents.shapes import flat

NOTE_LENGTH = 300


def kind_named(name: str) -> Kind:
    """Return a kind of record; raise Http404 where there is none of this name."""
    if name not in KINDS:
        raise Http404
    return KINDS[name]


@may(EDIT)
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Begin a record from nothing; it is kept from the first save on."""
    chosen = kind_named(kind)
    if request.method == "POST":
        return edited(request, opened_or_new(chosen, uuid_in(request)))
    blank = Opened(chosen, uuid.uuid4(), begun_with(chosen, readable(request.GET.get("r", ""))))
    return shown(request, blank, blank.form())


@may(EDIT)
def edit(request: HttpRequest, kind: str, uid: uuid.UUID) -> HttpResponse:
    """Edit a record, in the change that is open or a new one."""
    if request.method == "POST":
        return edited(request, opened_or_given_up(kind_named(kind), uid))
    found = opened(kind_named(kind), uid)
    if found.change and not found.change.is_writable:
        return render(request, "desk/waiting.html", waiting(request, found))
    return shown(request, found, found.form(faults=found.faults(now=timezone.now())))


def waiting(request: HttpRequest, found: Opened) -> dict[str, Any]:
    """Return what is shown of a record whose change waits for a second person."""
    is_own = Change.objects.written_by(request.user).filter(pk=found.change.pk).exists()  # type: ignore[union-attr]
    return {"opened": found, "change": found.change, "is_own": is_own}


def uuid_in(request: HttpRequest) -> uuid.UUID:
    """Return the identifier that the form of a new record carries."""
    try:
        return uuid.UUID(request.POST.get("uid", ""))
    except ValueError:
        raise Http404 from None


def edited(request: HttpRequest, found: Opened) -> HttpResponse:
    """Take what was typed: show it again with a row more, keep it, or keep it and send it."""
    data, addresses = found.form().read(request.POST)
    found = found.typed(request.POST, data, addresses)
    if request.POST.get("do") not in {"save", "send", "preview"}:
        return shown(request, found, found.form())
    try:
        change = kept(request, found)
    except ConflictError as error:
        return conflict(request, found, error.change)
    return after_save(request, found, change)


def kept(request: HttpRequest, found: Opened) -> Change:
    """Keep what was typed; raise ConflictError where another person was quicker."""
    basis, note = found.basis, note_in(request)
    return changes.save(found.kind, found.uid, found.data, by=doer(request), now=timezone.now(), note=note, **basis)


def after_save(request: HttpRequest, found: Opened, change: Change) -> HttpResponse:
    """Go on after a change was kept: to its preview, to those who review, or back to the form."""
    if request.POST["do"] == "preview":
        return redirect("desk-preview", change.kind, change.record)
    if request.POST["do"] == "send":
        return sent(request, found.kept(change), change)
    messages.success(request, _("Saved as a draft. Nobody else sees it yet but editors and reviewers."))
    return redirect(change)


def note_in(request: HttpRequest) -> str:
    """Return the line on what changed."""
    return text_of(request.POST, "what-changed")[:NOTE_LENGTH]


def sent(request: HttpRequest, found: Opened, change: Change) -> HttpResponse:
    """Send a change to review, or say at each field what it lacks."""
    note, now = note_in(request), timezone.now()
    if not note:
        told = {"what-changed": [_("Say in a line what changed, for the one who reviews it and for the history.")]}
        return shown(request, found, found.form(faults=told))
    try:
        changes.send(change, revision=change.revision, note=note, by=doer(request), now=now)
    except FaultsError as error:
        return shown(request, found, found.form(faults=error.faults))
    except ConflictError as error:
        return conflict(request, found, error.change)
    messages.success(request, _("Sent to review. It waits for a second person; the public page stays as it is."))
    return redirect("desk")


def shown(request: HttpRequest, found: Opened, form: RecordForm, status: int = 200) -> HttpResponse:
    """Show the form."""
    context = {"opened": found, "form": form, "kind": found.kind, "note": request.POST.get("what-changed", found.note)}
    context |= {"costs_decision": costs_decision(request, found)}
    return render(request, "desk/edit.html", context, status=status)


def costs_decision(request: HttpRequest, found: Opened) -> bool:
    """Tell whether someone could decide on a change which others wrote, and no longer can once they save it."""
    is_writer = not found.change or found.change.writers.filter(pk=doer(request).pk).exists()
    return request.user.has_perm(REVIEW) and not is_writer


def conflict(request: HttpRequest, found: Opened, change: Change | None) -> HttpResponse:
    """Show what another person did meanwhile, beside what was typed, which stands in the form below."""
    theirs = opened_or_new(found.kind, found.uid)
    found = found.beside(theirs)
    context = {
        "opened": found,
        "kind": found.kind,
        "form": found.form(),
        "is_conflict": True,
        "costs_decision": costs_decision(request, found),
        "theirs": change,
        "differences": differences(found.kind.shape, theirs.data, found.data),
        "note": request.POST.get("what-changed", ""),
    }
    return render(request, "desk/edit.html", context, status=409)


@may(EDIT, REVIEW)
def preview(request: HttpRequest, kind: str, uid: uuid.UUID) -> HttpResponse:
    """Show a change as the public will see it, or say why it cannot be shown yet."""
    change = get_object_or_404(Change.objects.open(), kind=kind, record=uid)
    try:
        return public_page(request, kind_named(kind), change, now=timezone.now())
    except ValidationError as error:
        context: dict[str, Any] = {"change": change, "problems": flat(error)}
        return render(request, "desk/no_preview.html", context)


@may(EDIT)
@require_POST
def give_up(request: HttpRequest, kind: str, uid: uuid.UUID) -> HttpResponse:
    """Discard an open change, or take it back from review."""
    change = get_object_or_404(Change.objects.open(), kind=kind, record=uid)
    do = {"take-back": take_back, "drop": drop}.get(request.POST.get("do", ""))
    if do is None:
        return redirect(change)
    try:
        return do(request, change, number_in(request.POST, "revision"))
    except ConflictError:
        messages.error(request, _("Nothing was done: someone else was quicker. This is how it stands now."))
        return redirect(change) if changes.fresh(change).is_open else redirect("desk")


def take_back(request: HttpRequest, change: Change, revision: int) -> HttpResponse:
    """Take a change back from review, to go on writing."""
    changes.take_back(change, revision=revision, by=doer(request), now=timezone.now())
    return redirect(change)


def drop(request: HttpRequest, change: Change, revision: int) -> HttpResponse:
    """Give a change up."""
    changes.drop(change, revision=revision, by=doer(request), now=timezone.now())
    messages.success(request, _("The draft was discarded. The record stays as it is."))
    return redirect("desk")
