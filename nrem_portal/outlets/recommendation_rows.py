"""Recommendations as rows of a table: read by values, a narrow query for some thousand rows, no models made.

Their themes, countries and addressees come from the catalogue of the list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db import models

from directory.models import Country
from documents.catalogue import Catalogue
from documents.cells import several
from documents.fields import in_language
from documents.keys import these
from documents.models import Document, Theme
from nrem_portal.outlets.asked import Asked
from nrem_portal.outlets.sources import Source
from recommendations.filters import RecommendationFilter
from recommendations.models import Origin, Recommendation, Status
from recommendations.models.recommendation import Addressee, AddresseeGroup, RecommendationKind, Strength

THEMES, GROUPS, COUNTRIES = (RecommendationFilter.base_filters[name].field_name for name in ("theme", "to", "country"))


class Terms(NamedTuple):
    """One or several themes, countries and the like in two cells: codes, and names in the language of the list."""

    codes: str = ""
    names: str = ""


class RecommendationRow(NamedTuple):
    """What a table tells of one recommendation: texts as the database has them, and the terms that they name."""

    origin: str
    kind: Terms
    strength: Terms
    status: Terms
    source: Source
    addressees: Terms
    themes: Terms
    countries: Terms
    slug: str
    title: str
    summary: str
    heading: str
    strength_words: str
    status_since: str


TEXTS = "slug", "title", "summary", "heading", "strength_words", "status_since"
VALUES = (
    *("pk", "origin", "kind", "strength", "status"),
    *("paragraph__document", "paragraph__section__excerpt_of", "paragraph__label", *TEXTS),
)


class Vocabulary(dict[tuple[Any, ...], Terms]):
    """Terms by the codes that name them, each set of them put together once."""

    def __init__(self, labels: dict[str, str]) -> None:
        super().__init__()
        self.labels = labels

    def __missing__(self, codes: tuple[str, ...]) -> Terms:
        self[codes] = Terms(several(codes), several(self.labels[code] for code in codes))
        return self[codes]


class Known:
    """What rows name by a key, read once for a file: vocabularies, origins and documents that everyone may read."""

    def __init__(self) -> None:
        self.themes = Vocabulary(names(Theme.objects.published()))
        self.countries = Vocabulary(names(Country.objects.all()))
        self.groups = Vocabulary(labels(AddresseeGroup))
        self.kinds, self.strengths = choices(RecommendationKind), choices(Strength)
        self.statuses = choices(Status)
        self.origins = dict(Origin.objects.values_list("pk", "slug"))
        held = Document.objects.published().values_list("pk", "symbol", "key", "title")
        self.documents: dict[int | None, Source] = {
            pk: Source(symbol or "", key, every=symbol or title) for pk, symbol, key, title in held
        }

    def source(self, document: int, excerpt_of: int | None, label: str) -> Source:
        """Return where a row stands: in the document whose words they are, else where they were read, if published."""
        held = self.documents.get(excerpt_of) or self.documents.get(document)
        return Source(held.symbol, held.document, label, f"{held.every}, {label}") if held else Source()

    def row(self, values: Any, beside: tuple[Terms, Terms, Terms]) -> RecommendationRow:
        """Return a row from the values of the recommendation itself, with its addressees, themes and countries."""
        _pk, origin, kind, strength, status, document, excerpt_of, label, *texts = values
        terms = self.kinds[kind], self.strengths[strength], self.statuses[status]
        source = self.source(document, excerpt_of, label)
        return RecommendationRow(self.origins[origin], *terms, source, *beside, *texts)


def names(records: Iterable[Theme | Country]) -> dict[str, str]:
    """Return the names of a vocabulary by code, in its order."""
    return {one.slug: in_language(one.names) for one in records}


def labels(given: type[models.TextChoices]) -> dict[str, str]:
    return {str(one.value): str(one.label) for one in given}


def choices(given: type[models.TextChoices]) -> defaultdict[str, Terms]:
    """Return each of several choices as a term by its code."""
    return defaultdict(Terms, {code: Terms(code, name) for code, name in labels(given).items()})


def chunks(asked: Asked) -> Iterator[Iterator[RecommendationRow]]:
    """Yield the rows of the filtered list in its order, some thousand at a time, each made when it is written."""
    known, held = Known(), asked.filterset.catalogue
    for keys in asked.in_keys():
        own = rows(keys)
        to = addressed(held, keys, known.groups)
        on = linked(held, THEMES, keys, known.themes)
        concerned = linked(held, COUNTRIES, keys, known.countries)
        beside = {key: (to[key], on[key], concerned[key]) for key in own}
        yield (known.row(own[key], beside[key]) for key in keys if key in own)


def rows(keys: list[int]) -> dict[int, Any]:
    """Return the values of these recommendations themselves, by id."""
    return {row[0]: row for row in Recommendation.objects.published().filter(pk__in=these(keys)).values_list(*VALUES)}


def linked(held: Catalogue, field: str, keys: list[int], known: Vocabulary) -> dict[int, Terms]:
    """Return the terms that each recommendation has in a field, in the order of their vocabulary."""
    found = held.values_of(keys, field, known.labels)
    return defaultdict(Terms, {key: known[tuple(codes)] for key, codes in found.items()})


def addressed(held: Catalogue, keys: list[int], known: Vocabulary) -> dict[int, Terms]:
    """Return the groups addressed by each recommendation, each once, in their order."""
    found = held.values_of(keys, GROUPS, known.labels)
    found |= in_their_order([key for key, groups in found.items() if len(groups) > 1])
    return defaultdict(Terms, {key: known[tuple(groups)] for key, groups in found.items()})


def in_their_order(keys: list[int]) -> dict[int, list[str]]:
    """Return the groups that these recommendations address, which a catalogue holds without their order."""
    found: dict[int, list[str]] = defaultdict(list)
    held = Addressee.objects.filter(recommendation__in=these(keys)).order_by("position")
    for key, group in held.values_list("recommendation_id", "group") if keys else ():
        if group not in found[key]:
            found[key].append(group)
    return found


def addresses(row: RecommendationRow, asked: Asked) -> tuple[str, str]:
    """Return the page of a recommendation, and the short address to cite."""
    page = asked.pattern("recommendation", "origin", "slug")
    short = asked.pattern("permanent-recommendation", "origin", "slug")
    return page.format(origin=row.origin, slug=row.slug), short.format(origin=row.origin, slug=row.slug)
