"""Search over everything published."""

from __future__ import annotations

from html import unescape
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib import admin
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.asserts import assertContains

from directory.models import Country, Function, Mechanism
from documents.administration import VocabularyAdmin
from documents.models import Discrepancy, Document, SearchEntry, SearchText, Theme, Tool
from documents.normalise import fold, terms
from documents.publication import State, record_version
from documents.search.engine import engine, entry_ids, record_ids
from documents.search.marking import marked, snippet
from documents.search.normalising import another_core, in_order, terms_of_all
from documents.search.reading import as_typed, read
from documents.search.tree import holds
from nrem_portal.search.dependants import SHOWN_IN, TOUCHED
from nrem_portal.search.index import is_built, reindex
from nrem_portal.search.results import ranked
from nrem_portal.search.sources import KINDS, SOURCES
from recommendations.models import FollowUp, Origin, Recommendation
from tests.factories import linked, make_paragraph, make_paragraph_text, make_rendition, make_theme
from tests.walk import Page


def keys(query: str, kind: str) -> set[str]:
    return set(SearchEntry.objects.of_records(kind, record_ids(read(query), kind)).values_list("key", flat=True))


def is_found(query: str) -> bool:
    return bool(entry_ids(read(query)))


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
    assert not is_found("")
    assert not is_found("  ؟ !? ")


def test_the_page_groups_by_kind_and_marks_words(client, django_assert_num_queries):
    client.get(reverse("search"), {"q": "law"})  # reads the synonyms
    with django_assert_num_queries(7):  # document, country, data version, what is found, weighed, shown, its texts
        html = client.get(reverse("search"), {"q": "shelter victims"}).content.decode()
    assert "<mark>" in html
    assert "?q=shelter+victims&amp;in=paragraph" in html
    assert html.count('<meta name="robots" content="noindex">') == 1


def test_one_kind_page_by_page(client, django_assert_num_queries):
    client.get(reverse("search"), {"q": "law"})  # reads the synonyms
    with django_assert_num_queries(5):
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
    assert not is_found("quokka")
    assert not SearchEntry.objects.filter(theme__contains=theme.slug).exists()


def test_a_superseded_copy_is_not_searched():
    paragraph = make_paragraph()
    document = paragraph.document
    old, new = make_rendition(document), make_rendition(document)
    make_paragraph_text(paragraph, rendition=old, text="The wombat sleeps.", current=False)
    make_paragraph_text(paragraph, rendition=new, text="The quokka sleeps.")
    reindex()
    assert keys("quokka", "paragraph") == {f"{document.key}#{paragraph.anchor}"}
    assert keys("wombat", "paragraph") == set()


def found(query: str) -> dict[str, list[SearchEntry]]:
    """Return what is found by kind, in the order of the page."""
    entries = SearchEntry.objects.in_bulk()
    return {kind: [entries[pk] for pk in ids] for kind, ids in ranked(read(query)).items() if ids}


def test_a_place_as_people_cite_it_comes_first():
    first = {kind: entries[0].key for kind, entries in found("A/HRC/29/38/Add.2 45 (c)").items()}
    assert first["paragraph"] == "A-HRC-29-38-Add.2#45-c"
    assert first["recommendation"] == "bangkok-2014/45-c"


@pytest.mark.parametrize("query", ["national", "trafficking persons", "law"])
def test_what_says_it_in_its_title_comes_before_what_says_it_in_its_text(query):
    mixed = 0
    for entries in found(query).values():
        named = [holds(entry.terms.parts()[0], as_typed(query).tree) for entry in entries]
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


@pytest.mark.parametrize(
    ("one", "other"),
    [("٤٥ ۱۲", "45 12"), ("الصين", "صين"), ("للاتجار بالأشخاص", "اتجار الأشخاص"), ("إيران", "ايران"), ("مُحَمَّد", "محمد")],
)
def test_arabic_is_the_same_word_in_other_forms(one, other):
    assert terms(one) == terms(other)


def test_reindex_changes_nothing_when_nothing_changed():
    before = set(SearchEntry.objects.values_list())
    assert reindex() == len(before)
    assert set(SearchEntry.objects.values_list()) == before


