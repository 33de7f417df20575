"""Telling what is new: one letter for an alert whose day has come, and no record twice."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import translation

from documents.models.letter import write_letter
from nrem_portal.alerts.following import Following, News
from nrem_portal.alerts.letters import letter_of, letter_of_end
from nrem_portal.alerts.models import Alert, Frequency, Told

BATCH = 1_000  # records kept as told at a time


@transaction.atomic
def tell(alert: Alert, *, now: datetime) -> str:
    """Write the letter of one alert, keep what it tells, and set the next day; return what was done."""
    held = Alert.objects.select_for_update().due(today=now.date()).filter(pk=alert.pk).first()
    if held is None:  # left, or told by another run
        return "left alone"
    with translation.override(held.language):
        done = write_news(held, now=now)
    held.due_on = Frequency(held.frequency).after(now.date())
    held.save()
    return done


def write_news(alert: Alert, *, now: datetime) -> str:
    """Write of what was published since it was confirmed and not told yet."""
    following = Following.kept(alert.list_name, alert.query)
    if following is None:
        write_letter(**letter_of_end(alert), now=now)
        return "no longer known"
    told = Told.objects.filter(alert=alert).values("record")
    news = following.news(since=alert.confirmed_at or now, told=told)
    if not news:
        return "nothing new"
    write_letter(**letter_of(alert, following, news, day=now.date().isoformat()), now=now)
    keep_told(alert, news)
    alert.told_at = now
    return "written"


def keep_told(alert: Alert, news: list[News]) -> None:
    """Keep what was told of, some at a time; the database refuses to hold it twice."""
    uids = sorted({uid for one in news for uid in one.uids})
    for start in range(0, len(uids), BATCH):
        Told.objects.bulk_create(Told(alert=alert, record=uid) for uid in uids[start : start + BATCH])
