"""Which pages are looked at: of each kind the fullest, the emptiest and the one with the longest name.

Addresses are without their language: `/mechanisms/` stands for `/en/mechanisms/` and `/ar/mechanisms/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import override

from consultations.models import Consultation
from directory.filters import AgreementFilter, MechanismFilter, PracticeFilter
from directory.models import Agreement, Country, Mechanism, Organisation, Practice
from documents.document_filters import DocumentFilter
from documents.filters import ListFilter
from documents.models import Document, Paragraph, Section, Theme, Tool
from documents.search.reading import read
from documents.tool_filters import ToolFilter
from nrem_portal.search.results import ranked
from nrem_portal.search.sources import KINDS as KINDS_FOUND
from nrem_portal.sitemaps import LISTS
from recommendations.filters import FollowUpFilter, RecommendationFilter
from recommendations.models import Origin, Recommendation

NOWHERE = "qzxqzxq"  # a word that no record holds


class Records(NamedTuple):
    """The records of one kind, what makes one of them full, and where it is shown."""

    records: QuerySet
    size: str
    address: Callable[[Any], str] = lambda record: record.get_absolute_url()

    def addresses(self) -> Iterator[str]:
        """Yield the addresses of the fullest, the emptiest and the one with the longest name."""
        rows = list(self.records.annotate(things_held=Count(self.size, distinct=True)).order_by("pk"))
        yield self.address(max(rows, key=lambda row: row.things_held))
        yield self.address(min(rows, key=lambda row: row.things_held))
        yield self.address(max(rows, key=lambda row: len(str(row))))


RECORDS = {
    "mechanism": Records(Mechanism.objects.published(), "statements"),
    "country": Records(Country.objects.all(), "mechanisms__statements"),
    "indicators": Records(
        Country.objects.with_mechanisms(), "mechanisms__answers", lambda state: reverse("indicators", args=[state.slug])
    ),
    "organisation": Records(Organisation.objects.published(), "members"),
    "practice": Records(Practice.objects.published(), "references"),
    "agreement": Records(Agreement.objects.published(), "countries"),
    "consultation": Records(Consultation.objects.published(), "participations"),
    "origin": Records(Origin.objects.all(), "recommendations"),
    "recommendation": Records(Recommendation.objects.published(), "bearings"),
    "theme": Records(Theme.objects.published(), "recommendations"),
    "document": Records(Document.objects.published().held(), "paragraphs__references"),
    "document-part": Records(
        Section.objects.beginning_pages().select_related("document"),
        "paragraphs",
        lambda part: part.document.page_address(part.page),
    ),
    "document-marked": Records(
        Document.objects.published().held(), "paragraphs__references", lambda one: reverse("marked", args=[one.key])
    ),
    "document-known": Records(Document.objects.published().filter(held=False), "cited"),
    "paragraph": Records(
        Paragraph.objects.of_published().select_related("document"), "references", lambda one: one.alone
    ),
    "tool": Records(Tool.objects.published(), "references"),
}


class Filtered(NamedTuple):
    """A list with its filters."""

    filters: type[ListFilter]

    def leaves(self, query: str) -> bool:
        return self.filters(QueryDict(query)).count > 0

    def empty(self) -> str:
        """Return two filters of different facets that together leave nothing, as a query string."""
        blank = self.filters(QueryDict())
        options = [(name, value) for name in blank.facet_names() for value in blank.choices[name]]
        queries = (urlencode(pair) for pair in combinations(options, 2) if pair[0][0] != pair[1][0])
        return next(query for query in queries if not self.leaves(query))


FILTERED = {
    "mechanisms": Filtered(MechanismFilter),
    "practices": Filtered(PracticeFilter),
    "cooperation": Filtered(AgreementFilter),
    "recommendations": Filtered(RecommendationFilter),
    "numbers": Filtered(RecommendationFilter),
    "follow-up": Filtered(FollowUpFilter),
    "documents": Filtered(DocumentFilter),
    "tools": Filtered(ToolFilter),
}


def list_pages(name: str) -> Iterator[str]:
    """Yield a list, its longest page, and the list filtered to nothing."""
    address = reverse(name)
    yield address
    yield longest_page(address)
    if name in FILTERED:
        yield f"{address}?{FILTERED[name].empty()}"


def longest_page(address: str) -> str:
    """Return the page of a list with the most to show."""
    context = Client().get(address).context
    page = context["listing"].page if "listing" in context else context.get("page")
    pages = page.paginator.page_range if page else [1]
    addresses = [address if number == 1 else f"{address}?page={number}" for number in pages]
    return max(addresses, key=lambda one: len(Client().get(one).content))


def search_pages() -> Iterator[str]:
    """Yield the search without a question, with results of all kinds and of one kind, and without results."""
    address = reverse("search")
    words = Theme.objects.published().annotate(held=Count("practices")).order_by("-held", "pk").first().name
    found = ranked(read(words))
    yield address
    yield f"{address}?{urlencode({'q': words})}"
    yield f"{address}?{urlencode({'q': words, 'in': max(KINDS_FOUND, key=lambda kind: len(found[kind]))})}"
    yield f"{address}?{urlencode({'q': NOWHERE})}"


def missing_pages() -> Iterator[str]:
    """Yield addresses without a page: one beside the sections, one below a list."""
    yield f"{reverse('home')}{NOWHERE}/"
    yield reverse("mechanism", args=[NOWHERE])


def alert_pages() -> Iterator[str]:
    """Yield the lists that can be followed, a list as its alert asks for it, and what is said after asking."""
    yield reverse("alert-new")
    yield f"{reverse('alert-new')}?list=recommendations&{FILTERED['recommendations'].empty()}"
    yield f"{reverse('alert-new')}?list=mechanisms"
    yield reverse("alert-asked")


def information_pages() -> Iterator[str]:
    """Yield the form for information on follow-up: alone, on a recommendation, and on one that is none."""
    yield reverse("send-information")
    yield f"{reverse('send-information')}?r=bangkok-2014/45-c"
    yield f"{reverse('send-information')}?r={NOWHERE}"


KINDS: dict[str, Callable[[], Iterable[str]]] = {
    **{name: lambda name=name: list_pages(name) for name in LISTS},
    **{name: records.addresses for name, records in RECORDS.items()},
    "search": search_pages,
    "alerts": alert_pages,
    "information": information_pages,
    "missing": missing_pages,
    "sign-in": lambda: [reverse("account_login"), reverse("account_reset_password")],
}


def addresses(kind: str) -> list[str]:
    """Return the addresses of the pages of one kind to look at, without their language, each once."""
    with override("en"):
        return list(dict.fromkeys(address.removeprefix("/en") for address in KINDS[kind]()))
