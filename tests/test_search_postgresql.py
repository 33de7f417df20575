"""The index on PostgreSQL: a narrow table that is asked for every word, replaced at once and kept up to date."""

from __future__ import annotations

import pytest
from django.db import connection

from directory.models import Mechanism
from documents.models import SearchEntry
from documents.publication import State, record_version
from documents.search.engine import record_ids, rows, statement
from documents.search.postgresql import TABLE, TAKE_IN, run
from documents.search.reading import read
from nrem_portal.search.index import is_built, reindex

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL alone")


def ids_held() -> set[int]:
    return {pk for (pk,) in rows(f"SELECT id FROM {TABLE}", [])}  # noqa: S608


def plan(query: str, kind: str) -> str:
    """Return how PostgreSQL finds the records of a kind that answer a query."""
    sql, parameters = statement(read(query), kind)
    return "\n".join(str(line) for (line,) in rows(f"EXPLAIN {sql}", parameters))


@pytest.mark.parametrize("query", ["report", "national", "rep*", '"human rights"', "NGO", 'human -"human rights"'])
def test_the_vectors_are_never_gone_through(query):
    found = plan(query, "paragraph")
    assert "Bitmap Index Scan" in found
    assert f"Seq Scan on {TABLE}" not in found


def test_vectors_lie_beside_their_rows():
    reindex()  # what other tests wrote and took back takes room as well
    [(width,)] = rows(f"SELECT pg_relation_size('{TABLE}') / count(*) FROM {TABLE}", [])  # noqa: S608
    assert width < 200


def test_an_index_of_the_entries_themselves_gives_way():
    run(f"DROP TABLE {TABLE}")
    run(f"CREATE INDEX {TABLE} ON documents_searchentry (year)")
    assert not is_built()
    reindex()
    assert is_built()
    assert record_ids(read("naptip"), "mechanism")


def test_the_index_is_replaced_twice_in_one_transaction():
    reindex()
    reindex()
    assert ids_held() == set(SearchEntry.objects.values_list("pk", flat=True))


def test_a_change_leaves_nothing_behind():
    mechanism = Mechanism.objects.get(slug="nigeria-naptip")
    for state in (State.DRAFT, State.PUBLISHED):
        Mechanism.objects.filter(pk=mechanism.pk).update(state=state)
        record_version(reason="test", records=[("mechanism", str(mechanism.uid))])
        assert ids_held() == set(SearchEntry.objects.values_list("pk", flat=True))
        assert bool(record_ids(read("naptip"), "mechanism")) is (state == State.PUBLISHED)


def test_no_words_wait_in_the_list_of_the_index():
    mechanism = Mechanism.objects.get(slug="nigeria-naptip")
    record_version(reason="test", records=[("mechanism", str(mechanism.uid))])
    assert rows(f"{TAKE_IN} WHERE indrelid = '{TABLE}'::regclass AND NOT indisprimary", []) == [(0,)]
