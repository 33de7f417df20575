"""Load the record that ships with the portal."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.utils import timezone

from nrem_portal.locks import one_at_a_time
from nrem_portal.record import Loaded, RecordError, is_loaded, load


class Command(BaseCommand):
    help = "Load the fixtures into the database: all or nothing, every error with its file and entry."

    def add_arguments(self, parser):
        parser.add_argument("--folder", type=Path, default=settings.FIXTURES, help="where the fixtures lie")
        parser.add_argument("--again", action="store_true", help="compare entry by entry even if nothing has changed")

    def handle(self, *args, folder: Path, again: bool, **options):
        with one_at_a_time("load_record"):
            self.load(folder, again=again)

    def load(self, folder: Path, *, again: bool) -> None:
        if not again and is_loaded(folder):
            self.stdout.write("The record is loaded already.")
            return
        try:
            done = load(folder, now=timezone.now())
        except RecordError as error:
            for problem in error.problems:
                self.stderr.write(str(problem))
            raise CommandError(f"{len(error.problems)} errors; nothing was loaded.") from error
        except OperationalError as error:
            raise CommandError(f"The database failed ({error}); nothing was loaded.") from error
        self.report(done)

    def report(self, done: Loaded) -> None:
        for word, counter in (("new", done.new), ("changed", done.changed), ("as before", done.same)):
            if counter:
                kinds = ", ".join(f"{count} {kind}" for kind, count in counter.items())
                self.stdout.write(f"{word}: {kinds}")
        for where in done.edited:
            self.stdout.write(f"left alone, since it was edited: {where}")
