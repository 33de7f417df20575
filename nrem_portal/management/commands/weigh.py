"""Print what the first view of each kind of page weighs."""

from __future__ import annotations

import gzip
import re
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


def html_of(address: str) -> bytes:
    return Client(headers={"host": "localhost"}).get(address, secure=True).content


def weight(content: bytes) -> int:
    """Return the size of a file in bytes, compressed."""
    return len(gzip.compress(content, 9))


def css_weight(html: bytes) -> int:
    """Return the size of the style sheets that a page asks for on a screen, each compressed."""
    names = re.findall(rb'<link rel="stylesheet" href="[^"]*?(\w+)\.[^"/]*">', html)
    return sum(weight((settings.BASE_DIR / "static" / f"{name.decode()}.css").read_bytes()) for name in names)


class Command(BaseCommand):
    help = "Print the compressed weight of the first view (HTML and CSS) of each list and the fullest record page."

    def add_arguments(self, parser):
        parser.add_argument("--language", default="en", choices=dict(settings.LANGUAGES), help="of the pages weighed")

    def handle(self, *args, **options):
        with translation.override(options["language"]):
            self.weigh()

    def weigh(self) -> None:
        self.stdout.write(f"{'page':<18} {'HTML':>7} {'CSS':>7} {'first view':>11}   (limit {LIMIT} bytes)")
        for page in pages():
            html = html_of(page.address)
            size, css = weight(html), css_weight(html)
            over = "  over" if size + css > LIMIT else ""
            self.stdout.write(f"{page.name:<18} {size:>7} {css:>7} {size + css:>11}{over}   {page.address}")
