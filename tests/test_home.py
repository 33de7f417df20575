"""The home page."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.utils import translation
from pytest_django.asserts import assertContains, assertNotContains

from consultations.models import Consultation
from directory.models import Agreement, Country, Mechanism, Organisation, Practice
from documents.models import Document, Tool
from documents.publication import State
from recommendations.models import FollowUp, Recommendation
from recommendations.models.follow_up import BearingKind
from tests.factories import make_bearing, make_follow_up, make_practice

HOME = "/en/"


def test_heading_and_one_sentence(client):
    response = client.get(HOME)
    assertContains(response, "<h1>Find a peer mechanism, read the source, follow the recommendation</h1>")
    assertNotContains(response, "You are here")


def test_the_selector_offers_every_state_by_name(client):
    response = client.get(HOME)
    assertContains(response, '<form class="row" action="/en/mechanisms/">')
    offered = re.findall(r'<option value="([^"]+)">([^<]+)</option>', response.content.decode())
    assert {slug for slug, _name in offered} == set(Country.objects.values_list("slug", flat=True))
    names = [unescape(name) for _slug, name in offered]
    assert names.index("Costa Rica") + 1 == names.index("Côte d'Ivoire")
    assertContains(response, f"See all {Mechanism.objects.count()}")


def test_the_value_chosen_is_one_that_the_directory_knows(client):
    response = client.get("/en/mechanisms/", {"country": "nigeria"})
    assert {one.country.slug for one in response.context["listing"].page} == {"nigeria"}


def test_an_unknown_country_leads_to_the_directory_with_a_word(client):
    assertContains(
        client.get("/en/mechanisms/", {"country": "atlantis"}), "Not known here and left out: country=atlantis."
    )


def test_every_state_has_a_tile(client):
    drawn = client.get(HOME).context["map"]
    recorded = Country.objects.with_mechanisms().count()
    assert (len(drawn.tiles), drawn.pale_count) == (recorded, Country.objects.count() - recorded)
    assertContains(client.get(HOME), 'href="/en/countries/nigeria/" transform="translate(')


def test_a_country_whose_mechanisms_are_drafts_is_pale(client):
    Mechanism.objects.filter(country__slug="nigeria").update(state=State.DRAFT)
    response = client.get(HOME)
    assertNotContains(response, "/en/countries/nigeria/")


def test_figures_are_counted_and_linked(client):
    held = {holding.address: holding.number for holding in client.get(HOME).context["holdings"]}
    assert held == {
        "/en/mechanisms/": Mechanism.objects.count(),
        "/en/recommendations/": Recommendation.objects.count(),
        "/en/consultations/": Consultation.objects.count(),
        "/en/practices/": Practice.objects.count(),
        "/en/cooperation/": Agreement.objects.count(),
        "/en/regional/": Organisation.objects.regional().count(),
        "/en/tools/": Tool.objects.count(),
        "/en/documents/": Document.objects.held().count(),
    }
    assert all(held.values())
    Tool.objects.update(state=State.DRAFT)
    assertContains(client.get(HOME), '<a href="/en/tools/">Tools and resources</a><span>0</span>')


def test_links_across(client):
    response = client.get(HOME)
    for address in ("/en/countries/", "/en/themes/", "/en/about/sources-differ/"):
        assertContains(response, f'<li><a href="{address}">')


def test_the_thread_runs_from_dakar_to_bangkok(client):
    response = client.get(HOME)
    assertContains(response, "<h2>The thread: from Dakar to Bangkok</h2>")
    stops = response.context["line"].stops
    assert [stop.source.key for stop in stops] == ["sr-report-2010", "dakar-2010", "berlin-2013", "bangkok-2014"]
    assertContains(response, "46 participants, 26 countries, 11 recommendations")
    assertContains(response, '<p class="small muted">33 recommendations</p>')
    assertContains(response, '17 or 19 countries (<a href="/en/consultations/berlin-2013/#differ">sources differ</a>)')
    assertContains(response, "Report not yet in the portal", count=1)


def test_one_practice_of_each_kind_told_by_most_countries(client):
    practices = client.get(HOME).context["practices"]
    assert [one.kind for one in practices] == ["good-practice", "lesson", "challenge"]
    for one in practices:
        others = Practice.objects.filter(kind=one.kind)
        assert one.countries.count() == max(other.countries.count() for other in others)
    made = make_practice(kind="lesson", title="A lesson told by many")
    made.countries.set(Country.objects.all()[:9])
    assertContains(client.get(HOME), "A lesson told by many")
    Practice.objects.filter(pk=made.pk).update(state=State.DRAFT)
    assertNotContains(client.get(HOME), "A lesson told by many")


def test_the_three_latest_entries_with_status(client):
    bearing = make_bearing(follow_up=make_follow_up(date="2031", actor="A mere speaker"), kind=BearingKind.STATEMENT)
    response = client.get(HOME)
    assert bearing.follow_up not in response.context["entries"]
    latest = list(FollowUp.objects.beyond_statements().newest_first()[:3])
    assert list(response.context["entries"]) == latest
    assertContains(response, f'<a href="/en/follow-up/#{latest[0].key}">{latest[0].actor}</a>')
    assertContains(response, '<span class="st way">Under way</span>')


def test_no_draft_entry_and_no_draft_recommendation(client):
    entry = make_follow_up(date="2030", actor="Hidden body", state=State.DRAFT)
    asked = Recommendation.objects.get(origin__slug="bangkok-2014", slug="45-c")
    make_bearing(follow_up=entry, recommendation=asked)
    assertNotContains(client.get(HOME), "Hidden body")
    FollowUp.objects.filter(pk=entry.pk).update(state=State.PUBLISHED)
    assertContains(client.get(HOME), "Hidden body")
    Recommendation.objects.filter(pk=asked.pk).update(state=State.DRAFT)
    response = client.get(HOME)
    assertContains(response, "Hidden body")
    assertNotContains(response, asked.title)


def test_sections_without_records_are_left_out(client):
    for model in (Practice, FollowUp, Consultation):
        model.objects.update(state=State.DRAFT)
    response = client.get(HOME)
    assertNotContains(response, "What mechanisms report from experience")
    assertNotContains(response, "Latest follow-up")
    assertContains(response, "<h2>The thread</h2>")


@pytest.mark.parametrize("query", ["country=%00", "page=zz", "a[]=1", "q=" + "a" * 10_000, "%00=1"])
def test_odd_query_strings(client, query):
    assert client.get(f"{HOME}?{query}").status_code == 200


def test_number_of_queries(client, django_assert_num_queries):
    client.get(HOME)
    with django_assert_num_queries(21):
        client.get(HOME)


def test_in_arabic(client):
    with translation.override("en"):
        assertContains(client.get("/ar/"), Country.objects.get(iso2="NG").names["ar"])
