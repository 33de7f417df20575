"""Building what is measured: for each size the portal's database on both engines, and the same data flat."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit, urlunsplit

import psycopg2

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(os.environ.get("BENCH_DIR", "/tmp/nrem-benchmarks"))  # noqa: S108 - outside the repository, named anew at will
SERVER = os.environ.get("BENCH_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/")
DATASETTE = "datasette==0.65.5"
SEED = 1
ENGINES = "sqlite", "postgresql"

TABLES = {
    "rows": "id integer PRIMARY KEY, slug text, title text, heading text, summary text, source text, kind text, "
    "strength text, status text, year integer, themes text, addressees text, regions text, countries text",
    "row_themes": "value text, row_id integer",
    "row_addressees": "value text, row_id integer",
    "row_regions": "value text, row_id integer",
    "row_countries": "value text, row_id integer",
}
TUNED = """
CREATE INDEX ON rows (source);
CREATE INDEX ON rows (status);
CREATE INDEX ON rows (year);
CREATE INDEX ON row_themes (value, row_id);
CREATE INDEX ON row_themes (row_id, value);
CREATE INDEX ON row_addressees (row_id, value);
CREATE INDEX ON row_regions (value, row_id);
CREATE INDEX ON row_regions (row_id, value);
ALTER TABLE rows ADD words tsvector GENERATED ALWAYS AS
    (to_tsvector('simple', title || ' endoffield ' || heading || ' endoffield ' || summary)) STORED;
CREATE INDEX ON rows USING gin (words);
"""


def say(text: str) -> None:
    """Tell the person who waits what is being done."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def database_url(name: str) -> str:
    """Return the address of a database of the server."""
    return urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))


@dataclass(frozen=True)
class Data:
    """The data of one size: where they lie."""

    size: int

    @cached_property
    def folder(self) -> Path:
        folder = FOLDER / str(self.size)
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    @property
    def flat(self) -> Path:
        return self.folder / "flat.sqlite"

    @property
    def flat_url(self) -> str:
        return database_url(f"nrem_bench_{self.size}_flat")

    @property
    def times(self) -> Path:
        """What the building took; it is there when all is built."""
        return self.folder / "built.json"

    def environment(self, engine: str) -> dict[str, str]:
        """Return the environment in which the portal finds this size on this engine."""
        own = {"VAR": str(self.folder / engine), "LOCAL": "1", "DATABASE_URL": "", "LANGUAGES_ON": "ar,en"}
        if engine == "postgresql":
            own["DATABASE_URL"] = database_url(f"nrem_bench_{self.size}")
        return os.environ | own


def datasette() -> Path:
    """Return the program, installed into an environment of its own where it is not yet."""
    folder = FOLDER / "datasette"
    if not (folder / "bin" / "datasette").exists():
        say(f"Installing {DATASETTE} …")
        venv.create(folder, with_pip=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", DATASETTE], check=True)
    return folder / "bin" / "datasette"


def build(data: Data, *, again: bool) -> dict[str, float]:
    """Build all of one size unless it is there; return how many seconds each step took."""
    if again or not data.times.exists():
        shutil.rmtree(data.folder, ignore_errors=True)
        data.folder.mkdir(parents=True)
        data.times.write_text(json.dumps(dict(steps(data)), indent=1))
    else:
        for engine in ENGINES:  # the portal may have changed since
            manage(data, engine, "set_up")
    return json.loads(data.times.read_text())


def steps(data: Data) -> Iterator[tuple[str, float]]:
    """Do one step of the building after the other; yield its name and its seconds."""
    for name in (f"nrem_bench_{data.size}", f"nrem_bench_{data.size}_flat"):
        make_database(name)
    for engine in ENGINES:
        yield f"{engine}: set up", manage(data, engine, "set_up")
        yield f"{engine}: make load", manage(data, engine, "make_load", "--recommendations", str(data.size))
        yield f"{engine}: reindex", manage(data, engine, "reindex")
    yield "export", run(data, "sqlite", "-m", "benchmarks.export", str(data.flat))
    yield "copy to PostgreSQL", timed_copy(data)
    inspect = [str(datasette()), "inspect", str(data.flat), "--inspect-file", str(data.folder / "inspect.json")]
    subprocess.run(inspect, check=True)


def manage(data: Data, engine: str, *command: str) -> float:
    """Run a command of the portal; return the seconds it took."""
    return run(data, engine, "manage.py", *command)


def run(data: Data, engine: str, *command: str) -> float:
    """Run Python with the portal's database of this size and engine; return the seconds it took."""
    say(f"{data.size:,} on {engine}: {' '.join(command)}")
    started = perf_counter()
    environment = data.environment(engine)
    subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE)
    return round(perf_counter() - started, 1)


def make_database(name: str) -> None:
    """Make a database anew."""
    with closing(psycopg2.connect(database_url("postgres"))) as server:
        server.autocommit = True
        with server.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {name}")


def timed_copy(data: Data) -> float:
    """Copy the flat file into its database; return the seconds it took."""
    started = perf_counter()
    with closing(sqlite3.connect(data.flat)) as flat, closing(psycopg2.connect(data.flat_url)) as target:
        with target, target.cursor() as cursor:
            for table, columns in TABLES.items():
                cursor.execute(f"CREATE TABLE {table} ({columns})")
                copy_table(flat, cursor, table)
            cursor.execute(TUNED)
        target.autocommit = True
        target.cursor().execute("VACUUM ANALYZE")
    return round(perf_counter() - started, 1)


def copy_table(flat: sqlite3.Connection, cursor, table: str) -> None:
    """Copy one table, some rows at a time."""
    rows = flat.execute(f"SELECT * FROM {table}")
    while some := rows.fetchmany(20_000):
        text = io.StringIO()
        csv.writer(text).writerows(some)
        text.seek(0)
        cursor.copy_expert(f"COPY {table} FROM STDIN WITH (FORMAT csv)", text)
