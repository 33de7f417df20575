"""Build the search index anew."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from documents.publication import next_version
from nrem_portal.locks import one_at_a_time
from nrem_portal.search.index import reindex


class Command(BaseCommand):
    help = "Build the search index anew from what is published, in each language switched on."

    def handle(self, *args, **options):
        with one_at_a_time("reindex"):
            languages = ", ".join(name for _code, name in settings.LANGUAGES)
            self.stdout.write(f"{build()} things can be found. Languages: {languages}.")


@transaction.atomic
def build() -> int:
    """Build the index, and let pages and lists that were kept with the old one be made anew."""
    number = reindex()
    next_version(reason="Search index built anew", records=[])
    return number
