"""Paragraphs as the reading view shows them: text or gist, notes, and the margin, which comes from every layer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile
from typing import NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from consultations import notes as consultations
from directory import notes as directory
from documents import notes as documents_notes
from documents.marks import set_text
from documents.models import Document, Footnote, Paragraph, ParagraphText, Section
from documents.notes import Heading, Note
from recommendations import notes as recommendations

# What may stand in the margin, in this order.
MARGIN: list[Callable[[QuerySet[Paragraph]], Iterator[tuple[int, Note]]]] = [
    recommendations.recommendations,
    recommendations.followed_up,
    consultations.proposals,
    directory.mechanisms,
    consultations.countries,
    directory.organisations,
    directory.practices,
    directory.agreements,
    documents_notes.tools,
    consultations.sessions,
    documents_notes.cited,
]


class MarginGroup(NamedTuple):
    """The notes under one heading beside one paragraph."""

    heading: Heading
    notes: list[Note]

    @property
    def title(self) -> str:
        return self.heading.counting(len(self.notes))


class PrintedNote(NamedTuple):
    """A footnote as a page shows it, under an id of its own."""

    note: Footnote
    id: str

    @property
    def body(self) -> SafeString:
        return set_text(self.note.text, is_rtl=is_rtl(self.note.language))

    @property
    def direction(self) -> str:
        return direction(self.note.language)


class Passage(NamedTuple):
    """A paragraph as a page shows it: its official text or gist, its footnotes, its margin."""

    paragraph: Paragraph
    number: str
    address: str
    text: ParagraphText | None
    gist: str
    footnotes: list[PrintedNote]
    margin: list[MarginGroup]
    state: str = ""  # on: the one in focus; dim: one beside it

    @property
    def direction(self) -> str:
        return direction(self.text.language if self.text else "en")

    @property
    def body(self) -> SafeString:
        """The official text as HTML, the calls of its notes leading to them."""
        if self.text is None:
            return SafeString()
        notes = {printed.note.number: printed.id for printed in self.footnotes}
        return set_text(self.text.text, is_rtl=is_rtl(self.text.language), notes=notes)


class ShownSection(NamedTuple):
    """A section as the reading view shows it, its heading in the language of the text where a copy prints it so."""

    section: Section
    heading: str
    language: str
    address: str
    extent: str
    passages: list[Passage]

    @property
    def title(self) -> str:
        """Its number and heading: `III. Overview of the discussions`."""
        return f"{printed_number(self.section)} {self.heading}".strip() or self.section.key

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def excerpt_of(self) -> Document | None:
        """The published document that the section is taken from, if it is an excerpt."""
        source = self.section.excerpt_of
        return source if source and source.is_published else None


class Figures(NamedTuple):
    """How much the margins of a document hold."""

    mechanisms: int
    organisations: int
    recommendations: int


def is_rtl(language: str) -> bool:
    return language in settings.LANGUAGES_BIDI


def direction(language: str) -> str:
    """Return the direction of a language, as HTML names it."""
    return "rtl" if is_rtl(language) else "ltr"


def margins(paragraphs: QuerySet[Paragraph]) -> dict[int, list[MarginGroup]]:
    """Return the margin of each paragraph by its id; a fixed number of queries, however many paragraphs."""
    found: dict[int, dict[Heading, list[Note]]] = defaultdict(lambda: defaultdict(list))
    for notes in MARGIN:
        for at, note in notes(paragraphs):
            found[at][note.heading].append(note)
    return {at: [MarginGroup(*pair) for pair in groups.items()] for at, groups in found.items()}


def figures(margin: dict[int, list[MarginGroup]]) -> Figures:
    """Count the pages that margins lead to: each mechanism, body and recommendation once."""
    pages: dict[Heading, set[str]] = defaultdict(set)
    for groups in margin.values():
        for heading, notes in groups:
            pages[heading] |= {note.address for note in notes}
    counted = directory.MECHANISMS, directory.ORGANISATIONS, recommendations.RECOMMENDATIONS
    return Figures(*(len(pages[heading]) for heading in counted))


def passage(paragraph: Paragraph, address: str, margin: list[MarginGroup], language: str) -> Passage:
    """Show a paragraph in a language where its text is held in it, else in the original.

    The gist, which is English, stands in for the text, and stands beside a text that few readers may know.
    """
    text = paragraph.wording(language) or next(iter(paragraph.texts.all()), None)
    notes = paragraph.notes_to(text)
    return Passage(
        paragraph=paragraph,
        number=paragraph.own_label.split()[-1],
        address=address,
        text=text,
        gist="" if text and text.language in {language, "en"} else paragraph.gist,
        footnotes=[PrintedNote(note, f"p{paragraph.anchor}-note-{slugged(note.number)}") for note in notes],
        margin=margin,
    )


def with_introductions(passages: list[Passage]) -> list[Passage]:
    """Return the passages that have a margin, and, dimmed, those that introduce a sub-paragraph that has one."""
    introducing = {one.paragraph.parent_id for one in passages if one.margin}
    return [
        one if one.margin else one._replace(state="dim")
        for one in passages
        if one.margin or one.paragraph.pk in introducing
    ]


def slugged(number: str) -> str:
    """Return the number of a note as it can stand in an id: most are figures, some are asterisks."""
    return "".join(sign if sign.isalnum() else f"x{ord(sign):x}" for sign in number)


def parts(
    sections: list[Section], passages: Iterable[Passage], language: str, address: Callable[[Section], str]
) -> list[ShownSection]:
    """Put passages under their sections, each with the range of its numbers, subsections included.

    `language` is that of the headings, `address` tells where a section stands. Sections without any passage, in
    themselves and in their subsections, are left out.
    """
    of_section: dict[int, list[Passage]] = defaultdict(list)
    for one in passages:
        of_section[one.paragraph.section_id].append(one)
    found = []
    for place, section in enumerate(sections):
        inside = [one for part in branch(sections[place:]) for one in of_section[part.pk]]
        if inside:
            whole = [one for one in inside if not one.paragraph.parent_id]
            title, printed_in = heading(section, language)
            own = of_section[section.pk]
            found.append(ShownSection(section, title, printed_in, address(section), extent(whole), own))
    return found


def heading(section: Section, language: str) -> tuple[str, str]:
    """Return the heading of a section and its language: as printed, else as the record has it."""
    text = section.heading_in(language)
    if text:
        return text.heading, text.language
    return (_("Cover"), get_language() or "en") if section.is_cover else (section.heading, "en")


def branch(sections: list[Section]) -> list[Section]:
    """Return the first of these sections with the subsections that follow it."""
    top = sections[0]
    return [top, *takewhile(lambda other: other.level > top.level, sections[1:])]


def printed_number(section: Section) -> str:
    """Return the number of a section as it stands before its heading: `B.` for III.B, `(a)`, or nothing."""
    number = section.number.rpartition(".")[2]
    return f"{number}." if number and not number.endswith(")") else number


def extent(passages: list[Passage]) -> str:
    """Return the first and last number of these passages: `12–43`, `¶1–3`, `8`, or nothing."""
    numbers = [one.number for one in passages]
    if len(numbers) < 2:
        return "".join(numbers)
    return f"{numbers[0]}–{numbers[-1].lstrip('¶')}"
