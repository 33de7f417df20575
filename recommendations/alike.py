"""Recommendations beside one another: those on the same themes, and how many each origin has on one theme."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from documents import bitsets
from documents.catalogue import Catalogue
from documents.models import Theme
from recommendations.filters import RecommendationFilter
from recommendations.models import Origin, Recommendation
from recommendations.shelf import shelf_of

THEMES, ORIGIN = (RecommendationFilter.base_filters[name].field_name for name in ("theme", "source"))

KEPT = 500  # recommendations held in memory with their place, some ten kilobytes each


class Alike(NamedTuple):
    """A recommendation of another origin, and how many themes it shares."""

    recommendation: Recommendation
    shared: int


def alike(held: Catalogue, recommendation: Recommendation, themes: Iterable[Theme], number: int) -> list[Alike]:
    """Return the published ones of other origins that have most of its themes in common with one, newest first."""
    others = held.every & ~held.any_of(ORIGIN, [recommendation.origin.slug])
    sets = [held.any_of(THEMES, [theme.slug]) & others for theme in themes]
    shared = {held.pks[place]: sum(bits >> place & 1 for bits in sets) for place in bitsets.most_shared(sets, number)}
    found = named(held, list(shared))
    return [Alike(found[pk], common) for pk, common in shared.items() if pk in found]


def named(held: Catalogue, pks: list[int]) -> dict[int, Recommendation]:
    """Return published ones with their place, kept for one data version: the newest are named on most pages."""
    found = {pk: one for pk in pks if (one := held.named.get(pk)) is not None}
    missing = [pk for pk in pks if pk not in found]
    read = Recommendation.objects.published().with_section().in_bulk(missing) if missing else {}
    for one in read.values():
        shelf_of(held).put(one)
    if len(held.named) + len(read) > KEPT:  # other threads may do the same: a page goes by its own
        held.named.clear()
    held.named.update(read)
    return found | read


def by_origin(held: Catalogue, theme: str) -> list[tuple[str, int]]:
    """Return the short names of the origins with recommendations on a theme, oldest first, and how many these are."""
    counts = held.counts(ORIGIN, held.any_of(THEMES, [theme]))
    names = held.once("short names of origins", short_names)
    return [(name, counts[slug]) for slug, name in names if counts[slug]]


def short_names() -> list[tuple[str, str]]:
    """Return the slugs and short names of all origins, oldest first."""
    return [(one.slug, one.short_name) for one in Origin.objects.order_by("date")]
