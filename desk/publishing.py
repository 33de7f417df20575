"""What publishing a record leaves behind: a version of it, statuses computed anew, and the next data version."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext_noop

from desk.kinds import Kind
from desk.models import Deed, Version
from documents.publication import Record, record_version
from documents.shapes import to_dict
from recommendations.models import Recommendation
from recommendations.models.follow_up import refresh_status

TITLE_LENGTH = 300
REASON_LENGTH = 200  # of a data version


def present_since(record: Record) -> datetime:
    """Return since when a record reads as it does, where the desk had no part in it."""
    return record.updated_at if record.version > 1 else record.published_at or record.created_at


def keep(
    kind: Kind,
    record: Record,
    deed: Deed,
    *,
    by: User | None,
    reviewer: User | None,
    why: str,
    now: datetime,
    number: int = 0,
) -> Version:
    """Keep a record as it reads now as a version of it: of the number given, else that which it has."""
    data = to_dict(kind.shape, kind.record(record.uid))
    return Version.objects.create(
        kind=kind.name,
        record=record.uid,
        number=number or record.version,
        title=kind.title(data)[:TITLE_LENGTH],
        shape=kind.shape.number,
        data=data,
        deed=deed,
        by=by,
        reviewer=reviewer,
        at=now,
        why=why,
    )


def tell(kind: Kind, record: Record, moved: set[int], version: Version) -> None:
    """Compute what hangs on the record anew, and make the next data version."""
    followed = Recommendation.objects.filter(pk__in=moved)
    refresh_status(followed)
    records = [(kind.name, str(record.uid)), *(("recommendation", str(uid)) for uid in _uids(followed, kind))]
    reason = (REASONS[version.deed] % {"title": version.title})[:REASON_LENGTH]
    record_version(reason=reason, records=records, term=(type(record), record.pk) if kind.is_shown_by_others else None)


def _uids(followed: Any, kind: Kind) -> list[Any]:
    return [] if kind.name == "recommendation" else list(followed.values_list("uid", flat=True))


REASONS: dict[str, str] = {
    Deed.PUBLISHED: gettext_noop("Published: %(title)s"),
    Deed.WITHDRAWN: gettext_noop("Withdrawn: %(title)s"),
}
