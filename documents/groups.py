"""Records in groups: what stands under each value of a choice, in the order of the values; pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic, NamedTuple, TypeVar

from django.db.models import TextChoices
from django.utils.functional import Promise

R = TypeVar("R")


class Group(NamedTuple, Generic[R]):
    """Records under one heading; `value` is the value that they share, where it is one of a choice."""

    label: str | Promise
    records: list[R]
    value: Any = None


def by_choice(records: Iterable[R], field: str, choices: Iterable[TextChoices]) -> list[Group[R]]:
    """Group records by a field with choices, in the order of the choices; those that none has are left out."""
    return [group for group in by_every_choice(records, field, choices) if group.records]


def by_every_choice(records: Iterable[R], field: str, choices: Iterable[TextChoices]) -> list[Group[R]]:
    """Group records by a field with choices, in the order of the choices; a choice that none has stands there empty."""
    every = list(records)
    return [Group(one.label, [record for record in every if getattr(record, field) == one], one) for one in choices]
