"""Asking the index of either database engine: which records of a kind answer a query, and which answer it best.

Both engines give the same records: everything is folded and stemmed before it reaches them (`normalise.py`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable
from types import ModuleType
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from documents.models.search import ROOM, SearchEntry, first_id
from documents.search import postgresql, sqlite
from documents.search.rank import Place, place
from documents.search.reading import Query

NOTHING = "SELECT id FROM documents_searchentry WHERE 1 = 0"
CANDIDATES = 500  # records that are weighed against each other; further ones keep their order


def engine() -> ModuleType:
    """Return the module of the database engine in use."""
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]


def record_ids(query: Query, kind: str) -> list[int]:
    """Return the keys of the records of one kind that answer a query, ascending; none for no words."""
    return [] if query.tree is None else [pk for (pk,) in rows(*statement(query, kind))]


def subquery(query: Query, kind: str) -> RawSQL:
    """Return what selects the keys of the records of one kind that answer a query: `pk__in=subquery(…)`."""
    return RawSQL(NOTHING, ()) if query.tree is None else RawSQL(*statement(query, kind))  # noqa: S611


def statement(query: Query, kind: str) -> tuple[str, list[Any]]:
    """Return the SQL that selects the keys of the records of one kind that answer a query, and its parameters."""
    module, first = engine(), first_id(kind)
    condition, parameters = module.condition(query.tree)
    within = f"{module.ID} BETWEEN %s AND %s"
    sql = f"SELECT {module.ID} - %s FROM {module.TABLE} WHERE {condition} AND {within} ORDER BY {module.ID}"  # noqa: S608
    return sql, [first, *parameters, first, first + ROOM - 1]


def entry_ids(query: Query) -> list[int]:
    """Return the ids of all entries that answer a query, ascending: those of each kind stand together."""
    if query.tree is None:
        return []
    module = engine()
    condition, parameters = module.condition(query.tree)
    sql = f"SELECT {module.ID} FROM {module.TABLE} WHERE {condition} ORDER BY {module.ID}"  # noqa: S608
    return [pk for (pk,) in rows(sql, parameters)]


def by_kind(ids: list[int], kinds: Iterable[str]) -> dict[str, list[int]]:
    """Return the ids of entries under their kinds, in their order."""
    firsts = {kind: first_id(kind) for kind in kinds}
    return {kind: ids[bisect_left(ids, first) : bisect_left(ids, first + ROOM)] for kind, first in firsts.items()}


def best(query: Query, kind: str, ids: Collection[int]) -> list[int]:
    """Return records of one kind, those that answer a query best first.

    Only the newest are weighed; the rest follows, newest first.
    """
    first = first_id(kind)
    return [pk - first for pk in best_entries(query, {kind: [first + record for record in ids]})[kind]]


def best_entries(query: Query, found: dict[str, list[int]]) -> dict[str, list[int]]:
    """Return the ids of entries of each kind, those that answer a query best first."""
    newest = {kind: sorted(ids, reverse=True) for kind, ids in found.items()}
    weighed = [pk for ids in newest.values() for pk in ids[:CANDIDATES]] if query.tree is not None else []
    entries = SearchEntry.objects.filter(pk__in=weighed).only("key", "year", "words", "stems") if weighed else []
    places = {entry.pk: place(query, entry) for entry in entries}
    return {kind: ordered(ids, places) for kind, ids in newest.items()}


def ordered(ids: list[int], places: dict[int, Place]) -> list[int]:
    """Return ids in the order of their places; those without one come last, as they are."""
    with_place = sorted((pk for pk in ids[:CANDIDATES] if pk in places), key=places.__getitem__)
    return [*with_place, *(pk for pk in ids if pk not in places)]


def rows(sql: str, parameters: list[Any]) -> list[tuple[int]]:
    """Return what a statement selects."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
