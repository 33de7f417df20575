"""Blocks into sections, paragraphs, sub-paragraphs and notes, by what they say and in which order; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from documents.intake.annexes import agenda, is_agenda
from documents.intake.blocks import Block
from documents.intake.headings import Heading, Headings
from documents.intake.labels import NONE, Label, label_of
from documents.intake.languages import Languages
from documents.intake.numbering import Numbering
from documents.intake.parsed import Caution, CautionKind, Parsed, ReadParagraph, ReadSection
from documents.intake.titles import is_prose, is_title, opens_list, slug

Name = TypeVar("Name")
AGAIN = ["bis", "ter", "quater", "quinquies"]  # how the United Nations tell numbers apart


class Names:
    """Gives out names, each once."""

    def __init__(self) -> None:
        self.taken: set[Any] = set()
        self.left: dict[Any, Iterator[Any]] = {}  # what may still be tried where a name is wanted again

    def free(self, wanted: Name, others: Iterable[Name], where: str = "") -> Name:
        """Return the first of these names that is free, and take it; of a pair, both parts must be.

        Asked again for the same name at the same place, it goes on with the others where it stopped.
        """
        choices = self.left.setdefault((wanted, where), chain([wanted], others))
        found = next(name for name in choices if not self.taken & parts(name))
        self.taken |= parts(found)
        return found


def parts(name: Any) -> set[Any]:
    return {(at, part) for at, part in enumerate(name)} if isinstance(name, tuple) else {name}


@dataclass
class Builder:
    """Walks through the blocks of a file once and builds what they are."""

    blocks: list[Block]
    languages: Languages
    parsed: Parsed
    headings: Headings = field(default_factory=Headings)
    numbering: Numbering = field(default_factory=Numbering)
    at: int = 0
    heads: dict[str, str] = field(default_factory=dict)  # by key of a section, the word its paragraphs go by
    keys: Names = field(default_factory=Names)
    words: Names = field(default_factory=Names)
    labels: Names = field(default_factory=Names)
    ordinal: int = 0  # of the last unnumbered paragraph of the open section
    entries: int = 0  # of the open annex
    places: list[int] = field(default_factory=list)  # for each paragraph, how many blocks were read when it began

    def build(self) -> Parsed:
        """Read every block."""
        self.cover()
        while self.at < len(self.blocks):
            block = self.blocks[self.at]
            heading = self.headings.of(self.blocks, self.at, self.numbering, self.last)
            if heading:
                self.at += heading.blocks
                self.open(heading)
            else:
                self.at += 1
                self.take(block)
        return self.parsed

    def cover(self) -> None:
        """Read what stands before the first heading, number or sentence as one paragraph, line by line."""
        end = self.headings.first(self.blocks)
        lines = [block.text for block in self.blocks[:end]]
        if lines:
            self.section(ReadSection("cover", "", language=self.languages.of("\n".join(lines))), "Cover")
            self.unnumbered("\n".join(lines))
        self.at = end

    def open(self, heading: Heading) -> None:
        """Begin a section; a list of meetings and hours in an annex is read as an agenda."""
        self.section(heading.section, heading.head)
        inside = self.headings.annex_blocks(self.blocks, self.at) if heading.is_annex else []
        if is_agenda(inside):
            for lines in agenda(inside):
                self.unnumbered(lines)
            self.at += len(inside)

    def section(self, section: ReadSection, head: str) -> None:
        """Begin a section under a key that no other has; its heading is in its own language."""
        section.key = self.keys.free(section.key, (f"{section.key}-{n}" for n in count(2)))
        section.language = self.languages.of(section.heading) if section.heading else section.language
        self.heads[section.key] = self.words.free(head, (f"{head} {n}" for n in count(2)))
        self.ordinal = self.entries = 0
        self.parsed.sections.append(section)
        self.numbering.leave_list()

    @property
    def last(self) -> ReadParagraph | None:
        """The paragraph before, if it stands in the open section."""
        last = self.parsed.paragraphs[-1] if self.parsed.paragraphs else None
        return last if last and self.parsed.sections and last.section == self.here.key else None

    @property
    def here(self) -> ReadSection:
        return self.parsed.sections[-1]

    def take(self, block: Block) -> None:
        """Read a block that is no heading."""
        label = label_of(block.text, block.number)
        if not self.parsed.sections or self.here.key == "cover":
            self.section(ReadSection("text", ""), "Text")
        if self.headings.in_annex and self.annexed(block, label):
            return
        if not (self.item(block, label) or self.numbered(block, label) or self.lettered(block, label)):
            self.running(block)

    def numbered(self, block: Block, label: Label) -> bool:
        """Read a numbered paragraph; return whether the block is one."""
        if label.kind not in ("number", "bare"):
            return False
        number = int(label.value)
        if not self.numbering.accepts(number, label, block, self.last):
            return False
        for kind, detail in self.numbering.cautions(number):
            self.caution(kind, label.value, detail)
        self.numbering.count(number)
        self.add(ReadParagraph(*self.once(label.value, label.value), self.here.key, label.rest))
        return True

    def lettered(self, block: Block, label: Label) -> bool:
        """Read a sub-paragraph, or an item of a group that bears a letter alone; return whether the block is one."""
        step = self.numbering.step(label, block, self.last)
        if step is None:
            return False
        parent = self.parsed.paragraphs[step.parent] if step.parent >= 0 else None
        if step.printed:
            read_as = _("read as %(letter)s") % {"letter": f"({step.value})"}
            self.caution(CautionKind.MISREAD, f"{parent.label if parent else ''} ({step.printed})", read_as)
        name = f"{parent.label} ({step.value})" if parent else f"({step.value})"
        anchor = f"{parent.anchor}-{step.value}" if parent else step.value
        self.add(ReadParagraph(*self.once(name, anchor), self.here.key, label.rest, parent.anchor if parent else ""))
        self.numbering.stepped(step)
        return True

    def item(self, block: Block, label: Label) -> bool:
        """Read an item of a numbered list inside a paragraph; return whether the block is one."""
        if label.kind not in ("number", "bare") or not self.last or not self.numbering.in_list(label, self.last, block):
            return False
        place = self.numbering.open_list(self.parsed.paragraphs)
        parent = self.parsed.paragraphs[place]
        name, anchor = self.once(f"{parent.label} ({label.value})", f"{parent.anchor}-{label.value}")
        self.add(ReadParagraph(name, anchor, self.here.key, label.rest, parent.anchor))
        self.numbering.listed(int(label.value))
        return True

    def annexed(self, block: Block, label: Label) -> bool:
        """Read an entry of an annex: a numbered one, or a title with the text under it; return whether it is one."""
        following = self.blocks[self.at].text if self.at < len(self.blocks) else ""
        is_next = label.kind in ("number", "bare") and int(label.value) == self.entries + 1
        if is_next and not (self.last and opens_list(self.last.text)):
            self.entry(label.rest)
            return True
        if label is not NONE or not is_title(block.text) or not is_prose(following) or label_of(following).kind:
            return False
        self.at += 1
        self.entry(f"{block.text}\n{following}")
        return True

    def entry(self, text: str) -> None:
        self.entries += 1
        name, key = f"{self.heads[self.here.key]}, entry {self.entries}", self.here.key
        name, anchor = self.once(name, f"{key}-{self.entries}", [(name, f"{key}-entry-{self.entries}")])
        self.add(ReadParagraph(name, anchor, self.here.key, text, ordinal=self.entries))

    def running(self, block: Block) -> None:
        """Read a block without label: it goes on with the paragraph before, or is an unnumbered one."""
        text = f"{block.number} {block.text}".strip()
        if self.last and (not block.is_start or self.goes_on()):
            self.last.text += ("\n" if block.is_start else " ") + text
        else:
            self.unnumbered(text)

    def goes_on(self) -> bool:
        """Tell whether a text without number belongs to the paragraph before: a numbered one, or an item of a list."""
        if self.numbering.is_listing:
            return self.numbering.has_next(self.blocks, self.at)
        return self.last is not None and not self.last.ordinal

    def unnumbered(self, text: str) -> None:
        """Add a paragraph without number: it goes by the word of its section and its place there."""
        self.ordinal = max(self.ordinal, self.entries) + 1
        head = self.heads[self.here.key]
        name, anchor = self.once(f"{head} ¶{self.ordinal}", f"{slug(head) or self.here.key}-{self.ordinal}", [])
        self.numbering.close()
        self.add(ReadParagraph(name, anchor, self.here.key, text, ordinal=self.ordinal))

    def add(self, paragraph: ReadParagraph) -> None:
        paragraph.language = self.languages.of(paragraph.text)
        self.parsed.paragraphs.append(paragraph)
        self.places.append(self.at)
        self.numbering.open_at = len(self.parsed.paragraphs) - 1

    def once(self, label: str, anchor: str, first: list[tuple[str, str]] | None = None) -> tuple[str, str]:
        """Return a label and an anchor that no other paragraph has: a second 12 is `12 bis`, in annexes `Annex, 12`.

        `first` are to be tried before that, in the place of the annex's own.
        """
        own = self.heads[self.here.key]
        annexed = [(f"{own}, {label}", f"{self.here.key}-{anchor}")] if self.headings.in_annex else []
        inside = annexed if first is None else first
        again = ((f"{label} {word}", f"{anchor}-{word}") for word in AGAIN)
        more = ((f"{label} [{n}]", f"{anchor}-{n}") for n in count(len(AGAIN) + 2))
        return self.labels.free((label, anchor), chain(inside, again, more), own if inside else "")

    def caution(self, kind: CautionKind, place: str, detail: str = "") -> None:
        self.parsed.cautions.append(Caution(kind, place.strip(), detail))
