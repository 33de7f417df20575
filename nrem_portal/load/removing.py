"""Taking away what was made, and nothing else: everything made bears a name that begins with `load-`."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth import get_user_model
from django.db import models, transaction

from documents.models import Document, Paragraph, Reference, Section
from documents.publication import record_version
from recommendations.models import Addressee, Bearing, FollowUp, Origin, Recommendation

PREFIX = "load-"


def made() -> models.QuerySet[Recommendation]:
    """Return the made-up recommendations."""
    return Recommendation.objects.filter(origin__slug__startswith=PREFIX)


def everything_made() -> Iterator[models.QuerySet]:
    """Yield the made-up rows of each table, those that point to others before these."""
    entries = FollowUp.objects.filter(key__startswith=PREFIX)
    documents = Document.objects.filter(key__startswith=PREFIX)
    yield Bearing.objects.filter(follow_up__in=entries)
    yield FollowUp.references.through._default_manager.filter(followup__in=entries)
    yield entries
    yield Reference.objects.filter(key__startswith=PREFIX)
    yield Addressee.objects.filter(recommendation__in=made())
    yield Recommendation.themes.through._default_manager.filter(recommendation__in=made())
    yield Recommendation.countries.through._default_manager.filter(recommendation__in=made())
    yield made()
    yield Origin.objects.filter(slug__startswith=PREFIX)
    yield Paragraph.objects.filter(document__in=documents)
    yield Section.objects.filter(document__in=documents)
    yield documents
    yield get_user_model()._default_manager.filter(username__startswith=PREFIX)


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
