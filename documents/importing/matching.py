"""Which section and paragraph of a document each one of a file is; what the document lacks is made, not saved.

Sections go by their number, else by their key. Paragraphs go by their label; those without a printed number by their
place in the section, so that a copy in another language finds `Summary ¶1` under its own heading, and
sub-paragraphs by the one above and their own letter. What stands keeps its label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from documents.intake.parsed import IntakeError, Parsed, ReadParagraph, ReadSection
from documents.models import Document, Paragraph, Section

ORDINAL = re.compile(r".*(?:¶|, entry )(\d+)")  # `Context ¶5`, `Annex, entry 3`
AGAIN = re.compile(r"(.+)-\d+")  # the key of a section whose own key is taken in its file
COVER = "Cover"  # has no printed heading
DEEPEST = 3  # the level below which headings are all alike


@dataclass
class Taken:
    """What a file has been matched with, language by language: nothing twice in one language."""

    seen: set[tuple[str, int]] = field(default_factory=set)

    def first_free(self, candidates: Iterable[Any], language: str) -> Any:
        """Return the first of these that this language has not had yet, and take it; None where there is none."""
        for one in candidates:
            if one is not None and (language, id(one)) not in self.seen:
                return self.take(one, language)
        return None

    def take(self, one: Any, language: str) -> Any:
        self.seen.add((language, id(one)))
        return one

    def has(self, one: Any, language: str) -> bool:
        return (language, id(one)) in self.seen


def in_turn(parsed: Parsed, things: list[Any]) -> Iterator[Any]:
    """Yield sections or paragraphs of a file language by language, that of most paragraphs first.

    A heading in a language that no paragraph has comes with the first.
    """
    turns = parsed.languages
    yield from sorted(things, key=lambda one: turns.index(one.language) if one.language in turns else 0)


class Sections:
    """Finds the section that one of a file is, or makes it."""

    def __init__(self, document: Document, standing: list[Section], parsed: Parsed) -> None:
        self.document, self.taken = document, Taken()
        self.known = list(standing)
        self.of_file = {(one.key, one.language) for one in parsed.sections}
        self.found = {one.key: self.match(one) for one in in_turn(parsed, parsed.sections)}

    def match(self, read: ReadSection) -> Section:
        found = self.taken.first_free(self.candidates(read), read.language)
        return found or self.taken.take(self.make(read), read.language)

    def candidates(self, read: ReadSection) -> list[Section]:
        """Return the sections that this may be, the likeliest first."""
        of_number = [one for one in self.known if read.number and one.number.casefold() == read.number.casefold()]
        of_number.sort(key=lambda one: one.key != read.key)
        of_key = [one for one in self.known if one.key == read.key]
        again = AGAIN.fullmatch(read.key)
        of_other_language = [one for one in self.known if again and one.key == again[1]] if self.twice(read) else []
        return [*of_number, *of_key, *of_other_language]

    def twice(self, read: ReadSection) -> bool:
        """Tell whether the file has this section in another language, under the key without a figure at its end."""
        again = AGAIN.fullmatch(read.key)
        return any(again and key == again[1] and language != read.language for key, language in self.of_file)

    def make(self, read: ReadSection) -> Section:
        made = Section(
            document=self.document,
            key=free(read.key, {one.key for one in self.known}),
            number=read.number,
            heading=read.heading or (COVER if read.key == "cover" else ""),
            level=min(max(read.level, 1), DEEPEST),
        )
        self.known.append(made)
        return made


class Paragraphs:
    """Finds the paragraph that one of a file is, or makes it; `found` is by the identity of the one read."""

    def __init__(
        self, document: Document, standing: list[Paragraph], parsed: Parsed, sections: dict[str, Section]
    ) -> None:
        self.document, self.sections, self.taken = document, sections, Taken()
        self.anchors = {one.anchor for one in standing}
        self.labels = {one.label: one for one in standing}
        self.places: dict[Any, Paragraph] = {}
        for one in standing:
            self.places.setdefault(("anchor", one.anchor), one)
            self.places.setdefault(place_of(one), one)
        self.read = {(language, one.anchor): one for one in parsed.paragraphs for language in (one.language, "")}
        self.found: dict[int, Paragraph] = {}
        self.match_labels(parsed)
        for one in in_turn(parsed, parsed.paragraphs):
            if id(one) not in self.found:
                self.found[id(one)] = self.match(one)

    def match_labels(self, parsed: Parsed) -> None:
        """Match all that bear the label of one that stands, before any goes by its place."""
        for one in in_turn(parsed, parsed.paragraphs):
            found = self.taken.first_free([self.labels.get(one.label)], one.language)
            if found:
                self.found[id(one)] = found

    def match(self, read: ReadParagraph) -> Paragraph:
        parent = self.parent_of(read)
        places = [self.place_read(read, parent)]
        if not read.ordinal:
            places.append(("anchor", read.anchor))
        candidates = [self.labels.get(read.label), *(self.places.get(place) for place in places)]
        found = self.taken.first_free(candidates, read.language)
        return found or self.taken.take(self.make(read, parent), read.language)

    def parent_of(self, read: ReadParagraph) -> Paragraph | None:
        """Return the paragraph that the one above this is; it stands before it in the file."""
        above = self.above(read)
        return self.found.get(id(above)) if above else None

    def above(self, read: ReadParagraph) -> ReadParagraph | None:
        """Return the one of the file that a paragraph is part of, in its own language where it stands in several."""
        return self.read.get((read.language, read.parent)) or self.read.get(("", read.parent)) if read.parent else None

    def place_read(self, read: ReadParagraph, parent: Paragraph | None) -> Any:
        """Return the place of a paragraph of the file, as `place_of` does of one that stands."""
        above = self.above(read)
        if parent and above:
            return "part", id(parent), read.label.removeprefix(above.label).strip()
        if read.ordinal:
            return "ordinal", id(self.sections[read.section]), "¶" in read.label, read.ordinal
        return "label", read.label

    def make(self, read: ReadParagraph, parent: Paragraph | None) -> Paragraph:
        if read.label in self.labels:
            raise IntakeError(_("“%(label)s” stands twice in the file.") % {"label": read.label})
        made = Paragraph(
            document=self.document,
            section=self.sections[read.section],
            parent=parent,
            label=read.label,
            anchor=free(read.anchor, self.anchors),
        )
        self.anchors.add(made.anchor)
        self.labels[made.label] = made
        self.places.setdefault(("anchor", made.anchor), made)
        self.places.setdefault(self.place_read(read, parent), made)
        return made


def place_of(one: Paragraph) -> Any:
    """Return the place by which another language's copy finds a paragraph: in its section, or under the one above."""
    if one.parent is not None:
        return "part", id(one.parent), one.label.removeprefix(one.parent.label).strip()
    ordinal = ORDINAL.fullmatch(one.label)
    return ("ordinal", id(one.section), "¶" in one.label, int(ordinal[1])) if ordinal else ("label", one.label)


