"""Consultations and the sourced statements about them."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Count, F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from directory.models import Country
from documents.fields import in_language, validate_languages, validate_texts_by_language
from documents.models import Discrepancy, Document, Reference
from documents.publication import Record, RecordQuerySet, Row


class ConsultationKind(models.TextChoices):
    """Whom the Special Rapporteur convened."""

    REGIONAL = "regional-mechanisms", _("Consultation of regional mechanisms")  # Dakar 2010
    NREM = "nrem", _("Consultative meeting of NREMs")  # Berlin 2013, Bangkok 2014


class ConsultationQuerySet(RecordQuerySet):
    def newest_first(self) -> Self:
        """Order by the first day, newest first."""
        return self.order_by("-starts", "slug")

    def oldest_first(self) -> Self:
        """Order by the first day."""
        return self.order_by("starts", "slug")

    def awaiting_report(self) -> Self:
        """Return consultations whose report is not in the portal: none is known, or it is not held."""
        held = Document.objects.published().held()
        return self.exclude(outcome_document__in=held).select_related("outcome_document")

    def with_card(self) -> Self:
        """Fetch along what a row of a list shows; add `session_count`, the opening not counted."""
        sessions = Count("sessions", filter=Q(sessions__number__gt=0))
        return (
            self.select_related("country", "outcome_document")
            .prefetch_related("attendance")
            .annotate(session_count=sessions)
        )

    def on_thread(self) -> Self:
        """Fetch along what the thread tells of a meeting: its papers, and who is counted."""
        return self.select_related("country", "outcome_document").prefetch_related("attendance", "documents")

    def with_record(self) -> Self:
        """Fetch along what the page of one consultation shows, all with its references."""
        places = Reference.objects.with_place()
        return self.select_related("country", "outcome_document").prefetch_related(
            Prefetch("references", places),
            Prefetch("statements__references", places),
            Prefetch("attendance__references", places),
            Prefetch("topics__references", places),
            Prefetch("sessions__report", places),
            Prefetch("sessions__references", places),
            Prefetch("sessions__items__references", places),
            Prefetch("documents", Document.objects.published().in_order()),
            Prefetch("discrepancies", Discrepancy.objects.published().with_claims()),
        )


class Consultation(Record):
    """A consultation is a meeting that the Special Rapporteur convened with those who watch and coordinate."""

    slug = models.SlugField(_("name in addresses"), max_length=60, unique=True)
    title = models.CharField(_("full title"), max_length=400)
    short_names = models.JSONField(_("short names by language"), default=dict, validators=[validate_texts_by_language])
    kind = models.CharField(_("kind"), max_length=24, choices=ConsultationKind)
    summary = models.TextField(_("summary in our own words"))
    cities = models.JSONField(_("city by language"), default=dict, validators=[validate_texts_by_language])
    country = models.ForeignKey(Country, models.PROTECT, related_name="hosted_consultations", verbose_name=_("country"))
    venue = models.CharField(_("venue"), max_length=300, blank=True)
    starts = models.DateField(_("first day"))
    ends = models.DateField(_("last day"))
    series_place = models.CharField(_("place in the series"), max_length=200, blank=True)
    languages = models.JSONField(_("working languages"), default=list, blank=True, validators=[validate_languages])
    outcome_document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="consultations_reported", verbose_name=_("report")
    )
    documents = models.ManyToManyField(Document, verbose_name=_("documents"), related_name="consultations", blank=True)
    references = models.ManyToManyField(Reference, verbose_name=_("sources"), related_name="consultations")
    discrepancies = models.ManyToManyField(
        Discrepancy, verbose_name=_("sources differ"), related_name="consultations", blank=True
    )

    objects = ConsultationQuerySet.as_manager()
    KEY = ("slug",)

    class Meta(Record.Meta):
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="consultations_consultation_ends_after_start", condition=Q(ends__gte=F("starts"))
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    def get_absolute_url(self) -> str:
        return reverse("consultation", args=[self.slug])

    @property
    def short_name(self) -> str:
        return in_language(self.short_names)

    @property
    def city(self) -> str:
        return in_language(self.cities)

    @property
    def report(self) -> Document | None:
        """Its report, where one is known and the public may see its page; held or not."""
        document = self.outcome_document
        return document if document and document.is_published else None

    @property
    def awaits_report(self) -> bool:
        """Whether its report is known and not yet in the portal."""
        return self.report is not None and not self.report.held


class ConsultationAspect(models.TextChoices):
    """What a statement about a consultation speaks of."""

    CONVENOR = "convenor", _("Convened by")  # who called it
    PARTNER = "partner", _("In partnership with")  # who organised or supported it
    OPENING = "opening", _("Opened by")  # who welcomed and spoke first
    OCCASION = "occasion", _("Occasion")  # what it was tied to
    OBJECTIVE = "objective", _("Aims")  # what it set out to do
    OUTCOME = "outcome", _("Outcomes")  # what was expected of it, or came of it
    MODALITY = "modality", _("Form")  # how it was held
    LANGUAGE = "language", _("Languages")  # working languages and interpretation
    VENUE = "venue", _("Venue")  # where it met
    THEME = "theme", _("Subjects")  # what was discussed where no sessions are known
    CONCLUSION = "conclusion", _("Conclusions")  # what participants agreed outside the recommendations


class ConsultationStatement(Row):
    """A consultation statement is one sourced sentence about a consultation."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="statements")
    aspect = models.CharField(_("aspect"), max_length=12, choices=ConsultationAspect)
    text = models.TextField(_("statement"))
    references = models.ManyToManyField(Reference, verbose_name=_("sources"), related_name="consultation_statements")

    class Meta(Row.Meta):
        pass

    def __str__(self) -> str:
        return self.text


class AttendanceClaim(Row):
    """An attendance claim is what one source says of how many took part; sources may differ."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="attendance")
    text = models.TextField(_("claim"))
    participants = models.PositiveSmallIntegerField(_("participants"), null=True, blank=True)
    countries = models.PositiveSmallIntegerField(_("countries"), null=True, blank=True)
    regional_mechanisms = models.PositiveSmallIntegerField(_("regional mechanisms"), null=True, blank=True)
    references = models.ManyToManyField(Reference, verbose_name=_("sources"), related_name="attendance_claims")

    class Meta(Row.Meta):
        pass

    def __str__(self) -> str:
        return self.text


class AnnouncedTopic(Row):
    """An announced topic is a subject that a concept note named before the consultation."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="topics")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=300)
    scope = models.TextField(_("scope in our own words"), blank=True)
    references = models.ManyToManyField(Reference, verbose_name=_("sources"), related_name="announced_topics")

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(name="consultations_announcedtopic_number_once", fields=["consultation", "number"]),
        ]

    def __str__(self) -> str:
        return self.title
