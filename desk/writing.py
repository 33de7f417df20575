"""From the dict of a change to the record itself: written for good, or tried and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from desk.keys import keyed
from desk.kinds import Kind
from desk.rules import in_words
from documents.models import Reference
from documents.publication import State
from documents.shapes import Dict
from documents.writing import AskedKeys, Writer
from recommendations.models import Recommendation
from recommendations.models.follow_up import refresh_status

Addresses = dict[str, dict[str, str]]  # of the web, cited for the first time: publisher, date, day seen


def write(kind: Kind, uid: Any, data: Dict, addresses: Addresses, *, now: datetime) -> Any:
    """Write a record as its dict says, new or not, and published; raise ValidationError with all that is wrong.

    Call it inside a transaction that is rolled back where it raises.
    """
    record: Any = kind.records.filter(uid=uid).first() or kind.shape.model(uid=uid)
    data = keyed(kind, data)
    if not record.pk and is_taken(kind, data):
        raise ValidationError({kind.fixed[-1]: _("Another record has this address already. Choose another.")})
    writer = Writer(keys=AskedKeys())
    try:
        with transaction.atomic():
            learn(addresses)
            record.state, record.withdrawn_reason = State.PUBLISHED, ""
            record.published_at = record.published_at or now
            written = writer.write_into(record, kind.shape, data, now=now)
            problems = writer.finish()
    except (IntegrityError, DataError) as error:
        raise ValidationError(in_words(error)) from error
    if problems:
        raise ValidationError([message for _where, message in problems])
    return written


def is_taken(kind: Kind, data: Dict) -> bool:
    """Tell whether another record already has the natural key of this one."""
    paths = kind.shape.model.KEY  # type: ignore[attr-defined]
    asked = dict(zip(paths, key_parts(kind, data), strict=True))
    return bool(kind.records.filter(**asked).exists())


def key_parts(kind: Kind, data: Dict) -> list[str]:
    """Return what the natural key of a record is made of, as its dict says."""
    return [str(data.get(path.split("__")[0], "")) for path in kind.shape.model.KEY]  # type: ignore[attr-defined]


def learn(addresses: Addresses) -> None:
    """Keep the addresses of the web that no statement cited before."""
    for url, told in addresses.items():
        if not Reference.objects.filter(key=url).exists():
            reference = Reference(key=url, url=url, **told)
            reference.full_clean(exclude=["document", "paragraph", "last_paragraph"])
            reference.save()


@contextmanager
def tried(kind: Kind, uid: Any, data: Dict, addresses: Addresses, *, now: datetime) -> Iterator[Any]:
    """Write a record, hand it over as it would stand, and take everything back; raise ValidationError as `write`."""
    with transaction.atomic():
        try:
            record = write(kind, uid, data, addresses, now=now)
            refresh_status(Recommendation.objects.filter(pk__in=kind.moves(record)))
            yield record
        finally:
            transaction.set_rollback(True)