@given(text=st.text())
def test_terms_are_letters_and_digits_and_stay_as_they_are(text):
    for term in terms(text):
        assert term
        assert not any(char.isspace() or char in "%_'\"\\" for char in term)


def test_text_is_escaped_when_marked():
    assert marked("<b>law</b> & order", read("law").words) == "&lt;b&gt;<mark>law</mark>&lt;/b&gt; &amp; order"


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("Laws and outlaws", "law", "<mark>Laws</mark> and outlaws"),
        ("Laws and outlaws", "outl*", "Laws and <mark>outlaws</mark>"),
        (
            "A national law: the National Rapporteur",
            '"national rapporteur"',
            "A national law: the <mark>National Rapporteur</mark>",
        ),
        ("人口贩运", "人", "<mark>人</mark>口贩运"),
        ("文件第45段", "第45", "文件<mark>第45</mark>段"),
        ("data, not research", "data NOT research", "<mark>data</mark>, not research"),
        ("مكافحة الاتّجار بالأشخاص", "اتجار", "مكافحة <mark>الاتّجار</mark> بالأشخاص"),
        ("في مُحَمَّد هنا", "محمد", "في <mark>مُحَمَّد</mark> هنا"),
        ("打击贩运人口行为", "贩运人口", "打击<mark>贩运人口</mark>行为"),
    ],
)
def test_the_whole_word_is_marked_as_it_is_printed(text, query, shown):
    assert marked(text, read(query).words) == shown


@pytest.mark.parametrize("before", ["start " * 100, "始" * 600, "x" * 30 + " " + "y" * 100])
def test_a_snippet_shows_the_words_asked_for(before):
    text = before + " needle " + "end " * 100
    shown = snippet(text, read("needle").words)
    assert "needle" in shown
    assert len(shown) < 270


@given(text=st.text(alphabet="ab مُ人 <>&.'", max_size=500), query=st.text(alphabet="abم人", max_size=3))
def test_marking_loses_no_letter(text, query):
    html = marked(text, as_typed(query).words).replace("<mark>", "").replace("</mark>", "")
    assert unescape(html) == text


# By language


def in_arabic(client, query: str, **more: str) -> str:
    return client.get("/ar/search/", {"q": query, "all": "1"} | more).content.decode()


def test_each_thing_has_one_entry_and_a_text_in_each_language():
    languages = [code for code, _name in settings.LANGUAGES]
    things = SearchEntry.objects.count()
    assert [SearchText.objects.filter(language=one).count() for one in languages] == [things, things]


def test_titles_stand_in_the_language_that_has_them(client):
    assert SearchText.objects.get(entry__kind="country", entry__key="NG", language="ar").title == "نيجيريا"
    mechanism = SearchText.objects.get(entry__kind="mechanism", entry__key="nigeria-naptip", language="ar")
    assert (mechanism.title, mechanism.beside) == ("", "نيجيريا")
    html = in_arabic(client, "nigeria naptip")
    assert '<bdi lang="en">National Agency' in html
    assert 'href="/ar/mechanisms/nigeria-naptip/"' in html
    assert '<bdi lang="en">National' not in client.get("/en/search/", {"q": "nigeria naptip"}).content.decode()


def test_the_same_things_are_found_in_every_language():
    for query in ("nigeria", "نيجيريا", "national rapporteur", "尼日利亚"):
        found = set()
        for code in ("en", "ar"):
            with translation.override(code):
                found.add(tuple(entry_ids(read(query))))
        assert len(found) == 1
        assert found != {()}


def test_official_text_in_another_language_is_found_in_all_and_shown_in_its_own(client):
    paragraph = make_paragraph(gist="Wombats sleep.")
    rendition = make_rendition(paragraph.document, language="ar")
    make_paragraph_text(paragraph, rendition=rendition, text="ينام الكوكا طويلا.")
    reindex()
    key = f"{paragraph.document.key}#{paragraph.anchor}"
    assert keys("الكوكا", "paragraph") == {key}
    assert "<p>ينام <mark>الكوكا</mark> طويلا.</p>" in in_arabic(client, "كوكا")
    assert "<p><mark>Wombats</mark> sleep.</p>" in client.get("/en/search/", {"q": "wombat"}).content.decode()


