"""Margin notes: what the record holds at each paragraph of a document.

Those of this layer are the tools described there, and the documents cited there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import npgettext_lazy

from documents.citing import cited_at
from documents.models import Paragraph, Tool
from documents.templatetags.nrem import in_english


@dataclass(frozen=True, eq=False)
class Heading:
    """A heading of the margin, whose words agree with the number of notes; `voice` is its class in the style sheet."""

    words: Any
    voice: str = ""

    def counting(self, number: int) -> str:
        """Return its words, as they agree with a number of notes."""
        return self.words % number


class Note(NamedTuple):
    """One margin note: the heading it stands under, its words, and the page it leads to."""

    heading: Heading
    title: str
    address: str


# Headings have a context: a catalogue cannot hold one word both with a plural and without.
TOOLS = Heading(npgettext_lazy("heading in the margin", "Tool", "Tools"))
CITED = Heading(npgettext_lazy("heading in the margin", "Cited here", "Cited here"))


def rows_at(paragraphs: QuerySet[Paragraph], records: QuerySet, path: str, *fields: str) -> QuerySet:
    """Return, for records that point to paragraphs by this path, the paragraph's id and the fields, each row once.

    What points to a range of paragraphs stands at the first of them.
    """
    return records.filter(**{f"{path}__in": paragraphs}).values_list(path, *fields).distinct()


def tools(paragraphs: QuerySet[Paragraph]) -> Iterator[tuple[int, Note]]:
    """Yield the tools that are described at these paragraphs."""
    for at, title, slug in rows_at(paragraphs, Tool.objects.published(), "references__paragraph", "title", "slug"):
        yield at, Note(TOOLS, in_english(title), reverse("tool", args=[slug]))


def cited(paragraphs: QuerySet[Paragraph]) -> Iterator[tuple[int, Note]]:
    """Yield the documents that these paragraphs cite, as recorded or named in their text."""
    for at, document in cited_at(paragraphs):
        yield at, Note(CITED, in_english(document.short_name), document.get_absolute_url())
