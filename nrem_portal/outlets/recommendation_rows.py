"""Recommendations as rows of a table: read by values, a few narrow queries for some thousand rows, no models made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Case, F, Value, When

from directory.models import Country
from documents.fields import in_language
from documents.models import Theme
from documents.publication import State
from nrem_portal.outlets.asked import Asked
from nrem_portal.outlets.sources import Source
from recommendations.models import Recommendation
from recommendations.models.recommendation import Addressee


class Term(NamedTuple):
    """A theme or a country: its name in addresses, and in the language of the list."""

    slug: str
    name: str


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
    addressees: tuple[str, ...] = ()
    themes: tuple[Term, ...] = ()
    countries: tuple[Term, ...] = ()


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
    themes, countries = terms(Theme.objects.published()), terms(Country.objects.all())
    for keys in asked.in_keys():
        yield rows(keys, themes, countries)


def terms(records: Iterable[Theme | Country]) -> dict[int, Term]:
    """Return a vocabulary by id, in its order."""
    return {one.pk: Term(one.slug, in_language(one.names)) for one in records}


def rows(keys: list[int], themes: dict[int, Term], countries: dict[int, Term]) -> list[RecommendationRow]:
    """Return the rows of these recommendations, in this order."""
    found = (
        Recommendation.objects.published()
        .filter(pk__in=keys)
        .annotate(source_symbol=of_source("symbol"), source_key=of_source("key"), source_title=of_source("title"))
    )
    own: dict[int, Any] = {row[0]: row for row in found.values_list(*VALUES)}
    groups = addressed(keys)
    on = linked(Recommendation.themes.through, "theme_id", keys, themes)
    concerned = linked(Recommendation.countries.through, "country_id", keys, countries)
    made = ([*own[key], groups[key], on[key], concerned[key]] for key in keys if key in own)
    return [RecommendationRow._make(row) for row in made]


def addressed(keys: list[int]) -> dict[int, tuple[str, ...]]:
    """Return the groups addressed by each recommendation, each once, in their order."""
    groups: dict[int, dict[str, None]] = defaultdict(dict)
    held = Addressee.objects.filter(recommendation__in=keys).order_by("position")
    for key, group in held.values_list("recommendation", "group"):
        groups[key][group] = None
    return defaultdict(tuple, {key: tuple(found) for key, found in groups.items()})


def linked(
    through: type[models.Model], to: str, keys: list[int], known: dict[int, Term]
) -> dict[int, tuple[Term, ...]]:
    """Return the terms that each recommendation is linked to, in the order of their vocabulary."""
    places = {key: place for place, key in enumerate(known)}
    found: dict[int, list[int]] = defaultdict(list)
    for key, term in through._default_manager.filter(recommendation__in=keys).values_list("recommendation_id", to):
        if term in known:
            found[key].append(term)
    ordered = {key: sorted(held, key=places.__getitem__) for key, held in found.items()}
    return defaultdict(tuple, {key: tuple(known[term] for term in held) for key, held in ordered.items()})


def source(row: RecommendationRow) -> Source:
    """Return the one paragraph in which a recommendation stands, if everyone may read it."""
    if not row.document:
        return Source()
    return Source(row.symbol or "", row.document, row.label, f"{row.symbol or row.document_title}, {row.label}")


def addresses(row: RecommendationRow, asked: Asked) -> tuple[str, str]:
    """Return the page of a recommendation, and the short address to cite."""
    page, short = (asked.pattern(view, "origin", "slug") for view in ("recommendation", "permanent-recommendation"))
    return page.format(origin=row.origin, slug=row.slug), short.format(origin=row.origin, slug=row.slug)
