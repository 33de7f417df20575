"""What was typed into a form whose session had ended: held until the person who wrote it has signed in again.

Each form of the desk carries a mark of whom it was made for. What is sent without a session, or with a token of an
older one, is laid into the session of that browser if the mark is right, and stands in the form once the same person
is signed in. It is only shown: nothing is saved before they press the button again.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any

from django.core import signing
from django.http import HttpRequest, QueryDict
from django.utils.dateparse import parse_datetime

SALT, HELD = "desk.interrupted", "desk.interrupted"
OPEN_FOR = timedelta(days=30)  # that a form may have stood open
MOST = 1_000_000  # characters of all forms as they are sent; the largest has a fifth of them
FORMS = 5  # that are held at once


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
    others = [one for one in held_in(request) if one["writer"] == writer and one["where"] != request.get_full_path()]
    one = {"writer": writer, "where": request.get_full_path(), "typed": typed, "at": now.isoformat()}
    request.session[HELD] = newest([one, *others])
    return True


def held_in(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the forms that are held in a browser, the newest first."""
    held: list[dict[str, Any]] = request.session.get(HELD, [])
    return held


def newest(held: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return so many of the newest forms as there is room for."""
    sizes = accumulate(len(one["typed"]) for one in held[:FORMS])
    return [one for one, size in zip(held, sizes, strict=False) if size <= MOST]


def give_back(request: HttpRequest) -> None:
    """Let a form that is asked for find what was typed into it, as if sent; let go of it once it was sent again.

    Those of another person are dropped unseen.
    """
    held, where = held_in(request), request.get_full_path()
    own = [one for one in held if one["writer"] == request.user.pk]
    here = next((one for one in own if one["where"] == where), None)
    if here and request.method == "GET":
        request.POST = QueryDict(here["typed"])
        request.interrupted_at = parse_datetime(here["at"])  # type: ignore[attr-defined]
    left = own if request.method != "POST" else [one for one in own if one is not here]
    if left != held:
        keep(request, left)


def keep(request: HttpRequest, held: list[dict[str, Any]]) -> None:
    """Hold these forms and no others."""
    if held:
        request.session[HELD] = held
    else:
        del request.session[HELD]


def is_given_back(request: HttpRequest) -> bool:
    """Tell whether a form is asked for into which something was typed before."""
    return hasattr(request, "interrupted_at")
