"""Search over everything published."""

from __future__ import annotations

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from directory.models import Mechanism
from documents.publication import State, record_version
from nrem_portal.search.index import reindex
from nrem_portal.search.models import SearchEntry
from nrem_portal.search.normalise import terms
from nrem_portal.search.query import marked, matching, snippet


def keys(query: str, kind: str) -> set[str]:
    return set(matching(query).filter(kind=kind).values_list("key", flat=True))


def test_all_words_must_be_there():
    assert "nigeria-naptip" in keys("nigeria naptip", "mechanism")
    assert keys("nigeria zimbabwe naptip", "mechanism") == set()


@pytest.mark.parametrize(
    ("query", "kind", "key"),
    [
        ("baseline study", "recommendation", "bangkok-2014/45-c"),
        ("mailing list", "paragraph", "A-HRC-29-38-Add.2#40"),
        ("Cote d'Ivoire", "country", "CI"),
        ("Côte d’Ivoire", "country", "CI"),
        ("نيجيريا", "country", "NG"),
        ("尼日利亚", "country", "NG"),
        ("Нигерия", "country", "NG"),
        ("A/HRC/29/38/Add.2", "document", "A-HRC-29-38-Add.2"),
        ("MODEL LAWS", "tool", "model-law"),
    ],
)
def test_found(query, kind, key):
    assert key in keys(query, kind)


def test_nothing_asked_finds_nothing():
    assert not matching("").exists()
    assert not matching("  ؟ !? ").exists()


def test_the_page_groups_by_kind_and_marks_words(client, django_assert_num_queries):
    with django_assert_num_queries(7):
        html = client.get(reverse("search"), {"q": "shelter victims"}).content.decode()
    assert "<mark>" in html
    assert "?q=shelter+victims&amp;in=paragraph" in html


def test_one_kind_page_by_page(client, django_assert_num_queries):
    with django_assert_num_queries(3):
        html = client.get(reverse("search"), {"q": "national", "in": "mechanism", "page": "2"}).content.decode()
    assert 'aria-current="page">2</b>' in html


def test_an_unpublished_record_leaves_the_index_with_the_version_that_unpublished_it():
    Mechanism.objects.filter(slug="nigeria-naptip").update(state=State.DRAFT)
    assert "nigeria-naptip" in keys("naptip", "mechanism")
    record_version(reason="test", records=[("mechanism", "x")])
    assert keys("naptip", "mechanism") == set()


def test_reindex_changes_nothing_when_nothing_changed():
    before = set(SearchEntry.objects.values_list("kind", "key", "terms", "address"))
    assert reindex() == len(before)
    assert set(SearchEntry.objects.values_list("kind", "key", "terms", "address")) == before


@given(text=st.text())
def test_terms_are_letters_and_digits_and_stay_as_they_are(text):
    for term in terms(text):
        assert term
        assert not any(char.isspace() or char in "%_'\"\\" for char in term)


def test_text_is_escaped_when_marked():
    assert marked("<b>law</b> & order", ["law"]) == "&lt;b&gt;<mark>law</mark>&lt;/b&gt; &amp; order"


def test_a_snippet_shows_the_words_asked_for():
    text = "start " * 100 + "needle " + "end " * 100
    assert "needle" in snippet(text, ["needle"])
    assert len(snippet(text, ["needle"])) < 240