def free(name: str, names: set[str]) -> str:
    """Return a name that is not among these: itself, or with a figure."""
    return next(one for one in [name, *(f"{name}-{number}" for number in range(2, len(names) + 3))] if one not in names)


class Match:
    """What each section and paragraph of a file is in the document, in the order of the file; new ones are unsaved."""

    def __init__(
        self, parsed: Parsed, document: Document, sections: list[Section], paragraphs: list[Paragraph]
    ) -> None:
        found = Sections(document, sections, parsed).found
        self.languages = parsed.languages
        self.sections = [(one, found[one.key]) for one in parsed.sections]
        known = Paragraphs(document, paragraphs, parsed, found).found
        self.paragraphs = [(one, known[id(one)]) for one in parsed.paragraphs]

    def language_of(self, read: ReadSection | ReadParagraph) -> str:
        """Return the language that a section or paragraph counts for: one that paragraphs of the file have."""
        return read.language if read.language in self.languages else self.languages[0]

    def new_sections(self) -> list[Section]:
        return unsaved(one for _read, one in self.sections)

    def new_paragraphs(self) -> list[Paragraph]:
        return unsaved(one for _read, one in self.paragraphs)


def unsaved(things: Iterable[Any]) -> list[Any]:
    """Return those that are not in the database, each once."""
    return list({id(one): one for one in things if one.pk is None}.values())
