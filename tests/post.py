"""Letters, alerts and messages made for tests."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from desk.models import Message
from documents.models.letter import write_letter
from nrem_portal.alerts.models import Alert
from tests.factories import number

LONG_AGO = datetime.datetime(2026, 1, 20, 12, tzinfo=datetime.UTC)  # after the record was loaded


def make_letter(**fields: Any) -> bool:
    given = {"key": f"letter/{number()}", "to": "reader@example.org", "subject": "Subject", "text": "Text"}
    return write_letter(**given | {"now": timezone.now()} | fields)


def make_alert(**fields: Any) -> Alert:
    """Make a confirmed alert that has been due for long."""
    given = {"list_name": "recommendations", "language": "en", "email": f"reader-{number()}@example.org"}
    dates = {"asked_at": LONG_AGO, "confirmed_at": LONG_AGO, "due_on": LONG_AGO.date()}
    return Alert.objects.create(**given | dates | fields)


def make_message(**fields: Any) -> Message:
    given = {"kind": "follow-up", "text": "A law was passed.", "language": "en", "received_at": timezone.now()}
    return Message.objects.create(**given | {"delete_after": timezone.now().date()} | fields)
