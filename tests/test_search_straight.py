"""A query that names one document, paragraph or country leads straight there."""

from __future__ import annotations

from collections import defaultdict
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertNotContains

from directory.models import Country
from documents.models import Document
from documents.normalise import terms
from documents.publication import State
from nrem_portal.search.places import COMMON, SHARED, all_names, full_names
from tests.factories import make_document, make_paragraph, make_section

BANGKOK = "/en/documents/A-HRC-29-38-Add.2/"
DAKAR_NOTE = "/en/documents/dakar-2010-concept-note/"


def led(client, query: str, language: str = "en", **more: str) -> str:
    """Return the path that a query leads straight to; empty where it leads to the results."""
    response = client.get(f"/{language}/search/", {"q": query} | more)
    if response.status_code == 200:
        return ""
    assert response.status_code == 302
    target = urlsplit(response.headers["Location"])
    assert parse_qs(target.query)["sought"] == [query.strip()]
    return target.path


@pytest.mark.parametrize(
    "query",
    [
        "A/HRC/29/38/Add.2",
        "a/hrc/29/38/add.2",
        " A / HRC / 29 / 38 / Add. 2 ",
        "A/HRC/29/38/Add.2/",
        "A/HRC/29/38/Add.2.",
        "A/HRC/29/38/Add.2./",
        "A/HRC/29/38/ADD2",
        "A-HRC-29-38-Add.2",
        "A HRC 29 38 Add 2",
        "UN Doc. A/HRC/29/38/Add.2",
        "“A/HRC/29/38/Add.2”",
        "A/HRC/٢٩/٣٨/Add.٢",
        "Ａ/HRC/29/38/Add.2",  # a wide letter
    ],
)
def test_a_symbol_leads_to_its_document(client, query):
    assert led(client, query) == BANGKOK


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("A/HRC/26/37", "A-HRC-26-37"),
        ("A/HRC/26/37/Add.1", "A-HRC-26-37-Add.1"),
        ("59/166", "59-166"),
        ("Resolution 59/166", "59-166"),
        ("A/RES/59/166", "59-166"),
        ("directive 2011/36/eu", "Directive-2011-36-EU"),
        ("COP 7/1", "COP-resolution-7-1"),
        ("dakar-2010-report", "dakar-2010-report"),
    ],
)
def test_other_documents(client, query, key):
    assert led(client, query) == f"/en/documents/{key}/"


@pytest.mark.parametrize(
    "query",
    [
        "A/HRC/29/38/Add.2 45 (c)",
        "A/HRC/29/38/Add.2, para. 45 (c)",
        "A/HRC/29/38/Add.2 paragraph 45(c)",
        "A/HRC/29/38/Add.2 ¶45(c)",
        "A/HRC/29/38/Add.2¶45(c)",
        "A/HRC/29/38/Add.2 § 45 (C)",
        "A/HRC/29/38/Add.2 45c",
        "A/HRC/29/38/Add.2 45-c",
        "A/HRC/29/38/Add.2 45 (c)–(e)",
        "A/HRC/29/38/Add.2 para. 45 (c), 46 (a)",
        "A/HRC/29/38/Add.2 ٤٥ (c)",
        "A/HRC/29/38/Add.2 الفقرة ٤٥ (c)",
        "A/HRC/29/38/Add.2 пункт 45 (c)",
        "A/HRC/29/38/Add.2 第45(c)段",
        "Bangkok 45 (c)",
        "bangkok ¶ 45(c)",
    ],
)
def test_a_paragraph_leads_to_its_page(client, query):
    assert led(client, query) == f"{BANGKOK}p/45-c/"


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("A/HRC/14/32 106", f"{DAKAR_NOTE}p/106/"),
        ("A/HRC/14/32, paras. 106-137", f"{DAKAR_NOTE}p/106/"),
        ("A/HRC/14/32 paras. 106 to 137", f"{DAKAR_NOTE}p/106/"),
        ("A/HRC/14/32 (g)", f"{DAKAR_NOTE}p/g/"),
        ("Dakar note 106", f"{DAKAR_NOTE}p/106/"),
        ("dakar-2010-concept-note annex, entry 3", f"{DAKAR_NOTE}p/annex-3/"),
        ("UNODC 9 (a)", "/en/documents/unodc-coordination-paper/p/9-a/"),
        ("Bangkok Summary ¶1", f"{BANGKOK}p/summary-1/"),
    ],
)
def test_excerpts_and_other_labels(client, query, address):
    assert led(client, query) == address


