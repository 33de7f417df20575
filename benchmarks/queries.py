"""The eleven queries, each for several visits, as addresses of the portal and of Datasette and as bare SQL."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urlencode

from benchmarks.build import SEED, Data
from documents.normalise import terms
from nrem_portal.load.words import Language

PER_PAGE = 20
DEEP = 500  # the page of a long result that is asked for, or the last one there is
FACETS = {"theme": "themes", "source": "source", "to": "addressees", "status": "status", "region": "regions"}
LINKED = {"theme": "row_themes", "to": "row_addressees", "region": "row_regions"}
LIST, RECORD, CSV = "list", "record", "csv"


@dataclass(frozen=True)
class Visit:
    """One request: the filters in force, and which page of the result."""

    filters: dict[str, str] = field(default_factory=dict)
    page: int = 1
    kind: str = LIST
    row: int = 0  # of a record: its place in the list
    slug: str = ""
    after: int = 0  # the row before the first one of the page, from which Datasette goes on

    @property
    def ours(self) -> str:
        """The address of the portal."""
        if self.kind == RECORD:
            return f"/en/recommendations/{self.slug}/"
        pairs = self.filters | ({"page": str(self.page)} if self.page > 1 else {})
        start = "/en/recommendations.csv" if self.kind == CSV else "/en/recommendations/"
        return f"{start}?{urlencode(pairs)}" if pairs else start

    @property
    def datasette(self) -> str:
        """The address of Datasette: rows by filter, the five facets, twenty to a page."""
        if self.kind == RECORD:
            return f"/flat/rows/{self.row}"
        pairs = list(self._datasette_filters())
        if self.kind == CSV:
            return f"/flat/rows.csv?{urlencode([*pairs, ('_stream', 'on'), ('_size', 'max')])}"
        pairs += [("_facet_array", "themes"), ("_facet", "source"), ("_facet_array", "addressees")]
        pairs += [("_facet", "status"), ("_facet_array", "regions"), ("_facet_size", "100"), ("_size", str(PER_PAGE))]
        pairs += [("_next", str(self.after))] if self.after else []
        return f"/flat/rows?{urlencode(pairs)}"

    @property
    def datasette_data(self) -> str:
        """The address of what Datasette shows on this page, as JSON."""
        return self.datasette.replace("/flat/rows?", "/flat/rows.json?")

    def _datasette_filters(self) -> Iterator[tuple[str, str]]:
        for name, value in self.filters.items():
            if name in LINKED:
                # Its own way for tables of links, `_through`, answers wrongly beside filters on columns (0.65.5).
                yield "_where", f"id in (select row_id from {LINKED[name]} where value = '{value}')"
            elif name == "q":
                yield "_search", value
            else:
                yield {"year_from": "year__gte", "year_to": "year__lte"}.get(name, name), value

    def where(self, engine: str, lifted: str = "") -> tuple[str, list[str]]:
        """Return the condition of the filters in force, one of them lifted, as SQL of an engine with its values."""
        clauses = {name: condition(name, engine) for name in self.filters if name != lifted}
        return " AND ".join(clauses.values()) or "1 = 1", [self.value(name, engine) for name in clauses]

    def value(self, name: str, engine: str) -> str:
        """Return the value of a filter as the SQL takes it."""
        plain = name == "q" and engine == "postgresql"
        return self.filters[name].strip('"') if plain else self.filters[name]


def condition(name: str, engine: str) -> str:
    """Return one condition as SQL; its value is left open."""
    mark = "?" if engine == "sqlite" else "%s"
    if name in LINKED:
        return f"id IN (SELECT row_id FROM {LINKED[name]} WHERE value = {mark})"
    if name == "q" and engine == "sqlite":
        return f"id IN (SELECT rowid FROM rows_fts WHERE rows_fts MATCH {mark})"
    if name == "q":
        return f"words @@ phraseto_tsquery('simple', {mark})"
    column, sign = {"year_from": ("year", ">="), "year_to": ("year", "<=")}.get(name, (name, "="))
    return f"{column} {sign} {mark}"


def facets_sql(where: str) -> str:
    """Return the SQL that counts all five facets."""
    linked = (
        f"SELECT '{name}', value, count(*) FROM chosen JOIN {table} ON row_id = id GROUP BY value"
        for name, table in LINKED.items()
    )
    plain = (f"SELECT '{name}', {name}, count(*) FROM chosen GROUP BY {name}" for name in ("source", "status"))
    counted = " UNION ALL ".join([*linked, *plain])
    return f"WITH chosen AS MATERIALIZED (SELECT id, source, status FROM rows WHERE {where}) {counted}"


def count_sql(where: str) -> str:
    """Return the SQL that counts the records."""
    return f"SELECT count(*) FROM rows WHERE {where}"


def page_sql(where: str, page: int, columns: str = "*") -> str:
    """Return the SQL that fetches one page."""
    return f"SELECT {columns} FROM rows WHERE {where} ORDER BY id LIMIT {PER_PAGE} OFFSET {PER_PAGE * (page - 1)}"


class Vocabulary:
    """What can be asked for in these data, and how many records each word is in."""

    def __init__(self, data: Data) -> None:
        self.random = Random(SEED)  # noqa: S311 - no secret hangs on it
        with closing(sqlite3.connect(data.flat)) as flat:
            self.number = flat.execute("SELECT count(*) FROM rows").fetchone()[0]
            self.themes = self.values(flat, "SELECT value, count(*) FROM row_themes GROUP BY value")
            self.regions = self.values(flat, "SELECT value, count(*) FROM row_regions GROUP BY value")
            self.statuses = self.values(flat, "SELECT status, count(*) FROM rows GROUP BY status")
            self.records = flat.execute("SELECT id, slug FROM rows WHERE slug LIKE 'load-%'").fetchall()
            self.words = self.single_words(flat, set(json.loads(data.flat.with_suffix(".words").read_text())))
        self.phrases = [f'"{" ".join(pair)}"' for pair in Language(Random(SEED)).phrases]  # noqa: S311

    @staticmethod
    def values(flat: sqlite3.Connection, sql: str) -> dict[str, int]:
        """Return values with their numbers, the most frequent first."""
        return dict(sorted(flat.execute(sql), key=lambda pair: -pair[1]))

    @staticmethod
    def single_words(flat: sqlite3.Connection, elsewhere: set[str]) -> dict[str, int]:
        """Return in how many records each word is, without words that any other word could be taken for."""
        found: Counter[str] = Counter()
        for texts in flat.execute("SELECT title, heading, summary FROM rows"):
            found.update(set(" ".join(texts).lower().replace(".", " ").split()))
        stems = Counter(term for word in found for term in terms(word))
        together = " ".join(found)
        return {
            word: number
            for word, number in found.items()
            if word.isalpha() and len(word) >= 4
            if number >= 5 and [stems[term] for term in terms(word)] == [1] and not elsewhere & {*terms(word)}
            if together.count(word) == 1
        }

    def between(self, least: float, most: float, number: int) -> list[str]:
        """Return words that are in so many records, drawn by lot."""
        fitting = sorted(word for word, held in self.words.items() if least <= held <= most)
        return self.random.sample(fitting, min(number, len(fitting)))


def queries(vocabulary: Vocabulary, data: Data, visits: int) -> dict[str, list[Visit]]:
    """Return the visits of each query, each with other values."""
    one, v = range(visits), vocabulary
    themes, statuses, regions = list(v.themes), [name for name in v.statuses if name != "none"], list(v.regions)
    common = v.between(0.07 * v.number, 0.12 * v.number, visits)
    rare = v.between(5, 30, visits)
    near = sorted(themes, key=lambda name: abs(v.themes[name] - 0.08 * v.number))
    spans = [{"year_from": str(2008 + i % 5), "year_to": str(2016 + i % 7)} for i in one]
    made = {
        "landing, all facets": [Visit(page=1 + i) for i in one],
        "one theme": [Visit({"theme": themes[i % len(themes)]}, page=1 + i // len(themes)) for i in one],
        "theme + status": [Visit({"theme": themes[i % 7], "status": statuses[i % len(statuses)]}) for i in one],
        "theme + region + years": [
            Visit({"theme": themes[i % 7], "region": regions[i % len(regions)], **spans[i]}) for i in one
        ],
        "common word": [Visit({"q": word}) for word in common],
        "rare word": [Visit({"q": word}) for word in rare],
        "phrase": [Visit({"q": phrase}) for phrase in v.phrases[:visits]],
        "word + theme": [Visit({"q": word, "theme": themes[i % 5]}) for i, word in enumerate(common)],
        "page 500 of a result": [Visit({"theme": themes[i % 3]}, page=deep(v.themes[themes[i % 3]]) - i) for i in one],
        "one record": [Visit(kind=RECORD, row=row, slug=slug) for row, slug in v.random.sample(v.records, visits)],
        "CSV of 8 % of rows": [Visit({"theme": theme}, kind=CSV) for theme in near[: min(visits, 3)]],
    }
    with closing(sqlite3.connect(data.flat)) as flat:
        return {name: [placed(flat, visit) for visit in visits] for name, visits in made.items()}


def deep(number: int) -> int:
    """Return the number of the deep page of a result of so many records."""
    return min(DEEP, max(1, number // PER_PAGE))


def placed(flat: sqlite3.Connection, visit: Visit) -> Visit:
    """Return a visit that knows after which row its page begins."""
    if visit.page <= 1:
        return visit if visit.page == 1 else Visit(visit.filters)
    where, values = visit.where("sqlite")
    start = PER_PAGE * (visit.page - 1) - 1
    row = flat.execute(f"SELECT id FROM rows WHERE {where} ORDER BY id LIMIT 1 OFFSET {start}", values).fetchone()
    return Visit(visit.filters, visit.page, after=row[0]) if row else Visit(visit.filters)
