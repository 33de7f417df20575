"""The index on PostgreSQL: GIN over the words of the entries.

Its parser of texts takes no part: words are lists before they come here. Words in a row are looked for among the
entries that hold all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db import connection
from django.db.models import Model

from documents.search.tree import And, Leaf, Node, Not, Or, is_positive

TABLE = "documents_searchentry"
ID = "id"
INDEX = "documents_searchindex"
MANY = 20_000  # entries that are quicker indexed at once than one by one; until it is done, readers wait
VECTOR = "array_to_tsvector(string_to_array({}, ' '))"


def condition(node: Node) -> tuple[str, list[Any]]:
    """Return the condition that entries meet which answer a query, and its parameters.

    What asks one column for single words is asked of the index at once, what it does not want included.
    """
    match node, columns(node):
        case Not(Leaf() as leaf), _:
            return f"{column_of(leaf)} NOT LIKE %s", [f"%{leaf.wording}%"]
        case Not(part), _:
            sql, parameters = condition(part)
            return f"NOT {sql}", parameters
        case _, [column]:
            return f"{VECTOR.format(column)} @@ %s::tsquery", [expression(node)]
        case Leaf() as leaf, _:
            column = column_of(leaf)
            sql = f"({VECTOR.format(column)} @@ %s::tsquery AND {column} LIKE %s)"
            return sql, [expression(leaf), f"%{leaf.wording}%"]
        case And() | Or() as several, _:
            found = [condition(part) for part in by_column(several)]
            joined = (" AND " if isinstance(several, And) else " OR ").join(sql for sql, _parameters in found)
            return f"({joined})", [one for _sql, parameters in found for one in parameters]
    raise ValueError(node)


def column_of(leaf: Leaf) -> str:
    """Return the column that a leaf is looked for in."""
    return "words" if leaf.exact else "stems"


def columns(node: Node) -> list[str]:
    """Return the columns that a query is asked of, and a last one that is none where words are to stand in a row."""
    match node:
        case Leaf(words):
            return [column_of(node), *([""] if len(words) > 1 else [])]
        case Not(part):
            return columns(part)
        case And(parts) | Or(parts):
            return sorted({column for part in parts for column in columns(part)}, reverse=True)
    raise ValueError(node)


def by_column(node: And | Or) -> list[Node]:
    """Return the parts of a query, those that ask one column for single words together.

    The index is not asked for what is not there alone: it would go through all it holds.
    """
    groups: dict[str, list[Node]] = defaultdict(list)
    rest: list[Node] = []
    for part in node.parts:
        asked = columns(part)
        (groups[asked[0]] if len(asked) == 1 else rest).append(part)
    for column in [column for column, own in groups.items() if not any(map(is_positive, own))]:
        rest += groups.pop(column)
    return [*(type(node)(tuple(own)) for own in groups.values()), *rest]


def expression(node: Node) -> str:
    """Return a query as a tsquery; of words in a row, all of them."""
    match node:
        case Leaf(words, _, is_open):
            quoted = " & ".join(f"'{word}'" for word in words)
            return f"({quoted}{':*' if is_open else ''})"
        case Not(part):
            return f"!{expression(part)}"
        case And(parts):
            return f"({' & '.join(map(expression, parts))})"
        case Or(parts):
            return f"({' | '.join(map(expression, parts))})"
    raise ValueError(node)


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
    run("SET LOCAL maintenance_work_mem = '256MB'")
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