@pytest.mark.parametrize("query", ["A/HRC/29/38/Add.2 999", "A/HRC/29/38/Add.2, para. 46 (z)", "A/HRC/14/32 ¶ 2–4"])
def test_an_unknown_paragraph_leads_to_the_document_which_says_so(client, query):
    response = client.get("/en/search/", {"q": query}, follow=True)
    assert len(response.redirect_chain) == 1
    assertContains(response, "The portal holds no such paragraph of this document.")
    assertContains(response, "&amp;all=1")


@pytest.mark.parametrize(
    "query",
    [
        "A/HRC/29/38/Add.9",
        "A/HRC/29/38",
        "A/HRC/26/37/Add.9",
        "A/HRC/29/38/Add.2 shelter",
        "A/HRC/29/38/Add.2 45, shelter",
        "A/HRC/29/38/Add.2 12 laws",
        "Bangkok",
        "Bangkok 2014",
        "Dakar 2010",
        "Bangkok 999",
        "59 166",
        "law",
        "untoc law",
    ],
)
def test_what_is_no_citation_is_searched(client, query):
    assert led(client, query) == ""


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("Nigeria", "nigeria"),
        ("nigeria", "nigeria"),
        ("NGA", "nigeria"),
        ("nga", "nigeria"),
        ("نيجيريا", "nigeria"),
        ("نَيجيريا", "nigeria"),
        ("尼日利亚", "nigeria"),
        ("НИГЕРИЯ", "nigeria"),
        ("Nigéria", "nigeria"),
        ("Niger", "niger"),
        ("Cote d'Ivoire", "cote-divoire"),
        ("Côte d’Ivoire", "cote-divoire"),
        ("ivory coast", "cote-divoire"),
        ("UK", "united-kingdom"),
        ("United Kingdom", "united-kingdom"),
        ("Turkey", "turkiye"),
        ("Türkiye", "turkiye"),
        ("iran", "iran"),
        ("إيران", "iran"),
        ("ايران", "iran"),
        ("Bolivie", "bolivia"),
        ("صين", "china"),
        ("الصين", "china"),
        ("South Korea", "republic-of-korea"),
        ("Republic of Korea", "republic-of-korea"),
        ("DRC", "democratic-republic-of-the-congo"),
        ("Guinea-Bissau", "guinea-bissau"),
        ("Equatorial Guinea", "equatorial-guinea"),
        ("COG", "congo"),
        ("Sudan", "sudan"),
        ("AND", "andorra"),
    ],
)
def test_a_country_leads_to_its_page(client, query, slug):
    assert led(client, query) == f"/en/countries/{slug}/"


@pytest.mark.parametrize(
    "query",
    ["Congo", "Korea", "Guinea", "الكونغو", "Guinée", "几内亚", "and", "are", "Nigeri", "Nigeria law", "United"],
)
def test_what_may_mean_several_is_searched(client, query):
    assert led(client, query) == ""


def test_no_name_that_leads_straight_is_borne_by_two_countries():
    bearers: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for country in Country.objects.all():
        for name in [*full_names(country), country.iso3]:
            bearers[tuple(terms(name))].add(country.iso2)
    assert {name: codes for name, codes in bearers.items() if len(codes) > 1 or not name} == {}


def test_common_names_are_found_and_belong_to_states():
    countries = {country.iso2: country for country in Country.objects.all()}
    assert COMMON.keys() | SHARED <= countries.keys()
    assert {"Ivory Coast", "CIV", "cote-divoire"} <= set(all_names(countries["CI"]))


def test_the_language_of_the_reader_stays(client):
    assert led(client, "نيجيريا", "ar") == "/ar/countries/nigeria/"
    assert led(client, "A/HRC/29/38/Add.2 45 (c)", "ar") == "/ar/documents/A-HRC-29-38-Add.2/p/45-c/"


