"""About the portal, where sources differ, and the pages of plain words."""

from __future__ import annotations

import datetime

import pytest

from consultations.models import Consultation
from directory.models import Mechanism
from documents.models import Discrepancy, Document
from documents.publication import State
from nrem_portal.pages import about
from nrem_portal.pages.about import ASKED
from tests import factories as make
from tests.walk import Page

PAGES = ["sources", "gaps", "data", "accessibility", "privacy", "terms", "contact"]


def test_about_counts_what_is_published(client):
    context = client.get("/en/about/").context
    assert context["held"]["documents"] == Document.objects.held().count()
    Mechanism.objects.filter(slug="nigeria-naptip").update(state=State.DRAFT)
    later = client.get("/en/about/").context
    assert later["held"]["mechanisms"] == context["held"]["mechanisms"] - 1


def test_about_tells_since_when_it_is_asked_for(client):
    html = client.get("/en/about/").content.decode()
    assert 'Since the <a href="/en/consultations/dakar-2010/">consultation in Dakar</a>, 4–5 October 2010' in html
    assert len(client.get("/en/about/").context["asked"]) == len(ASKED)
    assert 'href="/en/documents/A-HRC-29-38-Add.2/#p38"' in html


def test_what_no_published_paragraph_says_is_not_asked_for(client):
    Document.objects.filter(key="A-HRC-29-38-Add.2").update(state=State.DRAFT)
    Consultation.objects.update(state=State.DRAFT)
    response = client.get("/en/about/")
    assert {one.document.key for line in response.context["asked"] for one in line.paragraphs} == {"dakar-2010-report"}
    assert b"Those who met have proposed or asked for:" in response.content


def test_about_leads_to_every_page_below_it(client):
    page = Page(client.get("/en/about/").content.decode())
    assert set(page.links) >= {f"/en/about/{name}/" for name in [*PAGES, "sources-differ"]}


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_plain_words_answers_in_every_language(client, name):
    page = Page(client.get(f"/en/about/{name}/").content.decode())
    assert page.levels.count(1) == 1
    assert "/en/about/" in page.links
    assert client.get(f"/ar/about/{name}/").status_code == 200


@pytest.mark.parametrize("name", ["accessibility", "privacy", "terms", "contact"])
def test_pages_of_plain_words_ask_nothing_of_the_database(client, django_assert_num_queries, name):
    with django_assert_num_queries(0):
        client.get(f"/en/about/{name}/")


@pytest.mark.parametrize("name", ["", "accessibility/", "privacy/", "contact/"])
def test_pages_say_whom_to_write_to_where_the_operator_names_one(client, settings, name):
    assert "mailto:" not in client.get(f"/en/about/{name}").content.decode()
    settings.CONTACT_EMAIL = "secretariat@example.org"
    assert '<a href="mailto:secretariat@example.org">' in client.get(f"/en/about/{name}").content.decode()


def test_contact_without_an_address_says_so_and_leads_to_the_directory(client):
    html = client.get("/en/about/contact/").content.decode()
    assert "has set no contact address" in html
    assert '<a href="/en/mechanisms/">directory</a>' in html
    assert "security.txt" not in html


def test_the_accessibility_statement_has_its_day(client, monkeypatch):
    monkeypatch.setattr(about, "ACCESSIBILITY_STATED", datetime.date(2031, 5, 4))
    assert b"Statement of 4 May 2031." in client.get("/en/about/accessibility/").content


def test_about_of_an_empty_record(client):
    Mechanism.objects.update(state=State.DRAFT)
    html = client.get("/en/about/").content.decode()
    assert "0 mechanisms" in html
    assert "None" not in html


def test_low_confidence_of_an_address_is_told(client):
    claim = make.make_claim(references=[make.make_address(confidence="high")])
    before = client.get("/en/about/sources-differ/").content.decode().count("confidence: low")
    claim.references.update(confidence="low")
    # beside the value, and in the list of addresses
    assert client.get("/en/about/sources-differ/").content.decode().count("confidence: low") == before + 2


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
    assert listed == [f"source-{number}" for number in range(1, len(response.context["sources"].listed) + 1)]
    assert {one.url for one in response.context["sources"].listed} == set(response.context["sources"].numbers)


def test_differences_stand_under_their_kind(client):
    groups = client.get("/en/about/sources-differ/").context["groups"]
    assert [group.value for group in groups] == ["between-sources", "within-source", "compatible"]
    assert all(one.kind == group.value for group in groups for one in group.records)


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
