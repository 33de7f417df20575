"""Make recommendations in great number, to try the portal's speed with, or take them away."""

from __future__ import annotations

import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from documents.models import Theme
from nrem_portal.load.making import make
from nrem_portal.load.progress import progress_bar
from nrem_portal.load.removing import remove
from nrem_portal.locks import one_at_a_time


class Command(BaseCommand):
    help = "Make synthetic recommendations in the place of those made before, or take them away. For tests of speed."

    def add_arguments(self, parser):
        wish = parser.add_mutually_exclusive_group(required=True)
        wish.add_argument("--recommendations", type=int, metavar="N", help="how many to make")
        wish.add_argument("--remove", action="store_true", help="take away what was made, and nothing else")
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same recommendations")
        parser.add_argument(
            "--yes-this-is-a-test-database", action="store_true", help="without LOCAL=1, what allows it"
        )

    def handle(self, *args, recommendations: int, remove: bool, seed: int, yes_this_is_a_test_database: bool, **kwargs):
        if not (settings.LOCAL or yes_this_is_a_test_database):
            raise CommandError("This fills a database that others may read. Say --yes-this-is-a-test-database.")
        with one_at_a_time("make_load"):
            if remove:
                self.remove()
            else:
                self.make(recommendations, seed)

    def remove(self) -> None:
        self.stdout.write(f"{remove():,} recommendations taken away.")

    def make(self, number: int, seed: int) -> None:
        if number < 1:
            raise CommandError("--recommendations is 1 or more; --remove takes away what was made.")
        if not Theme.objects.published().exists():
            raise CommandError("There are no themes: run load_record first.")
        make(number=number, seed=seed, now=timezone.now(), advance=progress_bar(number, sys.stderr))
        self.stdout.write(f"{number:,} recommendations made.")
