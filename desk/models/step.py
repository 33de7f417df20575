"""Steps: what was done on the desk, by whom and when; written once and never changed."""

from __future__ import annotations

from typing import Any, NoReturn, Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from desk.models.version import Deed, Version


class Did(models.TextChoices):
    """What was done."""

    BEGUN = "begun", _("Change begun")
    SAVED = "saved", _("Change saved")
    SENT = "sent", _("Sent to review")
    TAKEN_BACK = "taken-back", _("Taken back from review")
    RETURNED = "returned", _("Changes requested")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DISCARDED = "discarded", _("Change discarded")
    ANSWERED = "answered", _("Message answered")
    DISMISSED = "dismissed", _("Message dismissed")
    TAKEN_IN = "taken-in", _("Message taken into a change")
    PERSON = "person", _("Person recorded")


class StepQuerySet(models.QuerySet):
    def of(self, kind: str, record: Any) -> Self:
        """Return those that concern one record, the oldest first."""
        return self.filter(kind=kind, record=record).order_by("at", "pk")

    def as_done(self) -> Self:
        """Order as they were done, with who did each."""
        return self.select_related("by").order_by("at", "pk")

    def with_entry(self) -> Self:
        """Give each that published a follow-up entry what it said then, as `entry`."""
        made = Version.objects.of("follow-up", OuterRef("record")).filter(number=OuterRef("after"))
        return self.annotate(entry=Subquery(made.filter(deed=Deed.PUBLISHED).values("data")[:1]))

    def update(self, **_kwargs: Any) -> NoReturn:
        """Refuse: what was done stays as it was written."""
        raise TypeError(WRITTEN_ONCE)

    def delete(self) -> NoReturn:
        """Refuse: what was done stays written."""
        raise TypeError(WRITTEN_ONCE)


WRITTEN_ONCE = "Steps are written once and never changed or deleted."


class Step(models.Model):
    """A step is one thing that was done on the desk: when, by whom, to what, and why."""

    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who"))
    did = models.CharField(_("what was done"), max_length=12, choices=Did)
    kind = models.CharField(_("kind"), max_length=20, blank=True)  # of record; none for a message
    record = models.UUIDField(_("record"), null=True, blank=True)
    message = models.PositiveBigIntegerField(_("message"), null=True, blank=True)  # its number, which outlives it
    title = models.CharField(_("title"), max_length=300, blank=True)  # of the record; of a message nothing
    why = models.TextField(_("why"), blank=True)
    before = models.PositiveIntegerField(_("from version"), default=0)  # of the record; 0: none
    after = models.PositiveIntegerField(_("to version"), default=0)  # of the record; 0: it made none

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(name="desk_step_of_record", fields=["kind", "record"]),
            models.Index(name="desk_step_at", fields=["at", "id"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="desk_step_is_about_something",
                condition=Q(record__isnull=False) | Q(message__isnull=False) | ~Q(title=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_did_display()}, {self.title or self.record or self.message}"

    def save(self, **kwargs: Any) -> None:
        """Write it down, once."""
        if self.pk:
            raise TypeError(WRITTEN_ONCE)
        super().save(**kwargs)

    def delete(self, using: Any = None, keep_parents: bool = False) -> NoReturn:
        """Refuse: what was done stays written."""
        raise TypeError(WRITTEN_ONCE)
