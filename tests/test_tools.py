"""The list of tools and the page of one tool."""

from __future__ import annotations

import datetime

import pytest
from django.http import QueryDict
from pytest_django.asserts import assertContains, assertNotContains

from documents.models import Tool
from documents.publication import State
from documents.tool_filters import ToolFilter
from tests.factories import make_theme, make_tool

LIST = "/en/tools/"
LAW = "/en/tools/model-law/"


def chosen(query: str) -> set[str]:
    """Return the tools that a query string leaves."""
    return set(ToolFilter(QueryDict(query), Tool.objects.published()).qs.values_list("slug", flat=True))


def test_the_whole_list(client):
    response = client.get(LIST)
    assertContains(response, f"{Tool.objects.count()} tools")
    assert set(response.context["listing"].page) == set(Tool.objects.all())
    assertContains(response, f'<a href="{LAW}">Model Law against Trafficking in Persons</a>')
    assertContains(response, "Help in reviewing or making laws")
    assertContains(response, "UNODC Annex, entry 3")
    assertContains(response, "For: Legislators")
    assertContains(response, "Look in: Coordinating body")
    assertContains(
        response,
        '<a href="https://www.unodc.org/documents/human-trafficking/Model_Law_against_TIP.pdf" rel="external">',
    )


@pytest.mark.parametrize(
    ("query", "lookup"),
    [
        ("for=national-coordination", {"themes__slug": "national-coordination"}),
        ("publisher=UNODC", {"publisher": "UNODC"}),
        ("publisher=UNODC&for=national-coordination", {"publisher": "UNODC", "themes__slug": "national-coordination"}),
        ("publisher=UNODC&publisher=OHCHR", {"publisher__in": ["UNODC", "OHCHR"]}),
    ],
)
def test_each_filter(query, lookup):
    expected = set(Tool.objects.filter(**lookup).values_list("slug", flat=True))
    assert expected
    assert chosen(query) == expected


def test_parameters_stand_in_the_order_of_the_addresses():
    assert list(ToolFilter.base_filters) == ["for", "publisher"]


def test_publishers_of_drafts_are_no_choice(client):
    make_tool(publisher="Hidden press", state=State.DRAFT)
    assertNotContains(client.get(LIST), "Hidden press")


def test_nothing_found_says_why_and_what_to_do(client):
    response = client.get(LIST, {"for": "gender-age", "publisher": "UNODC"})
    assertContains(response, "No tool in the record matches these filters.")
    assertContains(response, '<a href="/en/tools/?publisher=UNODC">Without Useful for: Gender and age</a>')


def test_no_tool_at_all(client):
    Tool.objects.update(state=State.DRAFT)
    assertContains(client.get(LIST), "No tool is published yet")


def test_drafts_are_not_shown(client):
    Tool.objects.filter(slug="model-law").update(state=State.DRAFT)
    assertNotContains(client.get(LIST), LAW)
    assert client.get(LAW).status_code == 404
    assertNotContains(client.get("/en/tools/framework-for-action/"), LAW)


def test_unknown_tool_is_missing(client):
    assert client.get("/en/tools/none/").status_code == 404


@pytest.mark.parametrize(
    "query", ["page=zz", "for=%00", "for[]=1", "publisher=" + "a" * 10_000, "%00=%00", "page=999999", "publisher=%27--"]
)
def test_odd_query_strings(client, query):
    assert client.get(f"{LIST}?{query}").status_code == 200


def test_one_tool(client):
    response = client.get(LAW)
    assertContains(response, "<h1>Model Law against Trafficking in Persons</h1>")
    assertContains(response, "Legislators")
    assertContains(response, "chapter IX")
    assertContains(
        response, 'rel="external"><bdi>www.unodc.org/documents/human-trafficking/Model_Law_against_TIP.pdf</bdi>'
    )
    assertContains(response, "As printed in the source; not rechecked.")
    assertContains(response, 'href="/en/themes/institutional-framework/"')
    assertContains(response, '<p class="gist">UNODC Model Law against Trafficking in Persons: helps States')
    assertContains(response, "¶ without a name: National coordination mechanisms: UNODC background paper")


def test_what_is_known_of_the_address(client):
    day = datetime.date(2026, 1, 15)
    good = make_tool(address="example.org/a", checked_on=day, answered=True)
    dead = make_tool(address="example.org/b", checked_on=day, answered=False)
    assertContains(client.get(good.get_absolute_url()), "As printed; it answered on 15 January 2026.")
    assertContains(client.get(dead.get_absolute_url()), "As printed; it did not answer on 15 January 2026.")
    assertContains(client.get(make_tool().get_absolute_url()), "No address is printed in the sources.")


def test_what_the_sources_do_not_say(client):
    response = client.get(make_tool(address="example.org").get_absolute_url())
    assertContains(response, "Not stated in the sources", count=2)  # whose function it serves, where to look


def test_the_year_is_written_without_a_separator(client):
    assertContains(client.get("/en/tools/toolkit/"), "UNODC, 2006")


def test_other_tools_on_the_same_themes(client):
    themes = [make_theme(), make_theme()]
    tool, one, two = make_tool(), make_tool(title="Shares one"), make_tool(title="Shares two")
    tool.themes.set(themes)
    one.themes.set(themes[:1])
    two.themes.set(themes)
    assert list(client.get(tool.get_absolute_url()).context["others"]) == [two, one]


def test_unpublished_themes_are_not_named(client):
    tool = make_tool()
    tool.themes.set([make_theme(names={"en": "Hidden theme"}, state=State.DRAFT)])
    assertNotContains(client.get(tool.get_absolute_url()), "Hidden theme")
    assertNotContains(client.get(LIST), "Hidden theme")


@pytest.mark.parametrize(("address", "number"), [(LIST, 4), (f"{LIST}?for=legislation-standards", 4), (LAW, 7)])
def test_number_of_queries(client, django_assert_num_queries, address, number):
    client.get(LIST)  # builds what is held in memory
    with django_assert_num_queries(number):
        client.get(address)


def test_the_arabic_page(client):
    assertContains(client.get("/ar/tools/"), 'dir="rtl"')
