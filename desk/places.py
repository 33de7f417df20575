"""Places in documents and on the web as an editor names and sees them: a citation, words of the text, an address."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils import timezone

from documents.links import web_link
from documents.models import Paragraph, Reference
from documents.models.reference import parse_key
from documents.publication import State
from documents.search.cited import cited
from documents.search.engine import best, record_ids
from documents.search.reading import read as read_query

OFFERED = 5  # paragraphs that are offered for words of the text


@dataclass(frozen=True)
class PlaceShown:
    """A place that a field holds, or offers: its key, how it is cited, and what stands there."""

    key: str
    label: str
    text: str = ""
    address: str = ""
    told: dict[str, str] | None = None  # of an address of the web that no statement cites yet
    is_repeated: bool = False  # whether its text stands further up in the form

    @property
    def digest(self) -> str:
        """What names an address in a form."""
        return digest(self.key)


def digest(url: str) -> str:
    """Return a short name for an address."""
    return hashlib.sha256(url.encode()).hexdigest()[:12]


def shown(keys: list[str]) -> Iterator[PlaceShown]:
    """Yield the places in documents and addresses that these keys name; what names none is left out."""
    found = Reference.objects.filter(key__in=keys).with_place().prefetch_related("paragraph__texts")
    held = {one.key: one for one in found} if keys else {}
    for key in keys:
        if key in held:
            yield of_reference(held[key])
        elif (paragraph := named_paragraph(key)) is not None:
            yield of_paragraph(paragraph, key)


class Cited:
    """The places that a record cites, read all at once when the first is asked for; any other by itself."""

    def __init__(self, keys: list[str]) -> None:
        self.keys = keys
        self._shown: set[str] = set()

    def is_again(self, key: str) -> bool:
        """Tell whether a place was asked about before."""
        was_shown = key in self._shown
        self._shown.add(key)
        return was_shown

    @cached_property
    def held(self) -> dict[str, PlaceShown]:
        return {place.key: place for place in shown(self.keys)}

    def of(self, keys: list[str]) -> dict[str, PlaceShown]:
        """Return those of these keys that name a place."""
        others = [key for key in keys if key not in self.held and key not in self.keys]
        return {key: self.held[key] for key in keys if key in self.held} | {one.key: one for one in shown(others)}


def of_reference(reference: Reference) -> PlaceShown:
    """Return a place that statements cite already."""
    if reference.paragraph is None:
        label = f"{reference.document.short_name}, {reference.label}" if reference.document else reference.url
        return PlaceShown(reference.key, label, reference.publisher, reference.link)
    return of_paragraph(reference.paragraph, reference.key, reference.label)


def of_paragraph(paragraph: Paragraph, key: str = "", label: str = "") -> PlaceShown:
    """Return a paragraph with the beginning of what it says."""
    source = paragraph.source
    place = label or paragraph.label
    sign = "" if "¶" in place else "¶ "  # `Modalities ¶1` has its own
    cited_as = f"{source.symbol or source.short_name} {sign}{place}"
    wording = paragraph.wording("en")
    return PlaceShown(key or natural(paragraph), cited_as, wording.text if wording else paragraph.gist, paragraph.alone)


def natural(paragraph: Paragraph) -> str:
    """Return the key by which a paragraph is named."""
    return f"{paragraph.document.key}#{paragraph.anchor}"


def named_paragraph(key: str) -> Paragraph | None:
    """Return the paragraph that a key names; of a range or of a place in it, its first one."""
    try:
        place = parse_key(key)
    except ValidationError:
        return None
    found = Paragraph.objects.filter(document__key=place.document, anchor=place.anchor)
    return found.select_related("document", "section__excerpt_of").prefetch_related("texts").first()


def resolved(typed: str) -> str:
    """Return the key of what an editor typed: a key, a citation, an address; what was typed where it is none."""
    typed = typed.strip()
    if "://" in typed or typed.lower().startswith("www.") or not typed:
        return web_link(typed) or typed
    if named_paragraph(typed) is not None or Reference.objects.filter(key=typed).exists():
        return typed
    citation = cited(typed)
    return natural(citation.paragraph) if citation and citation.paragraph else typed


def offered(words: str) -> list[PlaceShown]:
    """Return the paragraphs whose text answers these words best."""
    query = read_query(words)
    ids = best(query, "paragraph", record_ids(query, "paragraph"))[:OFFERED]
    found = Paragraph.objects.filter(pk__in=ids, document__state=State.PUBLISHED)
    held = found.select_related("document", "section__excerpt_of").prefetch_related("texts").in_bulk()
    return [of_paragraph(held[pk]) for pk in ids if pk in held]


def today() -> dict[str, str]:
    """Return what is taken of an address until more is told: that it was seen today."""
    return {"publisher": "", "date": "", "seen": timezone.localdate().isoformat()}
