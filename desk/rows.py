"""The dict of a record, row by row: what a row is called, and which places it cites."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from documents.models import Reference
from documents.shapes import Dict, Shape

LONGEST = 60  # characters of what a row is called where another row points to it
ROW_TITLE = (
    "title",
    "text",
    "value",
    "person",
    "organisation",
    "mechanism",
    "country",
    "recommendation",
    "role",
    "group",
)

UNTITLED = {
    "sessions": gettext_lazy("Session %(number)s (no title yet)"),
    "items": gettext_lazy("Agenda item %(number)s (no title yet)"),
}


def is_empty(value: Any) -> bool:
    """Tell whether a value goes without saying."""
    return value in ("", None, [], {})


def rows_of(shape: Shape, data: Dict) -> Iterator[tuple[int, Dict]]:
    """Yield the rows of one kind, each with its place."""
    yield from enumerate(data.get(shape.kind, []), start=1)


def row_label(shape: Shape, row: Dict, place: int) -> str:
    """Return what a row is called where another row points to it: `2. Title`; by its place while it has no title."""
    if not row.get("title") and shape.kind in UNTITLED:
        return UNTITLED[shape.kind] % {"number": place}
    return _label(row) or f"{capfirst(str(shape.model._meta.verbose_name))} {place}"


def _label(row: Dict) -> str:
    label = ". ".join(str(row[name]) for name in ("number", "title") if row.get(name) not in (None, ""))
    return label if len(label) <= LONGEST else f"{label[: LONGEST - 1]}…"


def places_in(shape: Shape, data: Dict) -> Iterator[str]:
    """Yield the keys of all places that a dict cites, rows included."""
    for f in shape.many:
        if f.remote_field.model is Reference:
            yield from data.get(f.name, [])
    for row in shape.rows:
        for one in data.get(row.kind, []):
            yield from places_in(row, one)
