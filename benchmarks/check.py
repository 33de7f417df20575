"""Reading what each answer shows, and holding totals, counts and rows against bare SQL."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from benchmarks.queries import CSV, FACETS, LIST, Visit, count_sql, facets_sql, page_sql

TOTAL = re.compile(r"([\d.,\u00a0]+) of [\d.,\u00a0]+ recommendation")
OPTION = re.compile(r'<input type="checkbox" name="(\w+)" value="([^"]*)"[^>]*>(.*?)</label>')
NUMBER = re.compile(r"<span>([\d.,\u00a0]+)</span>$")
SELECT = re.compile(r'<select id="f-(\w+)"')
ROW = re.compile(r'<h3><a href="/en/recommendations/([\w-]+/[\w-]+)/"')

Counts = dict[str, dict[str, int]]  # facet: value: number


class Shown(NamedTuple):
    """What an answer shows: the total, the facets with their counts, the rows in their order."""

    total: int
    facets: Counts
    rows: list[str]


def number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def shown_by_portal(page: str) -> Shown:
    """Read a page of the portal; facets drawn as a list to choose from tell no counts and are left out."""
    total = TOTAL.search(page)
    facets: Counts = {name: {} for name in FACETS if f'name="{name}"' in page}
    for name, value, rest in OPTION.findall(page):
        if (counted := NUMBER.search(rest)) and number(counted[1]):
            facets.setdefault(name, {})[value] = number(counted[1])
    for name in SELECT.findall(page):
        facets.pop(name, None)
    return Shown(number(total[1]) if total else -1, facets, ROW.findall(page))


def shown_by_datasette(answer: bytes) -> Shown:
    """Read the JSON of a page of Datasette."""
    data = json.loads(answer)
    results = {name: data["facet_results"].get(column, {}).get("results", []) for name, column in FACETS.items()}
    facets = {name: {one["value"]: one["count"] for one in found} for name, found in results.items()}
    return Shown(data["filtered_table_rows_count"], facets, [row["slug"] for row in data["rows"]])


def shown_by_sql(flat: sqlite3.Connection, visit: Visit, *, lifted: bool) -> Shown:
    """Ask the flat file; with `lifted`, each facet is counted with its own filter lifted, as the portal does."""
    where, values = visit.where("sqlite")
    total = flat.execute(count_sql(where), values).fetchone()[0]
    facets: Counts = {name: {} for name in FACETS}
    for own in [""] + [name for name in FACETS if lifted and name in visit.filters]:
        where, values = visit.where("sqlite", lifted=own)
        counted = flat.execute(facets_sql(where), values).fetchall()
        for name in FACETS if not own else [own]:
            facets[name] = {value: count for facet, value, count in counted if facet == name}
    where, values = visit.where("sqlite")
    return Shown(total, facets, [slug for (slug,) in flat.execute(page_sql(where, visit.page, "slug"), values)])


def differences(name: str, found: Shown, truth: Shown) -> Iterator[str]:
    """Yield where an answer differs from the truth."""
    if found.total != truth.total:
        yield f"{name}: total {found.total}, not {truth.total}"
    for facet, counts in found.facets.items():
        if facet in truth.facets and without_none(counts) != truth.facets[facet]:
            both = sorted({*counts, *truth.facets[facet]})
            wrong = [v for v in both if counts.get(v) != truth.facets[facet].get(v)]
            yield f"{name}: {len(wrong)} counts of {facet} differ, for instance {wrong[0]}"
    if found.rows != truth.rows:
        yield f"{name}: other rows, or in another order"


def without_none(counts: dict[str, int]) -> dict[str, int]:
    """Return counts without that of the records that have no value."""
    return {value: count for value, count in counts.items() if value != "not-stated"}


def check_portal(flat: sqlite3.Connection, visit: Visit, name: str, content: bytes) -> list[str]:
    """Return what is wrong with an answer of the portal."""
    truth = shown_by_sql(flat, visit, lifted=True) if visit.kind in (LIST, CSV) else None
    if truth and visit.kind == CSV:
        lines = sum(1 for _row in csv.reader(io.StringIO(content.decode("utf-8-sig")))) - 1
        return [] if lines == truth.total else [f"{name}: {lines} records, not {truth.total}"]
    return list(differences(name, shown_by_portal(content.decode()), truth)) if truth else []


def check_datasette(flat: sqlite3.Connection, visit: Visit, name: str, answer: bytes) -> list[str]:
    """Return what is wrong with the JSON of a page of Datasette; its facets count what is left from the page on."""
    shown = shown_by_datasette(answer)
    shown = shown._replace(facets={}) if visit.after else shown
    return list(differences(name, shown, shown_by_sql(flat, visit, lifted=False)))
