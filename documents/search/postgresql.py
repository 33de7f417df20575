"""The index on PostgreSQL: GIN over a narrow table of the words of the entries.

Its parser of texts takes no part: words are lists before they come here. Words in a row are looked for among the
entries that hold all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from io import StringIO
from typing import Any

from django.db import connection
from django.db.models import Model

from documents.search.tree import And, Leaf, Node, Not, Or, is_positive

TABLE = "documents_searchindex"
ID = "id"
VECTORS = "SELECT id, array_to_tsvector(string_to_array(words, ' ')), array_to_tsvector(string_to_array(stems, ' '))"
HELD = f"(SELECT {{}} FROM documents_searchentry AS entry WHERE entry.id = {TABLE}.id)"  # noqa: S608
# Vectors lie beside their rows, so that a word of many entries is found on few pages. PostgreSQL lays them there only
# where a row would be wide: the padding makes it so, and takes no room itself, being one letter many times. To start
# other workers takes longer than to search.
CREATE = """CREATE TABLE {0} (
    id bigint PRIMARY KEY, words tsvector, stems tsvector, padding text DEFAULT repeat(' ', 2048)
) WITH (toast_tuple_target = 128, parallel_workers = 0)"""
TAKE_IN = "SELECT gin_clean_pending_list(indexrelid) FROM pg_index"
STORE = "ALTER TABLE {0} ALTER words SET STORAGE EXTERNAL, ALTER stems SET STORAGE EXTERNAL"
# The planner takes reading vectors for free and would go through all of them; this never runs, but has a price.
DEAR = f"CASE WHEN {TABLE}.id < 0 THEN to_tsvector('simple', {TABLE}.id::text) @@ 'never' ELSE TRUE END"


def condition(node: Node) -> tuple[str, list[Any]]:
    """Return the condition that entries meet which answer a query, and its parameters."""
    sql, parameters = met(node)
    return f"{DEAR} AND {sql}", parameters


def met(node: Node) -> tuple[str, list[Any]]:
    """Return the condition of a query or a part of one, and its parameters.

    What asks one column for single words is asked of the index at once, what it does not want included.
    """
    match node, columns(node):
        case Not(Leaf() as leaf), _:
            return f"{HELD.format(column_of(leaf))} NOT LIKE %s", [f"%{leaf.wording}%"]
        case Not(part), _:
            sql, parameters = met(part)
            return f"NOT {sql}", parameters
        case _, [column]:
            return f"{column} @@ %s::tsquery", [expression(node)]
        case Leaf() as leaf, _:
            column = column_of(leaf)
            sql = f"({column} @@ %s::tsquery AND {HELD.format(column)} LIKE %s)"
            return sql, [expression(leaf), f"%{leaf.wording}%"]
        case And() | Or() as several, _:
            found = [met(part) for part in by_column(several)]
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
    return TABLE in connection.introspection.table_names()


def prepare() -> None:
    """Keep other writers out while entries are written anew; readers find what they found until it is done."""
    if is_made():
        run(f"LOCK TABLE {TABLE} IN EXCLUSIVE MODE")


def make() -> None:
    """Make the index of all entries, in the place of the one that is there."""
    new = f"{TABLE}_new"
    run(CREATE.format(new))
    run(STORE.format(new))
    run(f"INSERT INTO {new} {VECTORS} FROM documents_searchentry ORDER BY id")
    run("SET LOCAL maintenance_work_mem = '256MB'")
    run(f"CREATE INDEX ON {new} USING gin (words, stems)")
    run(f"ANALYZE {new} (id, words, stems)")
    run("ANALYZE documents_searchentry")
    make_way()
    run(f"ALTER TABLE {new} RENAME TO {TABLE}")


def make_way() -> None:
    """Remove the index that is there; in older installations it is one of the entries themselves.

    While a foreign key of theirs waits for its check, theirs cannot go.
    """
    if is_made():
        run(f"DROP TABLE {TABLE}")
    else:
        run("SET CONSTRAINTS ALL IMMEDIATE")
        run("SET CONSTRAINTS ALL DEFERRED")
        run(f"DROP INDEX IF EXISTS {TABLE}")


def forget(ids: Collection[int]) -> None:
    """Take entries out of the index."""
    of_entries(ids, f"DELETE FROM {TABLE}")  # noqa: S608


def learn(ids: Collection[int]) -> None:
    """Take entries into the index that have been written; the words of all go in at once, and none is left waiting."""
    run("SET LOCAL gin_pending_list_limit = '1GB'")
    of_entries(ids, f"INSERT INTO {TABLE} {VECTORS} FROM documents_searchentry")
    run(f"{TAKE_IN} WHERE indrelid = '{TABLE}'::regclass AND NOT indisprimary")


def of_entries(ids: Collection[int], sql: str) -> None:
    """Run a statement over these entries."""
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} WHERE id = ANY(%s::bigint[])", [list(ids)])


def insert(model: type[Model], columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    """Write rows of one table, many at a time and past the models."""
    lines = StringIO("".join("\t".join(map(copied, row)) + "\n" for row in rows))
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(f"COPY {model._meta.db_table} ({', '.join(columns)}) FROM STDIN", lines)


def copied(value: Any) -> str:
    """Return a value as COPY reads it."""
    if value is None:
        return "\\N"
    if not isinstance(value, str):
        return str(value)
    return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
