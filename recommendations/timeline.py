"""What became of one recommendation, in the order of time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from recommendations.models import Bearing, Recommendation


class Timeline(NamedTuple):
    """The follow-up to a recommendation, newest first, parted by the day it was made; undated entries stand apart."""

    since: list[Bearing]
    before: list[Bearing]
    undated: list[Bearing]
    deciding: Bearing | None  # the step or result since which the status holds
    moving: int  # steps and results
    statements: int

    @property
    def is_empty(self) -> bool:
        return not (self.since or self.before or self.undated)

    @property
    def began_before(self) -> bool:
        """Whether the status rests on something older than the recommendation itself."""
        return self.deciding in self.before


def precedes(date: str, other: str) -> bool:
    """Return whether a date is certainly before another, each as exact as its source; an unknown date never is."""
    exact = min(len(date), len(other))
    return bool(date) and date[:exact] < other[:exact]


def timeline(recommendation: Recommendation, bearings: Iterable[Bearing]) -> Timeline:
    """Return the timeline of a recommendation from what accepted entries say of it, newest first."""
    bearings = list(bearings)
    dated = [one for one in bearings if one.follow_up.latest]
    before = [one for one in dated if precedes(one.follow_up.latest, recommendation.origin.date)]
    status = (recommendation.status, recommendation.status_since)
    return Timeline(
        since=[one for one in dated if one not in before],
        before=before,
        undated=[one for one in bearings if one not in dated],
        deciding=next((one for one in reversed(bearings) if (one.status, one.follow_up.latest) == status), None),
        moving=sum(bool(one.status) for one in bearings),
        statements=sum(not one.status for one in bearings),
    )
