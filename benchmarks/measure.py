"""One run: build, serve, ask all in turn, check, count; results as JSON and as a table."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import sqlite3
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

import psycopg2

from benchmarks import raw
from benchmarks.build import DATASETTE, ENGINES, FOLDER, ROOT, SERVER, Data, build, say
from benchmarks.check import check_datasette, check_portal
from benchmarks.crowd import crowd, unchanged, visits_of
from benchmarks.edit import edit_seen
from benchmarks.queries import LIST, Visit, Vocabulary, queries
from benchmarks.serve import Site, datasette_site, portal
from benchmarks.table import table

WARM = 12  # requests before anything is measured: enough for each worker to answer some
TOLD = 10  # of the differences found
CHECKED = 5  # visits of each query whose totals, counts and rows are held against SQL

Results = dict[str, Any]


def figures(times: list[float], processor: float | None = None) -> dict[str, float]:
    """Return median and 95th percentile in milliseconds, and processor time a request."""
    p95 = quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    found = {"median": round(median(times) * 1000, 2), "p95": round(p95 * 1000, 2), "visits": len(times)}
    return found | ({"processor": round(processor, 2)} if processor is not None else {})


def timed(action: Callable[[], Any]) -> tuple[float, Any]:
    started = perf_counter()
    result = action()
    return perf_counter() - started, result


def address_at(site: Site, visit: Visit) -> str:
    return visit.datasette if site.name == "Datasette" else visit.ours


class Run:
    """The measuring of one size."""

    def __init__(self, data: Data, sites: list[Site], visits: int) -> None:
        self.data, self.sites = data, sites
        self.vocabulary = Vocabulary(data)
        self.queries = queries(self.vocabulary, data, visits)
        self.faults: list[str] = []
        self.notes: list[str] = []

    def all(self) -> Results:
        """Measure everything; what changes the data comes last."""
        first = self.warm()
        results: Results = {"records": self.vocabulary.number, "first answers": first, "queries": {}}
        for name, visits in self.queries.items():
            if visits:
                say(f"{self.data.size:,}: {name}, {len(visits)} visits")
                results["queries"][name] = self.query(name, visits)
        results["raw"] = self.bare()
        results["eight connections"] = self.crowds()
        portals = [site for site in self.sites if site.name != "Datasette"]
        results["unchanged"] = {site.name: unchanged(site, "/en/recommendations/") for site in portals}
        results["memory"] = {site.name: round(site.private_memory(), 1) for site in self.sites}
        results["edit"] = {
            site.name: edit_seen(self.data, engine, site) for site, engine in zip(portals, ENGINES, strict=True)
        }
        return results | {"faults": self.faults, "notes": self.notes}

    def warm(self) -> dict[str, float]:
        """Let every worker answer; return the seconds of the slowest first answer, in which it may prepare itself."""
        visit, slowest = Visit({"order": "oldest"}), {}
        for site in self.sites:
            address = "/flat/rows?_size=20" if site.name == "Datasette" else visit.ours
            slowest[site.name] = round(max(timed(lambda: site.get(address))[0] for _ in range(WARM)), 2)  # noqa: B023
        return slowest

    def query(self, name: str, visits: list[Visit]) -> dict[str, Any]:
        """Ask one query of all sites in turn, check the answers, and return their times."""
        times: dict[str, list[float]] = defaultdict(list)
        answers: dict[str, list[tuple[Visit, bytes]]] = defaultdict(list)
        before = {site.name: site.processor_time() for site in self.sites}
        for visit in visits:
            for site in self.sites:
                self.visit(site, visit, times, answers)
        after = {site.name: site.processor_time() for site in self.sites}
        self.check(name, answers)
        return {
            site.name: figures(found, (after[site.name] - before[site.name]) / len(found))
            for site in self.sites
            if (found := times[site.name])
        }

    def visit(self, site: Site, visit: Visit, times: Any, answers: Any) -> None:
        """Ask once, over a connection opened before the clock starts; what a site has not is noted."""
        connection = site.connection()
        connection.connect()
        try:
            took, content = timed(lambda: site.get(address_at(site, visit), connection))
        except RuntimeError as error:
            self.notes.append(str(error))
        else:
            times[site.name].append(took)
            answers[site.name].append((visit, content))
        finally:
            connection.close()

    def check(self, name: str, answers: dict[str, list[tuple[Visit, bytes]]]) -> None:
        """Hold the first answers of each site against the SQL of the flat file."""
        with closing(sqlite3.connect(self.data.flat)) as flat:
            for site in self.sites:
                for visit, content in answers[site.name][:CHECKED]:
                    where = f"{name}, {site.name}, {visit.ours}"
                    if site.name != "Datasette":
                        self.faults += check_portal(flat, visit, where, content)
                    elif visit.kind == LIST:
                        answer = site.get(f"{visit.datasette_data}&_shape=objects")
                        self.faults += check_datasette(flat, visit, where, answer)

    def bare(self) -> Results:
        """Time the SQL of every visit on both engines, the first round thrown away."""
        found: Results = {}
        with raw.engines(self.data) as engines:
            for name, visits in self.queries.items():
                if visits:
                    say(f"{self.data.size:,}: bare SQL of {name}")
                    found[name] = {
                        engine: figures([ask(visit) for visit in [visits[0], *visits]][1:])
                        for engine, ask in engines.items()
                    }
        return found

    def crowds(self) -> Results:
        """Ask from eight connections at once."""
        found: Results = {}
        for name, visits in visits_of(self.vocabulary).items():
            found[name] = {}
            for site in self.sites:
                say(f"{self.data.size:,}: eight connections, {name}, {site.name}")
                found[name][site.name] = crowd(site, [address_at(site, visit) for visit in visits])
        return found


def measure(size: int, *, visits: int, again: bool) -> Results:
    """Build and measure one size."""
    data = Data(size)
    built = build(data, again=again)
    with ExitStack() as stack:
        sites = [stack.enter_context(portal(data, engine)) for engine in ENGINES]
        sites.append(stack.enter_context(datasette_site(data)))
        return {"built": built} | Run(data, sites, visits).all()


def machine() -> dict[str, str]:
    """Return what it was measured on."""
    with closing(psycopg2.connect(SERVER + "postgres" if SERVER.endswith("/") else SERVER)) as server:
        version = str(server.server_version // 10_000)
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    ).stdout.strip()  # fmt: skip
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    return {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, {memory} GiB, {platform.system()} {platform.release()}",
        "versions": f"Python {platform.python_version()}, PostgreSQL {version}, SQLite {sqlite3.sqlite_version}, "
        f"{DATASETTE.replace('==', ' ')}, portal {commit}",
    }


def main() -> int:
    """Measure the sizes asked for; return 1 where an answer was wrong."""
    parser = argparse.ArgumentParser(prog="benchmarks/run", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[2_500, 25_000, 268_000])
    parser.add_argument("--visits", type=int, default=15, help="of each query")
    parser.add_argument("--again", action="store_true", help="build the data anew")
    parser.add_argument("--output", type=Path, default=FOLDER / "results.json")
    asked = parser.parse_args()
    asked.output.parent.mkdir(parents=True, exist_ok=True)
    results: Results = {**machine(), "sizes": {}}
    for size in asked.sizes:
        results["sizes"][str(size)] = measure(size, visits=asked.visits, again=asked.again)
        asked.output.write_text(json.dumps(results, indent=1))
    sys.stdout.write(table(results))
    faults = [fault for one in results["sizes"].values() for fault in one["faults"]]
    for fault in faults[:TOLD]:
        say(f"WRONG: {fault}")
    say(f"{len(faults)} differences; all are in {asked.output}." if faults else "All answers are right.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
