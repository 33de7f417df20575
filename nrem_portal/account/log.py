"""What happened to an account, in the log that its page in the administration shows and the audit export tells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User


def note(what: str, *, accounts: Iterable[User], by: Any) -> None:
    """Write down what was done to accounts, in the English of the catalogue: it is translated when it is read."""
    for account in accounts:
        LogEntry.objects.log_actions(by.pk, [account], CHANGE, change_message=what)