def test_the_index_is_read_once_however_many_languages():
    with CaptureQueriesContext(connection) as one, override_settings(LANGUAGES=[("en", "English")]):
        reindex()
    with CaptureQueriesContext(connection) as two:
        reindex()
    read = [sum(query["sql"].startswith("SELECT") for query in queries.captured_queries) for queries in (one, two)]
    assert read[0] == read[1] < 50


def test_a_language_switched_on_makes_the_index_stale():
    assert is_built()
    with override_settings(LANGUAGES=[*settings.LANGUAGES, ("fr", "Français")]):
        assert not is_built()
        reindex()
        assert is_built()


# The page


def test_kinds_are_links_with_counts_and_lead_back(client):
    response = client.get("/en/search/", {"q": "national", "in": "practice"})
    groups, total = response.context["groups"], response.context["total"]
    assert total == sum(group.count for group in groups) == len(entry_ids(read("national")))
    assertContains(response, '<a href="?q=national&amp;in=practice" aria-current="page">')
    assertContains(response, f'<a href="?q=national&amp;all=1">Everything <span>{total}</span></a>')
    shown = [group for group in client.get("/en/search/", {"q": "national"}).context["groups"] if group.hits]
    assert all(len(group.hits) == min(group.count, 5) for group in shown)


def test_an_unknown_kind_is_named_and_left_out(client):
    response = client.get("/en/search/", {"q": "national", "in": "<zebra>"})
    assertContains(response, "Not known here and left out: in=&lt;zebra&gt;.")
    assert response.context["total"] == len(entry_ids(read("national")))


def test_a_kind_without_results_says_so(client):
    response = client.get("/en/search/", {"q": "naptip", "in": "theme"})
    assertContains(response, "None of the results is of this kind.")
    assert response.context["total"] > 0


def test_titles_tell_pages_apart(client):
    asked = [{}, {"q": "law"}, {"q": "law", "in": "mechanism"}, {"q": "law", "in": "mechanism", "page": "2"}]
    titles = {Page(client.get("/en/search/", query).content.decode()).title for query in asked}
    assert len(titles) == len(asked)


@pytest.mark.parametrize(("query", "says"), [("quokka", "Try another spelling"), ("؟!", "there are none in it")])
def test_an_empty_result_says_why_and_leads_on(client, query, says):
    response = client.get("/en/search/", {"q": query})
    assertContains(response, f"“<bdi>{query}</bdi>”")
    assertContains(response, says)
    assertContains(response, 'href="/en/countries/">All countries')


