"""What the benchmarks read from a page is what it shows; their SQL and their addresses mean what the portal shows."""

from __future__ import annotations

import sqlite3

import pytest

from benchmarks.check import differences, shown_by_portal, shown_by_sql
from benchmarks.export import export
from benchmarks.goals import Goal
from benchmarks.queries import Visit
from recommendations.models import Recommendation

VISITS = [
    Visit(),
    Visit(page=2),
    Visit({"theme": "data-research"}),
    Visit({"theme": "independence", "status": "none"}),
    Visit({"to": "states", "source": "dakar-2010"}),
    Visit({"theme": "independence", "year_from": "2011", "year_to": "2014"}),
    Visit({"q": "judicial"}),
]


@pytest.fixture
def flat(tmp_path):
    """The record as a flat file."""
    assert export(tmp_path / "flat.sqlite") == Recommendation.objects.published().count()
    with sqlite3.connect(tmp_path / "flat.sqlite") as opened:
        yield opened
    opened.close()


def test_the_flat_file_and_the_portal_show_the_same(client, flat):
    for visit in VISITS:
        shown = shown_by_portal(client.get(visit.ours).content.decode())
        assert shown.total > 0
        assert shown.facets["theme"]
        assert list(differences(visit.ours, shown, shown_by_sql(flat, visit, lifted=True))) == []


def test_a_difference_is_told(client, flat):
    shown = shown_by_portal(client.get("/en/recommendations/?theme=independence").content.decode())
    told = list(differences("all", shown, shown_by_sql(flat, Visit(), lifted=True)))
    assert told[0].startswith("all: total ")
    assert told[-1] == "all: other rows, or in another order"


def test_addresses_of_datasette():
    visit = Visit({"theme": "independence", "status": "none", "q": '"two words"', "year_from": "2010"}, after=40)
    assert "_where=id+in+%28select+row_id+from+row_themes+where+value+%3D+%27independence%27%29" in visit.datasette
    assert "status=none" in visit.datasette
    assert "_search=%22two+words%22" in visit.datasette
    assert "year__gte=2010" in visit.datasette
    assert visit.datasette.endswith("_next=40")
    assert visit.where("postgresql") == (
        "id IN (SELECT row_id FROM row_themes WHERE value = %s) AND status = %s"
        " AND words @@ phraseto_tsquery('simple', %s) AND year >= %s",
        ["independence", "none", "two words", "2010"],
    )


@pytest.mark.parametrize(
    ("goal", "verdict"),
    [
        (Goal("a", "b", 1, 0.5), "reached"),
        (Goal("a", "b", 1, 1.5), "missed"),
        (Goal("a", "b", 1, 1.5, at_least=True), "reached"),
        (Goal("a", "b", 1, None), "not measured"),
    ],
)
def test_goals(goal, verdict):
    assert goal.verdict == verdict
