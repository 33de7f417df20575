"""The inbox: what readers send to those who look after the record."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from desk.models.states import OPEN
from recommendations.models import Recommendation

TEXT_LIMIT = 2_000  # characters of what happened
ANSWER_LIMIT = 4_000  # characters of an answer
KEPT_FOR = timedelta(days=90)  # then a message is deleted


class MessageKind(models.TextChoices):
    """What a message is about."""

    FOLLOW_UP = "follow-up", _("Information on follow-up")
    CORRECTION = "correction", _("Correction")
    RELAY = "relay", _("Message to a mechanism")


class MessageState(models.TextChoices):
    """What became of a message."""

    NEW = "new", _("New")
    ANSWERED = "answered", _("Answered")
    TAKEN = "taken", _("Taken into the record")
    DISMISSED = "dismissed", _("Dismissed")


class MessageQuerySet(models.QuerySet):
    def since(self, moment: datetime) -> Self:
        """Return what came after a moment."""
        return self.filter(received_at__gt=moment)

    def unanswered(self) -> Self:
        """Return what nobody has dealt with yet, the oldest first; not what a change is being made of."""
        new = self.filter(state=MessageState.NEW).exclude(changes__state__in=OPEN)
        return new.select_related("recommendation").order_by("received_at", "pk")

    def as_read(self) -> Self:
        """Order as editors read: what is new first, the longest waiting at its head; then the rest, newest first."""
        is_new = Q(state=MessageState.NEW)
        waits = Case(When(is_new, then=F("received_at")))
        return self.order_by(Case(When(is_new, then=Value(0)), default=Value(1)), waits, "-received_at", "-pk")

    def with_people(self) -> Self:
        """Fetch along what each is about, and who dealt with it."""
        return self.select_related("recommendation__origin", "recommendation__paragraph", "handled_by")

    def outdated(self, *, today: date) -> Self:
        """Return what was kept as long as messages are."""
        return self.filter(delete_after__lt=today)


class Message(models.Model):
    """A message is one thing that a reader sent; what it says reaches the record only through an editor."""

    kind = models.CharField(_("kind"), max_length=12, choices=MessageKind)
    recommendation = models.ForeignKey(
        Recommendation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("recommendation"),
    )
    text = models.TextField(_("what happened"))
    when = models.CharField(_("when"), max_length=100, blank=True)
    actor = models.CharField(_("who acted"), max_length=300, blank=True)
    source = models.CharField(_("where it is written"), max_length=500, blank=True)
    name = models.CharField(_("sender’s name"), max_length=150, blank=True)
    office = models.CharField(_("sender’s office"), max_length=200, blank=True)
    email = models.EmailField(_("sender’s e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=10)
    received_at = models.DateTimeField(_("received"))
    state = models.CharField(_("state"), max_length=10, choices=MessageState, default=MessageState.NEW)
    delete_after = models.DateField(_("deleted after"))
    revision = models.PositiveIntegerField(default=1)  # one more with each thing that editors do with it
    answer = models.TextField(_("answer"), blank=True)
    reason = models.CharField(_("why it was dismissed"), max_length=300, blank=True)
    handled_by = models.ForeignKey(  # who answered or dismissed it
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("handled by")
    )
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(name="desk_message_delete_after", fields=["delete_after"])]
        constraints = [
            models.CheckConstraint(
                name="desk_message_text_fits", condition=Q(text__length__gte=1, text__length__lte=TEXT_LIMIT)
            ),
            models.CheckConstraint(
                name="desk_message_answer_has_person",
                condition=Q(answer="", reason="") | Q(handled_by__isnull=False, handled_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"  # the history of the administration keeps it: no name, no text

    def get_absolute_url(self) -> str:
        return reverse("desk-message", args=[self.pk])

    @property
    def is_new(self) -> bool:
        return self.state == MessageState.NEW

    @property
    def can_be_answered(self) -> bool:
        """Whether its sender can be written to, and was not yet."""
        return bool(self.email) and not self.answer

    @property
    def is_on_record(self) -> bool:
        """Whether it is about something that can be taken into the record."""
        return self.kind == MessageKind.FOLLOW_UP or (self.kind == MessageKind.CORRECTION and bool(self.recommendation))
