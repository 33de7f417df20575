"""Editing a record: the form, what stands in the way of sending it, and what another editor wrote meanwhile."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from desk import changes
from desk.access import EDIT, REVIEW, doer, may
from desk.changes import ConflictError, FaultsError
from desk.collision import Collision, collided, moved_on, show_clashes, still_clashing, taken
from desk.entries import begun_with
from desk.forms.fields import text_of
from desk.forms.parts import SAVING
from desk.forms.places import asked_in
from desk.forms.record import RecordForm, marked_in
from desk.interrupted import is_given_back
from desk.kinds import KINDS, Kind
from desk.look import public_page
from desk.merging import Clash
from desk.models import Change
from desk.opened import Opened, opened, opened_or_given_up, opened_or_new
from documents.busy import AGAIN_AFTER, is_busy
from documents.filters import readable

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
    if is_sent(request):
        return edited(request, opened_or_new(chosen, uuid_in(request)))
    blank = Opened(chosen, uuid.uuid4(), begun_with(chosen, readable(request.GET.get("r", ""))))
    return shown(request, blank, blank.form())


@may(EDIT)
def edit(request: HttpRequest, kind: str, uid: uuid.UUID) -> HttpResponse:
    """Edit a record, in the change that is open or a new one."""
    if is_sent(request):
        return edited(request, opened_or_given_up(kind_named(kind), uid))
    if "discarded" in request.GET:
        return taken_up(request, opened_or_given_up(kind_named(kind), uid))
    found = opened_or_given_up(kind_named(kind), uid)
    if found.is_new and not found.change:
        return redirect("desk-give-up", kind, uid)
    if found.change and not found.change.is_writable:
        return render(request, "desk/waiting.html", waiting(request, found))
    if found.moved_on:
        return beside(request, moved_on(found))
    return shown(request, found, found.form(faults=found.faults()))


def taken_up(request: HttpRequest, found: Opened) -> HttpResponse:
    """Show the form with what was discarded last, from which the next save begins a new draft."""
    change = Change.objects.of(found.kind.name, found.uid).discarded().first()
    if change is None or found.change:
        return redirect("desk-edit", found.kind.name, found.uid)
    mine = found.saying(change.data, change.addresses)
    if change.base != found.base:
        return beside(request, collided(found.at(0, change.base), mine, found))
    return shown(request, mine, mine.form())


def waiting(request: HttpRequest, found: Opened) -> dict[str, Any]:
    """Return what is shown of a record whose change waits for a second person."""
    is_own = Change.objects.written_by(request.user).filter(pk=found.change.pk).exists()  # type: ignore[union-attr]
    return {"opened": found, "change": found.change, "is_own": is_own}


def is_sent(request: HttpRequest) -> bool:
    """Tell whether the form comes filled in: sent, or given back to be sent again."""
    return request.method == "POST" or is_given_back(request)


def uuid_in(request: HttpRequest) -> uuid.UUID:
    """Return the identifier that the form of a new record carries."""
    try:
        return uuid.UUID(request.POST.get("uid", ""))
    except ValueError:
        raise Http404 from None


def edited(request: HttpRequest, found: Opened) -> HttpResponse:
    """Take what was typed: show it again with a row more, keep it, or keep it and send it."""
    looked_up = take_enter(request)
    before = found.before(request.POST)
    typed = (before or found).typed(request.POST)
    if request.method != "POST" or request.POST.get("do") not in SAVING:
        return again(request, before, typed, looked_up=looked_up)
    try:
        change = kept(request, typed)
    except ConflictError as error:
        return conflict(request, before, typed, error.change)
    except OperationalError as error:
        return busy(request, typed, error)
    return after_save(request, typed, change)


def take_enter(request: HttpRequest) -> str:
    """Understand the key Enter as the button that is meant; return the source field in which words wait for it.

    It looks up what was typed as a source, and saves where there is nothing to look up.
    """
    if request.POST.get("do") != "enter":
        return ""
    post, name = request.POST.copy(), asked_in(request.POST)
    post["do"] = "look" if name else "save"
    request.POST = post  # type: ignore[assignment]
    return name


def again(request: HttpRequest, before: Opened | None, typed: Opened, **more: Any) -> HttpResponse:
    """Show what was typed again, with the words of another person where they were asked for."""
    typed = taken(typed, still_clashing(before, typed), request.POST.get("take", ""))
    return shown(request, typed, typed.form(), still_clashing(before, typed), **more)


def busy(request: HttpRequest, found: Opened, error: OperationalError) -> HttpResponse:
    """Show the form with what was typed, where another was writing just then; raise the error where that is not it."""
    if not is_busy(error):
        raise error
    response = shown(request, found, found.form(), is_busy=True)
    response.headers["Retry-After"] = AGAIN_AFTER
    return response


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
    told = _("Saved as a draft at %(when)s (UTC). Nobody else sees it yet but editors and reviewers.")
    messages.success(request, told % {"when": date_format(change.saved_at, "H:i")})
    return redirect(change)


def note_in(request: HttpRequest) -> str:
    """Return the line on what changed."""
    return text_of(request.POST, "what-changed")[:NOTE_LENGTH]


def sent(request: HttpRequest, found: Opened, change: Change) -> HttpResponse:
    """Send a change to review, or say at each field what it lacks."""
    note, now = note_in(request), timezone.now()
    if not note:
        told = {"what-changed": [_("Say in a line what changed, for the one who reviews it and for the history.")]}
        return shown(request, found, found.form(faults=found.faults() | told))
    try:
        changes.send(change, revision=change.revision, note=note, by=doer(request), now=now)
    except FaultsError as error:
        return shown(request, found, found.form(faults=error.faults))
    except ConflictError as error:
        return conflict(request, found, found, error.change)
    except OperationalError as error:
        return busy(request, found, error)
    messages.success(request, told_of_sending(found))
    return redirect("desk")


def told_of_sending(found: Opened) -> str:
    """Say that a change was sent to review, and what the public reads meanwhile."""
    if found.is_new:
        return _("Sent to review. It waits for a second person; the public does not see it before.")
    if found.is_withdrawn:
        return _("Sent to review. It waits for a second person; the record stays withdrawn until then.")
    return _("Sent to review. It waits for a second person; the public page stays as it is.")


def shown(
    request: HttpRequest, found: Opened, form: RecordForm, clashes: Sequence[Clash] = (), **more: Any
) -> HttpResponse:
    """Show the form, with their words beside mine where the two clash."""
    context = {"opened": found, "form": form, "kind": found.kind, "note": found.note} | more
    context |= {"note": request.POST["what-changed"]} if "what-changed" in request.POST else {}
    context["costs_decision"] = costs_decision(request, found)
    context["marked"] = marked_in(request.POST)
    context["clashing"] = show_clashes(form, found, clashes)
    context["discarded"] = None if found.change else Change.objects.of(found.kind.name, found.uid).discarded_last()
    context["is_taken_up"] = "discarded" in request.GET and bool(context["discarded"])
    return render(request, "desk/edit.html", context, status=status_of(more))


def status_of(more: dict[str, Any]) -> int:
    """Return with which status the form is shown: refused for another's work, put off, or as asked for."""
    if more.get("is_busy"):
        return 503
    return 409 if more.get("is_refused") else 200


