"""The index on SQLite: an FTS5 table over the entries.

It takes the words as they come: what is not ASCII counts as a letter, and every word is in lower case already.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import connection
from django.db.models import Model

from documents.search.tree import And, Leaf, Node, Not, Or

TABLE = "documents_searchindex"
ID = "rowid"
ROOM = 64 << 20  # bytes of words that are in memory while the index is made; merging them would take half the time
CREATE = f"""CREATE VIRTUAL TABLE {TABLE} USING fts5(
    words, stems, content='documents_searchentry', content_rowid='id', tokenize='ascii', prefix='2 3'
)"""


def condition(node: Node) -> tuple[str, list[Any]]:
    """Return the condition that entries meet which answer a query, and its parameters."""
    return f"{TABLE} MATCH %s", [expression(node)]


def expression(node: Node) -> str:
    """Return a query in the language of FTS5."""
    match node:
        case Leaf(words, exact, is_open):
            return f'{"words" if exact else "stems"}:"{" ".join(words)}"{"*" if is_open else ""}'
        case Or(parts):
            return f"({' OR '.join(map(expression, parts))})"
        case And(parts):
            wanted = " AND ".join(expression(part) for part in parts if not isinstance(part, Not))
            unwanted = "".join(f" NOT {expression(part.part)}" for part in parts if isinstance(part, Not))
            return f"(({wanted}){unwanted})"
    raise ValueError(node)


def is_made() -> bool:
    """Tell whether the index is there."""
    return TABLE in connection.introspection.table_names()


def prepare() -> None:
    """Remove the index, before entries are written anew."""
    run(f"DROP TABLE IF EXISTS {TABLE}")


def make() -> None:
    """Make the index of all entries."""
    run(CREATE)
    configure(hashsize=ROOM, automerge=0)
    run(f"INSERT INTO {TABLE}({TABLE}) VALUES ('rebuild')")  # noqa: S608
    configure(hashsize=1 << 20, automerge=4)


def configure(**options: int) -> None:
    """Set options of the index, which keeps them."""
    for name, value in options.items():
        run(f"INSERT INTO {TABLE}({TABLE}, rank) VALUES ('{name}', {value})")  # noqa: S608


def forget(ids: Collection[int]) -> None:
    """Take entries out of the index; call it before they are deleted."""
    of_entries(ids, f"INSERT INTO {TABLE}({TABLE}, rowid, words, stems) SELECT 'delete', id, words, stems")


def learn(ids: Collection[int]) -> None:
    """Take entries into the index that have been written."""
    of_entries(ids, f"INSERT INTO {TABLE}(rowid, words, stems) SELECT id, words, stems")


def of_entries(ids: Collection[int], sql: str) -> None:
    """Run a statement over these entries."""
    listed = ", ".join(str(int(pk)) for pk in ids)
    run(f"{sql} FROM documents_searchentry WHERE id IN ({listed})")


def insert(model: type[Model], columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    """Write rows of one table, many at a time and past the models."""
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        sql = f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
        cursor.executemany(sql, rows)


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
