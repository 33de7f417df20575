"""Search over everything published."""

from __future__ import annotations

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from directory.models import Mechanism
from documents.models import Theme, Tool
from documents.normalise import fold, terms
from documents.publication import State, record_version
from nrem_portal.search.index import reindex
from nrem_portal.search.models import SearchEntry
from nrem_portal.search.query import marked, matching, ranked, snippet
from recommendations.models import Recommendation
from tests.factories import linked, make_paragraph, make_paragraph_text, make_rendition, make_theme


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
        ("داكار", "consultation", "dakar-2010"),
        ("المقررة الخاصة العمل الإقليمي", "recommendation", "sr-report-2010/108"),
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
    with django_assert_num_queries(2):
        html = client.get(reverse("search"), {"q": "shelter victims"}).content.decode()
    assert "<mark>" in html
    assert "?q=shelter+victims&amp;in=paragraph" in html


def test_one_kind_page_by_page(client, django_assert_num_queries):
    with django_assert_num_queries(2):
        html = client.get(reverse("search"), {"q": "national", "in": "mechanism", "page": "2"}).content.decode()
    assert 'aria-current="page">2</b>' in html


def test_an_unpublished_record_leaves_the_index_with_the_version_that_unpublished_it():
    Mechanism.objects.filter(slug="nigeria-naptip").update(state=State.DRAFT)
    assert "nigeria-naptip" in keys("naptip", "mechanism")
    record_version(reason="test", records=[("mechanism", "x")])
    assert keys("naptip", "mechanism") == set()


def test_a_withdrawn_theme_is_no_word_of_its_records():
    theme = make_theme(names={"en": "Quokka"})
    linked(Recommendation.objects.get(origin__slug="bangkok-2014", slug="45-c"), themes=[theme])
    linked(Tool.objects.get(slug="model-law"), themes=[theme])
    reindex()
    assert keys("quokka", "recommendation") == {"bangkok-2014/45-c"}
    Theme.objects.filter(pk=theme.pk).update(state=State.WITHDRAWN, withdrawn_reason="merged")
    reindex()
    assert not matching("quokka").exists()
    assert not SearchEntry.objects.filter(theme__contains=theme.slug).exists()


def test_a_superseded_copy_is_not_searched():
    paragraph = make_paragraph()
    document = paragraph.document
    old, new = make_rendition(document, current=False), make_rendition(document)
    make_paragraph_text(paragraph, rendition=old, text="The wombat sleeps.")
    make_paragraph_text(paragraph, rendition=new, text="The quokka sleeps.")
    reindex()
    assert keys("quokka", "paragraph") == {f"{document.key}#{paragraph.anchor}"}
    assert keys("wombat", "paragraph") == set()


def found(query: str) -> dict[str, list[SearchEntry]]:
    """Return what is found by kind, in the order of the page."""
    entries = SearchEntry.objects.in_bulk()
    return {kind: [entries[pk] for pk in ids] for kind, ids in ranked(query).items()}


def test_a_place_as_people_cite_it_comes_first():
    first = {kind: entries[0].key for kind, entries in found("A/HRC/29/38/Add.2 45 (c)").items()}
    assert first["paragraph"] == "A-HRC-29-38-Add.2#45-c"
    assert first["recommendation"] == "bangkok-2014/45-c"


@pytest.mark.parametrize("query", ["national", "trafficking persons", "law"])
def test_what_says_it_in_its_title_comes_before_what_says_it_in_its_text(query):
    asked = terms(query)
    mixed = 0
    for entries in found(query).values():
        named = [all(any(term.startswith(one) for term in terms(entry.title)) for one in asked) for entry in entries]
        assert named == sorted(named, reverse=True)
        mixed += len(set(named)) == 2
    assert mixed > 2


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("CÔTE", {"cote-divoire"}),
        ("cote d'IVOIRE", {"cote-divoire"}),
        ("Côte d’Ivoire", {"cote-divoire"}),
        ("МЕКСИКА", {"mexico"}),
        ("мексика inter-SECRETARIAL", {"mexico"}),
        ("المكسيك", {"mexico"}),
        ("墨西哥", {"mexico"}),
    ],
)
def test_the_words_of_a_list_are_compared_without_case_and_marks(client, query, slugs):
    page = client.get(reverse("mechanisms"), {"q": query}).context["listing"].page
    assert {one.country.slug for one in page} == slugs


def test_all_words_of_a_list_must_be_there(client):
    listing = client.get(reverse("mechanisms"), {"q": "naptip мексика"}).context["listing"]
    assert listing.count == 0


@given(text=st.text())
def test_folded_text_stays_as_it_is(text):
    assert fold(fold(text)) == fold(text)


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
