"""The themes in their groups, with what is recorded under each."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from django.db.models import Count, QuerySet

from consultations.models import Proposal
from directory.models import Agreement, Practice
from documents.groups import Group, by_choice
from documents.models import Theme, Tool
from documents.models.theme import ThemeGroup
from recommendations.models import Recommendation
from recommendations.thread import in_words


class Subject(NamedTuple):
    """One theme with what is recorded under it, in words."""

    theme: Theme
    group: str
    counts: list[str]


def grouped() -> list[Group[Subject]]:
    """Return the published themes in their groups, both in the order of the vocabulary."""
    counted = tallies()
    subjects = [Subject(theme, theme.group, in_words(counted[theme.pk])) for theme in Theme.objects.published()]
    return by_choice(subjects, "group", ThemeGroup)


class Neighbours(NamedTuple):
    """The themes around one: before and after it in the vocabulary, and the others of its group."""

    previous: Theme | None
    following: Theme | None
    siblings: list[Theme]


def neighbours(theme: Theme) -> Neighbours:
    """Return the published themes around one."""
    themes = list(Theme.objects.published())
    place = themes.index(theme)
    return Neighbours(
        previous=themes[place - 1] if place else None,
        following=next(iter(themes[place + 1 :]), None),
        siblings=[one for one in themes if one.group == theme.group and one != theme],
    )


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
