"""The history of a record as everyone reads it: roles instead of names, and nothing of what was withdrawn."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from desk.history import History, history_of, missing
from desk.look import address_of
from desk.views.edit import kind_named
from desk.views.history import chosen
from documents.publication import open_to_all


def public(kind: str, uid: uuid.UUID) -> History:
    """Return the history of a record that is published or was withdrawn; raise Http404 for any other."""
    found = history_of(kind_named(kind), uid)
    is_known = found.is_withdrawn or found.kind.records.published().filter(uid=uid).exists()
    return found if is_known else missing()


def history(request: HttpRequest, kind: str, uid: uuid.UUID) -> HttpResponse:
    """List the versions of a record, or lead to what differs between the two chosen."""
    first, second = chosen(request)
    if first and second and first != second:
        return redirect("record-difference", kind, uid, first, second)
    found = public(kind, uid)
    context = {
        "history": found,
        "kind": found.kind,
        "entries": found.public_entries,
        "readable": [one for one in found.public_entries if one.is_readable],
        "address": "" if found.is_withdrawn else address_of(found.record),
        "is_same": bool(first and first == second),
    }
    return render(request, "desk/history_public.html", context)


def difference(request: HttpRequest, kind: str, uid: uuid.UUID, first: int, second: int) -> HttpResponse:
    """Show what the second version says otherwise than the first; of a record that was withdrawn, that it was."""
    found = public(kind, uid)
    open_to_all(found.record)
    context = {
        "history": found,
        "kind": found.kind,
        "differences": found.public_between(first, second) if first != second else missing(),
        "first": found.version(first),
        "second": found.version(second),
        "address": address_of(found.record),
    }
    return render(request, "desk/history_public_difference.html", context)
