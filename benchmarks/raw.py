"""The bare engines: what the data of a page take as SQL, without any page."""

from __future__ import annotations

import csv
import io
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from time import perf_counter
from typing import Any

import psycopg2

from benchmarks.build import Data
from benchmarks.queries import CSV, RECORD, Visit, count_sql, facets_sql, page_sql

TAKEN = "slug, title, heading, summary, source, kind, strength, status, year, themes, addressees, regions, countries"
Fetch = Callable[[str, list[str]], Any]


@contextmanager
def engines(data: Data) -> Iterator[dict[str, Callable[[Visit], float]]]:
    """Return, for each engine, what runs the SQL of a visit and tells how many seconds it took."""
    with closing(sqlite3.connect(data.flat)) as flat, closing(psycopg2.connect(data.flat_url)) as server:
        flat.execute("PRAGMA cache_size = -200000")
        yield {
            "sqlite": lambda visit: timed(sqlite_visit, flat, visit),
            "postgresql": lambda visit: timed(postgresql_visit, server.cursor(), visit),
        }


def timed(ask: Callable[[Any, Visit], None], connection: Any, visit: Visit) -> float:
    started = perf_counter()
    ask(connection, visit)
    return perf_counter() - started


def sqlite_visit(flat: sqlite3.Connection, visit: Visit) -> None:
    where, values = visit.where("sqlite")
    if visit.kind == CSV:
        with open(os.devnull, "w") as sink:
            csv.writer(sink).writerows(flat.execute(f"SELECT {TAKEN} FROM rows WHERE {where}", values))
        return
    ask_for(visit, where, values, lambda sql, given: flat.execute(sql, given).fetchall(), "?")


def postgresql_visit(cursor: Any, visit: Visit) -> None:
    where, values = visit.where("postgresql")
    if visit.kind == CSV:
        chosen = cursor.mogrify(f"SELECT {TAKEN} FROM rows WHERE {where}", values).decode()
        cursor.copy_expert(f"COPY ({chosen}) TO STDOUT WITH (FORMAT csv, HEADER)", io.StringIO())
        return

    def fetch(sql: str, given: list[str]) -> Any:
        cursor.execute(sql, given)
        return cursor.fetchall()

    ask_for(visit, where, values, fetch, "%s")


def ask_for(visit: Visit, where: str, values: list[str], fetch: Fetch, mark: str) -> None:
    """Fetch the data of a page: one record, or total, counts of the facets, and rows."""
    if visit.kind == RECORD:
        fetch(f"SELECT * FROM rows WHERE id = {mark}", [str(visit.row)])
        return
    fetch(count_sql(where), values)
    fetch(facets_sql(where), values)
    fetch(page_sql(where, visit.page), values)
