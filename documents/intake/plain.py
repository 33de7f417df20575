"""Plain text as people have it, hard-wrapped or not, into blocks; pages are parted by form feeds; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from documents.intake.blocks import Block, Blocks, RawNote
from documents.intake.footnotes import Aside, Notes, with_calls
from documents.intake.labels import label_of
from documents.intake.limits import NOTES, too_long
from documents.intake.lines import BLANK, RULE, Line, lines_of, without_contents, without_furniture
from documents.intake.residue import clean
from documents.intake.titles import PROSE_WORDS, TAIL, is_part, is_terminated

WRAPPED_AT = 160  # lines longer than this were not broken to fit a page
FULL, SHORT, SHORT_LINE = (
    0.85,
    0.75,
    0.6,
)  # shares of the usual width: a full line, the last of a paragraph, a line apart
APART = 120  # in text that is not wrapped, lines shorter than this that follow each other are lines in print too
PACKED = 3  # so many labels without a blank line before them show that blank lines do not part paragraphs
STEP = 2  # spaces by which a line is set in
LONGEST = 20_000  # characters of a block; a text whose lines all run on would be copied again with each
LONGEST_ADDRESS = 2_000  # characters of an address on the web
PROSE = 60  # a block of fewer characters may be a heading, and does not run on across a page
URL_TAIL = re.compile(r"(?:www\.|://)\S*$")


def read(text: str) -> Blocks:
    """Return the blocks, notes and left-out lines of a plain text."""
    cleaned, bracketed, left_out = clean(text)
    lines, furniture = without_furniture(lines_of(cleaned))
    lines, contents = without_contents(lines)
    page = Page.of(lines, cleaned)
    notes = Notes(lines)
    blocks, raw = Gatherer(page).gather(list(notes.split()), notes)
    if len(raw) > NOTES:
        raise too_long()
    return Blocks(with_calls(blocks, raw), bracketed + raw, [*left_out, *furniture, *contents])


def is_section(text: str) -> bool:
    return label_of(text).kind == "section"


@dataclass
class Page:
    """How a text is set: whether its lines are broken to fit, how wide, and what parts its paragraphs."""

    is_wrapped: bool
    width: int
    is_packed: bool
    words: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, lines: list[Line], text: str) -> Page:
        texts = [line for line in lines if line.text]
        sizes = sorted(len(line.text) for line in texts) or [0]
        long = sum(size for size in sizes if size > WRAPPED_AT)
        labels = sum(
            bool(label_of(line.text).kind) for line, before in zip(lines[1:], lines, strict=False) if before.text
        )
        words = set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.casefold()))
        return cls(
            long * 2 < sum(sizes), sizes[int(len(sizes) * 0.9)] if len(sizes) > 1 else sizes[0], labels >= PACKED, words
        )

    def glue(self, before: str, after: str) -> str:
        """Return two lines of one paragraph as one: hyphens and addresses broken at the end of a line are joined."""
        if before.endswith(("/", "_")) and URL_TAIL.search(before[-LONGEST_ADDRESS:]):
            return before + after
        if len(before) > 1 and before.endswith("-") and before[-2].isalpha() and after[:1].isalpha():
            return self.hyphenated(before, after)
        return f"{before} {after}"

    def hyphenated(self, before: str, after: str) -> str:
        """Return a word broken at a hyphen whole; the hyphen goes where the text has the word without it elsewhere."""
        head = re.findall(r"[^\W\d_]+", before[-TAIL:])[-1].casefold()
        tail = re.match(r"[^\W\d_]+", after)
        joined = head + tail[0].casefold() if tail else ""
        kept = f"{head}-{tail[0].casefold()}" if tail else ""
        is_one_word = joined in self.words and kept not in self.words
        return (before[:-1] if is_one_word else before) + after


@dataclass
class Gatherer:
    """Gathers lines into blocks."""

    page: Page
    blocks: list[Block] = field(default_factory=list)
    last: Line | None = None  # the last line of the open block
    blank: bool = False
    aside: bool = False
    indents: tuple[int, ...] = ()  # of the lines of the open block

    def gather(self, items: list[Line | Aside], notes: Notes) -> tuple[list[Block], list[RawNote]]:
        """Return the blocks, and the notes with how many blocks stand before each."""
        placed: list[int] = []
        for item in items:
            if isinstance(item, Aside):
                self.aside = True
                placed += [len(self.blocks)] * len(item.notes)
            elif item.is_blank:
                self.blank = True
            elif RULE.fullmatch(item.text):
                self.close()
            else:
                self.take(item)
        raw = [note._replace(after=after) for note, after in zip(notes.found, placed, strict=True)]
        return [one._replace(text=one.text.strip()) for one in self.blocks], raw

    def close(self) -> None:
        self.last, self.blank, self.aside = None, False, False

    def take(self, line: Line) -> None:
        """Add a line to the open block, or open a new one with it."""
        may_join = self.last and not (line.level or self.last.level) and len(self.blocks[-1].text) < LONGEST
        joint = self.joint(line) if may_join else None
        if joint is None:
            self.blocks.append(Block(line.text, line.level, is_start=self.is_start(line)))
        else:
            open_block = self.blocks[-1]
            text = f"{open_block.text}\n{line.text}" if joint == "\n" else self.page.glue(open_block.text, line.text)
            self.blocks[-1] = open_block._replace(text=text)
        self.indents = (*self.indents, line.indent) if joint else (line.indent,)
        self.last, self.blank, self.aside = line, False, False

    def is_start(self, line: Line) -> bool:
        """Tell whether a new block begins beyond doubt: after a blank line, or after the end of a sentence."""
        if self.last is None or line.level or not self.page.is_wrapped:
            return True
        before = self.last.text
        return (
            (self.blank and not self.aside)
            or len(before) < PROSE
            or is_terminated(before)
            or before.endswith((" and", " or"))
        )

    def joint(self, line: Line) -> str | None:
        """Return what joins a line to the open block, a space or a line feed; None where a new block begins."""
        label = label_of(line.text).kind
        if is_part(line.text) or is_part(self.above.text):
            return None
        if (label and label != "bare") or (label and is_terminated(self.blocks[-1].text)):
            return None
        if self.aside:
            return " " if self.runs_across(line) else None
        if self.blank:
            return " " if self.runs_over_blank(line) else None
        return self.next_line(line)

    def runs_across(self, line: Line) -> bool:
        """Tell whether a paragraph goes on after notes or a page’s end."""
        before = self.blocks[-1].text
        if line.text[0].islower():
            return not is_terminated(before) or not self.page.is_wrapped
        return len(before) > PROSE and not is_terminated(before) and not is_section(before)

    def runs_over_blank(self, line: Line) -> bool:
        """Tell whether a paragraph goes on after a blank line, which a page’s end or a raised letter left."""
        before = self.blocks[-1].text
        if is_terminated(before):
            return False
        if before.endswith((",", "،")):
            return True
        full = self.page.is_wrapped and len(self.above.text) >= FULL * self.page.width
        return line.text[0].islower() or (full and len(before.split()) >= PROSE_WORDS and not is_section(before))

    def next_line(self, line: Line) -> str | None:
        """Return what joins a line to the one directly above it."""
        above = self.above.text
        if line.text[0].islower():
            return " "
        if not self.page.is_wrapped:
            is_apart = len(above) < APART and len(line.text) < APART and not label_of(above).kind
            return "\n" if is_apart else None
        if is_terminated(above) and (self.steps_in(line) or (self.page.is_packed and self.ends_here())):
            return None
        is_apart = len(above) < SHORT_LINE * self.page.width and not is_terminated(above) and not label_of(above).kind
        return "\n" if is_apart else " "

    @property
    def above(self) -> Line:
        return self.last or BLANK

    def steps_in(self, line: Line) -> bool:
        """Tell whether a line is set in, unlike those above it in its block."""
        return line.indent >= max(self.indents) + STEP

    def ends_here(self) -> bool:
        """Tell whether the open block’s last line ends a paragraph: it is short, or two spaces follow it."""
        return self.above.trailing > 1 or len(self.above.text) < SHORT * self.page.width
