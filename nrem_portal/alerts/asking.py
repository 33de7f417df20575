"""Asking for an alert: nothing is followed before the owner of the address has said so."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from documents.models import Letter
from documents.models.letter import write_letter
from nrem_portal.alerts.following import Following
from nrem_portal.alerts.letters import answer_to
from nrem_portal.alerts.models import Alert

HOUR = timedelta(hours=1)
MOST_TO_ONE_ADDRESS = 3  # letters an hour that ask an address to confirm
MOST_OF_ONE_LIST = 60  # alerts an hour that are asked for of one list


class TooManyError(Exception):
    """More alerts were asked for of one list than people ask for."""


@transaction.atomic
def ask(*, following: Following, email: str, frequency: str, language: str, now: datetime) -> None:
    """Keep what is asked for, and write to the address: to confirm it or, where it is followed already, to change it.

    To an address that was written to too often nothing is written; nobody is told which addresses are known.
    """
    recent = Alert.objects.filter(list_name=following.followed.name, asked_at__gt=now - HOUR)
    if recent.count() >= MOST_OF_ONE_LIST:
        raise TooManyError
    if asked_lately(email, now=now).count() >= MOST_TO_ONE_ADDRESS:
        return
    Alert.objects.lapsed(now=now).filter(email=email).end()
    wanted = {"frequency": frequency, "language": language, "asked_at": now}
    alert, is_new = Alert.objects.get_or_create(
        email=email, list_name=following.followed.name, query=following.query, defaults=wanted
    )
    if not is_new and alert.confirmed_at is None:
        Alert.objects.filter(pk=alert.pk).update(**wanted)
        alert.refresh_from_db()
    write_letter(**answer_to(alert, following, number=alert.letters().count()), now=now)


def asked_lately(email: str, *, now: datetime) -> QuerySet[Letter]:
    """Return the letters of the last hour that answered someone who gave this address."""
    return Letter.objects.filter(to=email, key__startswith="alert/", key__contains="/asked-", made_at__gt=now - HOUR)
