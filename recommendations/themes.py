"""The themes in their groups, with what is recorded under each."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from django.db.models import Count, QuerySet

from consultations.models import Proposal
from directory.models import Agreement, Practice
from documents.models import Theme, Tool
from documents.models.theme import ThemeGroup
from recommendations.models import Recommendation
from recommendations.thread import in_words


class Subject(NamedTuple):
    """One theme with what is recorded under it, in words."""

    theme: Theme
    counts: list[str]


class Group(NamedTuple):
    """One of the five groups with its themes."""

    title: str
    subjects: list[Subject]


def grouped() -> list[Group]:
    """Return the published themes in their groups, both in the order of the vocabulary."""
    counted = tallies()
    subjects = [Subject(theme, in_words(counted[theme.pk])) for theme in Theme.objects.published()]
    groups = [Group(str(group.label), [one for one in subjects if one.theme.group == group]) for group in ThemeGroup]
    return [group for group in groups if group.subjects]


def tallies() -> dict[int, Counter[str]]:
    """Return, by theme, how many published records of each kind stand under it."""
    kinds: dict[str, QuerySet] = {
        "recommendations": Recommendation.objects.published(),
        "proposals": Proposal.objects.published(),
        "practices": Practice.objects.published(),
        "agreements": Agreement.objects.published(),
        "tools": Tool.objects.published(),
    }
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    for kind, records in kinds.items():
        under = records.filter(themes__isnull=False).order_by().values_list("themes")
        for theme, number in under.annotate(Count("pk")):
            counted[theme][kind] = number
    return counted