def test_no_query_says_what_can_be_found(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/en/search/")
    assertContains(response, '<li class="tag">Mechanisms</li>')


def test_nothing_found_leads_to_countries_named(client):
    response = client.get("/en/search/", {"q": '"zebra crossings" in Nigeria and England'})
    assert {one.slug for one in response.context["places"]} == {"nigeria", "united-kingdom"}
    assert client.get("/en/search/", {"q": "zebra crossings"}).context["places"] == []


@pytest.mark.parametrize("word", ["MoU", "memorandum"])
def test_memorandums_are_found_by_either_name(client, word):
    found = {group.kind for group in client.get("/en/search/", {"q": word}).context["groups"]}
    assert found >= {"agreement", "theme"}


# How a query was read


def test_what_was_added_is_said_and_can_be_left_out(client):
    response = client.get("/en/search/", {"q": "NGO shelter", "in": "practice"})
    assertContains(response, "<bdi>NGO</bdi>, also: <bdi>CSO, civil society")
    assertContains(response, 'href="?q=NGO+shelter&amp;in=practice&amp;plain=NGO"')
    plain = client.get("/en/search/", {"q": "NGO shelter", "plain": ["shelter", "NGO", "zebra"]})
    assertContains(plain, "<bdi>NGO</bdi> as it stands")
    assertContains(plain, 'href="?q=NGO+shelter&amp;plain=shelter&amp;plain=zebra"')
    assert plain.context["total"] < client.get("/en/search/", {"q": "NGO shelter"}).context["total"]
    assert "&amp;in=mechanism&amp;plain=NGO&amp;plain=shelter&amp;plain=zebra" in plain.content.decode()


def test_a_query_that_cannot_be_read_says_where_and_offers_its_words(client):
    response = client.get("/en/search/", {"q": "data AND (research <b>"})
    assertContains(response, "after “<bdi>data AND</bdi>”, a parenthesis is not closed.")
    assertContains(response, '<a href="?q=data+research+%3Cb%3E"><bdi>data research &lt;b&gt;</bdi></a>')
    assertContains(client.get("/en/search/", {"q": "NOT data"}), "at its beginning, NOT needs something")
    assert "cannot be read" not in client.get("/en/search/", {"q": "data NOT research"}).content.decode()


def test_a_result_says_where_the_words_stand(client):
    html = client.get("/en/search/", {"q": "statistics", "in": "recommendation"}).content.decode()
    assert "Filed under: <bdi><mark>Data and research</mark></bdi>" in html
    html = client.get("/en/search/", {"q": "naptip", "in": "mechanism"}).content.decode()
    assert "In its title" in html
    assert "Filed under" not in html
    html = in_arabic(client, "البيانات", **{"in": "recommendation"})
    assert "<bdi><mark>البيانات</mark> والبحوث</bdi>" in html


def test_a_label_alone_shows_the_paragraphs_that_bear_it_first(client):
    groups = client.get("/en/search/", {"q": "45 (c)"}).context["groups"]
    assert groups[0].kind == "paragraph"
    assert groups[0].hits[0].entry.key.endswith("#45-c")


def test_names_that_texts_call_a_document_by_find_it():
    document = make_paragraph().document
    document.names = ["Quokka Protocol"]
    document.save()
    reindex()
    assert keys("quokka", "document") == {document.key}


# What a change touches


def entries_but(key: str) -> dict[str, tuple[str, str]]:
    return {one.key: (one.words, one.address) for one in SearchEntry.objects.exclude(key=key)}


@pytest.fixture
def whole(monkeypatch):
    """Count how often the whole index is built."""
    built = []
    monkeypatch.setattr("nrem_portal.search.index.reindex", lambda: built.append(1) or reindex())
    return built


def test_a_change_of_one_record_makes_its_entry_anew_and_no_other(whole):
    mechanism = Mechanism.objects.get(slug="nigeria-naptip")
    before = entries_but(mechanism.slug)
    Mechanism.objects.filter(pk=mechanism.pk).update(name="Quokka Office")
    record_version(reason="test", records=[("mechanism", str(mechanism.uid))])
    assert keys("quokka", "mechanism") == {mechanism.slug}
    Mechanism.objects.filter(pk=mechanism.pk).update(state=State.DRAFT)
    record_version(reason="test", records=[("mechanism", str(mechanism.uid))])
    assert not is_found("quokka")
    assert not SearchText.objects.filter(entry__key=mechanism.slug).exists()
    assert entries_but(mechanism.slug) == before
    assert whole == []


def test_a_change_of_a_document_reaches_its_paragraphs_and_recommendations(whole):
    document = Document.objects.get(key="A-HRC-29-38-Add.2")
    Document.objects.filter(pk=document.pk).update(symbol="Q/QUOKKA/7")
    record_version(reason="test", records=[("document", str(document.uid))])
    assert keys("Q/QUOKKA/7", "document") == {document.key}
    assert "bangkok-2014/45-c" in keys("Q/QUOKKA/7", "recommendation")
    assert f"{document.key}#45-c" in keys("Q/QUOKKA/7", "paragraph")
    assert whole == []


def test_a_change_of_a_recommendation_reaches_its_follow_up(whole):
    follow_up = FollowUp.objects.published().filter(bearings__isnull=False).first()
    recommendation = follow_up.bearings.first().recommendation
    Recommendation.objects.filter(pk=recommendation.pk).update(slug="quokka")
    record_version(reason="test", records=[("recommendation", str(recommendation.uid))])
    assert "/quokka/#" in SearchEntry.objects.get(kind="follow-up", key=follow_up.key).address
    assert whole == []


@pytest.mark.parametrize("records", [[], [("theme", "x")], [("mechanism", "x")], [("mechanism", str(uuid4()))]])
def test_any_other_change_makes_the_whole_index_anew(whole, records):
    record_version(reason="test", records=records)
    assert whole == [1]


@pytest.mark.parametrize(
    ("model", "kinds"),
    [
        (Theme, {"theme", "recommendation", "practice", "agreement", "proposal", "tool"}),
        (Country, {"country", "proposal", "practice", "agreement", "mechanism", "consultation"}),
        (Function, {"mechanism"}),
    ],
)
def test_a_change_of_a_vocabulary_makes_those_entries_anew_that_show_it(whole, model, kinds):
    for entry in model._default_manager.all():
        type(entry)._default_manager.filter(pk=entry.pk).update(names=entry.names | {"en": f"Quokka {entry.pk}"})
        record_version(reason="test", records=[], term=(model, entry.pk))
    assert whole == []
    after = set(SearchEntry.objects.values_list())
    assert {entry[1] for entry in after if " quokka " in entry[7]} >= kinds
    reindex()
    assert set(SearchEntry.objects.values_list()) == after


def test_a_change_of_an_origin_reaches_its_recommendations(whole):
    origin = Origin.objects.get(slug="bangkok-2014")
    Origin.objects.filter(pk=origin.pk).update(titles={"en": "Quokka meeting"})
    record_version(reason="test", records=[], term=(Origin, origin.pk))
    assert keys("quokka", "recommendation") >= {"bangkok-2014/45-c"}
    assert whole == []


def test_every_vocabulary_is_known_to_the_index():
    edited = {model for model, page in admin.site._registry.items() if isinstance(page, VocabularyAdmin)}
    assert edited | {Discrepancy, Theme} == SHOWN_IN.keys()  # two are records, edited on the desk


@pytest.mark.parametrize(
    "model", [model for model, shown in SHOWN_IN.items() if not shown], ids=lambda one: one.__name__
)
def test_what_no_entry_shows_touches_none(whole, model):
    texts = [
        field.name for field in model._meta.concrete_fields if field.name in {"name", "text", "names", "definitions"}
    ]
    for one in model._default_manager.all():
        for name in texts:
            setattr(one, name, {"en": "Quokka"} if isinstance(getattr(one, name), dict) else "Quokka")
        one.save()
    reindex()
    assert not is_found("quokka")


def test_words_made_by_another_process_are_the_same(monkeypatch):
    before = set(SearchEntry.objects.values_list())
    monkeypatch.setattr("nrem_portal.search.index.MANY", 0)
    monkeypatch.setattr("documents.search.normalising.os.sched_getaffinity", lambda process: {0, 1})
    reindex()
    assert set(SearchEntry.objects.values_list()) == before


def test_where_the_other_process_ends_its_work_is_done_here():
    things = [(["Laws"], ["Themes"], [f"Text {number}"]) for number in range(8)]
    with another_core(is_worth_it=True) as pool:
        batches = ((number, [thing]) for number, thing in enumerate(things))
        found = []
        for number, terms_found in in_order(batches, pool):
            found += terms_found
            if pool and not number:
                for process in pool._processes.values():
                    process.kill()
    assert found == terms_of_all(things)


def test_an_index_that_is_not_made_is_made(whole):
    engine().run(f"DROP TABLE {engine().TABLE}")
    assert not is_built()
    record_version(reason="test", records=[("mechanism", str(Mechanism.objects.first().uid))])
    assert is_built()
    assert whole == [1]


def test_the_words_of_a_text_end_somewhere():
    make_paragraph_text(make_paragraph(), text="wombat " * 30_000 + "quokka")
    reindex()
    assert is_found("wombat")
    assert not is_found("quokka")


def test_every_kind_that_a_change_touches_can_be_searched():
    assert TOUCHED.keys() <= SOURCES.keys() == KINDS.keys()
    assert {entry for touched in TOUCHED.values() for entry, _model, _path in touched} <= SOURCES.keys()


def test_a_paragraph_deleted_from_its_document_is_found_no_more(whole):
    paragraph = make_paragraph(gist="A quokka was misread.")
    document = paragraph.document
    record_version(reason="New", records=[("document", str(document.uid))])
    assert keys("quokka", "paragraph")
    paragraph.delete()
    record_version(reason="Corrected", records=[("document", str(document.uid))])
    assert not keys("quokka", "paragraph")
