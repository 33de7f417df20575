"""Recommendations as rows of a table: read by values, a few narrow queries for some thousand rows, no models made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Case, F, Value, When

from directory.models import Country
from documents.cells import several
from documents.fields import in_language
from documents.models import Theme
from documents.publication import State
from nrem_portal.outlets.asked import Asked
from nrem_portal.outlets.sources import Source
from recommendations.models import Recommendation
from recommendations.models.recommendation import Addressee, AddresseeGroup


class Terms(NamedTuple):
    """Several themes, countries or addressees in two cells: their codes, and names in the language of the list."""

    codes: str = ""
    names: str = ""


NONE = Terms()


class RecommendationRow(NamedTuple):
    """What a table tells of one recommendation, as the database has it."""

    pk: int
    origin: str
    slug: str
    title: str
    summary: str
    heading: str
    kind: str
    strength: str
    strength_words: str
    status: str
    status_since: str
    symbol: str | None
    document: str
    document_title: str
    label: str
    addressees: Terms = NONE
    themes: Terms = NONE
    countries: Terms = NONE


def of_source(name: str) -> Case:
    """Return a field of the document whose words stand there, or in which they were read; of published ones alone."""
    places = "paragraph__section__excerpt_of", "paragraph__document"
    seen = [When(**{f"{place}__state": State.PUBLISHED}, then=F(f"{place}__{name}")) for place in places]
    return Case(*seen, default=Value(""))


VALUES = (
    *("pk", "origin__slug", "slug", "title", "summary", "heading", "kind", "strength", "strength_words"),
    *("status", "status_since", "source_symbol", "source_key", "source_title", "paragraph__label"),
)


def chunks(asked: Asked) -> Iterator[list[RecommendationRow]]:
    """Yield the rows of the filtered list in its order, some thousand at a time."""
    themes, countries = Vocabulary(terms(Theme.objects.published())), Vocabulary(terms(Country.objects.all()))
    groups = Vocabulary({str(one.value): (str(one.value), str(one.label)) for one in AddresseeGroup})
    for keys in asked.in_keys():
        own = rows(keys)
        named = addressed(keys, groups)
        on = linked(Recommendation.themes.through, "theme_id", keys, themes)
        concerned = linked(Recommendation.countries.through, "country_id", keys, countries)
        beside = ((*own[key], named[key], on[key], concerned[key]) for key in keys if key in own)
        yield [RecommendationRow._make(row) for row in beside]


def terms(records: Iterable[Theme | Country]) -> dict[Any, tuple[str, str]]:
    """Return code and name of a vocabulary by id, in its order."""
    return {one.pk: (one.slug, in_language(one.names)) for one in records}


class Vocabulary(dict[tuple[Any, ...], Terms]):
    """Terms by the ids that name them, each set of them put together once."""

    def __init__(self, known: dict[Any, tuple[str, str]]) -> None:
        super().__init__()
        self.known, self.places = known, {key: place for place, key in enumerate(known)}

    def __missing__(self, keys: tuple[Any, ...]) -> Terms:
        held = [self.known[key] for key in keys if key in self.known]
        self[keys] = Terms(several(code for code, _name in held), several(name for _code, name in held))
        return self[keys]


def rows(keys: list[int]) -> dict[int, Any]:
    """Return the values of these recommendations themselves, by id."""
    found = Recommendation.objects.published().annotate(
        source_symbol=of_source("symbol"), source_key=of_source("key"), source_title=of_source("title")
    )
    return {row[0]: row for row in found.filter(pk__in=keys).values_list(*VALUES)}


def addressed(keys: list[int], groups: Vocabulary) -> dict[int, Terms]:
    """Return the groups addressed by each recommendation, each once, in their order."""
    found: dict[int, dict[str, None]] = defaultdict(dict)
    held = Addressee.objects.filter(recommendation__in=keys).order_by("position")
    for key, group in held.values_list("recommendation_id", "group"):
        found[key][group] = None
    return defaultdict(Terms, {key: groups[tuple(named)] for key, named in found.items()})


def linked(through: type[models.Model], to: str, keys: list[int], known: Vocabulary) -> dict[int, Terms]:
    """Return the terms that each recommendation is linked to, in the order of their vocabulary."""
    found: dict[int, list[int]] = defaultdict(list)
    for key, term in through._default_manager.filter(recommendation__in=keys).values_list("recommendation_id", to):
        if term in known.places:
            found[key].append(term)
    in_order = {key: tuple(sorted(held, key=known.places.__getitem__)) for key, held in found.items()}
    return defaultdict(Terms, {key: known[held] for key, held in in_order.items()})


def source(row: RecommendationRow) -> Source:
    """Return the one paragraph in which a recommendation stands, if everyone may read it."""
    if not row.document:
        return Source()
    return Source(row.symbol or "", row.document, row.label, f"{row.symbol or row.document_title}, {row.label}")


def addresses(row: RecommendationRow, asked: Asked) -> tuple[str, str]:
    """Return the page of a recommendation, and the short address to cite."""
    page, short = (asked.pattern(view, "origin", "slug") for view in ("recommendation", "permanent-recommendation"))
    return page.format(origin=row.origin, slug=row.slug), short.format(origin=row.origin, slug=row.slug)
