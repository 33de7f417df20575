"""Consultations as a calendar (iCalendar, RFC 5545): each an event of whole days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from consultations.models import Consultation
from nrem_portal.outlets.content_lines import content, escaped


def calendar(meetings: Iterable[Consultation], root: str) -> str:
    """Return a calendar of consultations in the language in force."""
    events = [line for one in meetings for line in event(one, root)]
    head = [("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), ("PRODID", "-//NREM Portal//Consultations//EN")]
    return content([*head, *events, ("END", "VCALENDAR")])


def event(one: Consultation, root: str) -> Iterator[tuple[str, str]]:
    """Yield the lines of one consultation; the day on which an event of whole days ends is the one after its last."""
    page = root + one.get_absolute_url()
    yield "BEGIN", "VEVENT"
    yield "UID", f"{one.uid}"
    yield "DTSTAMP", stamp(one.updated_at)
    yield "LAST-MODIFIED", stamp(one.updated_at)
    yield "SEQUENCE", str(one.version - 1)
    yield "DTSTART;VALUE=DATE", f"{one.starts:%Y%m%d}"
    yield "DTEND;VALUE=DATE", f"{one.ends + timedelta(days=1):%Y%m%d}"
    yield "SUMMARY", escaped(one.short_name)
    yield "LOCATION", escaped(", ".join(filter(None, [one.venue or one.city, one.country.name])))
    yield "DESCRIPTION", escaped("\n".join([one.title, one.summary, *reported(one), page]))
    yield "URL", page
    yield "STATUS", "CONFIRMED"
    yield "TRANSP", "TRANSPARENT"
    yield "END", "VEVENT"


def reported(one: Consultation) -> Iterator[str]:
    """Yield the report of a meeting, by its symbol where it has one."""
    if one.report:
        yield one.report.citation


def stamp(moment: datetime) -> str:
    """Return a moment as calendars write it, in universal time."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
