"""Recommendations, and the follow-up entries read at them, as they go into the index.

There may be several hundred thousand: they are read as plain rows, and what many of them share is read once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from directory.models import Country
from documents.models import Document, Theme
from documents.templatetags.nrem import signed
from nrem_portal.search.found import ALL, SIZE, Found, filed, slugs, spoken, year_of
from recommendations.models import Bearing, FollowUp, Origin, Recommendation
from recommendations.models.recommendation import Addressee, AddresseeGroup

SLOT = "slot"
FIELDS = [
    *("pk", "slug", "title", "summary", "heading", "origin"),
    *("paragraph__label", "paragraph__document", "paragraph__section__excerpt_of"),
]
ENTRY = ["pk", "key", "date", "actor", "capacity", "text"]


def recommendations(chosen: Q = ALL) -> Iterator[Found]:
    shared = Shared()
    rows = Recommendation.objects.published().filter(chosen).order_by("pk").values_list(*FIELDS).iterator(SIZE)
    while batch := list(islice(rows, SIZE)):
        shared.read_links([row[0] for row in batch])
        yield from map(shared.found, batch)


def follow_ups(chosen: Q = ALL) -> Iterator[Found]:
    """Yield the entries that bear on recommendations, each with the address of the first of these."""
    address_of = Addresses()
    rows = FollowUp.objects.published().filter(chosen).order_by("pk").values_list(*ENTRY).iterator(SIZE)
    while batch := list(islice(rows, SIZE)):
        first = first_borne([row[0] for row in batch])
        for pk, key, date, actor, capacity, text in batch:
            if pk in first:
                address, year = f"{address_of(*first[pk])}#{key}", year_of(date)
                yield Found("follow-up", pk, key, actor, text, address, capacity, year=year)


def first_borne(keys: list[int]) -> dict[int, tuple[str, str]]:
    """Return the origin and slug of the first published recommendation that each of these entries bears on."""
    rows = Bearing.objects.on_published().filter(follow_up__in=keys).order_by("-position", "-pk")
    found = rows.values_list("follow_up", "recommendation__origin__slug", "recommendation__slug")
    return {pk: (origin, slug) for pk, origin, slug in found}


class Addresses:
    """The addresses of recommendations, in the language switched on; each origin is looked up once."""

    def __init__(self) -> None:
        self.parts: dict[str, tuple[str, str, str]] = {}

    def __call__(self, origin: str, slug: str) -> str:
        if origin not in self.parts:
            self.parts[origin] = reverse("recommendation", args=[origin, SLOT]).rpartition(SLOT)
        before, _slot, behind = self.parts[origin]
        return f"{before}{slug}{behind}"


class Shared:
    """What recommendations have in common: origins, themes, countries, documents, addressees."""

    def __init__(self) -> None:
        self.address_of = Addresses()
        self.origins, self.documents = Origin.objects.in_bulk(), Document.objects.in_bulk()
        self.themes, self.countries = Theme.objects.published().in_bulk(), Country.objects.in_bulk()
        self.groups = {group.value: spoken(group.label) for group in AddresseeGroup}
        self.themes_of: dict[int, list[Theme]] = {}
        self.countries_of: dict[int, list[Country]] = {}
        self.groups_of: dict[int, list[str]] = {}

    def read_links(self, keys: list[int]) -> None:
        """Read what each of these recommendations is filed under."""
        themes, countries = Recommendation.themes.through.objects, Recommendation.countries.through.objects
        addressees = Addressee.objects.filter(recommendation__in=keys).order_by("position")
        self.themes_of = of_each(themes.filter(recommendation__in=keys), "theme", self.themes)
        self.countries_of = of_each(countries.filter(recommendation__in=keys), "country", self.countries)
        self.groups_of = of_each(addressees, "group", {group: group for group in self.groups})

    def found(self, row: tuple[Any, ...]) -> Found:
        """Return one recommendation as it is found."""
        pk, slug, title, summary, heading, origin_id, label, document, excerpt_of = row
        origin, themes, countries = self.origins[origin_id], self.themes_of.get(pk, []), self.countries_of.get(pk, [])
        groups = dict.fromkeys(self.groups_of.get(pk, []))
        return Found(
            "recommendation",
            pk,
            f"{origin.slug}/{slug}",
            title,
            summary,
            self.address_of(origin.slug, slug),
            self.cited(label, document, excerpt_of),
            [*filed(themes, countries), *(self.groups[group] for group in groups)],
            also=" ".join([heading, *origin.titles.values()]),
            theme=slugs(themes),
            country=slugs(countries),
            year=year_of(origin.date),
        )

    def cited(self, label: str, document: int, excerpt_of: int | None) -> str:
        """Return a paragraph as people cite it, without its document where not everyone may read it there."""
        holder, source = self.documents[document], self.documents[excerpt_of or document]
        is_open = holder.is_published and source.is_published
        return f"{source.symbol or source.short_name} {signed(label)}" if is_open else signed(label)


def of_each(links: QuerySet, name: str, things: dict[Any, Any]) -> dict[int, list[Any]]:
    """Return the things that each recommendation is linked to, in their own order."""
    order = {key: place for place, key in enumerate(things)}
    found: dict[int, list[Any]] = defaultdict(list)
    pairs: Iterable[tuple[int, Any]] = links.values_list("recommendation", name)
    for pk, key in sorted((pair for pair in pairs if pair[1] in order), key=lambda pair: order[pair[1]]):
        found[pk].append(things[key])
    return found
