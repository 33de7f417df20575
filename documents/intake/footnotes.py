"""Footnotes of a plain text: under an underscored rule, or each begun by its raised number; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from documents.intake.blocks import MARK, Block, RawNote, mark
from documents.intake.labels import label_of
from documents.intake.lines import Line
from documents.intake.residue import PLAIN
from documents.intake.titles import is_part, is_terminated

RULE = re.compile(r"_{5,}")
RAISED = re.compile("([⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
BEGINS = re.compile(r"(\d{1,3}|\*{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)(?:\s+|(?<=[⁰¹²³⁴⁵⁶⁷⁸⁹]))(?=\S)")
CALLED_BY_STAR = re.compile(r"(?<=[^\s*])(\*{1,3})(?=\s|$)")
LOOK_BACK = 40  # characters before a figure that tell whether it is part of a symbol
CALLED_BY_FIGURE = re.compile(r"(?:[^\W\d_A-Z]{3}|\b\d{4})(?<!Corr)[.,;:)”’\"]{1,2}(\d{1,3})(?=\s|$)")
FURTHEST = 3  # a note's number may leave out one or two before it, not more
# Before these a figure is part of a symbol or a citation, and calls no note.
NO_CALL = re.compile(r"(?:/\S*|\b(?:Add|WG|No|Nos|Rev|Corr|L|p|pp|para|paras|art|arts|res|vol)\.)$", re.IGNORECASE)


@dataclass
class Aside:
    """Where lines were taken out as notes, or a page ends: text may run on across it. `notes` began here."""

    notes: list[RawNote] = field(default_factory=list)


@dataclass
class Notes:
    """Takes the notes out of lines. A note that runs on under the next page's rule is put together."""

    lines: list[Line]
    stars: set[str] = field(default_factory=set)
    found: list[RawNote] = field(default_factory=list)
    calls: dict[int, int] = field(default_factory=dict)  # by figure after a word, the first line where it stands
    highest: int = 0  # of the numbers found
    at: int = 0

    def __post_init__(self) -> None:
        for at, line in enumerate(self.lines):
            for number in CALLED_BY_FIGURE.findall(line.text):
                self.calls.setdefault(int(number), at)
        self.stars = {star for line in self.lines for star in CALLED_BY_STAR.findall(line.text)}

    def split(self) -> Iterator[Line | Aside]:
        """Yield the lines of the text, and an aside for each place where notes or a page's end stood."""
        while self.at < len(self.lines):
            line = self.lines[self.at]
            before = len(self.found)
            if RULE.fullmatch(line.text):
                self.at += 1
                self.area()
                yield Aside(self.found[before:])
            elif self.is_alone(line):
                self.alone(line)
                yield Aside(self.found[before:])
            else:
                self.at += 1
                yield Aside() if line.level < 0 else line

    def is_alone(self, line: Line) -> bool:
        """Tell whether a line outside of any area is a note: its raised number, or a star called before, begins it."""
        match = BEGINS.match(line.text)
        number = match[1] if match else ""
        if number.isdigit():
            return bool(RAISED.match(number)) or self.is_called(int(number))
        return bool(RAISED.match(number)) or (number in self.stars and number not in self.numbers)

    def is_called(self, number: int) -> bool:
        """Tell whether a figure that begins a line is the next note, called before: `sheltered.2`."""
        return number == self.highest + 1 and self.calls.get(number, self.at) < self.at

    @property
    def numbers(self) -> set[str]:
        return {note.number for note in self.found}

    def alone(self, line: Line) -> None:
        """Take a note that has no rule above it: to the next blank line or note."""
        self.begin(line)
        while self.at < len(self.lines) and (line := self.lines[self.at]).text and line.level >= 0:
            if (BEGINS.match(line.text) and self.is_alone(line)) or self.is_next_text(line):
                return
            self.go_on(line.text)

    def is_next_text(self, line: Line) -> bool:
        """Tell whether a line below a note is text again: it has a label, or is the name of a part."""
        label = label_of(line.text).kind
        return is_part(line.text) or (label not in ("", "bare") and is_terminated(self.found[-1].text))

    def area(self) -> None:
        """Take the notes under a rule, up to the text of the next page."""
        own, blank, start, inner = 0, False, 0, set[int]()
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.level < 0 or RULE.fullmatch(line.text):
                return
            if line.is_blank:
                blank, self.at = True, self.at + 1
            elif self.is_next(line):
                self.begin(line)
                own, blank, start = own + 1, False, line.indent
            elif not own and self.found and self.runs_on(line):
                self.go_on(line.text)
                own, blank = 1, False
                inner.add(line.indent)
            elif blank or not own or self.is_text(line, start, inner):
                return
            else:
                inner.add(line.indent)
                self.go_on(line.text)

    def is_next(self, line: Line) -> bool:
        """Tell whether a line under a rule begins the next note."""
        match = BEGINS.match(line.text)
        if not match:
            return False
        number = match[1].translate(PLAIN)
        return not number.isdigit() or not self.highest or 0 < int(number) - self.highest <= FURTHEST

    def runs_on(self, line: Line) -> bool:
        """Tell whether a line under a rule goes on with the last note of the page before."""
        return not is_terminated(self.found[-1].text) or line.text[0].islower()

    def is_text(self, line: Line, start: int, inner: set[int]) -> bool:
        """Tell whether a line is the first of the next page, by the space before it: notes go on without any."""
        return line.indent > 0 and (line.indent <= start if not inner else inner == {0})

    def begin(self, line: Line) -> None:
        match = BEGINS.match(line.text)
        number = match[1].translate(PLAIN) if match else ""
        self.highest = max(self.highest, int(number)) if number.isdigit() else self.highest
        self.found.append(RawNote(number, line.text[match.end() :] if match else line.text))
        self.at += 1

    def go_on(self, text: str) -> None:
        last = self.found[-1]
        self.found[-1] = last._replace(text=f"{last.text} {text}")
        self.at += 1


def with_calls(blocks: list[Block], notes: list[RawNote]) -> list[Block]:
    """Return blocks in which every call of a note is a mark: raised figures and stars, or figures after a word."""
    known = {note.number for note in notes}
    marked = [one._replace(text=marked_text(one.text, known)) for one in blocks]
    start, called = 0, {number for one in marked for number in MARK.findall(one.text)}
    for note in notes:
        if note.number.isdigit() and note.number not in called:
            start = mark_first(marked, note, start)
    return marked


def marked_text(text: str, known: set[str]) -> str:
    """Return a text with its raised figures and stars as marks, where there is such a note."""

    def call(match: re.Match[str]) -> str:
        number = match[1].translate(PLAIN)
        return mark(number) if number in known else match[0]

    return CALLED_BY_STAR.sub(call, RAISED.sub(call, text))


def mark_first(blocks: list[Block], note: RawNote, start: int) -> int:
    """Mark the first plain figure that calls a note, at or after a block and before the note; return its block."""
    pattern = re.compile(
        rf"(?:(?<=[^\W\d_])[.,;:،؛؟)\]”\"’]{{0,2}}|(?<=\b\d{{4}})[.,;:)])({note.number})(?=\s|[.,;:،؛؟)\]”\"’]|$)"
    )
    end = note.after if note.after >= 0 else len(blocks)
    for at in range(start, min(end, len(blocks))):
        text = blocks[at].text
        for match in pattern.finditer(text):
            if not NO_CALL.search(text[max(match.start(1) - LOOK_BACK, 0) : match.start(1)]):
                called = text[: match.start(1)] + mark(note.number) + text[match.end(1) :]
                blocks[at] = blocks[at]._replace(text=called)
                return at
    return start
