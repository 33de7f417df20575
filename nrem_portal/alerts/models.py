"""Alerts: filters that readers follow by e-mail, and what each was told."""

from __future__ import annotations

import calendar
import uuid
from datetime import date, datetime, timedelta
from typing import Self

from django.core import signing
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from documents.models import Letter
from documents.models.letter import LetterQuerySet

UNCONFIRMED_FOR = timedelta(days=7)  # then what was asked for and not confirmed is deleted
QUERY_LIMIT = 1_500  # characters of a filter


class Frequency(models.TextChoices):
    """How often letters are written at most."""

    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Every week")
    MONTHLY = "monthly", _("Every month")

    def after(self, day: date) -> date:
        """Return the day on which the next letter may be written."""
        if self != Frequency.MONTHLY:
            return day + timedelta(days=1 if self == Frequency.DAILY else 7)
        year, month = day.year + day.month // 12, day.month % 12 + 1
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def signer() -> signing.Signer:
    """Return what makes the links of letters: nobody can make one from what lies in the database."""
    return signing.Signer(sep=".", salt="alerts")


class AlertQuerySet(models.QuerySet["Alert"]):
    def of_token(self, token: str, *, now: datetime) -> Alert | None:
        """Return the alert that a link of a letter names, None where it has ended; raise BadSignature for no link."""
        named = self.filter(uid=uuid.UUID(signer().unsign(token)))
        return named.exclude(pk__in=Alert.objects.lapsed(now=now).values("pk")).first()

    def due(self, *, today: date) -> Self:
        """Return the confirmed alerts whose day has come."""
        return self.filter(due_on__lte=today).order_by("pk")

    def lapsed(self, *, now: datetime) -> Self:
        """Return what was asked for and not confirmed in time."""
        return self.filter(confirmed_at=None, asked_at__lt=now - UNCONFIRMED_FOR)

    def end(self) -> int:
        """Delete alerts, and their addresses in letters sent and waiting too; return how many there were."""
        found = list(self)
        for alert in found:
            alert.letters().erase()
        Alert.objects.filter(pk__in=[alert.pk for alert in found]).delete()
        return len(found)


class Alert(models.Model):
    """An alert is a filter of a list that a reader follows by e-mail, once the address was confirmed."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    list_name = models.CharField(max_length=20)  # a name in nrem_portal.lists
    query = models.CharField(max_length=QUERY_LIMIT, blank=True)  # the filters in their fixed order
    language = models.CharField(max_length=10)
    email = models.EmailField()
    frequency = models.CharField(max_length=8, choices=Frequency, default=Frequency.WEEKLY)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    told_at = models.DateTimeField(null=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(name="alerts_alert_due", fields=["due_on"])]
        constraints = [
            models.UniqueConstraint(name="alerts_alert_once", fields=["email", "list_name", "query"]),
            models.CheckConstraint(
                name="alerts_alert_due_if_confirmed",
                condition=Q(confirmed_at=None, due_on=None) | Q(confirmed_at__isnull=False, due_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.list_name}?{self.query}"

    def get_absolute_url(self) -> str:
        return self.address("alert")

    @property
    def token(self) -> str:
        """What names it in links, and lets whoever has one change or leave it."""
        return signer().sign(self.uid.hex)

    def address(self, view: str) -> str:
        """Return the address of one of its pages, in its language."""
        with translation.override(self.language):
            return reverse(view, args=[self.token])

    def letter_key(self, kind: str) -> str:
        """Return the key of a letter about it."""
        return f"alert/{self.uid.hex}/{kind}"

    def letters(self) -> LetterQuerySet:
        """Return every letter about it."""
        return Letter.objects.filter(key__startswith=self.letter_key(""))

    def confirm(self, *, now: datetime) -> None:
        """Begin: what is published from now on is told."""
        if self.confirmed_at is None:
            self.confirmed_at, self.due_on = now, Frequency(self.frequency).after(now.date())
            self.save()

    def change(self, frequency: str, *, now: datetime) -> None:
        """Write letters more or less often."""
        self.frequency, self.due_on = frequency, Frequency(frequency).after((self.told_at or now).date())
        self.save()


class Told(models.Model):
    """A told row keeps that an alert has told of one record, which it then never does again."""

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="told")
    record = models.UUIDField()  # the uid of what was told

    class Meta:
        constraints = [models.UniqueConstraint(name="alerts_told_once", fields=["alert", "record"])]

    def __str__(self) -> str:
        return str(self.record)
