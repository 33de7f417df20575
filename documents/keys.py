"""Thousands of keys handed to the database as one parameter, instead of one each."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.models.expressions import RawSQL

SELECTED = {"sqlite": "SELECT value FROM json_each(%s)", "postgresql": "SELECT unnest(%s::bigint[])"}


def these(keys: Iterable[int]) -> RawSQL:
    """Return what selects these keys: `pk__in=these(keys)`."""
    listed = ",".join(map(str, keys))
    marks = "[]" if connection.vendor == "sqlite" else "{}"
    return RawSQL(SELECTED[connection.vendor], (f"{marks[0]}{listed}{marks[1]}",))  # noqa: S611 – numbers alone
