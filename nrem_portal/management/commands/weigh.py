"""Print what the first view of each kind of page weighs."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db.models import Count
from django.test import Client
from django.urls import reverse
from django.utils import translation

from consultations.models import Consultation
from directory.models import Agreement, Country, Mechanism, Organisation, Practice
from documents.models import Document, Theme, Tool
from nrem_portal.sitemaps import LISTS
from recommendations.models import Recommendation

LIMIT = 14_600  # bytes: what a server may send before the first answer of the reader's machine (RFC 6928)


class Page(NamedTuple):
    """A page to weigh."""

    name: str
    address: str


def fullest() -> Iterator[Any]:
    """Yield the record with the most to show of each kind."""
    yield Mechanism.objects.published().annotate(size=Count("statements")).order_by("-size").first()
    yield Country.objects.annotate(size=Count("mechanisms")).order_by("-size", "slug").first()
    yield Organisation.objects.published().annotate(size=Count("members")).order_by("-size").first()
    yield Practice.objects.published().annotate(size=Count("countries")).order_by("-size").first()
    yield Agreement.objects.published().annotate(size=Count("countries")).order_by("-size").first()
    yield Consultation.objects.published().annotate(size=Count("participations")).order_by("-size").first()
    yield Recommendation.objects.published().annotate(size=Count("bearings")).order_by("-size").first()
    yield Theme.objects.published().annotate(size=Count("recommendations")).order_by("-size").first()
    yield Document.objects.published().annotate(size=Count("paragraphs")).order_by("-size").first()
    yield Tool.objects.published().first()


def pages() -> list[Page]:
    """Return every list, and the fullest page of each kind of record."""
    records = [record for record in fullest() if record]
    return [Page(name, reverse(name)) for name in [*LISTS, "search"]] + [
        Page(str(record._meta.verbose_name), record.get_absolute_url()) for record in records
    ]


def weight(address: str) -> int:
    """Return the size of the HTML of a page, compressed, in bytes."""
    response = Client(headers={"host": "localhost"}).get(address, secure=True)
    return len(gzip.compress(response.content, 9))


def css_weight() -> int:
    """Return the size of the style sheet, compressed, in bytes."""
    return len(gzip.compress((settings.BASE_DIR / "static" / "portal.css").read_bytes(), 9))


class Command(BaseCommand):
    help = "Print the compressed weight of the first view (HTML and CSS) of each list and the fullest record page."

    def add_arguments(self, parser):
        parser.add_argument("--language", default="en", choices=dict(settings.LANGUAGES), help="of the pages weighed")

    def handle(self, *args, **options):
        with translation.override(options["language"]):
            self.weigh(css_weight())

    def weigh(self, css: int) -> None:
        self.stdout.write(f"{'page':<18} {'HTML':>7} {'first view':>11}   (style sheet {css} bytes, limit {LIMIT})")
        for page in pages():
            html = weight(page.address)
            over = "  over" if html + css > LIMIT else ""
            self.stdout.write(f"{page.name:<18} {html:>7} {html + css:>11}{over}   {page.address}")
