"""Letters, alerts and messages made for tests."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from documents.models.letter import write_letter
from tests.factories import number


def make_letter(*, lines: tuple[str, ...] = ("Text",), **fields: Any) -> bool:
    given = {"key": f"letter/{number()}", "to": "reader@example.org", "subject": "Subject", "now": timezone.now()}
    return write_letter(**given | fields, lines=lines)