def test_all_results_and_chosen_kinds_are_never_left(client):
    for more in ({"all": "1"}, {"in": "country"}, {"in": "zebra"}):
        assert led(client, "Nigeria", **more) == ""


def test_no_draft_is_led_to(client):
    for query, key in (("A/HRC/29/38/Add.2", "A-HRC-29-38-Add.2"), ("UNODC 9 (a)", "unodc-coordination-paper")):
        Document.objects.filter(key=key).update(state=State.DRAFT)
        assert led(client, query) == ""
    Document.objects.filter(key="A-HRC-14-32").update(state=State.DRAFT)
    assert led(client, "A/HRC/14/32 106") == ""
    Document.objects.filter(key="A-HRC-14-32").update(state=State.PUBLISHED)
    Document.objects.filter(key="dakar-2010-concept-note").update(state=State.DRAFT)
    assert led(client, "A/HRC/14/32 106") == "/en/documents/A-HRC-14-32/"
    assert led(client, "Dakar note 106") == ""


def test_of_two_spellings_of_a_symbol_the_one_held_is_led_to(client):
    make_document(key="known", symbol="a/hrc/99/1", held=False)
    held = make_document(key="held", symbol="A/HRC/99/1", held=True)
    make_paragraph(make_section(held), label="7", anchor="7")
    assert led(client, "A/HRC/99/1") == "/en/documents/held/"
    assert led(client, "A/HRC/99/1 7") == "/en/documents/held/p/7/"


@pytest.mark.parametrize(
    ("query", "number"),
    [("A/HRC/29/38/Add.2", 1), ("A/HRC/29/38/Add.2 45 (c)", 2), ("Nigeria", 2), ("", 0)],
)
def test_queries(client, django_assert_num_queries, query, number):
    with django_assert_num_queries(number):
        client.get("/en/search/", {"q": query})


# The line on the page led to


def test_the_page_says_what_was_searched_and_leads_to_all_results(client):
    response = client.get("/en/search/", {"q": "A/HRC/29/38/Add.2 45 (c)"}, follow=True)
    assertContains(response, "You searched for “<bdi>A/HRC/29/38/Add.2 45 (c)</bdi>”; <a")
    assertContains(response, "/en/search/?q=A%2FHRC%2F29%2F38%2FAdd.2%2045%20%28c%29&amp;all=1")
    html = response.content.decode()
    assert html.index('id="main"') < html.index("You searched for") < html.index("<h1>")
    assert "/ar/documents/A-HRC-29-38-Add.2/p/45-c/?sought=" in html
    assert client.get("/en/search/?q=A%2FHRC%2F29%2F38%2FAdd.2%2045%20%28c%29&all=1").status_code == 200


def test_the_line_is_escaped_cut_and_absent_without_words(client):
    address = reverse("country", args=["nigeria"])
    response = client.get(address, {"sought": "<script>alert(1)</script>" + "x" * 1000})
    assertContains(response, "“<bdi>&lt;script&gt;alert(1)&lt;/script&gt;x")
    assertContains(response, "x</bdi>”")
    assert len(response.context["sought"]) == 200
    for sought in ("", " ", "\0"):
        assertNotContains(client.get(address, {"sought": sought}), "You searched for")
    assertNotContains(client.get(address), "You searched for")


def test_more_parameters_than_are_read_are_no_failure(client):
    address = f"{reverse('country', args=['nigeria'])}?{'&'.join(f'a{n}=1' for n in range(1100))}"
    assert client.get(address).status_code == 200


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    query=st.one_of(
        st.text(max_size=40),
        st.text(alphabet="A/HRC293814Add. ()¶§-–,45cgparالفقرة第段٤", max_size=40),
        st.builds("A/HRC/29/38/Add.2{}".format, st.text(max_size=20)),
    )
)
def test_any_text_is_a_safe_query(client, query):
    for language in ("en", "ar"):
        for more in ({}, {"all": "1"}):
            response = client.get(f"/{language}/search/", {"q": query} | more)
            assert response.status_code == 200 or not more
            if response.status_code == 302:
                assert client.get(response.headers["Location"]).status_code == 200
