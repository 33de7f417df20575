"""What is read from a file: sections, paragraphs with their notes, and what a person must decide; pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class IntakeError(Exception):
    """Raised when a file cannot be read; its text tells the reader, in their language, why and what to do."""


class CautionKind(TextChoices):
    """What a person must look at before the text is used."""

    MISSING = "missing", _("Number missing")  # 12 is followed by 14
    REPEATED = "repeated", _("Number repeated")  # 12 stands twice
    ORDER = "order", _("Number out of order")  # 12 is followed by 9
    MISREAD = "misread", _("Letter misread")  # (1) printed for (l)
    DIRECTION = "direction", _("Mixed direction")  # Arabic and Latin words in one paragraph
    SCAN = "scan", _("Likely a scan")  # letters may be wrong
    NOTE = "note", _("Note without a place")  # a note that no paragraph calls, or a call without its note
    SYMBOL = "symbol", _("Symbol not on the copy")  # the symbol given is not printed in the file


@dataclass(frozen=True)
class Caution:
    """One thing that a person must decide: the place as printed, and what was found there."""

    kind: CautionKind
    place: str
    detail: str = ""

    def __str__(self) -> str:
        return ": ".join(part for part in (self.place, str(self.kind.label), self.detail) if part)


@dataclass(frozen=True)
class ReadNote:
    """A footnote under its printed number."""

    number: str
    text: str


@dataclass
class ReadSection:
    """A headed part of the document; `number` is as in the record (`III.A`, `Annex`), `key` its short name (`iii-a`).

    `printed` is the number of an annex as the file has it (`المرفق`). `excerpt_of` is the symbol of the document that
    it says it is taken from.
    """

    key: str
    heading: str
    number: str = ""
    level: int = 1
    language: str = "en"
    printed: str = ""
    excerpt_of: str = ""


@dataclass
class ReadParagraph:
    """A paragraph or sub-paragraph; `parent` is the anchor of the one it is part of, `section` the key of its section.

    Numbered ones have their printed label (`45 (c)`). Others count inside their section: `ordinal` is 5 in
    `Context ¶5`. Lines that are lines in print are parted by line feeds.
    """

    label: str
    anchor: str
    section: str
    text: str
    parent: str = ""
    ordinal: int = 0
    language: str = "en"
    notes: list[ReadNote] = field(default_factory=list)
    is_doubtful: bool = False


@dataclass
class Parsed:
    """A file read. `left_out` lists the words that are no text of the document: page furniture, a list of contents."""

    format: str
    sections: list[ReadSection] = field(default_factory=list)
    paragraphs: list[ReadParagraph] = field(default_factory=list)
    cautions: list[Caution] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    @property
    def languages(self) -> list[str]:
        """The languages found, that of most paragraphs first."""
        return [language for language, _number in Counter(one.language for one in self.paragraphs).most_common()]
