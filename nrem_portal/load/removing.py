"""Taking away what was made, and nothing else: everything made bears an identifier that no real record can have.

The uid of a real record is drawn or computed by a known rule, and is of version 4 or 5 (RFC 9562). That of a made-up
one is of version 8, which is free for such uses, and all of them lie in one range.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models, transaction

from documents.models import Document, Paragraph, Reference, Section
from documents.publication import Record, record_version, uid_of
from recommendations.models import Addressee, Bearing, FollowUp, Origin, Recommendation

FIRST = uuid.UUID("10ad10ad-10ad-8000-8000-000000000000")
LAST = uuid.UUID("10ad10ad-10ad-8000-bfff-ffffffffffff")
REVIEWER = "made-up reviewer"  # no form takes a name of an account with a space


def made_uid(*names: str) -> uuid.UUID:
    """Return the identifier of a made-up record of this name."""
    return uuid.UUID(int=FIRST.int | uid_of(*names).int & (FIRST.int ^ LAST.int))


def made_of(model: type[Record]) -> models.QuerySet[Any]:
    """Return the made-up records of a kind."""
    return model._default_manager.filter(uid__range=(FIRST, LAST))


def made() -> models.QuerySet[Recommendation]:
    """Return the made-up recommendations."""
    return made_of(Recommendation)


def everything_made() -> Iterator[models.QuerySet]:
    """Yield the made-up rows of each table, those that point to others before these."""
    entries, documents = made_of(FollowUp), made_of(Document)
    yield Bearing.objects.filter(follow_up__in=entries)
    yield FollowUp.references.through._default_manager.filter(followup__in=entries)
    yield entries
    yield Reference.objects.filter(document__in=documents)
    yield Addressee.objects.filter(recommendation__in=made())
    yield Recommendation.themes.through._default_manager.filter(recommendation__in=made())
    yield Recommendation.countries.through._default_manager.filter(recommendation__in=made())
    yield made()
    yield Origin.objects.filter(document__in=documents)
    yield Paragraph.objects.filter(document__in=documents)
    yield Section.objects.filter(document__in=documents)
    yield documents
    yield get_user_model()._default_manager.filter(username=REVIEWER)


def clear() -> int:
    """Take everything made out of the tables; return how many recommendations there were. Tells nobody."""
    number = made().count()
    for rows in everything_made():
        rows._raw_delete(rows.db)  # one statement: nothing is read into memory
    return number


@transaction.atomic
def remove() -> int:
    """Take away everything made and record a data version; return how many recommendations there were."""
    number = clear()
    if number:
        record_version(reason="Load taken away", records=[])
    return number
