"""Which blocks are headings, and what sections they begin; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from documents.intake.blocks import Block
from documents.intake.labels import LETTERS, Label, following, from_roman, label_of
from documents.intake.numbering import Numbering
from documents.intake.parsed import ReadParagraph, ReadSection
from documents.intake.titles import (
    ANNEXES,
    HEADING_LENGTH,
    TITLE_LENGTH,
    annex_of,
    is_prose,
    is_terminated,
    is_title,
    known_part,
    opens_list,
    slug,
    word_of,
)

EXCERPT = re.compile(r"\b(?:excerpts?|extraits?|extractos?)\b|выдержк|摘录|مقتطف", re.IGNORECASE)
SYMBOL = re.compile(r"\b[A-Z]{1,5}(?:/[\w.]+){2,}")
LEVELS = 3


class Heading(NamedTuple):
    """A heading: the section it begins, the word its unnumbered paragraphs go by, and how many blocks it takes."""

    section: ReadSection
    head: str
    blocks: int = 1
    is_annex: bool = False


def is_sentence_end(text: str) -> bool:
    return is_terminated(text) and not opens_list(text)


@dataclass
class Headings:
    """Tells headings from text; knows which numerals, letters and annexes came before."""

    numeral: int = 0  # the last Roman numeral
    letter: str = ""  # the last capital under it
    digit: int = 0  # the last figure of headings that are numbered so
    top: str = ""  # number of the open section of the first level: III
    top_key: str = ""
    in_annex: bool = False
    ranks: list[int] = field(default_factory=list)  # the levels that the file marks
    excerpt_of: str = ""

    def first(self, blocks: list[Block]) -> int:
        """Return the place of the first block that is no part of a cover."""
        self.ranks = sorted({block.level for block in blocks if block.level > 0})
        for at, block in enumerate(blocks):
            label = label_of(block.text, block.number)
            if known_part(block.text) or annex_of(block.text) or label.kind in ("section", "number", "letter"):
                return at
            if is_prose(block.text):
                return max(at - 1, 0) if at and is_title(blocks[at - 1].text) else at
        return 0

    def of(self, blocks: list[Block], at: int, numbering: Numbering, before: ReadParagraph | None) -> Heading | None:
        """Return the heading that stands at a place, if one does."""
        block = blocks[at]
        label = label_of(block.text, block.number)
        text = label.rest if label.kind else block.text
        grouped = self.grouped(blocks, at, label, numbering)
        if grouped or len(text) > TITLE_LENGTH:
            return grouped
        return (
            self.annex(blocks, at)
            or self.part(block)
            or self.lettered(label, text)
            or self.figured(blocks, at, label, numbering, before)
            or self.marked(block, label, text)
            or self.unmarked(blocks, at, label, numbering, before)
        )

    def annex(self, blocks: list[Block], at: int) -> Heading | None:
        """Read the heading of an annex, with the title under it."""
        found = annex_of(blocks[at].text)
        if not found:
            return None
        number, title, printed = found
        taken = 1
        if not title and at + 1 < len(blocks) and self.is_annex_title(blocks, at + 1):
            title, taken = blocks[at + 1].text, 2
        self.start_top(number, slug(number))
        self.in_annex, self.numeral, self.letter = True, 0, ""
        section = self.made(slug(number), title or number, number if title else "")
        section.printed = printed if title else ""
        section.heading = section.heading if title else printed
        return Heading(section, number, taken, is_annex=True)

    def is_annex_title(self, blocks: list[Block], at: int) -> bool:
        """Tell whether the block under the word “Annex” is its title, not the title of an entry."""
        block = blocks[at]
        label = label_of(block.text, block.number)
        return not label.kind and is_title(block.text) and not annex_of(block.text)

    def part(self, block: Block) -> Heading | None:
        """Read a heading that all reports have, such as `Summary`."""
        part = known_part(block.text)
        if not part or part in ANNEXES:
            return None
        self.start_top("", slug(part))
        return Heading(self.made(slug(part), block.text), part)

    def lettered(self, label: Label, text: str) -> Heading | None:
        """Read a heading with a Roman numeral, or with a capital under one."""
        if label.kind != "section" or (is_terminated(text) and len(text) > HEADING_LENGTH):
            return None
        number = from_roman(label.value)
        is_numeral = number > 0 and label.value.isupper()
        next_capital = (following(self.letter) if self.letter else "a").upper()
        if is_numeral and (number == self.numeral + 1 or label.value != next_capital):
            return self.numbered(label.value, number, text)
        if label.value == next_capital or len(label.value) == 1:
            return self.capital(label.value, text)
        return None

    def numbered(self, value: str, number: int, text: str) -> Heading:
        self.numeral, self.letter, self.in_annex = number, "", False
        self.start_top(value, value.lower())
        return Heading(self.made(value.lower(), text, value), word_of(text))

    def capital(self, value: str, text: str) -> Heading:
        self.letter = value.lower()
        level = 2 if self.top else 1
        number = f"{self.top}.{value}" if self.top else value
        key = f"{self.top_key}-{value.lower()}" if self.top else value.lower()
        return Heading(self.made(key, text, number, level), word_of(text))

    def figured(
        self, blocks: list[Block], at: int, label: Label, numbering: Numbering, before: ReadParagraph | None
    ) -> Heading | None:
        """Read a heading that bears a figure, in a document whose paragraphs have none there."""
        block = blocks[at]
        if label.kind not in ("number", "bare") or int(label.value) != self.digit + 1 or numbering.is_listing:
            return None
        opens = before is not None and opens_list(before.text)
        if block.level <= 0 and (opens or not self.looks_figured(blocks, at, label)):
            return None
        self.digit = int(label.value)
        self.numeral, self.letter, self.in_annex = 0, "", False
        word = word_of(label.rest)
        self.start_top(label.value, slug(word) or f"part-{label.value}")
        return Heading(self.made(self.top_key, label.rest.rstrip(" ."), label.value), word)

    def looks_figured(self, blocks: list[Block], at: int, label: Label) -> bool:
        """Tell whether a numbered block is short, and text without number follows it."""
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        if following is None or label_of(following.text, following.number).kind or len(label.rest) > HEADING_LENGTH:
            return False
        return is_title(label.rest) or (self.digit > 0 and label.kind == "bare")

    def grouped(self, blocks: list[Block], at: int, label: Label, numbering: Numbering) -> Heading | None:
        """Read the heading of a group of numbered paragraphs: (a), ending with a colon, before the next number."""
        if label.kind != "letter" or numbering.last is None or label.value not in LETTERS:
            return None
        after = label_of(blocks[at + 1].text, blocks[at + 1].number) if at + 1 < len(blocks) else None
        expected = following(numbering.group) if numbering.group else "a"
        continues = after is not None and after.kind in ("number", "bare") and int(after.value) == numbering.last + 1
        if label.value != expected:
            return None
        if opens_list(label.rest) and continues:
            numbering.group = label.value
            return Heading(
                self.made(f"{self.top_key}-{label.value}", label.rest, f"({label.value})", 2), word_of(label.rest)
            )
        if numbering.group and not numbering.letters:
            numbering.group = numbering.alone = label.value
            return Heading(self.made(f"{self.top_key}-{label.value}", "", f"({label.value})", 2), label.value, 0)
        return None

    def marked(self, block: Block, label: Label, text: str) -> Heading | None:
        """Read a heading that the file marks as one."""
        if block.level <= 0:
            return None
        level = min(self.ranks.index(block.level) + 1 if block.level in self.ranks else 1, LEVELS)
        word = word_of(text)
        key = slug(word) or f"part-{len(self.ranks)}"
        if level == 1:
            self.in_annex = False
            self.start_top("", key)
        return Heading(self.made(key, block.text, "", level), word)

    def unmarked(
        self, blocks: list[Block], at: int, label: Label, numbering: Numbering, before: ReadParagraph | None
    ) -> Heading | None:
        """Read a heading without number or mark: a short line between paragraphs that are sentences."""
        block = blocks[at]
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        if label.kind or self.in_annex or not block.is_start or len(block.text) > HEADING_LENGTH or following is None:
            return None
        if numbering.is_listing and numbering.has_next(blocks, at + 1):
            return None
        follows = is_prose(following.text) or label_of(following.text, following.number).kind == "number"
        ended = before is None or before.section == "cover" or is_sentence_end(before.text)
        if not (is_title(block.text) and follows and ended and "\n" not in block.text):
            return None
        word = word_of(block.text)
        self.start_top("", slug(word) or "part")
        return Heading(self.made(self.top_key, block.text), word)

    def annex_blocks(self, blocks: list[Block], at: int) -> list[Block]:
        """Return the blocks from a place up to the next annex."""
        end = next((place for place in range(at, len(blocks)) if annex_of(blocks[place].text)), len(blocks))
        return blocks[at:end]

    def start_top(self, number: str, key: str) -> None:
        self.top, self.top_key, self.excerpt_of = number, key, ""
        self.letter = ""

    def made(self, key: str, heading: str, number: str = "", level: int = 1) -> ReadSection:
        """Return the section of a heading; under one that says it is an excerpt, all are."""
        symbol = SYMBOL.search(heading) if EXCERPT.search(heading) else None
        self.excerpt_of = symbol[0].rstrip(".") if symbol else self.excerpt_of
        return ReadSection(key, heading.strip(), number, level, excerpt_of=self.excerpt_of)
