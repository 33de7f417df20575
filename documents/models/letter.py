"""The outbox: letters that wait to be sent, so that no page waits for a mail server."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q

MOST_TRIES = 6  # then a letter is given up
FIRST_PAUSE = timedelta(minutes=5)  # after the first refusal; four times as long after each further one
KEPT_FOR = timedelta(days=30)  # then the address and the words of a letter are erased


class LetterQuerySet(models.QuerySet):
    def due(self, *, now: datetime) -> Self:
        """Return the letters that may be sent now, oldest first."""
        waiting = self.filter(sent_at=None, taken_at=None, tries__lt=MOST_TRIES, due_at__lte=now)
        return waiting.exclude(to="").order_by("made_at", "pk")

    def in_doubt(self) -> Self:
        """Return the letters that were handed to the mail server, which did not say whether it took them."""
        return self.filter(sent_at=None, taken_at__isnull=False).exclude(to="")

    def given_up(self) -> Self:
        """Return the letters that the mail server refused too often."""
        return self.filter(sent_at=None, taken_at=None, tries__gte=MOST_TRIES).exclude(to="")

    def take(self, letter: Letter, *, now: datetime) -> bool:
        """Mark a letter as handed over, before it is; tell whether it was still free."""
        free = self.filter(pk=letter.pk, sent_at=None, taken_at=None).exclude(to="")
        return bool(free.update(taken_at=now, tries=letter.tries + 1))

    def erase(self) -> int:
        """Erase address and words, and leave the key, so that nothing is sent twice; return how many were erased."""
        return self.exclude(to="").update(to="", subject="", text="", headers={}, last_error="")

    def outdated(self, *, now: datetime) -> Self:
        """Return the letters that were kept as long as letters are."""
        return self.filter(made_at__lt=now - KEPT_FOR)


class Letter(models.Model):
    """A letter is one e-mail to one address; its key says what it is about, and keeps it from being written twice."""

    key = models.CharField(max_length=120)
    to = models.EmailField(blank=True)  # empty once erased
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        indexes = [models.Index(name="documents_letter_waiting", fields=["due_at"], condition=Q(sent_at=None))]
        constraints = [
            models.UniqueConstraint(name="documents_letter_key_once", fields=["key"]),
            models.CheckConstraint(
                name="documents_letter_sent_was_handed_over", condition=Q(sent_at=None) | Q(taken_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.key

    def set_sent(self, *, now: datetime) -> None:
        """Keep that the mail server took it."""
        self._set(sent_at=now, last_error="")

    def set_refused(self, error: str, *, now: datetime) -> None:
        """Keep that the mail server did not take it, and free it for a later try."""
        tries = self.tries + 1
        pause = FIRST_PAUSE * 4 ** (tries - 1)
        self._set(taken_at=None, due_at=now + pause, last_error=error[:300])

    def set_in_doubt(self, error: str) -> None:
        """Keep why nobody can say whether it was sent; it is not sent again by itself."""
        self._set(last_error=error[:300])

    def _set(self, **fields: Any) -> None:
        Letter.objects.filter(pk=self.pk).update(**fields)


def write_letter(
    *, key: str, to: str, subject: str, text: str, now: datetime, headers: dict[str, str] | None = None
) -> bool:
    """Put a letter into the outbox, unless one of this key was ever there; tell whether it is new."""
    words = {"to": to, "subject": " ".join(subject.split())[:300], "text": text}
    fields = {**words, "headers": headers or {}, "made_at": now, "due_at": now}
    _letter, is_new = Letter.objects.get_or_create(key=key, defaults=fields)
    return is_new
