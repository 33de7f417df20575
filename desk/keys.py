"""The names in addresses that the desk makes of a title where an editor gives none.

A draft goes without: its key is made of what it says when it is shown, checked or published, so that it follows the
title until then. So it is with the sessions of a consultation, whose key in a draft is their identifier.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count
from typing import Any

from django.utils.text import slugify

from consultations.models import Session
from desk.kinds import Kind, when_and_who
from documents.formats import ends_in_a_suffix
from documents.shapes import Dict

LONGEST = 60  # characters
ROOM = 4  # of them for a number that tells two apart


def keyed(kind: Kind, data: Dict) -> Dict:
    """Return a dict with the keys that its editor left to the desk: of the record, and of its sessions."""
    name = kind.fixed[-1]
    data = {**data, name: data.get(name) or free_key(kind, data)}
    return with_session_keys(data) if data.get("sessions") else data


def free_key(kind: Kind, data: Dict) -> str:
    """Return the key that a new record gets: two of one title are told apart by a number."""
    *scope, name = kind.fixed
    within = {path: str(data.get(part, "")) for path, part in zip(kind.shape.model.KEY, scope, strict=False)}  # type: ignore[attr-defined]
    others = kind.records.filter(**within)
    return first_free(key_for(kind, data) or kind.name, lambda key: others.filter(**{name: key}).exists())


def first_free(stem: str, is_taken: Callable[[str], bool]) -> str:
    """Return a stem, with a number behind it where it is taken."""
    return next(key for number in count(1) if not is_taken(key := stem if number == 1 else f"{stem}-{number}"))


def key_for(kind: Kind, data: Dict) -> str:
    """Return what a key is made of: by the kind of record a paragraph, a symbol, or when and who; else the title."""
    if kind.name == "recommendation":
        return cut(slugify(str(data.get("paragraph", "")).rpartition("#")[2]))
    if kind.name == "document" and data.get("symbol"):
        return of_symbol(str(data["symbol"]))
    return cut(slugify(when_and_who(data) if kind.name == "follow-up" else kind.title(data)))


def of_symbol(symbol: str) -> str:
    """Return the key of a document: A-HRC-29-38-Add.2."""
    key = re.sub(r"[^A-Za-z0-9.]+", "-", symbol)[: LONGEST - ROOM].strip("-.")
    return key.replace(".", "-") if ends_in_a_suffix(key) else key


def with_session_keys(data: Dict) -> Dict:
    """Return a consultation whose new sessions have their keys, and whose rows name these."""
    made = session_keys(key_of_meeting(data), data["sessions"])
    sessions = [{**one, "key": made.get(one.get("uid"), one.get("key", ""))} for one in data["sessions"]]
    rows = [renamed(row, made) for row in data.get("participations", [])]
    return {**data, "sessions": sessions} | ({"participations": rows} if rows else {})


def key_of_meeting(data: Dict) -> str:
    return str(data.get("slug", ""))[: LONGEST - 2 * ROOM].strip("-")


def session_keys(meeting: str, sessions: list[Dict]) -> dict[Any, str]:
    """Return the keys of the sessions that have none of their own yet, by their identifiers."""
    made: dict[Any, str] = {}
    new = [one for one in sessions if is_provisional(one)]
    taken = set(Session.objects.filter(key__startswith=meeting).values_list("key", flat=True)) if new else set()
    for one in new:
        stem = slugify(f"{meeting}-s{one.get('number', '')}")[: LONGEST - ROOM].strip("-")
        key = first_free(stem, taken.__contains__)
        made[one.get("uid")] = key
        taken.add(key)
    return made


def is_provisional(session: Dict) -> bool:
    """Tell whether a session has no key but its identifier."""
    return session.get("key") in (None, "", session.get("uid"))


def renamed(row: Dict, made: dict[Any, str]) -> Dict:
    """Return a row that names sessions, and their items, by the keys made for them."""
    return row | {name: of_row(row[name], made) for name in ("session", "item") if name in row}


def of_row(key: str, made: dict[Any, str]) -> str:
    """Return the key of a session, or of an item of it, with the key that was made for the session."""
    session, slash, place = key.partition("/")
    return f"{made.get(session, session)}{slash}{place}"


def cut(slug: str) -> str:
    """Return a slug that leaves room for a number, cut between words."""
    most = LONGEST - ROOM
    return slug if len(slug) <= most else slug[: most + 1].rpartition("-")[0] or slug[:most]
