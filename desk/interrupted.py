"""What was typed into a form whose session had ended: held until the person who wrote it has signed in again.

Each form of the desk carries a mark of whom it was made for. What is sent without a session, or with a token of an
older one, is laid into the session of that browser if the mark is right, and stands in the form once the same person
is signed in. It is only shown: nothing is saved before they press the button again.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.http import HttpRequest, QueryDict
from django.utils.dateparse import parse_datetime

SALT, HELD = "desk.interrupted", "desk.interrupted"
OPEN_FOR = timedelta(days=30)  # that a form may have stood open
MOST = 1_000_000  # characters of a form as it is sent; the largest has a fifth of them


def mark_for(user: Any) -> str:
    """Return the mark of a form that is made for a person."""
    return signing.dumps(user.pk, salt=SALT)


def writer_in(post: QueryDict) -> int | None:
    """Return the key of the person whom a form was made for; None where it does not say so truly."""
    try:
        found: int = signing.loads(post.get("made-for", ""), salt=SALT, max_age=OPEN_FOR)
    except signing.BadSignature:
        return None
    return found


def hold(request: HttpRequest, *, now: datetime) -> bool:
    """Hold what was sent until its writer has signed in again; tell whether it is held."""
    writer, typed = writer_in(request.POST), request.POST.urlencode()
    if writer is None or len(typed) > MOST:
        return False
    held = {"writer": writer, "where": request.get_full_path(), "typed": typed, "at": now.isoformat()}
    request.session[HELD] = held
    return True


def give_back(request: HttpRequest) -> None:
    """Let a form that is asked for find what was typed into it, as if sent; let go of it once it was sent again.

    Another person's is dropped unseen.
    """
    held = request.session.get(HELD)
    if held is None:
        return
    is_here = held["where"] == request.get_full_path()
    if held["writer"] != request.user.pk or (is_here and request.method == "POST"):
        del request.session[HELD]
    elif is_here and request.method == "GET":
        request.POST = QueryDict(held["typed"])
        request.interrupted_at = parse_datetime(held["at"])  # type: ignore[attr-defined]


def is_given_back(request: HttpRequest) -> bool:
    """Tell whether a form is asked for into which something was typed before."""
    return hasattr(request, "interrupted_at")
