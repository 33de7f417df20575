"""The list of follow-up entries."""

from __future__ import annotations

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from documents.publication import State
from recommendations.models import Bearing, FollowUp, Recommendation
from recommendations.models.follow_up import BearingKind
from tests.factories import make_bearing, make_follow_up, make_recommendation, make_reference

LIST = "/en/follow-up/"


def test_newest_first_twenty_a_page(client):
    first, second = (client.get(f"{LIST}?page={number}").context["page"] for number in (1, 2))
    assert (len(first), len(second)) == (20, FollowUp.objects.published().count() - 20)
    dates = [entry.latest for entry in [*first, *second]]
    assert dates == sorted(dates, reverse=True)


def test_it_says_how_many_and_on_how_many_they_bear(client):
    response = client.get(LIST)
    assertContains(response, "33 entries, newest first")
    bearing = Bearing.objects.values("recommendation").distinct().count()
    assertContains(response, f"They bear on {bearing} recommendations.")


def test_an_entry(client):
    recommendation = make_recommendation(title="Do the thing", status="under-way")
    entry = make_follow_up(
        date="2030-02-01",
        period_end="2030-02-03",
        actor="An assembly",
        capacity="Of States",
        confidence="medium",
    )
    make_bearing(follow_up=entry, recommendation=recommendation, kind=BearingKind.STATEMENT)
    response = client.get(LIST)
    for words in (
        "1–3 February 2030",
        "An assembly",
        "Of States",
        entry.text,
        "Confidence: medium",
        "Do the thing",
    ):
        assertContains(response, words)
    assertContains(response, '<span class="tag">Statement</span>')
    assertContains(response, f'href="{recommendation.get_absolute_url()}"')
    assertContains(response, f"Report ¶\N{NO-BREAK SPACE}{recommendation.paragraph.label}")
    assertContains(response, '<span class="st way">')


def test_the_source_of_an_entry(client):
    reference = make_reference()
    make_follow_up(date="2030", references=[reference])
    assertContains(client.get(LIST), f'href="{reference.get_absolute_url()}"')


def test_high_confidence_goes_without_saying(client):
    FollowUp.objects.update(confidence="high")
    assertNotContains(client.get(LIST), "Confidence: ")


def test_step_result_and_statement_are_explained_once(client):
    assertContains(client.get(LIST), "It never moves the status.", count=1)


def test_undated_entries_say_so_and_come_last(client):
    assertNotContains(client.get(LIST), "Date not stated in the source")
    response = client.get(f"{LIST}?page=2")
    assertContains(response, "Date not stated in the source", count=1)
    assert [entry.date for entry in response.context["page"]][-1] == ""


def test_a_draft_entry_is_not_shown(client):
    entry = client.get(LIST).context["page"][0]
    FollowUp.objects.filter(pk=entry.pk).update(state=State.DRAFT)
    response = client.get(LIST)
    assertNotContains(response, entry.key)
    assertContains(response, "32 entries, newest first")


def test_a_draft_recommendation_is_not_named(client):
    Recommendation.objects.filter(slug="46-c").update(state=State.DRAFT)
    title = Recommendation.objects.get(slug="46-c").title
    before = Bearing.objects.values("recommendation").distinct().count()
    response = client.get(LIST)
    assertNotContains(response, title)
    assertContains(response, f"They bear on {before - 1} recommendations.")


def test_nothing_yet(client):
    FollowUp.objects.update(state=State.DRAFT)
    response = client.get(LIST)
    assertContains(response, "Nobody has sent or published anything yet. This is not a judgement.")
    assertContains(response, 'href="/en/recommendations/"')


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("page=zz", 1),
        ("page=-1", 1),
        ("page=%00", 1),
        ("page=99", 2),
        ("page=" + "9" * 10_000, 1),
        ("page[]=2", 1),
    ],
)
def test_odd_pages(client, query, number):
    assert client.get(f"{LIST}?{query}").context["page"].number == number


def test_page_links(client):
    assertContains(client.get(LIST), '<a rel="next" href="?page=2">')
    assertContains(client.get(f"{LIST}?page=2"), '<a rel="prev" href="?page=1">')


def test_in_arabic(client):
    assertContains(client.get("/ar/follow-up/"), 'dir="rtl"')


def test_queries(client, django_assert_num_queries):
    with django_assert_num_queries(6):
        client.get(LIST)
