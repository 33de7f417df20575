"""PDF files with text into blocks: the lines of each page, with raised figures as such, read as plain text; pure."""

from __future__ import annotations

import io
import logging
from collections import defaultdict
from itertools import pairwise
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from pypdf import PageObject, PdfReader, apply_configuration
from pypdf.errors import LimitReachedError

from documents.intake import plain
from documents.intake.blocks import Blocks
from documents.intake.limits import CHARACTERS, PAGE, PAGES, STEPS, STREAM, Watch, seen, too_long
from documents.intake.parsed import IntakeError

RAISED = 0.8  # figures smaller than this share of the letters before them call a note, or are a power
APART = 1.3  # times the usual space between lines: a new paragraph
LIMITS = {
    "zlib_maximum_output_length": STREAM,
    "lzw_maximum_output_length": STREAM,
    "run_length_maximum_output_length": STREAM,
    "array_based_stream_maximum_output_length": STREAM,
    "stream_parsing_work_maximum_count": STEPS,
}
logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it says of a damaged file, IntakeError says to the reader
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def read(data: bytes, watch: Watch) -> Blocks:
    """Return the blocks of a PDF."""
    text = "\f".join(texts(data, watch))
    if not any(map(str.isalnum, text)):
        raise IntakeError(
            _("This PDF holds pictures of pages, no text. Have its text recognised (OCR), or find a copy with text.")
        )
    return plain.read(text)


def texts(data: bytes, watch: Watch) -> list[str]:
    """Return the text of each page. A damaged file makes pypdf raise almost anything."""
    try:
        with apply_configuration(None, **LIMITS):
            return pages(PdfReader(io.BytesIO(data)), watch)
    except IntakeError:
        raise
    except LimitReachedError as error:
        raise too_large() from error
    except Exception as error:
        raise IntakeError(_("This PDF is damaged. Open it, print it to a new PDF and try again.")) from error


def pages(reader: PdfReader, watch: Watch) -> list[str]:
    if reader.is_encrypted and not reader.decrypt(""):
        raise IntakeError(_("This PDF is locked with a password. Save it without one and try again."))
    if len(reader.pages) > PAGES:
        raise too_long()
    found, size = [], 0
    for page in reader.pages:
        watch.look()
        found.append(text_of(page, watch))
        size += len(found[-1])
        if size > CHARACTERS:
            raise too_long()
    return found


def text_of(page: PageObject, watch: Watch) -> str:
    """Return the lines of a page."""
    contents = page.get_contents()
    if contents is not None and len(contents.get_data()) > PAGE:
        raise too_large()
    runs = Runs(watch)
    page.extract_text(visitor_operand_before=runs.look, visitor_text=runs.take)
    return seen(runs.text())


def too_large() -> IntakeError:
    return IntakeError(_("A page of this PDF is too large. Print it to a new PDF, without pictures, and try again."))


class Line(NamedTuple):
    """A line of a page: how high it stands, and how high its letters are."""

    text: str
    place: float
    height: float


class Runs:
    """Takes the runs of letters of a page, those of one size together, and puts them in lines."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.lines: list[Line] = []
        self.is_new = True
        self.height = 0.0  # of the letters before

    def look(self, *_operation: Any) -> None:
        self.watch.look()

    def take(self, text: str, page: list[float], matrix: list[float], _font: Any, size: float) -> None:
        """Take a run; figures smaller than the letters before them are raised."""
        height = abs(size * (matrix[3] or matrix[1]) * (page[3] or page[1]))
        if text.strip().isdecimal() and height < self.height * RAISED:
            text = text.translate(SUPERSCRIPTS)
        elif text.strip():
            self.height = height
        place = matrix[4] * page[1] + matrix[5] * page[3] + page[5]
        for piece in text.splitlines(keepends=True):
            self.write(piece, place)

    def write(self, text: str, place: float) -> None:
        if self.is_new and text.strip():
            self.lines.append(Line(text, place, self.height))
            self.is_new = False
        elif self.lines:
            self.lines[-1] = self.lines[-1]._replace(text=self.lines[-1].text + text)
        self.is_new = self.is_new or text.endswith("\n")

    def text(self) -> str:
        """Return the page, with a blank line where lines stand further apart than others of their size."""
        usual = self.usual_gaps()
        pieces = [self.lines[0].text] if self.lines else []
        for before, line in pairwise(self.lines):
            if before.place - line.place > usual.get(round(line.height), before.place) * APART:
                pieces.append("\n")
            pieces.append(line.text)
        return "".join(pieces)

    def usual_gaps(self) -> dict[int, float]:
        """Return how far apart lines of each size are in a paragraph: a quarter of them stand no further apart."""
        gaps = defaultdict(list)
        for before, line in pairwise(self.lines):
            if before.place > line.place:
                gaps[round(line.height)].append(before.place - line.place)
        return {size: sorted(found)[len(found) // 4] for size, found in gaps.items()}
