"""The sitemaps: every published page in every language switched on, in parts that their index lists.

Pages of one paragraph and of marked paragraphs stay out: they repeat the reading view, which is listed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.urls import reverse

from consultations.models import Consultation
from directory.models import Agreement, Country, Mechanism, Organisation, Practice
from documents.models import Document, Section, Theme, Tool
from documents.publication import Record
from recommendations.models import Origin, Recommendation

# Pages that are no record of their own; the search is none, since robots leave it out.
LISTS = [
    "home",
    "mechanisms",
    "countries",
    "organisations",
    "practices",
    "cooperation",
    "consultations",
    "recommendations",
    "numbers",
    "follow-up",
    "themes",
    "documents",
    "tools",
    "latest",
    "about",
    "sources",
    "sources-differ",
    "gaps",
    "data",
    "accessibility",
    "privacy",
    "terms",
    "contact",
]


class Pages(Sitemap):
    """Pages in every language, some at a time: no more records are read than one sitemap lists."""

    i18n = True
    alternates = True
    limit = 2_000  # addresses in one sitemap, each with its other languages; made in a third of a second

    def _items(self) -> Translated:
        return Translated(self.items(), [code for code, _name in settings.LANGUAGES])

    def get_latest_lastmod(self) -> datetime | None:
        """Return when the newest change was made, where that is known."""
        return None


class Translated(Sequence[Any]):
    """Each of some items in each language, as a paginator takes them."""

    def __init__(self, items: Any, languages: list[str]) -> None:
        self.items, self.languages = items, languages

    def __len__(self) -> int:
        number = self.items.count() if isinstance(self.items, QuerySet) else len(self.items)
        return number * len(self.languages)

    def __getitem__(self, places: Any) -> Any:
        per_item = len(self.languages)
        first = places.start // per_item
        items = self.items[first : -(-places.stop // per_item)]
        pairs = ((item, language) for item in items for language in self.languages)
        return list(islice(pairs, places.start - first * per_item, places.stop - first * per_item))


class Lists(Pages):
    """Pages that are no record of their own."""

    def items(self) -> list[str]:
        return LISTS

    def location(self, item: str) -> str:
        return reverse(item)


class Rows(Pages):
    """The pages of one kind of row, in the order of their ids, which a database finds a place in at once."""

    def __init__(self, queryset: QuerySet) -> None:
        self.queryset = queryset.order_by("pk")

    def items(self) -> QuerySet:
        return self.queryset.all()


class Records(Rows):
    """The pages of one kind of record, with the day of their last change."""

    def lastmod(self, item: Record) -> datetime:
        return item.updated_at

    def get_latest_lastmod(self) -> datetime | None:
        return self.queryset.aggregate(newest=Max("updated_at"))["newest"]


class Indicators(Rows):
    """The operational indicators of each State that has a mechanism."""

    def location(self, item: Country) -> str:
        return reverse("indicators", args=[item.slug])


class Parts(Rows):
    """The further pages of long documents."""

    def location(self, item: Section) -> str:
        return item.document.page_address(item.page)


SITEMAPS = {
    "lists": Lists(),
    "mechanisms": Records(Mechanism.objects.published()),
    "countries": Rows(Country.objects.all()),
    "indicators": Indicators(Country.objects.with_mechanisms()),
    "organisations": Records(Organisation.objects.published()),
    "practices": Records(Practice.objects.published()),
    "agreements": Records(Agreement.objects.published()),
    "consultations": Records(Consultation.objects.published()),
    "origins": Rows(Origin.objects.all()),
    "recommendations": Records(Recommendation.objects.published().select_related("origin")),
    "themes": Records(Theme.objects.published()),
    "documents": Records(Document.objects.published()),
    "parts": Parts(Section.objects.beginning_pages().select_related("document")),
    "tools": Records(Tool.objects.published()),
}
