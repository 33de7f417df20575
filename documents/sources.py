"""What a page rests on: its numbered addresses, the places where its subject is mentioned, the years of both; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from documents.models import Document, Reference
from documents.models.reference import addresses

LONG = 60  # characters of an address that are shown where its site alone does not tell it from others
MAIN = "A-HRC-29-38-Add.2"  # the Bangkok report, from which most is told of mechanisms


def bare(address: str) -> str:
    """Show an address of the web as people write it: `naptip.gov.ng`."""
    return address.split("://")[-1].removeprefix("www.").rstrip("/")


def host(address: str) -> str:
    """Show the site of an address alone."""
    return bare(address).split("/")[0]


def told_apart(references: Iterable[Reference]) -> dict[str, str]:
    """Return what addresses are called, by address: their publisher, else the site, and where that is no name of one
    alone the date as well, or what follows the site in the address.
    """
    every = [one for one in references if one.url]
    named = {one.url: one.publisher or host(one.url) for one in every}
    dated = {one.url: ", ".join(filter(None, [named[one.url], one.date])) for one in every}
    by_name, by_date = Counter(named.values()), Counter(dated.values())
    return {
        url: name if by_name[name] == 1 else dated[url] if by_date[dated[url]] == 1 else f"{name}: {bare(url)[:LONG]}"
        for url, name in named.items()
    }


class Listed(NamedTuple):
    """One address among the numbered sources of a page, and where it is: its site, or more where others share that."""

    reference: Reference
    place: str


class Sources:
    """The addresses that a page cites, numbered as they first appear; `numbers` is what the tag `refs` takes."""

    def __init__(self, cited: Iterable[Iterable[Reference]]) -> None:
        self.listed = addresses(one for references in cited for one in sorted(references, key=lambda one: one.order))
        self.numbers = {reference.url: number for number, reference in enumerate(self.listed, start=1)}

    @property
    def rows(self) -> list[Listed]:
        """The addresses as they are listed: those of one site by their whole address."""
        sites = Counter(host(one.url) for one in self.listed)
        return [Listed(one, place(one.url, is_alone=sites[host(one.url)] == 1)) for one in self.listed]

    @property
    def first_seen(self) -> date | None:
        return min((reference.seen for reference in self.listed if reference.seen), default=None)

    @property
    def last_seen(self) -> date | None:
        return max((reference.seen for reference in self.listed if reference.seen), default=None)


def place(url: str, *, is_alone: bool) -> str:
    """Return the site of an address, with the rest of it where others of the site stand beside it."""
    whole = bare(url)
    return host(url) if is_alone else f"{whole[:LONG]}…" if len(whole) > LONG else whole


def main_report(references: Iterable[Reference]) -> Document | None:
    """Return the report whose ¶ go without its name on pages about mechanisms, if one of the references is in it."""
    sources = (reference.source for reference in references)
    return next((one for one in sources if one and one.key == MAIN and one.is_published), None)


def mentions(references: Iterable[Reference], main: Document | None = None) -> list[Reference]:
    """Return the places in documents, once each and as printed, those of the page's main document first."""
    places = {reference.pk: reference for reference in references if not reference.url}
    return sorted(places.values(), key=lambda one: (one.source != main, one.order))


class Age(NamedTuple):
    """How old the sources of a page are: spans of years, empty where none is told."""

    documents: str
    pages: str  # the dates that web pages carry
    seen: str
    undated: bool  # whether some web pages carry no date


def age(references: Iterable[Reference]) -> Age:
    """Return the years of documents and of web pages, and those in which the pages were seen."""
    every = list(references)
    pages = [one for one in every if one.url]
    return Age(
        documents=years(one.source.date for one in every if one.source),
        pages=years(one.date for one in pages),
        seen=years(str(one.seen) for one in pages if one.seen),
        undated=any(not one.date for one in pages),
    )


def years(dates: Iterable[str]) -> str:
    """Return the span of years of dates: `2012–2020`, `2015`; empty where none is known."""
    found = sorted({written[:4] for written in dates if written})
    return "–".join(dict.fromkeys([found[0], found[-1]])) if found else ""
