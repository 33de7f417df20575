"""References: the places that statements point to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from documents.fields import PartialDateField
from documents.links import web_link
from documents.models.document import Document
from documents.models.paragraph import Paragraph


class Confidence(models.TextChoices):
    """How far a statement rests on its source; the scale of the facts the record was made from."""

    HIGH = "high", _("High")  # the issuer's own text, or an official body's
    MEDIUM = "medium", _("Medium")  # second-hand, undated or seen in part
    LOW = "low", _("Low")  # one unofficial or thin source
    UNVERIFIED = "unverified", _("Unverified")  # found, and not checked

    @property
    def meaning(self) -> str:
        """What the confidence means, for readers."""
        return str(CONFIDENCE_MEANINGS[self])


CONFIDENCE_MEANINGS = {
    Confidence.HIGH: _("the issuer’s own text, or an official body’s"),
    Confidence.MEDIUM: _("second-hand, undated or seen in part"),
    Confidence.LOW: _("one unofficial or thin source"),
    Confidence.UNVERIFIED: _("found, and not checked"),
}


class Place(NamedTuple):
    """The parts of a reference key: `document#anchor..last;locator`."""

    document: str
    anchor: str
    last: str
    locator: str


PLACE = re.compile(
    r"(?P<document>[A-Za-z0-9.\-]+)"
    r"(#(?P<anchor>[a-z0-9\-]+)(\.\.(?P<last>[a-z0-9\-]+))?)?"
    r"(;(?P<locator>.+))?"
)


def parse_key(key: str) -> Place:
    """Take a reference key apart, for instance `A-HRC-29-38-Add.2#12..43` or `unodc-coordination-paper#8;note 4`.

    Raises ValidationError when the key has another form or names neither paragraph nor locator.
    """
    match = PLACE.fullmatch(key)
    if not match or not (match["anchor"] or match["locator"]):
        raise ValidationError(_("“%(key)s” is not a reference"), params={"key": key})
    return Place(match["document"], match["anchor"] or "", match["last"] or "", match["locator"] or "")


class ReferenceQuerySet(models.QuerySet):
    def on_the_web(self) -> ReferenceQuerySet:
        """Return addresses, places in documents left out."""
        return self.exclude(url="")

    def undated(self) -> ReferenceQuerySet:
        """Return those of which the source tells no date."""
        return self.filter(date="")

    def by_confidence(self) -> models.QuerySet:
        """Return a row for each confidence: how many there are, and the first and last day they were seen."""
        rows = self.order_by().values("confidence")
        return rows.annotate(number=models.Count("pk"), first=models.Min("seen"), last=models.Max("seen"))

    def by_publisher(self) -> models.QuerySet:
        """Return publisher and number of each publisher named, most first."""
        rows = self.order_by().values_list("publisher")
        return rows.annotate(number=models.Count("pk")).order_by("-number", "publisher")

    def with_place(self) -> ReferenceQuerySet:
        """Fetch document, paragraph and its section along."""
        return self.select_related(
            "document", "paragraph__section__excerpt_of", "paragraph__document", "last_paragraph"
        )


class Reference(models.Model):
    """A reference is one place in the world that a statement can point to.

    Either a place in a document (a paragraph, a range of paragraphs, or a locator such as “note 4”), or an address
    with its publisher, date and the day it was seen. `key` names it: `A-HRC-29-38-Add.2#45-c`, or the address itself.
    """

    key = models.CharField(_("key"), max_length=800, unique=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="places")
    paragraph = models.ForeignKey(Paragraph, models.PROTECT, null=True, blank=True, related_name="references")
    last_paragraph = models.ForeignKey(Paragraph, models.PROTECT, null=True, blank=True, related_name="+")
    locator = models.CharField(_("locator"), max_length=100, blank=True)
    url = models.URLField(_("address"), max_length=800, blank=True)
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    date = PartialDateField(_("date of the source"))
    seen = models.DateField(_("date seen"), null=True, blank=True)
    confidence = models.CharField(_("confidence"), max_length=12, choices=Confidence, blank=True)

    objects = ReferenceQuerySet.as_manager()
    KEY = ("key",)

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        constraints = [
            models.CheckConstraint(
                name="documents_reference_document_or_address",
                condition=Q(document__isnull=False, url="") | (Q(document=None) & ~Q(url="")),
            ),
            models.CheckConstraint(
                name="documents_reference_place_complete",
                condition=Q(document=None) | Q(paragraph__isnull=False) | ~Q(locator=""),
            ),
            models.CheckConstraint(
                name="documents_reference_range_has_start",
                condition=Q(last_paragraph=None) | Q(paragraph__isnull=False),
            ),
            models.CheckConstraint(
                name="documents_reference_address_seen", condition=Q(url="") | Q(seen__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        if self.document is None:
            return self.link
        return (self.paragraph or self.document).get_absolute_url()

    @property
    def link(self) -> str:
        """The address as a link; empty where it is none that can be followed."""
        return web_link(self.url)

    def clean(self) -> None:
        """Refuse a range that does not run forward inside its document."""
        first, last = self.paragraph, self.last_paragraph
        if first and last and (last.document_id != first.document_id or last.position <= first.position):
            raise ValidationError({"last_paragraph": _("The range ends before it begins.")})

    @property
    def is_public(self) -> bool:
        """Tell whether the reader can go there: any address, and places in published documents."""
        return self.document is None or self.document.is_published

    @cached_property
    def source(self) -> Document | None:
        """The document whose words stand there: the excerpted one where the section is an excerpt."""
        excerpt = self.paragraph.section.excerpt_of if self.paragraph else None
        return excerpt or self.document

    @cached_property
    def label(self) -> str:
        """The place inside the document: `45 (c)`, `12–43`, `Annex, entry 1–15`, `8, note 4`, `cover`."""
        first = self.paragraph.label if self.paragraph else ""
        if self.last_paragraph:
            common = first[: first.rfind(" ") + 1]
            first = f"{first}–{self.last_paragraph.label.removeprefix(common)}"
        return ", ".join(part for part in (first, self.locator) if part)

    @property
    def order(self) -> tuple[bool, int, int, str]:
        """Sorts paragraphs as printed, document by document, and addresses last."""
        return (bool(self.url), self.document_id or 0, self.paragraph.position if self.paragraph else 0, self.key)


def main_document(references: Iterable[Reference]) -> Document | None:
    """Return the published document that most of the references point to, the first where several come out even."""
    sources = (reference.source for reference in sorted(references, key=lambda reference: reference.order))
    counts = Counter(source for source in sources if source and source.is_published)
    return next((document for document, _number in counts.most_common(1)), None)


def addresses(references: Iterable[Reference]) -> list[Reference]:
    """Return the references that are addresses, each once, in the order of their first use: a page's sources."""
    return list({reference.url: reference for reference in references if reference.url}.values())
