"""Where a row of a table comes from: the document, its symbol first, and the paragraph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from documents.models import Document, Reference


class Source(NamedTuple):
    """The place that a row rests on, the first one where there are several, and all of them in words."""

    symbol: str = ""
    document: str = ""
    paragraph: str = ""
    every: str = ""


def of_document(document: Document | None) -> Source:
    """Return a document as a source; nothing where the public may not see it."""
    if document is None or not document.is_published:
        return Source()
    return Source(document.symbol or "", document.key, "", document.citation)


def of_references(references: Iterable[Reference]) -> Source:
    """Return the first paragraph, as printed, of references that the public may see, and all of them."""
    ordered = sorted((one for one in references if one.is_public), key=lambda one: one.order)
    every = "; ".join(dict.fromkeys(written(one) for one in ordered))
    first = next((one for one in ordered if one.document), None)
    if first is None:
        return Source(every=every)
    return of_document(document_of(first))._replace(paragraph=first.label, every=every)


def document_of(reference: Reference) -> Document | None:
    """Return the document whose words stand there; where that is not published, the one they were read in."""
    source = reference.source
    return source if source and source.is_published else reference.document


def written(reference: Reference) -> str:
    """Return a reference in words, the symbol first: `A/HRC/29/38/Add.2, 45 (c)`; an address as it stands."""
    document = document_of(reference)
    return f"{document.citation}, {reference.label}" if document else reference.url
