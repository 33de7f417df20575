"""The battery of searches, and laws that hold for any query, on the database engine at hand."""

from __future__ import annotations

from collections.abc import Collection

import pytest
import yaml
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from documents.models import SearchEntry
from documents.models.search import first_id
from documents.normalise import fold
from documents.search.engine import best, entry_ids, record_ids, subquery
from documents.search.reading import as_typed, read
from documents.search.tree import holds
from nrem_portal.search.results import ranked
from nrem_portal.search.sources import KINDS
from recommendations.models import Recommendation

BATTERY = yaml.safe_load((settings.BASE_DIR / "tests" / "search_battery.yaml").read_text("utf-8"))
WORDS = [
    "data",
    "law",
    "traffick*",
    '"national rapporteur"',
    "NREM",
    "نيجيريا",
    "人口",
    "данные",
    "45",
    "research",
    "état",
]
QUERIES = st.recursive(
    st.sampled_from(WORDS),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(" ".join),
        st.tuples(inner, inner).map(" OR ".join),
        st.tuples(inner, inner).map(" NOT ".join),
        inner.map("({})".format),
    ),
    max_leaves=6,
)
EACH = examples(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def named(ids: Collection[int]) -> list[str]:
    entries = SearchEntry.objects.in_bulk(list(ids))
    return [f"{entries[pk].kind}/{entries[pk].key}" for pk in ids]


def found(query: str) -> set[int]:
    return set(entry_ids(read(query)))


@pytest.mark.parametrize("case", BATTERY, ids=lambda case: case["q"])
def test_battery(case):
    query = read(case["q"])
    ids = set(entry_ids(query))
    keys = set(named(ids))
    assert keys >= set(case.get("finds", ()))
    assert not keys & set(case.get("misses", ()))
    assert bool(ids) is not case.get("none", False)
    assert (query.problem and query.problem.kind) == case.get("problem")
    if "widened" in case:
        assert [fold(one.words) for one in query.widened] == case["widened"]
    if "same" in case:
        assert ids == found(case["same"])
    if "within" in case:
        assert ids <= found(case["within"])
    if "first" in case:
        kind = case["first"].partition("/")[0]
        assert named(ranked(query)[kind][:1]) == [case["first"]]


def test_the_battery_is_large_and_each_query_stands_in_it_once():
    queries = [case["q"] for case in BATTERY]
    assert len(queries) == len(set(queries)) >= 100
    assert all(len(case) > 1 for case in BATTERY)


# Laws


def by_hand(query: str) -> set[int]:
    """Return what a query finds, entry by entry."""
    tree = read(query).tree
    return {entry.pk for entry in SearchEntry.objects.all() if tree is not None and holds(entry.terms, tree)}


@EACH
@given(query=QUERIES)
def test_the_engine_finds_what_a_reader_of_every_entry_would_find(query):
    assert found(query) == by_hand(query)


@EACH
@given(one=QUERIES, other=QUERIES)
def test_laws(one, other):
    assert found(f"({one}) AND ({other})") == found(one) & found(other)
    assert found(f"({one}) OR ({other})") == found(one) | found(other)
    assert found(f"({one}) NOT ({other})") == found(one) - found(other)


@EACH
@given(query=st.text(max_size=60))
def test_any_text_is_a_safe_query(query):
    ranked(read(query, plain=[query]))


# What lists ask


@pytest.mark.parametrize("query", ["data", "data NOT research", '"victims of trafficking"', "traffick*", ""])
def test_lists_are_told_records_in_order(query):
    asked = read(query)
    ids = record_ids(asked, "recommendation")
    assert ids == sorted(ids)
    assert set(
        Recommendation.objects.filter(pk__in=subquery(asked, "recommendation")).values_list("pk", flat=True)
    ) == set(ids)
    first = first_id("recommendation")
    assert [first + pk for pk in best(asked, "recommendation", ids)] == ranked(asked)["recommendation"]


def test_best_takes_what_no_query_asks_for_and_what_the_index_does_not_hold():
    assert best(read(""), "recommendation", [1, 3, 2]) == [3, 2, 1]
    assert best(read("data"), "recommendation", [10**9]) == [10**9]


def test_only_the_newest_are_weighed(monkeypatch):
    monkeypatch.setattr("documents.search.engine.CANDIDATES", 2)
    asked = read("trafficking")
    ids = record_ids(asked, "recommendation")
    assert len(ids) > 4
    ordered = best(asked, "recommendation", ids)
    assert set(ordered[:2]) == set(ids[-2:])
    assert ordered[2:] == ids[-3::-1]


def test_kinds_have_ids_of_their_own():
    assert len({first_id(kind) for kind in KINDS}) == len(KINDS)
    assert all(0 < first_id(kind) < 2**62 for kind in KINDS)
    assert all(entry.record for entry in SearchEntry.objects.all()[:50])


def test_the_number_of_queries(django_assert_num_queries):
    asked = as_typed("data")
    with django_assert_num_queries(1):
        ids = record_ids(asked, "recommendation")
    with django_assert_num_queries(1):
        best(asked, "recommendation", ids)
