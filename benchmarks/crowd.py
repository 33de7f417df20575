"""Eight connections at once, and pages that have not changed."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from random import Random
from statistics import quantiles
from threading import Lock
from time import perf_counter

from benchmarks.build import SEED
from benchmarks.queries import PER_PAGE, Visit, Vocabulary
from benchmarks.serve import Site

CONNECTIONS = 8
SECONDS = 6  # of load for each query
MANY = 4_000  # requests for a page that has not changed


def visits_of(vocabulary: Vocabulary) -> dict[str, list[Visit]]:
    """Return far more different visits than are answered in the time, so that none is answered twice."""
    themes = list(vocabulary.themes)[:10]
    common = vocabulary.between(0.05 * vocabulary.number, 0.15 * vocabulary.number, 40)
    pages = range(2, max(3, vocabulary.number // (20 * PER_PAGE)))
    made = {
        "one theme": [Visit({"theme": theme}, page) for theme, page in product(themes, pages)],
        "common word": [Visit({"q": word}, page) for word, page in product(common, pages)],
        "word + theme": [Visit({"q": word, "theme": theme}) for word, theme in product(common, themes)],
    }
    for visits in made.values():
        Random(SEED).shuffle(visits)  # noqa: S311 - no secret hangs on it
    return made


def crowd(site: Site, addresses: list[str]) -> dict[str, float]:
    """Ask from eight connections for some seconds; return requests a second, and the 95th percentile in ms."""
    until, lock, left = perf_counter() + SECONDS, Lock(), iter(addresses)

    def one_reader(_number: int) -> list[float]:
        connection, times = site.connection(), []
        while perf_counter() < until and (address := taken(left, lock)):
            started = perf_counter()
            site.get(address, connection)
            times.append(perf_counter() - started)
        return times

    started = perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        times = [time for found in pool.map(one_reader, range(CONNECTIONS)) for time in found]
    took = perf_counter() - started
    p95 = quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    return {"requests": len(times), "per second": round(len(times) / took, 1), "p95": round(p95 * 1000, 1)}


def taken(left: Iterator[str], lock: Lock) -> str:
    """Return the next address; empty at the end."""
    with lock:
        return next(left, "")


def unchanged(site: Site, address: str) -> dict[str, float]:
    """Return how many requests a second are answered for an empty view, a page seen before, and one not modified."""
    if not shutil.which("ab"):
        return {}
    connection = site.connection()
    connection.request("GET", address)
    answer = connection.getresponse()
    answer.read()
    tag = answer.headers.get("ETag", "")
    found = {"empty view": many(site, "/healthz"), "seen before": many(site, address)}
    if tag:
        found["not modified (304)"] = many(site, address, "-H", f"If-None-Match: {tag}")
    return found


def many(site: Site, address: str, *more: str) -> float:
    """Return the requests a second that ApacheBench counts at eight connections."""
    command = ["ab", "-q", "-k", "-t", "8", "-n", str(MANY), "-c", str(CONNECTIONS), *more]
    done = subprocess.run(
        [*command, f"http://127.0.0.1:{site.port}{address}"], capture_output=True, text=True, check=True
    )
    counted = re.search(r"Requests per second:\s+([\d.]+)", done.stdout)
    return float(counted[1]) if counted else 0
