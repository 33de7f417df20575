"""Word files (.docx) into blocks: text and notes as printed, with the numbers that Word writes by itself; pure."""

from __future__ import annotations

import re
from collections import Counter

from documents.intake.blocks import MARK, Blocks, RawNote, mark
from documents.intake.counting import printed
from documents.intake.gather import Gatherer, text_of
from documents.intake.limits import Watch
from documents.intake.word_markup import Element, parse
from documents.intake.word_numbers import Numbering, NumberingReader
from documents.intake.word_package import Package
from documents.intake.word_story import Story
from documents.intake.word_styles import StyleReader, Styles

Key = tuple[str, str]  # kind and id of a note
USUAL = {"footnote": "decimal", "endnote": "lowerRoman"}  # how Word numbers notes unless told


def read(data: bytes, watch: Watch) -> Blocks:
    """Return the blocks, notes and left-out words of a Word file."""
    package = Package(data, watch)
    parts = package.related(package.document)
    styles, lists = StyleReader(), NumberingReader()
    for kind, reader in (("styles", styles), ("numbering", lists)):
        for name in present(package, parts, kind):
            parse(package.pieces(name), reader)
    story = Story(Gatherer(watch), styles.styles, Numbering(lists, styles.styles))
    # The settings say how notes are numbered, unless a part of the text says otherwise.
    for name in [*present(package, parts, "settings"), package.document]:
        parse(package.pieces(name), story)
    story.close()
    with_notes(story, notes_of(package, parts, styles.styles))
    leave_out_furniture(story.gatherer, package, parts, styles.styles)
    return story.gatherer.close()


def present(package: Package, parts: dict[str, list[str]], *kinds: str) -> list[str]:
    """Return the names of the parts of some kinds that the file has."""
    return [name for kind in kinds for name in parts.get(kind, []) if name in package.names]


class NoteStory(Story):
    """Reads a part with notes. Those that only rule a line above the others have a type."""

    def __init__(self, gatherer: Gatherer, styles: Styles) -> None:
        super().__init__(gatherer, styles)
        self.notes: dict[Key, str] = {}
        self.key: Key | None = None

    def start(self, element: Element, path: list[str]) -> None:
        if element.name in USUAL:
            is_note = element["type"] in ("", "normal")
            self.key = (element.name, element["id"]) if is_note else None
        super().start(element, path)

    def end(self, name: str) -> None:
        super().end(name)
        if name in USUAL:
            blocks, self.gatherer.found.blocks = self.gatherer.found.blocks, []
            if self.key:
                self.notes[self.key] = MARK.sub("", text_of(blocks))


def notes_of(package: Package, parts: dict[str, list[str]], styles: Styles) -> dict[Key, str]:
    """Return the notes of a file."""
    story = NoteStory(Gatherer(package.watch), styles)
    for name in present(package, parts, "footnotes", "endnotes"):
        parse(package.pieces(name), story)
    return story.notes


def with_notes(story: Story, notes: dict[Key, str]) -> None:
    """Give each call of a note its number as printed, and list the notes in the order of their calls."""
    numbers = numbered(story)
    found = story.gatherer.found
    found.blocks = [block._replace(text=renumbered(block.text, numbers)) for block in found.blocks]
    for key, number in numbers.items():
        if key in notes:
            text = notes[key].removeprefix(story.calls[key]) if story.calls[key] else notes[key]
            found.notes.append(RawNote(number, text.strip()))
    for key, text in notes.items():
        if key not in numbers:
            story.gatherer.leave_out(text)


def numbered(story: Story) -> dict[Key, str]:
    """Return the number of each note as printed. A note with a mark of its own is not counted."""
    counts: Counter[str] = Counter()
    found: dict[Key, str] = {}
    for (kind, key), custom in story.calls.items():
        counts[kind] += not custom
        style = story.number_styles.get(kind, USUAL[kind])
        found[kind, key] = custom or printed(counts[kind], style)
    return found


def renumbered(text: str, numbers: dict[Key, str]) -> str:
    def number(match: re.Match[str]) -> str:
        kind, _colon, key = match[1].partition(":")
        return mark(numbers.get((kind, key), ""))

    return MARK.sub(number, text)


def leave_out_furniture(gatherer: Gatherer, package: Package, parts: dict[str, list[str]], styles: Styles) -> None:
    """List what the pages have above and below the text, once."""
    story = Story(Gatherer(package.watch), styles)
    for name in present(package, parts, "header", "footer"):
        parse(package.pieces(name), story)
    for text in dict.fromkeys(text_of([block]) for block in story.gatherer.close().blocks):
        gatherer.leave_out(text)
