"""Write the letters of the alerts whose day has come."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import UTC, datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from nrem_portal.alerts.models import Alert
from nrem_portal.alerts.telling import tell
from nrem_portal.locks import one_at_a_time

FAILED = "failed"
logger = logging.getLogger(__name__)


def moment(text: str) -> datetime:
    """Return the moment that a text names, in UTC where it tells no zone."""
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"--at {text} is no moment such as 2026-11-30T06:00.") from None
    return given if given.tzinfo else given.replace(tzinfo=UTC)


def told(alert: Alert, now: datetime) -> str:
    """Tell one alert; one that fails holds up no other."""
    try:
        return tell(alert, now=now)
    except Exception:
        logger.exception("Alert %s could not be told", alert.pk)
        return FAILED


class Command(BaseCommand):
    help = "Write a letter for each alert whose day has come and that has something new; send_letters sends them."

    def add_arguments(self, parser):
        parser.add_argument("--at", help="as if it were then, such as 2026-11-30T06:00")

    def handle(self, *args, at: str | None, **options):
        now = moment(at) if at else timezone.now()
        with one_at_a_time("send_alerts"):
            done = Counter(told(alert, now) for alert in list(Alert.objects.due(today=now.date())))
        words = ", ".join(f"{outcome}: {number}" for outcome, number in sorted(done.items()))
        self.stdout.write(f"Alerts due: {done.total()}{f' ({words})' if words else ''}")
        if done[FAILED]:
            raise CommandError("Some alerts could not be told of; the log says why. They are tried again next time.")
