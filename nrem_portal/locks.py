"""Locks: commands that write run one at a time."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import CommandError


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Hold the lock of a command; raise CommandError while another run holds it.

    The system frees the lock when the run ends, however it ends. A command that calls another one takes a lock of
    its own name, so that the two do not wait for each other.
    """
    with (settings.VAR / f"{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError(f"Another run of {name} is under way. Nothing was done; wait until it ends.") from None
        yield
