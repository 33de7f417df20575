"""The table of docs/performance.md from the results of a run."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.goals import goals

Results = dict[str, Any]
SITES = {"portal on sqlite": "portal, SQLite", "portal on postgresql": "portal, PostgreSQL", "Datasette": "Datasette"}


def row(cells: list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def milliseconds(value: float | None) -> str:
    """Return a time as a reader takes it in: three digits at most."""
    return "–" if value is None else f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


def ratio(one: float | None, other: float | None) -> str:
    return f"{one / other:.2f}" if one is not None and other else "–"


def median_of(found: Results | None) -> float | None:
    return found["median"] if found else None


def slower(found: Results) -> float | None:
    """Return the median of the portal, on the slower of the two engines."""
    medians = [found[site]["median"] for site in SITES if site != "Datasette" and site in found]
    return max(medians, default=None)


def first_visits(one: Results) -> Iterator[str]:
    """Yield the table of first visits on one connection."""
    heads = ["query", *SITES.values(), "SQL, SQLite", "SQL, PostgreSQL", "portal / Datasette", "portal / SQL"]
    yield from (row(heads), row(["---"] * len(heads)))
    for name, found in one["queries"].items():
        bare = one["raw"].get(name, {})
        engines = [median_of(bare.get(engine)) for engine in ("sqlite", "postgresql")]
        sites = [median_of(found.get(site)) for site in SITES]
        quicker = min((time for time in engines if time is not None), default=None)
        ratios = [ratio(slower(found), sites[-1]), ratio(slower(found), quicker)]
        yield row([name, *map(milliseconds, [*sites, *engines]), *ratios])


def growth(results: Results) -> Iterator[str]:
    """Yield the table of processor time a request at each size, and how it grew from the least to the greatest."""
    sizes = sorted(results["sizes"], key=int)
    yield from (
        row(["query", "engine", *(f"{int(size):,}" for size in sizes), "growth"]),
        row(["---"] * (len(sizes) + 3)),
    )
    for name in results["sizes"][sizes[0]]["queries"]:
        for site in list(SITES)[:2]:
            found = [results["sizes"][size]["queries"].get(name, {}).get(site, {}).get("processor") for size in sizes]
            yield row([name, SITES[site], *map(milliseconds, found), ratio(found[-1], found[0])])


def crowds(one: Results) -> Iterator[str]:
    """Yield the table of eight connections."""
    yield from (row(["query", *SITES.values()]), row(["---"] * (len(SITES) + 1)))
    for name, found in one["eight connections"].items():
        yield row([name, *(f"{found[site]['per second']} /s, p95 {found[site]['p95']:,.0f} ms" for site in SITES)])


def rest(one: Results) -> Iterator[str]:
    """Yield the other figures, one a line."""
    for site, label in SITES.items():
        if site in one["unchanged"]:
            told = ", ".join(f"{name} {value:,.0f} /s" for name, value in one["unchanged"][site].items())
            yield f"- {label}, unchanged pages: {told}"
            edit = one["edit"][site]
            seen, command = edit["seen by all"], edit["command"]
            yield f"- {label}, an edit: seen by all workers {seen} s after the command, which took {command} s"
        yield f"- {label}, private memory of a worker: {one['memory'][site]:.0f} MiB"
        yield f"- {label}, slowest first answer of a worker: {one['first answers'][site]} s"
    yield from (f"- {name}: {seconds} s" for name, seconds in one["built"].items())
    yield f"- answers that differ from SQL: {len(one['faults'])}"
    yield from (f"- {note}" for note in dict.fromkeys(one["notes"]))


def reached(results: Results) -> Iterator[str]:
    """Yield the table of goals, those missed first."""
    yield from (row(["goal", "engine", "limit", "measured", ""]), row(["---"] * 5))
    for goal in sorted(goals(results), key=lambda one: ["missed", "not measured", "reached"].index(one.verdict)):
        limit = f"{'≥' if goal.at_least else '≤'} {goal.limit:g}"
        found = "–" if goal.found is None else f"{goal.found:,.0f}" if goal.found >= 100 else f"{goal.found:.2g}"
        yield row([goal.name, SITES.get(goal.portal, goal.portal).removeprefix("portal, "), limit, found, goal.verdict])


def table(results: Results) -> str:
    """Return the results as Markdown."""
    lines = [f"Measured on {results['date']}: {results['machine']}. {results['versions']}.", ""]
    for size, one in results["sizes"].items():
        lines += [f"### {int(size):,} recommendations: first visits, median ms", "", *first_visits(one), ""]
        lines += ["Eight connections:", "", *crowds(one), "", *rest(one), ""]
    if len(results["sizes"]) > 1:
        lines += ["### Processor time a request, ms", "", *growth(results), ""]
    return "\n".join([*lines, "### Goals", "", *reached(results), ""])


if __name__ == "__main__":
    sys.stdout.write(table(json.loads(Path(sys.argv[1]).read_text())))
