"""Which links and raised figures of a web page call notes, and which of its blocks are these notes; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from documents.intake.blocks import MARK, Block, Blocks, RawNote, mark

CALL = re.compile(r"[\[(]?\s*(\d{1,4}|[*†‡§]{1,3}|[a-z]|[ivxl]{1,6})\s*[\])]?")
NOTE_NAME = re.compile(r"note|ref|fn|ftn|edn|cite", re.IGNORECASE)
LEADING = re.compile(f"\\s*(?:\\^\\s*)?{MARK.pattern}")
BACK = re.compile(r"^\s*[\^↑↩⏎]\ufe0e?\s*|(?:\s*[↩↑⏎][\ufe0e\ufe0f]?)+\s*$")


@dataclass
class Call:
    """What may be a call: its text as printed, where its link leads, whether it is raised or named as a note's."""

    printed: str
    target: str = ""
    is_raised: bool = False

    @property
    def number(self) -> str:
        match = CALL.fullmatch(self.printed.strip())
        return match[1] if match else ""

    @property
    def is_likely(self) -> bool:
        return self.is_raised or self.printed.strip()[:1] == "[" or bool(NOTE_NAME.search(self.target))


@dataclass
class Trail:
    """What the reader of a page noted on its way: calls by number of their mark, and blocks by the ids around them."""

    calls: list[Call] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)  # id -> the block that it begins or stands in
    spans: dict[str, int] = field(default_factory=dict)  # id of an element -> the block after its last
    items: dict[int, int] = field(default_factory=dict)  # first block of an item of a list -> the block after its last
    settled: int = 0  # blocks whose ids are known


def with_notes(found: Blocks, trail: Trail) -> None:
    """Part the notes from the text of a page, and turn what calls them into marks."""
    starts = Starts(found.blocks, trail)
    if not starts.numbers:
        found.blocks = [plain(block, trail) for block in found.blocks]
        return
    blocks, at = [], 0
    while at < len(found.blocks):
        if at in starts.numbers:
            end = starts.end(at)
            found.notes.append(note(found.blocks[at:end], starts.numbers[at], trail))
            at = end
        else:
            blocks.append(found.blocks[at])
            at += 1
            if at in starts.numbers and blocks[-1].level:
                found.left_out.append(blocks.pop().text)  # the heading of the notes
    found.blocks = [called(block, starts, trail) for block in blocks]


class Starts:
    """Finds the blocks that begin a note: those that a call before them leads to, or has the raised figure of."""

    def __init__(self, blocks: list[Block], trail: Trail) -> None:
        self.trail = trail
        self.numbers: dict[int, str] = {}  # block -> number of the note
        self.ids: dict[int, str] = {}
        self.called: set[int] = set()  # calls that have their note
        raised: dict[str, int] = {}
        for at, block in enumerate(blocks):
            for match in MARK.finditer(block.text):
                index = int(match[1])
                call = trail.calls[index]
                is_first = match.start() == 0
                if call.target:
                    self.follow(at, index, call)
                elif is_first and call.number in raised:
                    self.numbers.setdefault(at, call.number)
                    self.called.add(raised.pop(call.number))
                elif not is_first and call.is_raised:
                    raised.setdefault(call.number, index)

    def follow(self, at: int, index: int, call: Call) -> None:
        """Note where the link of a call leads, where that is a block further on."""
        place = self.trail.places.get(call.target, -1)
        if place > at and call.is_likely:
            self.numbers.setdefault(place, call.number)
            self.ids.setdefault(place, call.target)
            self.called.add(index)

    def end(self, at: int) -> int:
        """Return the block after the last of a note: those of its item or element are its own, up to the next note."""
        end = self.trail.spans.get(self.ids.get(at, ""), self.trail.items.get(at, at + 1))
        following = (other for other in range(at + 1, end) if other in self.numbers)
        return max(at + 1, next(following, end))


def note(blocks: list[Block], number: str, trail: Trail) -> RawNote:
    """Return a note without the number that it begins with, and without the links that lead back."""
    first, *others = blocks
    text = BACK.sub("", LEADING.sub("", first.text, count=1))
    text = re.sub(rf"^[\[(]?{re.escape(number)}[\])]?[.:]?\s+", "", text)
    texts = [text, *(one.text for one in others)]
    lines = [BACK.sub("", printed(text, trail)).strip() for text in texts]
    return RawNote(number, "\n".join(filter(None, lines)))


def called(block: Block, starts: Starts, trail: Trail) -> Block:
    """Return a block with marks where it calls notes; other links and raised figures are text."""

    def call(match: re.Match[str]) -> str:
        one = trail.calls[int(match[1])]
        is_known = int(match[1]) in starts.called or (one.is_raised and one.number in known and match.start() > 0)
        return mark(one.number) if is_known else one.printed

    known = set(starts.numbers.values())
    return block._replace(text=MARK.sub(call, block.text))


def plain(block: Block, trail: Trail) -> Block:
    return block._replace(text=printed(block.text, trail))


def printed(text: str, trail: Trail) -> str:
    return MARK.sub(lambda match: trail.calls[int(match[1])].printed, text)
