"""Writing what the list of recommendations holds into one flat file, as Datasette serves it best.

A row of `rows` is one recommendation, its number its place in the usual order of the list. What a recommendation has
several of stands twice: as a JSON array, which Datasette counts, and in a table of its own, by which it filters.

    python -m benchmarks.export FILE      (the portal's database is named by DATABASE_URL or VAR)
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import django

BATCH = 2_000
LISTS = {  # table: where its values are found from a recommendation
    "themes": "themes__slug",
    "addressees": "addressees__group",
    "regions": "countries__region__parent__slug",
    "countries": "countries__slug",
}
PLAIN = ["title", "heading", "summary", "origin__slug", "kind", "strength", "status"]
SCHEMA = """
CREATE TABLE rows (id INTEGER PRIMARY KEY, slug TEXT, title TEXT, heading TEXT, summary TEXT, source TEXT, kind TEXT,
    strength TEXT, status TEXT, year INTEGER, themes TEXT, addressees TEXT, regions TEXT, countries TEXT);
CREATE TABLE row_themes (value TEXT, row_id INTEGER REFERENCES rows(id), PRIMARY KEY (value, row_id)) WITHOUT ROWID;
CREATE TABLE row_addressees (value TEXT, row_id INTEGER REFERENCES rows(id), PRIMARY KEY (value, row_id)) WITHOUT ROWID;
CREATE TABLE row_regions (value TEXT, row_id INTEGER REFERENCES rows(id), PRIMARY KEY (value, row_id)) WITHOUT ROWID;
CREATE TABLE row_countries (value TEXT, row_id INTEGER REFERENCES rows(id), PRIMARY KEY (value, row_id)) WITHOUT ROWID;
"""
TUNED = """
CREATE INDEX rows_source ON rows (source);
CREATE INDEX rows_status ON rows (status);
CREATE INDEX rows_strength ON rows (strength);
CREATE INDEX rows_year ON rows (year);
CREATE INDEX row_themes_of ON row_themes (row_id);
CREATE INDEX row_addressees_of ON row_addressees (row_id);
CREATE INDEX row_regions_of ON row_regions (row_id);
CREATE VIRTUAL TABLE rows_fts USING fts5 (title, heading, summary, content="rows", content_rowid="id");
INSERT INTO rows_fts (rows_fts) VALUES ('rebuild');
INSERT INTO rows_fts (rows_fts) VALUES ('optimize');
ANALYZE;
"""


def tables(first: int, keys: list[int]) -> Iterator[tuple[str, list[tuple]]]:
    """Yield the rows of each table for these recommendations, which stand in the list from a place on."""
    from recommendations.models import Recommendation

    places = {key: place for place, key in enumerate(keys, start=first)}
    chosen = Recommendation.objects.filter(pk__in=keys).order_by()
    held: dict[str, dict[int, set[str]]] = {name: defaultdict(set) for name in LISTS}
    for name, path in LISTS.items():
        for key, value in chosen.filter(**{f"{path}__isnull": False}).values_list("pk", path):
            held[name][key].add(value)
        links = [(value, places[key]) for key, values in held[name].items() for value in values]
        yield f"row_{name}", sorted(links)
    rows = []
    for key, slug, date, *plain in chosen.values_list("pk", "slug", "origin__date", *PLAIN):
        arrays = [json.dumps(sorted(held[name][key])) for name in LISTS]
        rows.append((places[key], f"{plain[3]}/{slug}", *plain, int(date[:4]), *arrays))
    yield "rows", sorted(rows)


def export(path: Path) -> int:
    """Write the file anew; return how many recommendations it holds."""
    from recommendations.models import Recommendation

    keys = list(Recommendation.objects.published().in_order().values_list("pk", flat=True))
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as flat:
        flat.executescript(SCHEMA)
        for start in range(0, len(keys), BATCH):
            for table, rows in reversed(list(tables(start + 1, keys[start : start + BATCH]))):
                if rows:
                    marks = ",".join("?" * len(rows[0]))
                    flat.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        flat.executescript(TUNED)
    return len(keys)


def own_words() -> list[str]:
    """Return the words that the portal may find a recommendation by without their standing in its text."""
    from directory.models import Country
    from documents.models import Theme
    from documents.normalise import terms
    from recommendations.models import Origin, Status
    from recommendations.models.recommendation import AddresseeGroup, RecommendationKind, Strength

    texts = [json.dumps(names, ensure_ascii=False) for names in Theme.objects.values_list("names", "synonyms", "scope")]
    texts += [json.dumps(names, ensure_ascii=False) for names in Country.objects.values_list("names", flat=True)]
    texts += [json.dumps(names) for names in Origin.objects.values_list("titles", "short_names", "document__title")]
    texts += [str(label) for kind in (AddresseeGroup, RecommendationKind, Strength, Status) for label in kind.labels]
    return sorted({term for text in texts for term in terms(text)})


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nrem_portal.settings")
    django.setup()
    target = Path(sys.argv[1])
    number = export(target)
    target.with_suffix(".words").write_text(json.dumps(own_words()))
    sys.stdout.write(f"{number}\n")
