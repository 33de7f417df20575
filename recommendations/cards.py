"""Recommendations as rows of a list show them.

A page of a list reads them by values, without models; what many of them share is made once for a data version.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.models import Document, Theme
from documents.templatetags.nrem import Mark, mark_of, signed, spoken
from recommendations.models import Origin, Recommendation, Status
from recommendations.models.recommendation import Addressee, AddresseeGroup, Strength


class Card(NamedTuple):
    """What a row of a list shows of one recommendation, in the reader's language."""

    pk: int
    title: str
    summary: str
    address: str
    origin: str
    place: Mark
    status: str  # as HTML
    addressed: str
    wording: str
    themes: str


VALUES = (
    *("pk", "title", "summary", "slug", "origin", "status", "strength"),
    *("paragraph__label", "paragraph__anchor", "paragraph__document"),
    *("paragraph__section__page", "paragraph__section__excerpt_of"),
)


class Made(dict[Any, Any]):
    """Things by what they are made of, each made at its first use."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, key: Any) -> Any:
        self[key] = self.make(key)
        return self[key]


class Cards:
    """Makes cards of recommendations; holds what many of them share, in one language."""

    def __init__(self) -> None:
        self.status, self.wording = Made(status), Made(wording)
        self.addressed, self.named = Made(addressed), Made(self._named)
        self.origins, self.pages = Made(self._origin), Made(self._page)

    @cached_property
    def documents(self) -> dict[int, Document]:
        return Document.objects.only("key", "symbol", "heading", "title", "state").in_bulk()

    @cached_property
    def themes(self) -> dict[int, str]:
        return {theme.pk: theme.name for theme in Theme.objects.published()}

    @cached_property
    def every_origin(self) -> dict[int, Origin]:
        return Origin.objects.in_bulk()

    def of(self, records: QuerySet, ids: list[int]) -> list[Card]:
        """Return the cards of the records with these ids."""
        groups = by_record(Addressee.objects.order_by("position"), "group", ids)
        themes = by_record(Recommendation.themes.through.objects, "theme", ids)
        rows = records.order_by().prefetch_related(None).filter(pk__in=ids).values_list(*VALUES)
        return [self._card(row, groups[row[0]], themes[row[0]]) for row in rows]

    def _card(self, row: tuple[Any, ...], groups: list[str], themes: list[int]) -> Card:
        pk, title, summary, slug, origin, state, strength, *place = row
        name, address = self.origins[origin]
        return Card(
            pk,
            title,
            summary,
            address.format(slug=slug),
            name,
            self._place(*place),
            self.status[state],
            self.addressed[tuple(groups)],
            self.wording[strength],
            self.named[frozenset(themes)],
        )

    def _place(self, label: str, anchor: str, document: int, page: str, excerpt_of: int | None) -> Mark:
        source = self.documents[excerpt_of or document]
        address = f"{self.pages[document, page]}#p{anchor}" if self.documents[document].is_published else ""
        return Mark(address, signed(label), spoken(source, label), is_paragraph=True)

    def _page(self, place: tuple[int, str]) -> str:
        document, page = place
        return self.documents[document].page_address(page)

    def _origin(self, pk: int) -> tuple[str, str]:
        """Return the name of an origin, and the address of what it recommends, with `{slug}` in it."""
        origin = self.every_origin[pk]
        first = reverse("recommendation", args=[origin.slug, "slug"])
        return origin.short_name, f"{first.removesuffix('slug/')}{{slug}}/"

    def _named(self, themes: frozenset[int]) -> str:
        return " · ".join(name for pk, name in self.themes.items() if pk in themes)


def card_of(record: Recommendation) -> Card:
    """Return the card of a record fetched `with_card`."""
    return Card(
        record.pk,
        record.title,
        record.summary,
        record.get_absolute_url(),
        record.origin.short_name,
        mark_of(record.paragraph, record.paragraph.source),
        status(record.status),
        addressed(one.group for one in record.addressees.all()),
        wording(record.strength),
        " · ".join(theme.name for theme in record.themes.all()),
    )


def status(value: str) -> str:
    """Return a status as HTML."""
    return render_to_string("components/status.html", {"status": value, "label": Status(value).label})


def wording(strength: str) -> str:
    """Return how strongly a source words it."""
    return _("Wording: %(strength)s") % {"strength": str(Strength(strength).label).lower()}


def addressed(groups: Iterable[str]) -> str:
    """Return the groups addressed, each once; nothing where there are none."""
    names = "; ".join(str(AddresseeGroup(group).label) for group in dict.fromkeys(groups))
    return _("To %(groups)s") % {"groups": names} if names else ""


def by_record(links: Any, name: str, ids: list[int]) -> dict[int, list[Any]]:
    """Return what each recommendation is linked to, by its id."""
    found: dict[int, list[Any]] = defaultdict(list)
    for pk, value in links.filter(recommendation__in=ids).values_list("recommendation_id", name):
        found[pk].append(value)
    return found