def costs_decision(request: HttpRequest, found: Opened) -> bool:
    """Tell whether someone could decide on a change which others wrote, and no longer can once they save it."""
    is_writer = not found.change or found.change.writers.filter(pk=doer(request).pk).exists()
    return request.user.has_perm(REVIEW) and not is_writer


def beside(request: HttpRequest, collision: Collision, **more: Any) -> HttpResponse:
    """Show both works as one, and what another person did."""
    found = collision.opened
    form = found.form(faults=None if more else found.faults())
    return shown(request, found, form, collision.clashes, collision=collision, **more)


def conflict(request: HttpRequest, before: Opened | None, mine: Opened, change: Change | None) -> HttpResponse:
    """Show what another person did meanwhile, and in the form both works as one: nothing of it is saved."""
    return beside(request, collided(before, mine, opened_or_new(mine.kind, mine.uid), change), is_refused=True)


@may(EDIT, REVIEW)
def preview(request: HttpRequest, kind: str, uid: uuid.UUID) -> HttpResponse:
    """Show a change as the public will see it, or say why it cannot be shown yet."""
    change = get_object_or_404(Change.objects.open(), kind=kind_named(kind).name, record=uid)
    try:
        return public_page(request, KINDS[kind], change, now=timezone.now())
    except FaultsError as error:
        wrongs = opened(KINDS[kind], uid).form(faults=error.faults).wrongs
        return render(request, "desk/no_preview.html", {"change": change, "wrongs": wrongs})
