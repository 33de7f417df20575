"""The directory of mechanisms: filters, rows, map, empty list."""

from __future__ import annotations

import re

import pytest
from django.http import QueryDict
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from directory.filters import MechanismFilter
from directory.gazetteer import by_name
from directory.models import Country, Function, Mechanism, Region
from documents.publication import State
from nrem_portal.search.index import reindex
from tests.factories import (
    make_address,
    make_contact,
    make_country,
    make_mechanism,
    make_reference,
    make_statement,
)

LIST = "/en/mechanisms/"


def chosen(query: str) -> set[str]:
    """Return the mechanisms that a query string leaves."""
    found = MechanismFilter(QueryDict(query), Mechanism.objects.published()).qs
    return set(found.values_list("slug", flat=True))


def slugs(**lookup) -> set[str]:
    return set(Mechanism.objects.filter(**lookup).values_list("slug", flat=True))


def rows(response) -> list[str]:
    return [row.mechanism.slug for row in response.context["rows"]]


def text_of(response) -> str:
    """Return the words of a page as they are read, without tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_the_whole_list(client):
    response = client.get(LIST)
    assertContains(response, f"{Mechanism.objects.count()} mechanisms")
    assert rows(response) == list(
        Mechanism.objects.order_by("country__slug", "name").values_list("slug", flat=True)[:20]
    )
    assertContains(response, "Set up in 2016; host or lead institution: Prime Minister.")
    assertContains(response, '<a href="/en/countries/algeria/">Algeria</a>')
    assertContains(response, 'rel="external"><bdi>comitetraitepersonnes.dz</bdi></a>')


@pytest.mark.parametrize(
    ("query", "lookup"),
    [
        ("country=nigeria", {"country__slug": "nigeria"}),
        ("country=nigeria&country=chile", {"country__slug__in": ["nigeria", "chile"]}),
        ("fn=victim-assistance", {"statements__function__slug": "victim-assistance"}),
        ("model=stand-alone", {"model__slug": "stand-alone"}),
        ("model=not-stated", {"model": None}),
        ("role=national-rapporteur", {"roles__role": "national-rapporteur"}),
        ("role=not-stated", {"roles": None}),
        ("region=oceania", {"country__region__parent__slug": "oceania"}),
        (
            "fn=reporting&region=asia",
            {"statements__function__slug": "reporting", "country__region__parent__slug": "asia"},
        ),
        ("q=NAPTIP", {"acronym": "NAPTIP"}),
        ("q=naptip+nigeria", {"acronym": "NAPTIP"}),
        ("q=Côte", {"country__slug": "cote-divoire"}),
    ],
)
def test_each_filter(query, lookup):
    found = slugs(**lookup)
    assert found
    assert found != slugs()
    assert found <= chosen(query)
    if not query.startswith("q="):
        assert chosen(query) == found


def test_words_are_found_in_statements_and_in_names_of_countries_in_any_language():
    made = make_mechanism(name="Council", country=make_country(names={"en": "A country", "ar": "سفرجل"}))
    make_statement(made, text="Keeps a register of quinces.")
    reindex()
    assert chosen("q=quinces") == {made.slug}
    assert chosen("q=سفرجل") == {made.slug}


def test_regions_are_those_of_the_world_not_their_parts():
    assert chosen("region=western-africa") == chosen("")
    assert {value for value, _label in MechanismFilter.base_filters["region"].extra["choices"]()} == {
        region.slug for region in Region.objects.filter(parent=None)
    }


def test_an_unknown_country_is_named_and_left_out(client):
    response = client.get(LIST, {"country": ["atlantis", "chile"], "colour": "red"})
    assertContains(response, "Not known here and left out: country=atlantis, colour.")
    assert set(rows(response)) == slugs(country__slug="chile")


def test_the_country_is_chosen_from_a_list_that_adds_one_more(client):
    response = client.get(LIST, {"country": "chile"})
    assertContains(response, '<input type="checkbox" name="country" value="chile" checked>', html=False)
    assertContains(response, '<option value="">Add another</option>')
    assertNotContains(response, '<option value="chile">')
    assertNotContains(client.get(LIST), 'type="checkbox" name="country"')


def test_an_empty_country_is_no_filter(client):
    response = client.get(f"{LIST}?country=&page=1")
    assert response.context["listing"].applied == []
    assert response.context["listing"].count == Mechanism.objects.count()


@pytest.mark.parametrize("name", ["mechanisms", "practices", "cooperation", "recommendations", "documents", "tools"])
def test_empty_parameters_alone_lead_to_the_address_without_them(client, name):
    assertRedirects(client.get(f"/en/{name}/?country=&q="), f"/en/{name}/")
    assert client.get(f"/en/{name}/?country=&q=a").status_code == 200


def test_where_no_contact_is_known_the_row_says_so(client):
    bare = make_mechanism(country=Country.objects.get(slug="nigeria"))
    for address in (f"{LIST}?country=nigeria", "/en/countries/nigeria/"):
        assertContains(client.get(address), "No contact known", count=1)
    make_contact(bare)
    assertNotContains(client.get(f"{LIST}?country=nigeria"), "No contact known")


def test_a_row_shows_the_statement_on_the_function_asked_for_with_its_paragraph(client):
    response = client.get(LIST, {"fn": "data-analysis", "country": "nigeria"})
    row = response.context["rows"][0]
    assert row.statement.text == "Researches root causes"
    assert [reference.key for reference in row.references] == ["A-HRC-29-38-Add.2#13"]
    assertContains(response, "¶ without a name: Second consultative meeting")


def test_a_row_leaves_addresses_to_the_profile(client):
    made = make_mechanism()
    function = Function.objects.first()
    make_statement(made, aspect="function", function=function, references=[make_address()])
    told = make_statement(made, aspect="function", function=function, references=[make_address(), make_reference()])
    row = client.get(LIST, {"country": made.country.slug, "fn": function.slug}).context["rows"][0]
    assert row.statement == told
    assert [reference.url for reference in row.references] == [""]


def test_pages_of_the_list(client):
    assertContains(client.get(LIST), f"1–20 of {Mechanism.objects.count()}")
    second = client.get(LIST, {"page": 2, "region": "africa"})
    african = Mechanism.objects.filter(country__region__parent__slug="africa")
    expected = african.by_countries(by_name(Country.objects.all()))
    assert rows(second) == list(expected.values_list("slug", flat=True)[20:40])
    assertContains(second, 'href="?region=africa&amp;page=1"')


def test_nothing_found_says_what_there_is_without_each_filter(client):
    asked = {"model": "stand-alone", "region": "oceania", "fn": "reporting"}
    response = client.get(LIST, asked)
    assertContains(response, "No mechanism in the record matches all these filters at once.")
    without = chosen("fn=reporting&region=oceania")
    assert re.search(
        rf"Without \W*Institutional model: Stand-alone institution\W* there (is|are) {len(without)}\.",
        text_of(response),
    )
    assertContains(response, '<a href="/en/mechanisms/?fn=reporting&amp;region=oceania">')


def test_a_draft_is_neither_on_the_list_nor_on_the_map(client):
    assert "nigeria-naptip" in rows(client.get(LIST, {"country": "nigeria"}))
    before = client.get(LIST).context["map"].filled_count
    Mechanism.objects.filter(slug="nigeria-naptip").update(state=State.DRAFT)
    response = client.get(LIST)
    assert response.context["map"].filled_count == before - 1
    assertNotContains(response, '<option value="nigeria">')
    assertContains(client.get(LIST, {"country": "nigeria"}), "No mechanism is recorded for Nigeria.")
    assert "nigeria-naptip" not in chosen("q=naptip")


def test_contacts_for_staff_stay_inside(client):
    made = make_mechanism()
    make_contact(made, value="https://inside.example/", audience="staff")
    make_contact(made, value="https://outside.example/")
    for address in (f"{LIST}?country={made.country.slug}", made.get_absolute_url(), made.country.get_absolute_url()):
        response = client.get(address)
        assertContains(response, "outside.example")
        assertNotContains(response, "inside.example")


def test_the_map_tells_matches_from_others(client):
    drawn = client.get(LIST, {"region": "oceania"}).context["map"]
    oceania = slugs(country__region__parent__slug="oceania")
    assert drawn.filled_count == Country.objects.filter(mechanisms__slug__in=oceania).distinct().count()
    assert drawn.filled_count + drawn.outlined_count == Country.objects.with_mechanisms().count()
    assert drawn.pale_count == Country.objects.count() - Country.objects.with_mechanisms().count()


@pytest.mark.parametrize(
    "query",
    [
        *("page=zz", "page=-1", "page=999999", "fn=%00", "q=%00%0d", "country[]=x", "q=" + "ż" * 10_000),
        *("model=&role=x&page=", "fn=reporting&fn=reporting&fn=%F0%9F%98%80", "q=%25_%27%22", "region=africa'--"),
    ],
)
def test_odd_query_strings(client, query):
    assert client.get(f"{LIST}?{query}").status_code == 200


def test_queries_of_the_list(client, django_assert_num_queries):
    client.get(LIST)  # builds what is held in memory
    with django_assert_num_queries(9):
        client.get(LIST)
    with django_assert_num_queries(9):
        client.get(LIST, {"fn": "data-analysis", "region": ["africa", "asia"]})


def test_every_state_has_a_tile_on_the_map(client):
    page = client.get(LIST).content.decode()
    tiles = len(re.findall(r"<rect ", page)) + page.count("h18v18h-18z")
    assert tiles == Country.objects.count()
