"""Sessions of a consultation and the items of their agenda."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.models.consultation import Consultation
from documents.models import Reference
from documents.publication import Row


class Session(Row):
    """A session is one part of a consultation, with its subject, hours and the paragraphs that report it."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="sessions")
    key = models.SlugField(_("key"), max_length=60, unique=True)
    number = models.PositiveSmallIntegerField(_("number"), help_text=_("0 for the opening"))
    title = models.CharField(_("title"), max_length=300)
    day = models.DateField(_("day"), null=True, blank=True)
    starts = models.TimeField(_("from"), null=True, blank=True)
    ends = models.TimeField(_("to"), null=True, blank=True)
    time_note = models.CharField(_("note on the hours"), max_length=300, blank=True)
    report = models.ForeignKey(
        Reference,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reported_sessions",
        verbose_name=_("reported in"),
    )
    references = models.ManyToManyField(Reference, verbose_name=_("sources"), related_name="sessions")

    KEY = ("key",)

    class Meta(Row.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.UniqueConstraint(name="consultations_session_number_once", fields=["consultation", "number"]),
            models.CheckConstraint(
                name="consultations_session_hours_in_order",
                condition=Q(starts=None) | Q(ends=None) | Q(ends__gt=F("starts")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse a place outside the report of the consultation as what reports the session."""
        if self.report and self.consultation_id and self.report.source != self.consultation.outcome_document:
            raise ValidationError({"report": _("This is no place in the report of the consultation.")})

    def get_absolute_url(self) -> str:
        return reverse("consultation", args=[self.consultation.slug]) + f"#{self.key}"


class ItemFormat(models.TextChoices):
    """What happens in an item of the agenda."""

    ADDRESS = "address", _("Address")  # opening, closing or welcoming words
    PRESENTATION = "presentation", _("Presentation")  # named presenters speak
    TOUR_DE_TABLE = "tour-de-table", _("Tour de table")  # each participant speaks in turn
    DISCUSSION = "discussion", _("Discussion")  # open discussion
    SUMMARY = "summary", _("Summary")  # facilitators sum up
    WRAP_UP = "wrap-up", _("Wrap-up")  # end of a session
    BREAK = "break", _("Break")  # tea or lunch


class AgendaItem(Row):
    """An agenda item is one entry of a session's agenda as printed."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="items")
    title = models.CharField(_("title"), max_length=300)
    starts = models.TimeField(_("from"), null=True, blank=True)
    ends = models.TimeField(_("to"), null=True, blank=True)
    format = models.CharField(_("format"), max_length=16, choices=ItemFormat, blank=True)
    references = models.ManyToManyField(Reference, verbose_name=_("sources"), related_name="agenda_items")

    KEY = ("session__key", "position")

    class Meta(Row.Meta):
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        constraints = [
            models.CheckConstraint(
                name="consultations_agendaitem_hours_in_order",
                condition=Q(starts=None) | Q(ends=None) | Q(ends__gt=F("starts")),
            ),
        ]

    def __str__(self) -> str:
        return self.title
