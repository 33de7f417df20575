"""Publication: the states of a public record, the word `.published()`, and the data version.

Every page, export and index row shows published records only, and says so with `.published()`.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self, TypeVar

from django.db import connection, models
from django.db.models import F, Q
from django.dispatch import Signal
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Sent once, inside the transaction, whenever published data change.
# Arguments: records, a list of (kind, uid), and term, the entry of a vocabulary that alone changed, or None; the search
# index is the only receiver.
published = Signal()

R = TypeVar("R", bound="Record")
Term = tuple[type[models.Model], int]  # an entry of a vocabulary: its kind and its key
NAMESPACE = uuid.UUID("6f0d6c1e-6f0b-5c55-9d0c-3a1f5a1c7e10")


def uid_of(*parts: str) -> uuid.UUID:
    """Return the stable identifier of a row made from fixtures, the same in every installation."""
    return uuid.uuid5(NAMESPACE, "/".join(parts))


class State(models.TextChoices):
    """Where a record stands between its author and the public."""

    DRAFT = "draft", _("Draft")  # being written; seen on the desk alone
    IN_REVIEW = "in-review", _("In review")  # waits for a second person
    CHANGES_REQUESTED = "changes-requested", _("Changes requested")  # sent back, with a reason
    PUBLISHED = "published", _("Published")  # read by everyone
    WITHDRAWN = "withdrawn", _("Withdrawn")  # taken down; its address answers 410 with the reason


class GoneError(Exception):
    """What was asked for was withdrawn: why, when, and which record it is. The portal answers 410."""

    def __init__(self, reason: str, when: datetime, record: Record | None = None) -> None:
        super().__init__(reason, when, record)
        self.reason, self.when, self.record = reason, when, record


def open_to_all(record: R) -> R:
    """Return a published record; raise GoneError for a withdrawn one, Http404 for one that never was published."""
    if record.state == State.WITHDRAWN:
        raise GoneError(record.withdrawn_reason, record.updated_at, record)
    if not record.is_published:
        raise Http404
    return record


class RecordQuerySet(models.QuerySet):
    """Queries common to all public records."""

    def published(self) -> Self:
        """Return what the public may see."""
        return self.filter(state=State.PUBLISHED)

    def withdrawn(self) -> Self:
        """Return what the public once saw and no longer may."""
        return self.filter(state=State.WITHDRAWN)

    def published_or_gone(self, **lookup: Any) -> Any:
        """Return the one published record that fits; raise GoneError for a withdrawn one, Http404 for any other."""
        found: models.QuerySet[Any] = self
        return open_to_all(get_object_or_404(found, **lookup))


class Record(models.Model):
    """A record is a thing with a public page or place of its own, that is drafted, reviewed and published."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField(_("reason for withdrawal"), max_length=300, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_published_has_date",
                condition=~Q(state=State.PUBLISHED) | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_withdrawn_has_reason",
                condition=~Q(state=State.WITHDRAWN) | ~Q(withdrawn_reason=""),
            ),
        ]

    @property
    def is_published(self) -> bool:
        """Whether the public may see it: what `.published()` asks of a query, asked of one record at hand."""
        return self.state == State.PUBLISHED


class Row(models.Model):
    """A row is a part of a record that has no page of its own; it keeps its identifier through every version."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position"]


class DataVersion(models.Model):
    """A data version is one moment at which published data changed; its number names the state of the whole."""

    number = models.PositiveIntegerField(unique=True)
    at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(max_length=200)
    # [[kind, uid], …] of the records changed; empty when all may have changed
    records = models.JSONField(default=list)
    # digest of the fixtures this version was loaded from; empty for a change made on the desk
    fingerprint = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number}: {self.reason}"


class CurrentVersion(models.Model):
    """The current version is the one row that hands out data version numbers, one at a time."""

    only = models.BooleanField(default=True, unique=True)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(name="documents_currentversion_one_row", condition=Q(only=True))]

    def __str__(self) -> str:
        return str(self.number)


READ_NUMBER = f"SELECT number FROM {CurrentVersion._meta.db_table}"  # noqa: S608 – a name of our own


def current_version() -> int:
    """Return the number of the newest data version, 0 before anything was loaded.

    Every answer asks for it, those that send nothing too: the words of the query are at hand.
    """
    with connection.cursor() as cursor:
        cursor.execute(READ_NUMBER)
        found = cursor.fetchone()
    return found[0] if found else 0


def newest_version() -> DataVersion | None:
    """Return the newest data version, None before anything was loaded."""
    return DataVersion.objects.first()


def of_today(version: DataVersion | None = None) -> dict[str, object]:
    """Return what a citation says of the data: their version and the day on which they were read."""
    return {"version": version or newest_version(), "today": timezone.localdate()}


def next_version(*, reason: str, records: list[Any], fingerprint: str = "") -> DataVersion:
    """Write the next data version, and nothing else: what is kept for the one before is made anew."""
    CurrentVersion.objects.get_or_create(only=True)
    CurrentVersion.objects.update(number=F("number") + 1)
    return DataVersion.objects.create(number=current_version(), reason=reason, records=records, fingerprint=fingerprint)


def record_version(
    *, reason: str, records: Iterable[tuple[str, str]], fingerprint: str = "", term: Term | None = None
) -> DataVersion:
    """Write the next data version and tell the search index. Call it inside the transaction of the change.

    `term` is the one entry of a vocabulary that changed: which records show it, the index finds out.
    """
    changed = [list(pair) for pair in records]
    version = next_version(reason=reason, records=changed, fingerprint=fingerprint)
    published.send(sender=DataVersion, records=changed, term=term)
    return version
