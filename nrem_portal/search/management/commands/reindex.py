"""Build the search index anew."""

from django.core.management.base import BaseCommand

from nrem_portal.locks import one_at_a_time
from nrem_portal.search.index import reindex


class Command(BaseCommand):
    help = "Build the search index anew from what is published."

    def handle(self, *args, **options):
        with one_at_a_time("reindex"):
            self.stdout.write(f"{reindex()} things can be found.")
