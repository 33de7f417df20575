"""Build the search index anew."""

from django.core.management.base import BaseCommand

from nrem_portal.search.index import reindex


class Command(BaseCommand):
    help = "Build the search index anew from what is published."

    def handle(self, *args, **options):
        self.stdout.write(f"{reindex()} things can be found.")
