"""Compile the translations, without gettext."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


def outdated() -> Iterator[Path]:
    """Yield the .po files that are newer than what was compiled from them."""
    for folder in settings.LOCALE_PATHS:
        for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
            compiled = source.with_suffix(".mo")
            if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
                yield source


class Command(BaseCommand):
    help = "Compile the translations that have changed; fuzzy entries are left out."

    def handle(self, *args, **options):
        for source in outdated():
            polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))
            self.stdout.write(f"Compiled {source.parent.parent.name}.")
