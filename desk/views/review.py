"""Review: what the public would see, what changed, and the decision of a second person; withdrawing."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from desk import changes
from desk.access import REVIEW, doer, may, missing
from desk.changes import ConflictError, FaultsError, OwnChangeError
from desk.deciding import decisions_on, with_status
from desk.differences import differences
from desk.forms.fields import number_in, text_of
from desk.look import address_of, main_part, public_page
from desk.models import Change, ChangeState, Snapshot, Step, Version
from desk.opened import opened
from desk.queue import named
from desk.sources import sources_of
from desk.views.edit import kind_named
from documents.shapes import to_dict

REASON_LENGTH = 2_000
WITHDRAWAL_LENGTH = 300


def to_own(request: HttpRequest, kind: str, uid: uuid.UUID) -> HttpResponse:
    """Lead whoever wrote a change, and reviews none, to where it stands; raise Http404 for any other."""
    return redirect(get_object_or_404(Change.objects.open().written_by(request.user), kind=kind, record=uid))


@may(REVIEW, otherwise=to_own)
def review(request: HttpRequest, kind: str, uid: uuid.UUID) -> HttpResponse:
    """Show a change to the one who decides on it, and take the decision."""
    chosen = kind_named(kind)
    of_record = Change.objects.of(chosen.name, uid).with_people()
    change = of_record.open().first()
    if change is None:
        return nothing_left(request, of_record.decided().first() or missing())
    if request.method == "POST":
        return decided(request, change)
    return shown(request, change)


def nothing_left(request: HttpRequest, change: Change) -> HttpResponse:
    """Say what became of a change that is not open any more, and give back what was typed on it."""
    kind = changes.kind_of(change)
    context = {"change": change, "kind": kind, "happened": happened(change), "reason": request.POST.get("reason", "")}
    context["has_history"] = kind.records.filter(uid=change.record).exists()
    return render(request, "desk/decided.html", context, status=409 if request.method == "POST" else 200)


def happened(change: Change) -> str:
    """Tell what was done with the record of a change last, by whom and when; nothing where that is not known."""
    step = Step.objects.of(change.kind, change.record).select_related("by").last()
    if step is None:
        return ""
    when = date_format(localtime(step.at), "j F Y, H:i")
    told = _("%(did)s: %(who)s, %(when)s (UTC)")
    return told % {"did": step.get_did_display(), "who": named(step.by), "when": when}


def shown(
    request: HttpRequest, change: Change, wrongs: list[str] | None = None, status: int = 200, unsaid: str = ""
) -> HttpResponse:
    """Show the public look on one side, what changed on the other, and the sources below.

    `unsaid` tells that a change cannot be returned without a reason.
    """
    kind = changes.kind_of(change)
    record = kind.record(change.record)
    before = to_dict(kind.shape, record) if record else {}
    context = {
        "change": change,
        "kind": kind,
        "record": record,
        "differences": differences(kind.shape, before, change.data),
        "is_withdrawn": record is not None and not record.is_published,
        "returned": returned(change),
        "look": look(request, change),
        "sources": sources_of(kind.shape, change.data, change.addresses),
        "is_own": change.writers.filter(pk=doer(request).pk).exists(),
        "has_moved": change.base != (record.version if record else 0),
        "decisions": decisions_on(change),
        "wrongs": wrongs or [],
        "happened": happened(change) if change.state != ChangeState.IN_REVIEW else "",
        "reason": request.POST.get("reason", ""),
        "unsaid": unsaid,
    }
    return render(request, "desk/review.html", context, status=status)


def returned(change: Change) -> dict[str, Any]:
    """Return what differs in a change from what was sent back last; nothing where it never was, or it is not held."""
    earlier = Snapshot.objects.at(change, change.returned_revision) if change.returned_revision else None
    return {"since": differences(changes.kind_of(change).shape, earlier.data, change.data)} if earlier else {}


def look(request: HttpRequest, change: Change) -> dict[str, Any]:
    """Return the content of the public page as the change would make it, or why it cannot be made."""
    kind = changes.kind_of(change)
    try:
        page = public_page(request, kind, change, now=timezone.now())
    except FaultsError as error:
        return {"wrongs": opened(kind, change.record).form(faults=error.faults).wrongs}
    return {"html": mark_safe(main_part(page))}  # of our own templates, escaped there


def decided(request: HttpRequest, change: Change) -> HttpResponse:
    """Publish or return a change, unless something stands in the way, which is told."""
    do = {"publish": publish, "return": give_back}.get(request.POST.get("do", ""))
    if do is None:
        return shown(request, change)
    try:
        return do(request, change)
    except OwnChangeError:
        return shown(request, change, [_("You have written this yourself: another reviewer decides on it.")], 403)
    except ConflictError:
        return too_late(request, changes.fresh(change))
    except FaultsError as error:
        return shown(request, changes.fresh(change), [" ".join(told) for told in error.faults.values()], 409)


def too_late(request: HttpRequest, change: Change) -> HttpResponse:
    """Say that nothing was decided, as someone else was quicker, and what they did."""
    if not change.is_open:
        return nothing_left(request, change)
    told = _("Nothing was decided: someone else was quicker, or the record has moved on. Look again.")
    return shown(request, change, [told, happened(change)], 409)


def publish(request: HttpRequest, change: Change) -> HttpResponse:
    """Publish a change, with the status that the reviewer decided where it is a follow-up entry."""
    version = changes.accept(
        change,
        revision=number_in(request.POST, "revision"),
        decisions=with_status(change, request.POST, by=doer(request)),
        by=doer(request),
        now=timezone.now(),
    )
    messages.success(request, published(version))
    return redirect("desk")


def published(version: Version) -> str:
    """Say what was published, with a link to its public page."""
    told = _("Published: %(title)s. The public reads it from now on.")
    address = address_of(changes.kind_of(version).record(version.record))
    link = format_html('<a href="{}"><bdi>{}</bdi></a>', address, version.title)
    return format_html(conditional_escape(told).replace("%(title)s", "{}"), link)


def give_back(request: HttpRequest, change: Change) -> HttpResponse:
    """Return a change with what is asked for."""
    reason = text_of(request.POST, "reason")[:REASON_LENGTH]
    if not reason:
        unsaid = _("Say what is to be changed: the editor reads it above the form.")
        return shown(request, change, status=400, unsaid=unsaid)
    revision = number_in(request.POST, "revision")
    changes.send_back(change, revision=revision, reason=reason, by=doer(request), now=timezone.now())
    messages.success(request, _("Returned to the editor, with your reason."))
    return redirect("desk")


def withdrawn(has_page: bool) -> str:
    """Say that a record was withdrawn, and what the public finds of it."""
    if has_page:
        return _("Withdrawn. Its address answers with the reason; the history keeps the dates.")
    return _("Withdrawn. The history keeps the reason and the dates.")


@may(REVIEW)
def withdraw(request: HttpRequest, kind: str, uid: uuid.UUID) -> HttpResponse:
    """Take a published record down, with a reason that the public reads in its place."""
    found = opened(kind_named(kind), uid)
    if found.is_new:
        missing()
    reason = text_of(request.POST, "reason")[:WITHDRAWAL_LENGTH]
    wrong = ""
    if request.method == "POST" and not reason:
        wrong = _("Give the reason: the public reads it where the record stood.")
    elif request.method == "POST":
        try:
            version = number_in(request.POST, "base")
            changes.withdraw(found.kind, uid, version=version, reason=reason, by=doer(request), now=timezone.now())
            messages.success(request, withdrawn(found.has_page))
            return redirect("desk")
        except ConflictError:
            wrong = _("Not withdrawn: the record was changed or withdrawn meanwhile. This is how it stands now.")
    context = {"opened": opened(found.kind, uid), "kind": found.kind, "wrong": wrong, "reason": reason}
    return render(request, "desk/withdraw.html", context, status=400 if wrong else 200)
