"""Changes: what editors propose for a record, until a second person has decided."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from desk.models.message import Message
from desk.models.states import OPEN, WRITABLE, ChangeState


class ChangeQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Return those that are not decided."""
        return self.filter(state__in=OPEN)

    def discarded(self) -> Self:
        """Return those that were given up, the last first."""
        return self.filter(state=ChangeState.DROPPED).order_by("-decided_at", "-pk")

    def decided(self) -> Self:
        """Return those that are not open any more, the last first."""
        return self.exclude(state__in=OPEN).order_by("-decided_at", "-pk")

    def discarded_last(self) -> Change | None:
        """Return, of the changes of one record, the one that was decided last, if it was given up."""
        last: Any = self.decided().with_people().first()
        return last if last and last.state == ChangeState.DROPPED else None

    def of(self, kind: str, record: Any) -> Self:
        """Return those of one record."""
        return self.filter(kind=kind, record=record)

    def written_by(self, user: Any) -> Self:
        """Return those that a person has had a hand in."""
        return self.filter(writers=user)

    def to_review(self, user: Any) -> Self:
        """Return those that wait for a second person, which this one could be; the longest waiting first."""
        return self.filter(state=ChangeState.IN_REVIEW).exclude(writers=user).order_by("sent_at", "pk")

    def returned_to(self, user: Any) -> Self:
        """Return those that were sent back to a person; the longest waiting first."""
        return self.filter(state=ChangeState.CHANGES_REQUESTED, writers=user).order_by("decided_at", "pk")

    def drafts_of(self, user: Any) -> Self:
        """Return those that a person is still writing, or has sent to review; the oldest first."""
        own = Q(state__in=[ChangeState.DRAFT, ChangeState.IN_REVIEW], writers=user)
        return self.filter(own).order_by("saved_at", "pk")

    def writable(self) -> Self:
        """Return those that can be edited."""
        return self.filter(state__in=WRITABLE)

    def with_people(self) -> Self:
        """Fetch along who started it, saved it last and decided."""
        return self.select_related("started_by", "saved_by", "reviewer")


class Change(models.Model):
    """A change is what editors propose for one record: the whole record as it shall read, and who decided on it.

    At most one is open a record. A record that was never published is a change and nothing else, so that it may be as
    incomplete as its author leaves it.
    """

    kind = models.CharField(_("kind"), max_length=20)
    record = models.UUIDField(_("record"))
    title = models.CharField(_("title"), max_length=300, blank=True)  # of the record as it shall read
    shape = models.PositiveSmallIntegerField()  # number of the shape that `data` has
    base = models.PositiveIntegerField(default=0)  # version of the record that it started from; 0: it is new
    data = models.JSONField(default=dict)
    # of the web, cited by it for the first time: publisher, date of the source, day seen
    addresses = models.JSONField(default=dict, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=ChangeState, default=ChangeState.DRAFT)
    revision = models.PositiveIntegerField(default=1)  # of the change itself: one more with each save
    note = models.CharField(_("what changed"), max_length=300, blank=True)
    reason = models.TextField(_("what is asked for"), blank=True)
    returned_revision = models.PositiveIntegerField(default=0)  # that was last sent back; 0: none was
    message = models.ForeignKey(
        Message, models.SET_NULL, null=True, blank=True, related_name="changes", verbose_name=_("message")
    )
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="changes")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-saved_at"]
        permissions = [
            ("edit", "May draft records, import reports and answer the inbox"),
            ("review", "May publish, return and withdraw"),
            ("audit", "May take the audit export"),
        ]
        indexes = [models.Index(name="desk_change_of_record", fields=["kind", "record"])]
        constraints = [
            models.UniqueConstraint(
                name="desk_change_one_open", fields=["kind", "record"], condition=Q(state__in=OPEN)
            ),
            models.CheckConstraint(
                name="desk_change_return_has_reason",
                condition=~Q(state=ChangeState.CHANGES_REQUESTED) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="desk_change_review_has_note",
                condition=~Q(state__in=[ChangeState.IN_REVIEW, ChangeState.ACCEPTED]) | ~Q(note=""),
            ),
            models.CheckConstraint(
                name="desk_change_decision_has_person",
                condition=~Q(state__in=[ChangeState.CHANGES_REQUESTED, ChangeState.ACCEPTED])
                | Q(reviewer__isnull=False, decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.kind} {self.record}"

    def get_absolute_url(self) -> str:
        return reverse("desk-edit", args=[self.kind, self.record])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_writable(self) -> bool:
        """Whether it may be edited: while it waits for a second person it stays as it was sent."""
        return self.state in WRITABLE

    @property
    def waits_since(self) -> datetime:
        """Since when it stands as it does: returned, sent or saved."""
        moments = {ChangeState.CHANGES_REQUESTED: self.decided_at, ChangeState.IN_REVIEW: self.sent_at}
        return moments.get(ChangeState(self.state)) or self.saved_at

    @property
    def is_new(self) -> bool:
        """Whether its record was never published."""
        return self.base == 0
