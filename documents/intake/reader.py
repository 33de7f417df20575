"""Reading a file, from its bytes to what a person must decide; pure."""

from __future__ import annotations

from django.utils.translation import gettext as _

from documents.intake.blocks import MARK, Blocks
from documents.intake.cautions import look, look_for_symbol, place_notes
from documents.intake.files import blocks_of
from documents.intake.languages import Languages
from documents.intake.limits import NOTES, too_long
from documents.intake.parsed import IntakeError, Parsed
from documents.intake.structure import Builder


def parse(data: bytes, *, language: str = "", symbol: str = "") -> Parsed:
    """Read a file into sections, paragraphs and notes.

    `language` is that of its text in Latin letters where it is known, `symbol` the one that it should bear. Raises
    IntakeError where the file cannot be read.
    """
    name, blocks = blocks_of(data)
    return structured(name, blocks, language=language, symbol=symbol)


def structured(name: str, blocks: Blocks, *, language: str = "", symbol: str = "") -> Parsed:
    """Return what the blocks of a file are, with what a person must look at."""
    kept = [block for block in blocks.blocks if block.text.strip()]
    if len(blocks.notes) > NOTES:
        raise too_long()
    if not kept:
        raise IntakeError(_("The file holds no text."))
    whole = "\n".join([*(block.text for block in kept), *(note.text for note in blocks.notes), *blocks.left_out])
    builder = Builder(kept, Languages(whole, language), Parsed(name, left_out=list(blocks.left_out)))
    parsed = builder.build()
    if not parsed.paragraphs:
        raise IntakeError(_("The file holds headings, and no paragraph under them."))
    place_notes(parsed, blocks.notes, builder.places, heading_calls(parsed))
    look(parsed)
    look_for_symbol(parsed, symbol, whole)
    return parsed


def heading_calls(parsed: Parsed) -> set[str]:
    """Take the calls of notes out of headings and return their numbers."""
    called: set[str] = set()
    for section in parsed.sections:
        called |= set(MARK.findall(section.heading))
        section.heading = MARK.sub("", section.heading).strip()
    return called
