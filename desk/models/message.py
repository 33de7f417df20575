"""The inbox: what readers send to those who look after the record."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from recommendations.models import Recommendation

TEXT_LIMIT = 2_000  # characters of what happened
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
        """Return what nobody has dealt with yet, the oldest first."""
        return self.filter(state=MessageState.NEW).select_related("recommendation").order_by("received_at", "pk")

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
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"  # the history of the administration keeps it: no name, no text
