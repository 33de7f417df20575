"""Parts that objects of several kinds have: places that statements rest on, names of other records, differences."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.urls import reverse

from documents.models import Document, Paragraph, Reference
from documents.models.discrepancy import DiscrepancyKind
from documents.models.reference import Confidence
from nrem_portal.api.fields import Address, Choice, Identifier, Known, PartialDate, Shape, Sorted, Text


class PlaceKind(models.TextChoices):
    """What sort of place a statement rests on."""

    PARAGRAPH = "paragraph"  # a paragraph of a document, or several in a row
    DOCUMENT = "document"  # another place in a document: an annex, a note
    ADDRESS = "address"  # an address of the web


class Place(Shape):
    """One place that a statement rests on; of a document that is not published only its kind is told."""

    kind = Known(help_text="`paragraph`, `document` (another place in one) or `address` (of the web)")
    symbol = Text(help_text="Symbol of the document whose words stand there, as printed: cite it first")
    document = Text(help_text="Key of the document in which it is read, as in `/api/v1/documents/`")
    title = Text(help_text="Title of the document whose words stand there")
    paragraph = Text(help_text="The place as printed: `45 (c)`, `12–43`, `Annex, entry 3`")
    anchor = Text(help_text="The paragraph in addresses: `45-c`")
    address = Text(help_text="Where it can be read: on the portal, or on the web")
    permanent_address = Text(help_text="The address to cite a paragraph by; it never changes")
    publisher = Text(help_text="Who publishes an address of the web")
    date = PartialDate(help_text="Date of what stands at an address of the web")
    seen = Text(help_text="Day on which an address of the web was seen")
    confidence = Choice(Confidence, allow_null=True, help_text="How far a statement rests on this source")

    class Meta:
        list_serializer_class = Sorted

    @staticmethod
    def place(one: Any) -> tuple:
        """Return what places are sorted by: as printed, document by document, addresses last."""
        return one.order

    def to_representation(self, instance: Reference) -> dict[str, Any]:
        return place(instance, self.context["request"])


def place(reference: Reference, request: HttpRequest) -> dict[str, Any]:
    """Return one place: the document and paragraph if everyone may read them, or the address."""
    document = reference.document if reference.document and reference.document.is_published else None
    source = reference.source if document and reference.source and reference.source.is_published else document
    paragraph = reference.paragraph if document else None
    return {
        "kind": kind_of(reference).value,
        "symbol": source.symbol if source else None,
        "document": document.key if document else None,
        "title": source.title if source else None,
        "paragraph": reference.label or None if document else None,
        "anchor": paragraph.anchor if paragraph else None,
        "address": address_of(reference, request),
        "permanent_address": request.build_absolute_uri(permanent(paragraph)) if paragraph else None,
        "publisher": reference.publisher or None,
        "date": reference.date or None,
        "seen": reference.seen.isoformat() if reference.seen else None,
        "confidence": confidence(reference.confidence),
    }


def kind_of(reference: Reference) -> PlaceKind:
    """Return what sort of place a reference is."""
    if reference.url:
        return PlaceKind.ADDRESS
    return PlaceKind.PARAGRAPH if reference.paragraph_id else PlaceKind.DOCUMENT


def address_of(reference: Reference, request: HttpRequest) -> str | None:
    """Return where a reference leads, None where the reader cannot go there."""
    if reference.url:
        return reference.link or None
    return request.build_absolute_uri(reference.get_absolute_url()) if reference.is_public else None


def confidence(value: str) -> dict[str, str] | None:
    """Return a confidence with its label."""
    return {"value": value, "label": str(Confidence(value).label)} if value else None


class ParagraphPlace(Place):
    """One paragraph, told as the places are that statements rest on."""

    @staticmethod
    def place(one: Any) -> tuple:
        """Return what paragraphs are sorted by."""
        return (one.document_id, one.position)

    def to_representation(self, instance: Paragraph) -> dict[str, Any]:  # type: ignore[override]
        return place(Reference(document=instance.document, paragraph=instance), self.context["request"])


def permanent(paragraph: Paragraph) -> str:
    """Return the address to cite a paragraph by."""
    return reverse("permanent-paragraph", args=[paragraph.document.key, paragraph.anchor])


def permanent_of(document: Document) -> str:
    """Return the address to cite a document by: that of its symbol, else its page."""
    return reverse("symbol", args=[document.symbol]) if document.symbol else document.get_absolute_url()


class Label(Shape):
    """A word of a vocabulary, in the language asked for."""

    slug = Known(help_text="Its name in addresses and filters")
    label = Known(source="name", help_text="Its name for readers")  # type: ignore[assignment]


class CountryName(Label):
    """A State."""

    iso3 = Known(help_text="ISO 3166-1 alpha-3")


class MechanismName(Shape):
    """A mechanism, in short."""

    key = Known(source="slug", help_text="Its key in `/api/v1/mechanisms/`")
    name = Known(source="full_name", help_text="Its name, with the acronym where it has one")
    address = Address(help_text="Its page")

    class Meta:
        list_serializer_class = Sorted

    @staticmethod
    def place(one: Any) -> tuple:
        """Return what mechanisms are sorted by."""
        return (one.slug,)


class OrganisationName(Shape):
    """A regional or other body, in short."""

    key = Known(source="slug", help_text="Its key in `/api/v1/regional/`")
    name = Known(help_text="Its name")
    acronym = Text(help_text="Its acronym")
    address = Address(help_text="Its page")


class DocumentName(Shape):
    """A document, in short."""

    key = Known(help_text="Its key in `/api/v1/documents/`")
    symbol = Text(help_text="Its symbol as printed; null where it has none")
    title = Known(help_text="Its title")
    date = PartialDate(help_text="Its date, as exact as known")
    address = Address(help_text="Its page")
    permanent_address = Address(permanent_of, help_text="The address to cite")


class Claim(Shape):
    """One of the values that sources give."""

    value = Known(help_text="The value")
    references = Place(many=True, help_text="Who gives it")


class Difference(Shape):
    """A question to which the sources give several answers; none is chosen."""

    key = Known(help_text="Its name")
    kind = Choice(DiscrepancyKind, help_text="Where the difference lies")
    question = Known(help_text="The question")
    note = Text(help_text="What to know of it")
    claims = Claim(many=True, help_text="All values")


class RecordShape(Shape):
    """What every record has: its identifier, its name in addresses, its page, and the address to cite."""

    id = Identifier(help_text="Stays with the record through every change")
    key = Known(source="slug", help_text="Its name in addresses")
    address = Address(help_text="Its page, in the language asked for")
    permanent_address = Address(help_text="The address to cite")


class Sourced(Shape):
    """A sourced sentence."""

    id = Identifier(help_text="Stays with the sentence through every change")
    text = Known(help_text="The sentence, in our own words")
    references = Place(many=True, help_text="The places it rests on")
