"""The sitemap: every published page in every language switched on.

Pages of one paragraph and of marked paragraphs stay out: they repeat the reading view, which is listed.
"""

from __future__ import annotations

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from consultations.models import Consultation
from directory.models import Agreement, Country, Mechanism, Organisation, Practice
from documents.models import Document, Section, Theme, Tool
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


class Lists(Sitemap):
    """Pages that are no record of their own."""

    i18n = True
    alternates = True

    def items(self) -> list[str]:
        return LISTS

    def location(self, item: str) -> str:
        return reverse(item)


class Records(Sitemap):
    """The pages of one kind of record."""

    i18n = True
    alternates = True

    def __init__(self, queryset: QuerySet) -> None:
        self.queryset = queryset

    def items(self) -> QuerySet:
        return self.queryset.all()

    def lastmod(self, item):
        return getattr(item, "updated_at", None)


class Indicators(Sitemap):
    """The operational indicators of each State that has a mechanism."""

    i18n = True
    alternates = True

    def items(self) -> QuerySet:
        return Country.objects.with_mechanisms()

    def location(self, item: Country) -> str:
        return reverse("indicators", args=[item.slug])


class Parts(Sitemap):
    """The further pages of long documents."""

    i18n = True
    alternates = True

    def items(self) -> QuerySet:
        return Section.objects.beginning_pages().select_related("document")

    def location(self, item: Section) -> str:
        return item.document.page_address(item.page)


SITEMAPS = {
    "lists": Lists(),
    "mechanisms": Records(Mechanism.objects.published().in_order()),
    "countries": Records(Country.objects.all()),
    "indicators": Indicators(),
    "organisations": Records(Organisation.objects.published()),
    "practices": Records(Practice.objects.published()),
    "agreements": Records(Agreement.objects.published()),
    "consultations": Records(Consultation.objects.published().newest_first()),
    "origins": Records(Origin.objects.all()),
    "recommendations": Records(Recommendation.objects.published().select_related("origin").in_order()),
    "themes": Records(Theme.objects.published()),
    "documents": Records(Document.objects.published().in_order()),
    "parts": Parts(),
    "tools": Records(Tool.objects.published()),
}
