"""Taking in what readers send."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from django.db import transaction

from desk.models import KEPT_FOR, Message
from documents.normalise import fold
from recommendations.models import Recommendation

HOUR = timedelta(hours=1)
MOST_IN_AN_HOUR = 60  # messages; people send far fewer


class FullError(Exception):
    """More was sent within an hour than people send."""


@transaction.atomic
def take_in(message: Message, *, now: datetime) -> None:
    """Keep a message until its day; the same one, sent again within an hour, once."""
    lately = Message.objects.since(now - HOUR)
    if lately.filter(text=message.text, recommendation=message.recommendation, kind=message.kind).exists():
        return
    if lately.count() >= MOST_IN_AN_HOUR:
        raise FullError
    message.received_at, message.delete_after = now, (now + KEPT_FOR).date()
    message.save()


def named(path: str) -> Recommendation | None:
    """Return the published recommendation that `bangkok-2014/45-c` names, if any."""
    origin, _slash, slug = path.partition("/")
    if not slug or not path.isprintable():
        return None
    return Recommendation.objects.published().with_place().filter(origin__slug=origin, slug=slug).first()


def standing_at(origin: str, paragraph: str) -> Recommendation | None:
    """Return the published recommendation at a paragraph, however it is written: `45 (c)`, `para. 45c`, `45-c`."""
    parts = re.findall(r"\d+|[a-z]+", fold(paragraph))
    first = next((place for place, part in enumerate(parts) if part.isdigit()), 0)
    return named(f"{origin}/{'-'.join(parts[first:])}")
