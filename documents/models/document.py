"""Documents, their sections and the copies their text came from."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.fields import PartialDateField, validate_languages, validate_texts
from documents.formats import ends_in_a_suffix
from documents.links import web_link
from documents.publication import Record, RecordQuerySet


class DocumentKind(models.TextChoices):
    """What sort of text a document is, as it calls itself."""

    REPORT = "report", _("Report")  # a report to a United Nations body, symbol or not
    SUMMARY_REPORT = "summary-report", _("Summary report")  # a meeting summary outside the symbol series
    CONCEPT_NOTE = "concept-note", _("Concept note")  # written before a meeting: aims, topics, form
    BACKGROUND_PAPER = "background-paper", _("Background paper")  # prepared by a secretariat for a body
    TREATY = "treaty", _("Treaty")  # binding on its parties: convention, protocol, covenant
    LEGISLATION = "legislation", _("Legislation")  # law of a State or of the European Union
    RESOLUTION = "resolution", _("Resolution")  # adopted by a body of the United Nations
    PRINCIPLES = "principles", _("Principles and guidelines")  # guidance without binding force
    PLAN = "plan", _("Plan")  # plan of action, work plan, strategy, policy
    OTHER = "other", _("Other document")  # what fits none of the above


class DocumentQuerySet(RecordQuerySet):
    def held(self) -> Self:
        """Return documents whose paragraphs are in the portal."""
        return self.filter(held=True)

    def not_held(self) -> Self:
        """Return documents that are known, and whose paragraphs are not in the portal."""
        return self.filter(held=False)

    def undated(self) -> Self:
        """Return documents whose date the sources do not tell."""
        return self.filter(date="")

    def with_paragraph_count(self) -> Self:
        """Add `paragraph_count`: paragraphs that may be read, sub-paragraphs not counted."""
        from documents.models.paragraph import Paragraph

        counted = Q(paragraphs__in=Paragraph.objects.readable().whole().values("pk"))
        return self.annotate(paragraph_count=Count("paragraphs", filter=counted))

    def in_order(self) -> Self:
        """Order by date, newest first, undated ones last."""
        return self.order_by("-date", "title")

    def held_first(self) -> Self:
        """Order with the documents held before those only known, each by date, newest first."""
        return self.order_by("-held", "-date", "title")

    def with_citations(self) -> Self:
        """Fetch along where documents are cited."""
        from documents.models.reference import Reference

        return self.prefetch_related(Prefetch("cited", Reference.objects.with_place()))

    def with_record(self) -> Self:
        """Fetch along what is recorded of a document: where it is described and cited, on what sources differ."""
        from documents.models.discrepancy import Discrepancy
        from documents.models.reference import Reference

        return self.with_citations().prefetch_related(
            Prefetch("references", Reference.objects.with_place()),
            Prefetch("discrepancies", Discrepancy.objects.published().with_claims()),
        )


class RenditionQuerySet(models.QuerySet):
    def in_use(self) -> Self:
        """Return the copies whose text, or part of it, readers see."""
        return self.filter(texts__current=True).distinct()


class Document(Record):
    """A document is a text that the portal's statements come from or speak of, whether in hand or only known.

    Its symbol is the one printed on the copy or confirmed by another document; it is never guessed.
    """

    key = models.CharField(
        _("key"),
        max_length=80,
        unique=True,
        validators=[RegexValidator(r"\A[A-Za-z0-9][A-Za-z0-9.\-]*\Z")],
        help_text=_("The name in addresses: A-HRC-29-38-Add.2"),
    )
    symbol = models.CharField(_("document symbol"), max_length=60, null=True, blank=True, unique=True)
    symbol_note = models.CharField(_("note on the symbol"), max_length=300, blank=True)
    title = models.CharField(_("title"), max_length=500)
    title_note = models.CharField(_("note on the title"), max_length=300, blank=True)
    heading = models.CharField(_("short title for display"), max_length=200, blank=True)
    short_name = models.CharField(_("name beside a paragraph sign"), max_length=60)
    names = models.JSONField(
        _("names in texts"),
        default=list,
        blank=True,
        validators=[validate_texts],
        help_text=_("What texts call it besides its symbol, a resolution with its body"),
    )
    summary = models.TextField(_("summary in our own words"), blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind)
    issuing_body = models.CharField(_("issuing body"), max_length=300, blank=True)
    date = PartialDateField(_("date"))
    date_note = models.CharField(_("note on the date"), max_length=300, blank=True)
    languages = models.JSONField(
        _("languages known"), default=list, blank=True, validators=[validate_languages], help_text=_("Language codes")
    )
    series = models.CharField(_("place in a series"), max_length=300, blank=True)
    job_number = models.CharField(_("job number"), max_length=60, blank=True)
    quality_note = models.TextField(_("note on the quality of the copy"), blank=True)
    url = models.URLField(_("official address"), max_length=500, blank=True)
    held = models.BooleanField(_("held"), default=False, help_text=_("Its paragraphs are in the portal"))
    references: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        "Reference", verbose_name=_("sources"), related_name="described_documents", blank=True
    )
    cited: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        "Reference", verbose_name=_("cited at"), related_name="cited_documents", blank=True
    )
    discrepancies: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        "Discrepancy", verbose_name=_("sources differ"), related_name="documents", blank=True
    )

    objects = DocumentQuerySet.as_manager()
    KEY = ("key",)

    class Meta(Record.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="documents_document_symbol_not_empty", condition=Q(symbol=None) | ~Q(symbol="")
            ),
        ]

    def __str__(self) -> str:
        return self.symbol or self.heading or self.title

    def clean(self) -> None:
        """Refuse a key whose end would be read as a format: `….json`."""
        if ends_in_a_suffix(self.key):
            raise ValidationError({"key": _("A key cannot end like a file: %(key)s") % {"key": self.key}})

    def get_absolute_url(self) -> str:
        return reverse("document", args=[self.key])

    def page_address(self, section: str) -> str:
        """Return the address of one page of the reading view: that of a top-level section, or the first."""
        return reverse("document-section", args=[self.key, section]) if section else self.get_absolute_url()

    @property
    def link(self) -> str:
        """The official address as a link; empty where it is none that can be followed."""
        return web_link(self.url)

    @property
    def display_title(self) -> str:
        return self.heading or self.title

    @property
    def citation(self) -> str:
        """The name a reader cites it by: the symbol, else the title."""
        return self.symbol or self.title


class SectionQuerySet(models.QuerySet):
    def beginning_pages(self) -> Self:
        """Return the sections with which the further pages of long documents that the public may see begin."""
        return self.filter(page=F("key"), document__in=Document.objects.published().held())

    def readable(self) -> Self:
        """Return sections of which something may be read, in themselves or in a subsection."""
        from documents.models.paragraph import Paragraph

        top = OuterRef(OuterRef("position")), OuterRef(OuterRef("level"))
        next_ones = Section.objects.filter(
            document=OuterRef("document"), position__gt=top[0], position__lte=OuterRef("section__position")
        )
        inside = Paragraph.objects.readable().filter(
            ~Exists(next_ones.filter(level__lte=top[1])),
            document=OuterRef("document"),
            section__position__gte=OuterRef("position"),
        )
        return self.filter(Exists(inside))

    def with_headings(self) -> Self:
        """Fetch along the headings as printed in each language held, and what a section is an excerpt of."""
        texts = Prefetch("texts", SectionText.objects.filter(current=True))
        return self.select_related("excerpt_of").prefetch_related(texts)


class Section(models.Model):
    """A section is a headed part of a document, in the order of the document; it may be an excerpt of another one."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=60, help_text=_("Short name inside the document: iii-e, context"))
    number = models.CharField(_("number as printed"), max_length=20, blank=True)
    heading = models.CharField(_("heading"), max_length=500, blank=True)
    level = models.PositiveSmallIntegerField(_("level"), default=1)
    position = models.PositiveIntegerField()  # in steps of a hundred: room for what a fuller copy adds
    excerpt_of = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="excerpts", verbose_name=_("excerpt of")
    )
    # In a long document, the top-level section on whose page this one stands; nothing on the first page.
    page = models.SlugField(max_length=60, blank=True, editable=False)

    objects = SectionQuerySet.as_manager()
    KEY = ("document__key", "key")
    KEY_JOIN = "#"

    class Meta:
        ordering = ["document", "position"]
        constraints = [
            models.UniqueConstraint(name="documents_section_key_once", fields=["document", "key"]),
            models.UniqueConstraint(name="documents_section_position_once", fields=["document", "position"]),
            models.CheckConstraint(name="documents_section_level_1_to_3", condition=Q(level__gte=1, level__lte=3)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.heading}".strip()

    def get_absolute_url(self) -> str:
        return f"{self.document.page_address(self.page)}#s-{self.key}"

    @property
    def is_cover(self) -> bool:
        """Whether it holds what is printed above the text: who issued it, for which meeting, when."""
        return self.key == "cover"

    def heading_in(self, language: str) -> SectionText | None:
        """Return the heading as printed in a language, else in English; None where no copy prints one."""
        texts = {text.language: text for text in self.texts.all() if text.current}
        return texts.get(language) or texts.get("en")


class Rendition(models.Model):
    """A rendition is one copy of a document in one language, from which official text was taken."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="renditions")
    language = models.CharField(_("language"), max_length=10)
    file_name = models.CharField(_("file name"), max_length=200)
    digest = models.CharField(_("SHA-256 of the file"), max_length=64)
    imported_at = models.DateTimeField(auto_now_add=True)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("imported by"),
    )
    quality_note = models.TextField(_("note on the quality of the copy"), blank=True)

    objects = RenditionQuerySet.as_manager()

    class Meta:
        ordering = ["document", "language", "-imported_at"]
        constraints = [
            models.UniqueConstraint(name="documents_rendition_file_once", fields=["document", "language", "digest"]),
        ]

    def __str__(self) -> str:
        return f"{self.document} ({self.language}): {self.file_name}"


class SectionText(models.Model):
    """A section text is the heading of one section in one language, as a rendition prints it."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="texts")
    rendition = models.ForeignKey(Rendition, models.CASCADE, related_name="headings")
    language = models.CharField(_("language"), max_length=10)
    heading = models.CharField(_("heading as printed"), max_length=500)
    current = models.BooleanField(_("current"), default=True, help_text=_("A better copy replaces a worse one"))

    class Meta:
        constraints = [
            models.UniqueConstraint(name="documents_sectiontext_once", fields=["section", "rendition"]),
            models.UniqueConstraint(
                name="documents_sectiontext_one_current", fields=["section", "language"], condition=Q(current=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section} ({self.language})"
