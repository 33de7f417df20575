"""The queue: what waits for whoever is signed in, the oldest first; and the records of each kind, to begin a change."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from desk.access import AUDIT, EDIT, REVIEW, may
from desk.kinds import KINDS
from desk.queue import Queue
from desk.records import records_list
from desk.views.edit import kind_named


@may(EDIT, REVIEW, AUDIT)
def queue(request: HttpRequest) -> HttpResponse:
    """Show what waits."""
    context = {"queue": Queue.of(request.user), "kinds": KINDS.values()}
    return render(request, "desk/queue.html", context)


@may(EDIT, REVIEW)
def open_next(request: HttpRequest) -> HttpResponse:
    """Lead to what has waited longest."""
    return redirect(Queue.of(request.user).next or "desk")


@may(EDIT, REVIEW)
def records(request: HttpRequest, kind: str) -> HttpResponse:
    """Show the records of one kind, drafts too, found by their words and state."""
    return render(request, "desk/records.html", records_list(kind_named(kind), request.GET))
