"""Delete and erase what was kept as long as it may be."""

from __future__ import annotations

from datetime import datetime

from django.core.management.base import BaseCommand
from django.utils import timezone

from desk.inbox import forget
from desk.models import Message
from documents.models import Letter
from nrem_portal.alerts.models import Alert
from nrem_portal.locks import one_at_a_time


class Command(BaseCommand):
    help = "Delete alerts not confirmed in time and messages past their day, and erase old letters."

    def handle(self, *args, **options):
        with one_at_a_time("tidy"):
            self.tidy(now=timezone.now())

    def tidy(self, *, now: datetime) -> None:
        alerts = Alert.objects.lapsed(now=now).end()
        messages = forget(Message.objects.outdated(today=now.date()))
        letters = Letter.objects.outdated(now=now).erase()
        self.stdout.write(f"Deleted: {alerts} alerts not confirmed, {messages} messages. Erased: {letters} letters.")
