"""What bringing in a copy did, for an editor to look at."""

from __future__ import annotations

from dataclasses import dataclass, field

from documents.models import Document, Rendition


@dataclass(frozen=True)
class Change:
    """A paragraph whose official text in force is another now: both wordings, and in words which records lead to it."""

    label: str
    language: str
    old: str
    new: str  # empty where the copy lost it
    linked: list[str]


@dataclass
class Outcome:
    """What bringing in a copy did; sections and paragraphs by their labels.

    `absent` lists by language what may be read in the document and is not in this copy: for the language of most
    paragraphs all of it, for others what has official text in them.
    """

    document: Document
    renditions: list[Rendition] = field(default_factory=list)
    in_force_already: list[Rendition] = field(default_factory=list)  # a draft of it was asked for, and none is made
    matched: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    added_sections: list[str] = field(default_factory=list)
    absent: dict[str, list[str]] = field(default_factory=dict)
    changed: list[Change] = field(default_factory=list)
    unknown_excerpts: list[str] = field(default_factory=list)  # symbols of documents that the portal does not know
    has_moved: bool = False  # paragraphs or sections got new positions, to make room
    written: int = 0  # rows made, altered, removed, put in force or taken out of it

    @property
    def is_unchanged(self) -> bool:
        """Tell whether all was there already, as it is in the file."""
        return not self.written
