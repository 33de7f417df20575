"""What is asked of the portal at the greatest size, and whether a run shows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

Results = dict[str, Any]
PORTALS = "portal on sqlite", "portal on postgresql"
BESIDE_DATASETTE = {
    "landing, all facets": 0.1,
    "one theme": 0.1,
    "theme + status": 0.1,
    "theme + region + years": 0.1,
    "common word": 0.1,
    "page 500 of a result": 0.1,
    "phrase": 0.4,
    "word + theme": 0.4,
    "one record": 1,
    "CSV of 8 % of rows": 0.1,
}
BESIDE_SQL = {
    "landing, all facets": 0.5,
    "one theme": 0.5,
    "common word": 0.5,
    "page 500 of a result": 0.5,
    "theme + status": 1.5,
    "theme + region + years": 1.5,
    "phrase": 1.5,
    "word + theme": 3,
}
COPY = 3  # times what COPY takes for the CSV
GROWTH = 4  # times the processor time at the least size
PER_SECOND, P95 = 100, 120  # requests, milliseconds
OF_EMPTY_VIEW = 0.5
MEMORY, SEEN, INDEX = 150, 5, 60  # MiB, seconds, seconds


class Goal(NamedTuple):
    """One figure: what it is, on which engine, the limit, and what was measured; nothing where it was not."""

    name: str
    portal: str
    limit: float
    found: float | None
    at_least: bool = False

    @property
    def verdict(self) -> str:
        if self.found is None:
            return "not measured"
        return "reached" if (self.found >= self.limit if self.at_least else self.found <= self.limit) else "missed"


def divided(one: float | None, other: float | None) -> float | None:
    return one / other if one is not None and other else None


def medians(one: Results, query: str) -> dict[str, float]:
    """Return the median of each site and engine for one query."""
    both = one["queries"].get(query, {}) | one["raw"].get(query, {})
    return {name: found["median"] for name, found in both.items()}


def goals(results: Results) -> Iterator[Goal]:
    """Yield every goal, for both engines."""
    sizes = sorted(results["sizes"], key=int)
    least, most = results["sizes"][sizes[0]], results["sizes"][sizes[-1]]
    for portal in PORTALS:
        yield from pages(most, portal)
        if len(sizes) > 1:
            yield from growth(least, most, portal)
        yield from at_work(most, portal)
        yield from rest(most, portal)
    yield Goal("answers that differ from SQL", "both", 0, sum(len(one["faults"]) for one in results["sizes"].values()))


def pages(one: Results, portal: str) -> Iterator[Goal]:
    """Yield the goals of whole pages beside Datasette and the bare engines."""
    for query, limit in BESIDE_DATASETTE.items():
        found = medians(one, query)
        yield Goal(f"{query}: page / Datasette", portal, limit, divided(found.get(portal), found.get("Datasette")))
    for query, limit in BESIDE_SQL.items():
        found = medians(one, query)
        quicker = min((found[engine] for engine in ("sqlite", "postgresql") if engine in found), default=None)
        yield Goal(f"{query}: page / quicker SQL", portal, limit, divided(found.get(portal), quicker))
    found = medians(one, "CSV of 8 % of rows")
    yield Goal("CSV / COPY", portal, COPY, divided(found.get(portal), found.get("postgresql")))


def growth(least: Results, most: Results, portal: str) -> Iterator[Goal]:
    """Yield how processor time grows from the least size to the greatest."""
    for query in BESIDE_SQL:
        before, after = (one["queries"].get(query, {}).get(portal, {}).get("processor") for one in (least, most))
        yield Goal(f"{query}: growth of processor time", portal, GROWTH, divided(after, before))


def at_work(one: Results, portal: str) -> Iterator[Goal]:
    """Yield the goals at eight connections."""
    for query, found in one["eight connections"].items():
        yield Goal(f"{query}: requests a second", portal, PER_SECOND, found[portal]["per second"], at_least=True)
        yield Goal(f"{query}: 95th percentile, ms", portal, P95, found[portal]["p95"])


def rest(one: Results, portal: str) -> Iterator[Goal]:
    """Yield the goals of unchanged pages, memory, edits and the index."""
    served = one["unchanged"][portal]
    best = max((served[name] for name in served if name != "empty view"), default=None)
    share = divided(best, served.get("empty view"))
    yield Goal("unchanged page / empty view", portal, OF_EMPTY_VIEW, share, at_least=True)
    yield Goal("private memory of a worker, MiB", portal, MEMORY, one["memory"][portal])
    yield Goal("an edit is seen by all workers, s", portal, SEEN, one["edit"][portal]["seen by all"])
    yield Goal("index built, s", portal, INDEX, one["built"].get(f"{portal.removeprefix('portal on ')}: reindex"))
