"""What stands on one theme, as the catalogues hold it: recommendations by origin, and follow-up entries by date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Count, QuerySet

from documents import bitsets
from documents.catalogue import catalogue
from documents.models import Theme
from recommendations.filters import FollowUpFilter, RecommendationFilter
from recommendations.models import Bearing, FollowUp, Origin, Recommendation
from recommendations.timeline import precedes

CHUNK = 500  # records read at once
ORIGIN, THEMES = (RecommendationFilter.base_filters[name].field_name for name in ("source", "theme"))
BORNE_THEMES = FollowUpFilter.base_filters["theme"].field_name


class OnTheme:
    """The published recommendations on one theme, of each origin as printed."""

    def __init__(self, theme: Theme) -> None:
        self.held = catalogue(RecommendationFilter)
        self.bits = self.held.any_of(THEMES, [theme.slug])

    def _of(self, origin: Origin) -> int:
        return self.bits & self.held.any_of(ORIGIN, [origin.slug])

    def count(self, origin: Origin) -> int:
        return self._of(origin).bit_count()

    def first(self, origin: Origin, number: int) -> list[int]:
        """Return the ids of the first ones of an origin."""
        return [self.held.pks[place] for place in bitsets.some(self._of(origin), 0, number)]

    def all_of(self, origin: Origin) -> Iterator[Recommendation]:
        """Yield those of an origin, read some at a time."""
        pks = self.first(origin, self.count(origin))
        for start in range(0, len(pks), CHUNK):
            yield from fetched(pks[start : start + CHUNK])


def fetched(pks: list[int]) -> list[Recommendation]:
    """Return the published recommendations with these ids, in this order, with their places."""
    found = Recommendation.objects.published().with_place().in_bulk(pks)
    return [found[pk] for pk in pks if pk in found]


class Borne(NamedTuple):
    """One recommendation of the theme that a follow-up entry bears on, and how."""

    bearing: Bearing
    recommendation: Recommendation


class Step(NamedTuple):
    """One follow-up entry on the thread; `before` where it is older than all that it bears on."""

    follow_up: FollowUp
    date: str
    borne: list[Borne]
    before: bool


def latest_steps(theme: Theme, number: int) -> tuple[list[Step], int]:
    """Return the newest follow-up entries on a theme, so many at most, and how many there are in all."""
    held = catalogue(FollowUpFilter)
    bits = held.any_of(BORNE_THEMES, [theme.slug])
    pks = [held.pks[place] for place in bitsets.some(bits, 0, number)]
    entries = FollowUp.objects.published().filter(pk__in=pks).borne_on(theme).newest_first()
    return [step_of(entry) for entry in entries], bits.bit_count()


def all_steps(theme: Theme) -> Iterator[Step]:
    """Yield all follow-up entries on a theme in the order of the thread, read some at a time."""
    bearing = bearings_on(theme).values("follow_up")
    entries = FollowUp.objects.published().filter(pk__in=bearing).borne_on(theme).oldest_first()
    return map(step_of, entries.iterator(chunk_size=CHUNK))


def step_of(entry: FollowUp) -> Step:
    """Return an entry, fetched with what it bears on, as a step."""
    on_theme: list[Bearing] = entry.on_theme  # type: ignore[attr-defined]
    borne = [Borne(one, one.recommendation) for one in on_theme]
    date = entry.latest
    before = all(precedes(date, one.recommendation.origin.date) for one in borne)
    return Step(entry, date, borne, before)


def bearings_on(theme: Theme) -> QuerySet[Bearing]:
    """Return what published entries say of published recommendations on a theme."""
    return Bearing.objects.accepted().on_published().filter(recommendation__themes=theme)


def entries_by_origin(theme: Theme) -> dict[int, int]:
    """Count, for each origin, the follow-up entries that bear on its recommendations on a theme."""
    rows = bearings_on(theme).order_by().values_list("recommendation__origin")
    return dict(rows.annotate(Count("follow_up", distinct=True)))


def entries_by_recommendation(pks: list[int]) -> dict[int, int]:
    """Count the follow-up entries that bear on each of these recommendations."""
    rows = Bearing.objects.accepted().filter(recommendation__in=pks).order_by().values_list("recommendation")
    return dict(rows.annotate(Count("pk")))
