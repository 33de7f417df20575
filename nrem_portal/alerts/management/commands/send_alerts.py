"""Write the letters of the alerts whose day has come."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from nrem_portal.alerts.models import Alert
from nrem_portal.alerts.telling import tell
from nrem_portal.locks import one_at_a_time


def moment(text: str) -> datetime:
    """Return the moment that a text names, in UTC where it tells no zone."""
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"--at {text} is no moment such as 2026-11-30T06:00.") from None
    return given if given.tzinfo else given.replace(tzinfo=UTC)


class Command(BaseCommand):
    help = "Write a letter for each alert whose day has come and that has something new; send_letters sends them."

    def add_arguments(self, parser):
        parser.add_argument("--at", help="as if it were then, such as 2026-11-30T06:00")

    def handle(self, *args, at: str | None, **options):
        now = moment(at) if at else timezone.now()
        with one_at_a_time("send_alerts"):
            due = Alert.objects.due(today=now.date())
            done = Counter(tell(alert, now=now) for alert in list(due))
        told = ", ".join(f"{words}: {number}" for words, number in sorted(done.items()))
        self.stdout.write(f"Alerts due: {done.total()}{f' ({told})' if told else ''}")
