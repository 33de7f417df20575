"""Writes the table of who may ask what from the addresses of the portal."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from nrem_portal.permissions import TABLE, described


class Command(BaseCommand):
    help = "Writes docs/permissions.md: every address with what it answers to each role."

    def handle(self, *args: Any, **options: Any) -> None:
        TABLE.write_text(described())
        self.stdout.write(f"{TABLE.name} is written.")
