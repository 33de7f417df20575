"""The follow-up status of a recommendation, and the rule that computes it."""

from __future__ import annotations

from collections.abc import Iterable
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


DECIDABLE = [Status.UNDER_WAY, Status.PARTLY, Status.IMPLEMENTED]


class Moved(NamedTuple):
    """One accepted step or result: its date as in the source, and the status decided with it or empty."""

    date: str
    decided: str


def compute_status(*, superseded: bool, moved: Iterable[Moved]) -> tuple[Status, str]:
    """Return the current status and the date since when it holds (as exact as its source, or empty).

    Superseded if superseded; else the status decided with the latest-dated accepted step or result, Under way where
    none was decided; else No follow-up recorded. Statements do not move the status and are not passed in.
    """
    entries = sorted(moved, key=lambda entry: entry.date)
    if superseded:
        return Status.SUPERSEDED, ""
    if not entries:
        return Status.NONE, ""
    current = entries[-1].decided or Status.UNDER_WAY
    since = next(entry.date for entry in entries if (entry.decided or Status.UNDER_WAY) == current)
    return Status(current), since
