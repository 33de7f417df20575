"""How much a file may be and how long it may take, and the watch that holds a reader to it; pure."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from documents.intake.blocks import CLOSE, OPEN
from documents.intake.parsed import IntakeError

MEGABYTE = 1_000_000
FILE = 20 * MEGABYTE  # the longest reports are below 5 MB without pictures; a file is held in memory whole
UNPACKED = 100 * MEGABYTE  # of the parts of a Word file that are read; the longest reports have 15 MB
PACKED_TIMES = 200  # XML packs to a twentieth; a file of bytes that repeat, to a thousandth
PACKED_SMALL = MEGABYTE  # below this the share says nothing
MEMBERS = 2_000  # files in a Word file: two dozen, and one for each picture
DEPTH = 1_000  # elements inside each other: tables in tables in text boxes make 100
PAGES = 600  # of a PDF; the longest reports have 300
PAGE = 4 * MEGABYTE  # what draws one page: 0.05 MB of text, 3 MB with a detailed map
STREAM = 16 * MEGABYTE  # any part of a PDF, unpacked; pictures are not unpacked
STEPS = 500_000  # words of what draws one page; a full page of text has 10,000, each takes 100 bytes when read
CHARACTERS = 3_000_000  # a thousand close pages
BLOCKS = 50_000  # as many paragraphs, rows and headings
NOTES = 5_000  # the longest reports have 500
SECONDS = 30.0  # a web server gives up on a request soon after
TAG = 64 * 1024  # of a web page; pictures inside it are taken out before
PIECE = 64 * 1024  # read at a time, between two looks at the watch

Clock = Callable[[], float]

# What no database takes and no reader sees: controls but tab and line ends, and the characters that mark a note's call.
UNSEEN = re.compile(rf"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f{OPEN}{CLOSE}\ufeff\ufffe\uffff]")
HALVES = re.compile("[\ud800-\udfff]")  # half a character of UTF-16


class Watch:
    """Counts what a reader has read, and stops it where that is too much or takes too long."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self.clock = clock
        self.until = clock() + SECONDS
        self.characters = 0
        self.blocks = 0

    def look(self) -> None:
        """Stop a reader whose time is over."""
        if self.clock() > self.until:
            raise IntakeError(_("Reading this file takes too long. Save it anew, or split it into several files."))

    def count(self, text: str) -> None:
        """Count one more block, with its text."""
        self.blocks += 1
        self.characters += len(text)
        if self.blocks > BLOCKS or self.characters > CHARACTERS:
            raise too_long()


def too_long() -> IntakeError:
    return IntakeError(_("The text of this file is too long. Split it into several files."))


def seen(text: str) -> str:
    """Return a text without characters that cannot be seen or kept."""
    return HALVES.sub("\ufffd", UNSEEN.sub("", text))
