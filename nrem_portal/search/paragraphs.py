"""Paragraphs as they go into the index.

There are as many as recommendations, and more: they are read as plain rows, and their documents once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any

from django.db.models import Q

from documents.marks import without_marks
from documents.models import Document, Paragraph, ParagraphText
from documents.templatetags.nrem import signed
from nrem_portal.search.found import ALL, SIZE, Found, year_of

FIELDS = ["pk", "label", "anchor", "gist", "document", "section__page", "section__excerpt_of"]
Wordings = dict[str, str]  # by language


def paragraphs(chosen: Q = ALL) -> Iterator[Found]:
    shared = Shared()
    rows = Paragraph.objects.of_published().readable().filter(chosen).order_by("pk").values_list(*FIELDS).iterator(SIZE)
    while batch := list(islice(rows, SIZE)):
        texts = texts_of([row[0] for row in batch])
        yield from (shared.found(row, texts.get(row[0], {})) for row in batch)


def texts_of(keys: list[int]) -> dict[int, Wordings]:
    """Return the official texts in force of these paragraphs, in each language held."""
    found: dict[int, Wordings] = defaultdict(dict)
    rows = ParagraphText.objects.filter(current=True, paragraph__in=keys).order_by("language")
    for paragraph, language, text in rows.values_list("paragraph", "language", "text"):
        found[paragraph][language] = without_marks(text)
    return found


class Shared:
    """What paragraphs have in common: their documents, and the addresses of pages of these."""

    def __init__(self) -> None:
        self.documents = Document.objects.in_bulk()
        self.address_of = cache(lambda document, page: self.documents[document].page_address(page))

    def found(self, row: tuple[Any, ...], texts: Wordings) -> Found:
        """Return one paragraph as it is found: by its official text in each language held, at least by its gist."""
        pk, label, anchor, gist, document, page, excerpt_of = row
        holder, source, sign = self.documents[document], self.documents[excerpt_of or document], signed(label)
        beside = (source.symbol or "") if source.is_published else ""
        return Found(
            "paragraph",
            pk,
            f"{holder.key}#{anchor}",
            f"{holder.short_name} {sign}",
            {"en": gist} | texts,
            f"{self.address_of(document, page)}#p{anchor}",
            beside,
            names=[holder.symbol or "", cited(source, sign)],
            also=gist,
            year=year_of(holder.date),
        )


def cited(source: Document, sign: str) -> str:
    """Return a paragraph as people cite it: `A/HRC/29/38/Add.2 ¶ 45 (c)`; without a document that not all may read."""
    return f"{source.symbol or source.short_name} {sign}" if source.is_published else sign
