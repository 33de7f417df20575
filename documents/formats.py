"""Formats in which a page can be taken along: each takes the place of the last slash of its address."""

from __future__ import annotations

from collections.abc import Iterator
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


FORMATS = {
    one.suffix: one
    for one in [
        Format("ris", "RIS", "application/x-research-info-systems; charset=utf-8", is_saved=True),
        Format("bib", "BibTeX", "application/x-bibtex; charset=utf-8", is_saved=True),
        Format("csl", "CSL-JSON", "application/vnd.citationstyles.csl+json", is_saved=True),
        Format("txt", _("Text"), "text/plain; charset=utf-8"),
        Format("json", "JSON", "application/json"),
    ]
}


class Offer(NamedTuple):
    """A format of one page, and its address."""

    format: Format
    address: str


def offers(view: str, *args: str) -> Iterator[Offer]:
    """Yield each format of a page with its address."""
    for one in FORMATS.values():
        yield Offer(one, reverse(f"{view}-format", args=[*args, one.suffix]))


def ends_in_a_suffix(key: str) -> bool:
    """Tell whether an address that ends in this key would be read as one of a format."""
    return key.rpartition(".")[2] in FORMATS and "." in key
