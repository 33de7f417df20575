"""What a page rests on: its numbered addresses, the places where its subject is mentioned, the years of both; pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from documents.models import Document, Reference
from documents.models.reference import addresses

MAIN = "A-HRC-29-38-Add.2"  # the Bangkok report, from which most is told of mechanisms


class Sources:
    """The addresses that a page cites, numbered as they first appear; `numbers` is what the tag `refs` takes."""

    def __init__(self, cited: Iterable[Iterable[Reference]]) -> None:
        self.listed = addresses(one for references in cited for one in sorted(references, key=lambda one: one.order))
        self.numbers = {reference.url: number for number, reference in enumerate(self.listed, start=1)}

    @property
    def first_seen(self) -> date | None:
        return min((reference.seen for reference in self.listed if reference.seen), default=None)

    @property
    def last_seen(self) -> date | None:
        return max((reference.seen for reference in self.listed if reference.seen), default=None)


def main_report(references: Iterable[Reference]) -> Document | None:
    """Return the report whose ¶ go without its name on pages about mechanisms, if one of the references is in it."""
    sources = (reference.source for reference in references)
    return next((one for one in sources if one and one.key == MAIN and one.is_published), None)


def mentions(references: Iterable[Reference], main: Document | None = None) -> list[Reference]:
    """Return the places in documents, once each and as printed, those of the page's main document first."""
    places = {reference.pk: reference for reference in references if not reference.url}
    return sorted(places.values(), key=lambda one: (one.source != main, one.order))


def undated(references: Iterable[Reference]) -> bool:
    """Tell whether some of the addresses carry no date."""
    return any(reference.url and not reference.date for reference in references)


def years(references: Iterable[Reference]) -> list[str]:
    """Return the first and the last year of the sources: two, one where they are the same, none where undated."""
    dates = (reference.source.date if reference.source else reference.date for reference in references)
    found = sorted({written[:4] for written in dates if written})
    return [found[0], found[-1]] if len(found) > 1 else found
