"""Telling that the database was busy with another writer from that it failed."""

from __future__ import annotations

from django.db import OperationalError

# Of PostgreSQL: a lock that was not given, a deadlock, two writers at odds, and a wait that took too long.
WAITING = {"55P03", "40P01", "40001", "57014"}
AGAIN_AFTER = "5"  # seconds


def is_busy(error: Exception) -> bool:
    """Tell whether the same could be done a moment later: nothing was written, since another was writing."""
    if not isinstance(error, OperationalError):
        return False
    return getattr(error.__cause__, "sqlstate", None) in WAITING or " is locked" in str(error)
