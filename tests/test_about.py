"""About the portal, and where sources differ."""

from __future__ import annotations

import pytest

from directory.models import Mechanism, Statement
from documents.models import Discrepancy, Document
from documents.publication import State
from tests.walk import Page


def test_about_counts_what_is_published(client):
    context = client.get("/en/about/").context
    assert context["held"]["documents"] == Document.objects.held().count()
    assert context["described"]["number"] == Statement.objects.count()
    one = Mechanism.objects.get(slug="nigeria-naptip")
    number = one.statements.count()
    Mechanism.objects.filter(pk=one.pk).update(state=State.DRAFT)
    later = client.get("/en/about/").context
    assert later["held"]["mechanisms"] == context["held"]["mechanisms"] - 1
    assert later["described"]["number"] == context["described"]["number"] - number


def test_about_tells_dates_and_sources_of_descriptions(client):
    described = client.get("/en/about/").context["described"]
    dates = [date for date in Statement.objects.values_list("as_of", flat=True) if date]
    assert (described["first"], described["last"]) == (min(dates), max(dates))
    assert described["undated"] == Statement.objects.filter(as_of="").count()
    by_document = Statement.objects.filter(references__document__held=True).distinct()
    assert described["from_documents"] == by_document.count()


def test_about_says_how_to_reach_the_secretariat(client, settings):
    assert b"has set no contact address" in client.get("/en/about/").content
    settings.CONTACT_EMAIL = "secretariat@example.org"
    html = client.get("/en/about/").content.decode()
    assert '<a href="mailto:secretariat@example.org">' in html
    assert "has set no contact address" not in html


def test_about_of_an_empty_record(client):
    Mechanism.objects.update(state=State.DRAFT)
    html = client.get("/en/about/").content.decode()
    assert "0 mechanisms" in html
    assert "None" not in html


def test_queries_of_about(client, django_assert_num_queries):
    with django_assert_num_queries(11):
        client.get("/en/about/")


def test_every_difference_has_its_place(client):
    html = client.get("/en/about/sources-differ/").content.decode()
    page = Page(html)
    for discrepancy in Discrepancy.objects.published():
        assert discrepancy.key in page.ids
    assert "17 countries" in html
    assert "19 countries, 40 participants" in html
    assert 'href="/en/documents/bangkok-2014-concept-note/#pcontext-5"' in html


@pytest.mark.parametrize(
    ("key", "address"),
    [
        ("berlin-countries", "/en/consultations/berlin-2013/"),
        ("berlin-countries", "/en/documents/A-HRC-26-37-Add.1/"),
        ("naptip-type", "/en/mechanisms/nigeria-naptip/"),
        ("directive-2024-date", "/en/regional/eu/"),
    ],
)
def test_a_difference_leads_to_what_it_concerns(client, key, address):
    html = client.get("/en/about/sources-differ/").content.decode()
    assert f'href="{address}"' in html.partition(f'<li id="{key}">')[2].partition("<li id=")[0]


def test_addresses_are_numbered_and_each_number_leads_to_one(client):
    response = client.get("/en/about/sources-differ/")
    page = Page(response.content.decode())
    numbers = {link for link in page.links if link.startswith("#source-")}
    assert numbers
    assert {link[1:] for link in numbers} <= set(page.ids)
    listed = [one for one in page.ids if one.startswith("source-")]
    assert listed == [f"source-{number}" for number in range(1, len(response.context["addresses"]) + 1)]
    assert {one.url for one in response.context["addresses"]} == set(response.context["sources"])


def test_differences_stand_under_their_kind(client):
    groups = client.get("/en/about/sources-differ/").context["groups"]
    assert [group.kind for group in groups] == ["between-sources", "within-source", "compatible"]
    assert all(one.kind == group.kind for group in groups for one in group.discrepancies)


def test_a_draft_is_not_shown(client):
    Discrepancy.objects.filter(key="berlin-countries").update(state=State.DRAFT)
    Mechanism.objects.filter(slug="nigeria-naptip").update(state=State.DRAFT)
    html = client.get("/en/about/sources-differ/").content.decode()
    assert "Countries at the Berlin meeting" not in html
    assert "/en/mechanisms/nigeria-naptip/" not in html
    assert "Type of the Nigerian agency NAPTIP" in html


def test_without_differences_the_page_says_so(client):
    Discrepancy.objects.update(state=State.DRAFT)
    assert b"No difference between sources is recorded." in client.get("/en/about/sources-differ/").content


def test_queries_of_sources_differ(client, django_assert_num_queries):
    with django_assert_num_queries(7):
        client.get("/en/about/sources-differ/")
