"""Paragraphs, their official text and their footnotes."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.models.document import Document, Rendition, Section


class ParagraphQuerySet(models.QuerySet):
    def of_published(self) -> Self:
        """Return paragraphs of documents that the public may see."""
        return self.filter(document__in=Document.objects.published())

    def with_text(self) -> Self:
        """Fetch official texts and footnotes of current renditions along."""
        current = Q(rendition__current=True)
        return self.prefetch_related(
            Prefetch("texts", ParagraphText.objects.filter(current)),
            Prefetch("footnotes", Footnote.objects.filter(current)),
        )


class Paragraph(models.Model):
    """A paragraph is the unit that everything in the portal points to: one numbered paragraph or sub-paragraph of a document.

    `label` is as printed (`45 (c)`), `anchor` its name in addresses (`45-c`), `gist` what it says in our own words.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="paragraphs")
    section = models.ForeignKey(Section, models.PROTECT, related_name="paragraphs")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(_("label as printed"), max_length=60)
    anchor = models.SlugField(_("name in addresses"), max_length=60)
    gist = models.TextField(_("gist in our own words"), blank=True)

    objects = ParagraphQuerySet.as_manager()
    KEY = ("document__key", "anchor")

    class Meta:
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        ordering = ["document", "position"]
        constraints = [
            models.UniqueConstraint(name="documents_paragraph_label_once", fields=["document", "label"]),
            models.UniqueConstraint(name="documents_paragraph_anchor_once", fields=["document", "anchor"]),
            models.UniqueConstraint(name="documents_paragraph_position_once", fields=["document", "position"]),
            models.CheckConstraint(name="documents_paragraph_label_not_empty", condition=~Q(label="")),
        ]

    def __str__(self) -> str:
        return f"{self.document} ¶ {self.label}"

    def get_absolute_url(self) -> str:
        return reverse("document", args=[self.document.key]) + f"#p{self.anchor}"

    @property
    def own_label(self) -> str:
        """The last part of the label, as it stands beside a sub-paragraph: `(c)` of `45 (c)`."""
        return self.label[self.label.rfind("(") :] if self.parent_id and "(" in self.label else self.label


class ParagraphText(models.Model):
    """A paragraph text is the official wording of one paragraph in one language, as a rendition gives it."""

    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="texts")
    rendition = models.ForeignKey(Rendition, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("official text"))

    class Meta:
        constraints = [
            models.UniqueConstraint(name="documents_paragraphtext_once", fields=["paragraph", "rendition"]),
            models.CheckConstraint(name="documents_paragraphtext_not_empty", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.paragraph} ({self.language})"


class Footnote(models.Model):
    """A footnote is a note that a rendition prints to a paragraph, under its printed number."""

    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="footnotes")
    rendition = models.ForeignKey(Rendition, models.CASCADE, related_name="footnotes")
    number = models.CharField(_("number as printed"), max_length=10)
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("text"))

    class Meta:
        ordering = ["paragraph", "id"]
        constraints = [
            models.UniqueConstraint(
                name="documents_footnote_number_once", fields=["paragraph", "rendition", "number"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paragraph}, note {self.number}"
