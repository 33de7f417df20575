"""Lines of a plain text: which of them are no text, such as page numbers, running heads and lists of contents; pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from documents.intake.titles import known_part

PAGE = re.compile(r"[-–—\s]*(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE)
JOB_NUMBER = re.compile(
    r"(?:\d{1,4}\s+)?\*?\s*(?:GE|V|N|E)\.\d{2}-\d{4,6}(?:\s*\([A-Z]\))?(?:\s+\d{6}(?:\s+\d{6})?)?\s*\*?\d*\*?(?:\s+\d{1,4})?",
    re.IGNORECASE,
)
SYMBOL_LINE = re.compile(r"[A-Z]+(?:/[\w.()-]+){2,}")
RULE = re.compile(r"[\s_=*~·•|:+–—-]{3,}")
CONTENTS_ROW = re.compile(r"(?:\.\s?){4,}|\t\s*\S+\s*$|\s\d{1,3}(?:[–-]\d{1,3})?(?:\s+\d{1,3})?\s*$")
ROWS_APART, ROW_LENGTH = 4, 300  # lines between two rows of a list of contents; what is longer is no row
EDGE = 2  # lines at the top and at the foot of a page that a running head may take
REPEATS = 3  # pages on which a line at the edge must stand to be a running head


class Line(NamedTuple):
    """A line: its text, the spaces before and after it, and the level where Markdown makes it a heading."""

    text: str
    indent: int = 0
    trailing: int = 0
    level: int = 0

    @property
    def is_blank(self) -> bool:
        return not self.text


BLANK, PAGE_END = Line(""), Line("", level=-1)


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text; pages end with PAGE_END."""
    found: list[Line] = []
    for number, page in enumerate(text.split("\f")):
        found += [PAGE_END] if number else []
        found += [line_of(raw) for raw in page.split("\n")]
    return found


def line_of(raw: str) -> Line:
    text = raw.strip()
    heading = re.match(r"(#{1,6})\s+(?=\S)", text)
    if heading:
        text = text[heading.end() :].rstrip("# ")
    indent = len(raw) - len(raw.lstrip())
    return Line(text, indent, len(raw) - len(raw.rstrip()), len(heading[1]) if heading else 0) if text else BLANK


def without_furniture(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """Return the lines of the text, and those that pages repeat or number themselves with."""
    counts = Counter(line.text for line in lines)
    heads = running_heads(lines)
    kept: list[Line] = []
    left_out: list[str] = []
    for at, line in enumerate(lines):
        alone = all(near.is_blank for near in lines[max(at - 1, 0) : at] + lines[at + 1 : at + 2])
        if at in heads or (line.text and is_furniture(line.text, counts, alone=alone)):
            left_out.append(line.text)
        else:
            kept.append(line)
    return kept, left_out


def is_furniture(text: str, counts: Counter[str], *, alone: bool) -> bool:
    """Tell whether a line numbers a page, repeats the symbol or the job number, or draws a rule."""
    if SYMBOL_LINE.fullmatch(text):
        return counts[text] > 1
    return (alone and bool(PAGE.fullmatch(text))) or bool(JOB_NUMBER.fullmatch(text))


def running_heads(lines: list[Line]) -> set[int]:
    """Return the places of lines at the edges of pages that recur there, figures aside."""
    edges = [at for page in pages(lines) for at in page[:EDGE] + page[-EDGE:]] if PAGE_END in lines else []
    keys = {at: re.sub(r"\d+", "0", lines[at].text) for at in edges}
    counts = Counter(keys.values())
    return {at for at, key in keys.items() if counts[key] >= REPEATS or PAGE.fullmatch(lines[at].text)}


def pages(lines: list[Line]) -> Iterator[list[int]]:
    """Yield, page by page, the places of the lines that are not blank."""
    page: list[int] = []
    for at, line in enumerate([*lines, PAGE_END]):
        if line is PAGE_END or line.level < 0:
            yield page
            page = []
        elif line.text:
            page.append(at)


def without_contents(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """Return the lines without the document's own list of contents, which the portal makes anew."""
    start = next((at for at, line in enumerate(lines) if known_part(line.text) == "Contents"), None)
    if start is None:
        return lines, []
    end, quiet = start, 0
    for at, line in enumerate(lines[start + 1 :], start=start + 1):
        is_row = bool(CONTENTS_ROW.search(line.text)) and len(line.text) <= ROW_LENGTH
        end, quiet = (at, 0) if is_row else (end, quiet + bool(line.text))
        if quiet >= ROWS_APART or len(line.text) > ROW_LENGTH:
            break
    if end == start:
        return lines, []
    return [*lines[:start], BLANK, *lines[end + 1 :]], [line.text for line in lines[start : end + 1] if line.text]
