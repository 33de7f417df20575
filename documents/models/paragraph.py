"""Paragraphs, their official text and their footnotes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch, Q, Subquery, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.models.document import Document, Rendition, Section


class ParagraphQuerySet(models.QuerySet):
    def of_published(self) -> Self:
        """Return paragraphs of documents that the public may see."""
        return self.filter(document__in=Document.objects.published())

    def readable(self) -> Self:
        """Return paragraphs of which something may be read: a gist, or official text that is in force."""
        texts = ParagraphText.objects.filter(current=True)
        return self.filter(~Q(gist="") | Q(pk__in=texts.values("paragraph")))

    def whole(self) -> Self:
        """Return paragraphs that are no part of another."""
        return self.filter(parent=None)

    def worded_in(self, language: str) -> Self:
        """Return paragraphs whose official wording is held in a language."""
        texts = ParagraphText.objects.filter(language=language, current=True)
        return self.filter(pk__in=texts.values("paragraph"))

    def at(self, keys: Iterable[str]) -> Self:
        """Return the paragraphs of these keys, `A-HRC-29-38-Add.2#45-c`, with what a reference to them shows."""
        wanted = Q(pk__in=[])
        for document, anchor in (key.split("#") for key in keys):
            wanted |= Q(document__key=document, anchor=anchor)
        return self.filter(wanted).select_related("document", "section__excerpt_of")

    def around(self, paragraph: Paragraph) -> Self:
        """Return a paragraph between its neighbours, and the paragraph that introduces it.

        Neighbours stand under the same parent; the last sub-paragraph is followed by the next one of its section.
        """
        siblings = self.filter(document=paragraph.document_id, parent=paragraph.parent_id)
        before = siblings.filter(position__lt=paragraph.position).order_by("-position").values("pk")[:1]
        following = self.filter(section=paragraph.section_id) if paragraph.parent_id else siblings
        after = following.filter(position__gt=paragraph.position).order_by("position").values("pk")[:1]
        own = Q(pk__in=[paragraph.pk, paragraph.parent_id or paragraph.pk])
        return self.filter(own | Q(pk=Subquery(before)) | Q(pk=Subquery(after))).order_by("position")

    def with_text(self) -> Self:
        """Fetch along the official text in each language held, and footnotes; `notes_to` picks those of a text."""
        return self.prefetch_related(current_texts(), "footnotes")

    def with_box(self) -> Self:
        """Fetch along what a source box shows: the document, the texts and the footnotes."""
        return self.select_related("document", "section__excerpt_of").with_text()

    def in_box(self) -> list[Paragraph]:
        """Return them with section and texts, and with footnotes where there are texts that could call them."""
        fetched: models.QuerySet[Any] = self.select_related("section").prefetch_related(current_texts())
        found = list(fetched)
        prefetch_related_objects([one for one in found if one.texts.all()], "footnotes")
        return found


class Paragraph(models.Model):
    """A paragraph is one numbered paragraph or sub-paragraph of a document, the unit that everything points to.

    `label` is as printed (`45 (c)`), `anchor` its name in addresses (`45-c`), `gist` what it says in our own words.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="paragraphs")
    section = models.ForeignKey(Section, models.PROTECT, related_name="paragraphs")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    position = models.PositiveIntegerField()  # in steps of a hundred: room for what a fuller copy adds
    label = models.CharField(_("label as printed"), max_length=60)
    anchor = models.SlugField(_("name in addresses"), max_length=60)
    gist = models.TextField(_("gist in our own words"), blank=True)

    objects = ParagraphQuerySet.as_manager()
    KEY = ("document__key", "anchor")
    KEY_JOIN = "#"

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
        return f"{self.document.page_address(self.section.page)}#p{self.anchor}"

    @property
    def alone(self) -> str:
        """The address of the page that shows it between its neighbours."""
        return reverse("paragraph", args=[self.document.key, self.anchor])

    def clean(self) -> None:
        """Refuse a section, and a paragraph above it, of another document."""
        wrong = [
            name
            for name in ("section", "parent")
            if getattr(self, f"{name}_id") and getattr(self, name).document_id != self.document_id
        ]
        if wrong:
            raise ValidationError({name: _("This stands in another document.") for name in wrong})

    @property
    def source(self) -> Document:
        """The document whose words stand here: the excerpted one where the section is an excerpt."""
        return self.section.excerpt_of or self.document

    @property
    def open_source(self) -> Document | None:
        """The document whose words stand here, if everyone may read them here."""
        return self.source if self.document.is_published and self.source.is_published else None

    def wording(self, language: str) -> ParagraphText | None:
        """Return the official text in a language, else in English; in any, where no gist can stand in for it."""
        texts = {text.language: text for text in self.texts.all()}
        found = texts.get(language) or texts.get("en")
        return found if found or self.gist else next(iter(texts.values()), None)

    def notes_to(self, text: ParagraphText | None) -> list[Footnote]:
        """Return the footnotes that the copy of a text prints to this paragraph, in their order."""
        return [note for note in self.footnotes.all() if text and note.rendition_id == text.rendition_id]

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
    current = models.BooleanField(_("current"), default=True, help_text=_("A better copy replaces a worse one"))
    is_doubtful = models.BooleanField(
        _("doubtful"), default=False, help_text=_("Letters of this copy may be wrong, as in the text of a scan")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="documents_paragraphtext_one_current", fields=["paragraph", "language"], condition=Q(current=True)
            ),
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
            models.UniqueConstraint(name="documents_footnote_number_once", fields=["paragraph", "rendition", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.paragraph}, note {self.number}"


def current_texts() -> Prefetch:
    """Return how the texts in force are fetched along; the first may stand in for others."""
    return Prefetch("texts", ParagraphText.objects.filter(current=True).order_by("language"))
