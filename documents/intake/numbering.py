"""Which numbers and letters continue which: a text that only looks like a label does not fit the order; pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from documents.intake.blocks import Block
from documents.intake.labels import LETTERS, Label, following, from_roman, label_of, roman
from documents.intake.parsed import CautionKind, ReadParagraph
from documents.intake.titles import is_terminated, opens_list

NEAR = 20  # blocks without label that may stand between two items of a list
GAP = 20  # numbers that a copy may lack before a number is taken for something else
ALIKE = {"1": "l", "0": "o", "5": "s", "8": "b", "6": "b", "9": "g"}  # letters as a scan misreads them


class Step(NamedTuple):
    """A sub-paragraph: the place of the paragraph it is part of (-1 for none), its letter, and what was misread."""

    parent: int
    value: str
    depth: int
    printed: str = ""


@dataclass
class Numbering:
    """Where the numbers of paragraphs, the letters under them and the items of a list stand."""

    last: int | None = None
    seen: set[int] = field(default_factory=set)
    # Letters under the open paragraph: at each depth the last letter and the place of the paragraph it is part of.
    letters: list[tuple[str, int]] = field(default_factory=list)
    group: str = ""  # the last letter of those that head groups of numbered paragraphs
    alone: str = ""  # a letter that bears a paragraph of its own: (g) after groups (a) to (f)
    open_at: int = -1  # the place of the paragraph before
    item: int = 0
    list_at: int = -1

    def accepts(self, number: int, label: Label, block: Block, before: ReadParagraph | None) -> bool:
        """Tell whether a number that a block begins with is that of a paragraph."""
        is_next = self.last is None or number == self.last + 1
        if label.kind == "bare":
            return is_next and self.last is not None and label.rest[:1].isupper()
        if is_next:
            return self.last is not None or block.is_start or before is None
        return block.is_start and (number in self.seen or abs(number - (self.last or 0)) <= GAP)

    def cautions(self, number: int) -> Iterator[tuple[CautionKind, str]]:
        """Yield what is odd about a number that is accepted."""
        if self.last is None or number == self.last + 1:
            return
        if number in self.seen:
            yield CautionKind.REPEATED, ""
        elif number < self.last:
            yield CautionKind.ORDER, str(self.last)
        else:
            span = dict.fromkeys([self.last + 1, number - 1])
            yield CautionKind.MISSING, "–".join(map(str, span))

    def count(self, number: int) -> None:
        """Go on to a paragraph."""
        self.last = number
        self.seen.add(number)
        self.close()

    def close(self) -> None:
        """Go on to a paragraph without letters or items yet."""
        self.letters.clear()
        self.leave_list()

    # Letters

    def step(self, label: Label, block: Block, before: ReadParagraph | None) -> Step | None:
        """Return which sub-paragraph a block is; None where its label continues nothing."""
        if label.kind == "letter" and self.alone and label.value == self.alone:
            self.alone = ""
            return Step(-1, label.value, 0)
        if label.kind != "letter" or before is None or not (block.is_start or self.may_follow(before.text)):
            return None
        return self.deeper(label.value) or self.next_letter(label.value)

    def may_follow(self, text: str) -> bool:
        """Tell whether a sub-paragraph may begin after a text."""
        return is_terminated(text) or text.endswith((",", " and", " or"))

    def next_letter(self, value: str) -> Step | None:
        """Return the step that continues letters at some depth, the innermost first."""
        for depth in range(len(self.letters) - 1, -1, -1):
            last, parent = self.letters[depth]
            expected = next_of(last, depth)
            if value == expected:
                return Step(parent, value, depth)
            if ALIKE.get(value) == expected or (value == "i" and expected == "l"):
                return Step(parent, expected, depth, value)
        return None

    def deeper(self, value: str) -> Step | None:
        """Return the step that begins letters under the paragraph before, or numerals under a letter."""
        depth = len(self.letters)
        if depth == 0:
            return Step(self.open_at, "a", 0) if value == "a" and self.open_at >= 0 else None
        last, _parent = self.letters[-1]
        begins = value == ("i" if depth == 1 else "a") and depth < 3
        return Step(self.open_at, value, depth) if begins and next_of(last, depth - 1) != value else None

    def stepped(self, step: Step) -> None:
        """Go on to a sub-paragraph."""
        del self.letters[step.depth :]
        if step.parent >= 0:
            self.letters.append((step.value, step.parent))

    # Items of lists

    @property
    def is_listing(self) -> bool:
        return self.item > 0

    def in_list(self, label: Label, before: ReadParagraph, block: Block) -> bool:
        """Tell whether a number is that of an item: the first after a colon, or the next of an open list."""
        number = int(label.value)
        if self.item:
            return number == self.item + 1 and label.kind == "number"
        continues = self.last is not None and number == self.last + 1
        return number == 1 and label.kind == "number" and opens_list(before.text) and not continues

    def open_list(self, paragraphs: list[ReadParagraph]) -> int:
        """Return the place of the paragraph that the open list, or the one that begins, is part of."""
        if not self.item:
            self.list_at = len(paragraphs) - 1
        return self.list_at

    def listed(self, number: int) -> None:
        self.item = number

    def leave_list(self) -> None:
        self.item, self.list_at = 0, -1

    def has_next(self, blocks: list[Block], start: int) -> bool:
        """Tell whether the next label among the blocks from a place is that of the next item of the open list."""
        near = islice(blocks, start, start + NEAR)
        labels = (label_of(block.text, block.number) for block in near)
        found = next((label for label in labels if label.kind), None)
        return bool(found) and found.kind == "number" and int(found.value) == self.item + 1 if found else False


def next_of(value: str, depth: int) -> str:
    """Return the label after this one at a depth: letters run at the first and third, numerals at the second."""
    if depth == 1:
        return roman(from_roman(value) + 1)
    return following(value) if value in LETTERS else ""
