"""The follow-up status of a recommendation, and the rule that computes it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """What the accepted follow-up entries show; computed, never typed, and never a judgement."""

    NONE = "none", _("No follow-up recorded")  # no step or result is recorded
    UNDER_WAY = "under-way", _("Under way")  # at least one accepted entry shows a step
    PARTLY = "partly-implemented", _("Partly implemented")  # some elements, or some addressees
    IMPLEMENTED = "implemented", _("Implemented")  # all elements, with source
    SUPERSEDED = "superseded", _("Superseded")  # replaced by a later recommendation


def latest(prefix: str = "") -> models.Case:
    """Return, as a query, the date that a follow-up entry counts at: the end of its period, else its date."""
    whole = models.When(**{f"{prefix}period_end": ""}, then=models.F(f"{prefix}date"))
    return models.Case(whole, default=models.F(f"{prefix}period_end"))


DECIDABLE = [Status.UNDER_WAY, Status.PARTLY, Status.IMPLEMENTED]


class Moved(NamedTuple):
    """One accepted step or result: its date as in the source, and the status decided with it or empty."""

    date: str
    decided: str

    @property
    def status(self) -> Status:
        return Status(self.decided or Status.UNDER_WAY)


def compute_status(*, superseded: bool, moved: Iterable[Moved]) -> tuple[Status, str]:
    """Return the current status and the date since when it holds (as exact as its source, or empty).

    Superseded if superseded; else the status decided with the latest-dated accepted step or result, Under way where
    none was decided; else No follow-up recorded. Statements do not move the status and are not passed in. Of two
    decisions on one date the more modest counts.
    """
    if superseded:
        return Status.SUPERSEDED, ""
    latest_first = sorted(moved, reverse=True)  # by date, then by name: under-way, partly-implemented, implemented
    if not latest_first:
        return Status.NONE, ""
    current = latest_first[0].status
    unbroken = takewhile(lambda entry: entry.status == current, latest_first)
    return current, min(entry.date for entry in unbroken)
