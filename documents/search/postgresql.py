"""The index on PostgreSQL: GIN over the words of the entries.

Its parser of texts takes no part: words are lists before they come here. Words in a row are looked for among the
entries that hold all of them.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import connection
from django.db.models import Model

from documents.search.tree import And, Leaf, Node, Not, Or

TABLE = "documents_searchentry"
ID = "id"
INDEX = "documents_searchindex"
MANY = 20_000  # entries that are quicker indexed at once than one by one; until it is done, readers wait
VECTOR = "array_to_tsvector(string_to_array({}, ' '))"


def condition(node: Node) -> tuple[str, list[Any]]:
    """Return the condition that entries meet which answer a query, and its parameters."""
    match node:
        case Not(part):
            sql, parameters = condition(part)
            return f"NOT {sql}", parameters
        case And(parts) | Or(parts):
            found = [condition(part) for part in parts]
            joined = (" AND " if isinstance(node, And) else " OR ").join(sql for sql, _parameters in found)
            return f"({joined})", [one for _sql, parameters in found for one in parameters]
    return of_leaf(node)


def of_leaf(leaf: Leaf) -> tuple[str, list[Any]]:
    """Return the condition that entries meet which hold words in a row, and its parameters."""
    column = "words" if leaf.exact else "stems"
    *words, last = [f"'{word}'" for word in leaf.words]
    terms = " & ".join([*words, f"{last}:*" if leaf.is_open else last])
    sql = f"{VECTOR.format(column)} @@ %s::tsquery"
    return (sql, [terms]) if not words else (f"({sql} AND {column} LIKE %s)", [terms, f"%{leaf.wording}%"])


def is_made() -> bool:
    """Tell whether the index is there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [INDEX])
        return cursor.fetchone()[0]


def take_down(entries: int) -> None:
    """Remove the index, before so many entries are written anew, where that is worth the waiting."""
    if entries > MANY:
        check_now()
        run(f"DROP INDEX IF EXISTS {INDEX}")


def make() -> None:
    """Make the index of all entries, where it is not there."""
    check_now()
    columns = ", ".join(f"({VECTOR.format(column)})" for column in ("words", "stems"))
    run(f"CREATE INDEX IF NOT EXISTS {INDEX} ON {TABLE} USING gin ({columns})")
    run(f"ANALYZE {TABLE}")


def check_now() -> None:
    """Check foreign keys of rows written so far: while any waits for the end, no index is made or removed."""
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SET CONSTRAINTS ALL DEFERRED")


def forget(ids: Collection[int]) -> None:
    """Do nothing: the index follows its table."""


def learn(ids: Collection[int]) -> None:
    """Do nothing: the index follows its table."""


def insert(model: type[Model], columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    """Write rows of one table, many at a time and past the models."""
    from psycopg2.extras import execute_values  # the driver is there where PostgreSQL is

    with connection.cursor() as cursor:
        sql = f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES %s"  # noqa: S608
        execute_values(cursor.cursor, sql, rows, page_size=len(rows) or 1)


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
