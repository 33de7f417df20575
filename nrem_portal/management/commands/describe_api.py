"""Writes the description of the API from its code."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from nrem_portal.api.answers import SCHEMA


class Command(BaseCommand):
    help = "Writes nrem_portal/api/openapi.json: the description of the API, made from its code."

    def handle(self, *args: Any, **options: Any) -> None:
        from nrem_portal.api.description import described

        SCHEMA.write_text(described())
        self.stdout.write(f"{SCHEMA.name} is written.")
