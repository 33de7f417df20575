"""Formats in which a page can be taken along: each takes the place of the last slash of its address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Format(NamedTuple):
    """A format: what stands after the dot, its name, what a browser is told it is, and whether it is saved at once."""

    suffix: str
    title: Any
    content_type: str
    is_saved: bool = False

    @property
    def kind(self) -> str:
        """The kind of file alone, as a link names it."""
        return self.content_type.partition(";")[0]


def by_suffix(*formats: Format) -> dict[str, Format]:
    """Return formats by what stands after the dot, in their order."""
    return {one.suffix: one for one in formats}


RIS = Format("ris", "RIS", "application/x-research-info-systems; charset=utf-8", is_saved=True)
BIBTEX = Format("bib", "BibTeX", "application/x-bibtex; charset=utf-8", is_saved=True)
CSL = Format("csl", "CSL-JSON", "application/vnd.citationstyles.csl+json", is_saved=True)
TEXT = Format("txt", _("Text"), "text/plain; charset=utf-8")
JSON = Format("json", "JSON", "application/json")
CSV = Format("csv", "CSV", "text/csv; charset=utf-8", is_saved=True)
XLSX = Format("xlsx", "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", is_saved=True)
ATOM = Format("atom", "Atom", "application/atom+xml; charset=utf-8")
CARD = Format("vcf", "vCard", "text/vcard; charset=utf-8", is_saved=True)
CALENDAR = Format("ics", "iCalendar", "text/calendar; charset=utf-8", is_saved=True)

FEED_LENGTH = 50  # entries of a feed, the newest

# Of one page: documents and paragraphs, and the records of every layer.
FORMATS = by_suffix(RIS, BIBTEX, CSL, TEXT, JSON)
MECHANISM_FORMATS = FORMATS | by_suffix(CARD)
CONSULTATION_FORMATS = FORMATS | by_suffix(CALENDAR)
# Of a list.
LIST_FORMATS = by_suffix(CSV, XLSX, JSON, ATOM)
CITED_LIST_FORMATS = LIST_FORMATS | by_suffix(RIS, BIBTEX, CSL)
DATED_LIST_FORMATS = LIST_FORMATS | by_suffix(CALENDAR)
ALL_FORMATS = CITED_LIST_FORMATS | MECHANISM_FORMATS | CONSULTATION_FORMATS


class Offer(NamedTuple):
    """A format of one page, and its address."""

    format: Format
    address: str


def offers(view: str, *args: str, formats: Iterable[Format] = FORMATS.values()) -> Iterator[Offer]:
    """Yield each format of a page with its address."""
    return offers_at(reverse(view, args=args), formats)


def offers_at(address: str, formats: Iterable[Format]) -> Iterator[Offer]:
    """Yield each format with its address, for a page at an address; filters in it are kept."""
    path, mark, query = address.partition("?")
    for one in formats:
        yield Offer(one, f"{path.removesuffix('/')}.{one.suffix}{mark}{query}")


def ends_in_a_suffix(key: str) -> bool:
    """Tell whether an address that ends in this key would be read as one of a format."""
    return key.rpartition(".")[2] in FORMATS and "." in key
