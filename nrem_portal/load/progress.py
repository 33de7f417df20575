"""How far a long run has come, for the person who waits."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TextIO

WIDTH = 40  # characters of the bar


def progress_bar(total: int, stream: TextIO) -> Callable[[int], None]:
    """Return a function that is told how many more are done and draws the bar anew."""
    started, done = monotonic(), 0

    def advance(more: int) -> None:
        nonlocal done
        done += more
        bar = "#" * (WIDTH * done // total)
        end = "\n" if done >= total else ""
        stream.write(f"\r[{bar:<{WIDTH}}] {done:,} of {total:,}, {monotonic() - started:.0f} s{end}")
        stream.flush()

    return advance
