"""The list of follow-up entries."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from pytest_django.asserts import assertContains, assertNotContains

from documents.publication import State
from recommendations.filters import FollowUpFilter
from recommendations.models import Bearing, FollowUp, Recommendation
from recommendations.models.follow_up import BearingKind
from tests.factories import make_bearing, make_follow_up, make_recommendation, make_reference, make_theme

LIST = "/en/follow-up/"


def test_newest_first_twenty_a_page(client):
    first, second = (client.get(f"{LIST}?page={number}").context["listing"].page for number in (1, 2))
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
    assert [entry.date for entry in response.context["listing"].page][-1] == ""


def test_a_draft_entry_is_not_shown(client):
    entry = client.get(LIST).context["listing"].page[0]
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
    assert client.get(f"{LIST}?{query}").context["listing"].page.number == number


def test_page_links(client):
    assertContains(client.get(LIST), '<a rel="next" href="?page=2">')
    assertContains(client.get(f"{LIST}?page=2"), '<a rel="prev" href="?page=1">')


def test_in_arabic(client):
    assertContains(client.get("/ar/follow-up/"), 'dir="rtl"')


def test_queries(client, django_assert_num_queries):
    client.get(LIST)
    with django_assert_num_queries(5):
        client.get(LIST)


# The filter


def found(query: str) -> set[str]:
    return set(FollowUpFilter(QueryDict(query)).qs.values_list("key", flat=True))


@pytest.mark.parametrize(
    ("query", "lookup"),
    [
        ("kind=result", {"bearings__kind": "result"}),
        ("theme=data-research", {"bearings__recommendation__themes__slug": "data-research"}),
        ("source=dakar-2010", {"bearings__recommendation__origin__slug": "dakar-2010"}),
    ],
)
def test_each_filter(query, lookup):
    expected = set(FollowUp.objects.filter(**lookup).values_list("key", flat=True))
    assert found(query) == expected
    assert 0 < len(expected) < FollowUp.objects.count() or query == "kind=result"


def test_any_of_a_group_and_all_of_the_groups():
    steps, statements = found("kind=step"), found("kind=statement")
    assert found("kind=step&kind=statement") == steps | statements
    assert found("kind=step&source=dakar-2010") == steps & found("source=dakar-2010")


def test_an_option_counts_what_it_would_leave(client):
    for facet in client.get(f"{LIST}?source=dakar-2010").context["listing"].facets:
        for option in facet.options:
            kept = "" if facet.name == "source" else "source=dakar-2010&"
            assert option.count == len(found(f"{kept}{facet.name}={option.value}")), (facet.name, option.value)


def test_a_draft_recommendation_finds_nothing():
    theme = make_theme()
    asked = make_recommendation(themes=[theme], state=State.DRAFT)
    make_bearing(recommendation=asked, follow_up=make_follow_up(key="hidden"), kind=BearingKind.RESULT)
    assert not found(f"theme={theme.slug}")
    assert not found(f"source={asked.origin.slug}")
    assert "hidden" not in found("kind=result")
    assert "hidden" in found("")


def test_the_values_of_an_entry_are_those_of_published_recommendations():
    theme, entry = make_theme(), make_follow_up()
    make_bearing(recommendation=make_recommendation(themes=[theme]), follow_up=entry)
    make_bearing(recommendation=make_recommendation(themes=[make_theme()], state=State.DRAFT), follow_up=entry)
    declared = FollowUpFilter.base_filters["theme"]
    assert list(declared.pairs(FollowUp.objects.filter(pk=entry.pk))) == [(entry.pk, theme.slug)]


def test_an_entry_on_a_period_is_found_by_every_year_of_it(client):
    make_follow_up(key="long", date="1907", period_end="1924-10")
    make_follow_up(key="never", date="")
    for query, is_found in [
        ("year_from=1918", True),
        ("year_to=1910", True),
        ("year_from=1910&year_to=1912", True),
        ("year_to=1906", False),
        ("year_from=1925&year_to=1930", False),
    ]:
        assert ("long" in found(query)) is is_found, query
        shown = {entry.key for entry in client.get(f"{LIST}?{query}").context["listing"].filterset.slice(0, 100)}
        assert shown == found(query)
    assert "never" not in found("year_from=1000")


def test_filters_in_force_are_named_and_lifted(client):
    response = client.get(f"{LIST}?kind=step&source=dakar-2010&colour=red")
    count = len(found("kind=step&source=dakar-2010"))
    assertContains(response, f"{count} of {FollowUp.objects.published().count()} entries, newest first")
    assertContains(response, "Remove filter: Step")
    assertContains(response, f'href="{LIST}?source=dakar-2010"')
    assertContains(response, "Not known here and left out: colour.")
    borne = Bearing.objects.filter(follow_up__key__in=found("kind=step&source=dakar-2010"))
    assertContains(response, f"They bear on {borne.values('recommendation').distinct().count()} recommendations.")


def test_page_links_keep_the_filter(client):
    assertContains(client.get(f"{LIST}?kind=step"), '<a rel="next" href="?kind=step&amp;page=2">')


def test_nothing_left_says_what_there_is_without_each_filter(client):
    theme = make_theme()
    response = client.get(f"{LIST}?kind=step&theme={theme.slug}")
    assertContains(response, "No entry matches all 2 filters.")
    assertContains(response, f'<a href="{LIST}?kind=step">Without')


@pytest.mark.parametrize("query", ["kind=zz", "kind[]=step", "theme=%00", "source=" + "a" * 10_000, "kind=step'--"])
def test_odd_filters(client, query):
    assert client.get(f"{LIST}?{query}").status_code == 200


def test_an_untouched_form_leads_to_the_list(client):
    assert client.get(f"{LIST}?kind=").headers["Location"] == LIST
