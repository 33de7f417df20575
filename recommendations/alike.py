"""Recommendations beside one another: those on the same themes, and how many each origin has on one theme."""

from __future__ import annotations

from typing import NamedTuple

from documents import bitsets
from documents.catalogue import Catalogue, catalogue
from recommendations.filters import RecommendationFilter
from recommendations.models import Origin, Recommendation

THEMES, ORIGIN = (RecommendationFilter.base_filters[name].field_name for name in ("theme", "source"))


class Alike(NamedTuple):
    """A recommendation of another origin, and how many themes it shares."""

    recommendation: Recommendation
    shared: int


def alike(recommendation: Recommendation, number: int) -> list[Alike]:
    """Return the published ones of other origins that have most themes in common with one, newest first.

    It is fetched with its published themes, as `with_card` does.
    """
    held = catalogue(RecommendationFilter)
    others = held.every & ~held.any_of(ORIGIN, [recommendation.origin.slug])
    sets = [held.any_of(THEMES, [theme.slug]) & others for theme in recommendation.themes.all()]
    shared = {held.pks[place]: sum(bits >> place & 1 for bits in sets) for place in bitsets.most_shared(sets, number)}
    found = Recommendation.objects.published().with_place().in_bulk(list(shared))
    return [Alike(found[pk], common) for pk, common in shared.items() if pk in found]


def by_origin(held: Catalogue, theme: str) -> list[tuple[str, int]]:
    """Return the short names of the origins with recommendations on a theme, oldest first, and how many these are."""
    counts = held.counts(ORIGIN, held.any_of(THEMES, [theme]))
    names = held.once("short names of origins", short_names)
    return [(name, counts[slug]) for slug, name in names if counts[slug]]


def short_names() -> list[tuple[str, str]]:
    """Return the slugs and short names of all origins, oldest first."""
    return [(one.slug, one.short_name) for one in Origin.objects.order_by("date")]
