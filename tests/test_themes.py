"""The list of themes, and the thread of one theme."""

from __future__ import annotations

import csv
from collections import Counter

import pytest
from django.utils import translation
from pytest_django.asserts import assertContains, assertNotContains

from consultations.models import Consultation
from directory.models import Practice
from documents.models import Document, Reference, Theme, Tool
from documents.models.theme import ThemeGroup
from documents.publication import State
from recommendations.models import FollowUp, Origin, Recommendation
from recommendations.themes import neighbours, tallies
from recommendations.thread import Source, in_words, thread_line, thread_of
from tests.factories import (
    linked,
    make_address,
    make_agreement,
    make_bearing,
    make_consultation,
    make_document,
    make_follow_up,
    make_origin,
    make_paragraph,
    make_practice,
    make_proposal,
    make_recommendation,
    make_reference,
    make_section,
    make_theme,
    make_tool,
)

LIST = "/en/themes/"
FILE = "/en/themes/networks-exchange.csv"
NETWORKS = "/en/themes/networks-exchange/"
REGIONAL = "/en/themes/regional-cooperation/"


def sources_of(slug: str) -> dict[str, Source]:
    return {source.key: source for source in thread_of(Theme.objects.get(slug=slug)).sources}


# The list


def test_themes_stand_in_their_five_groups(client):
    groups = client.get(LIST).context["groups"]
    assert [group.label for group in groups] == [str(group.label) for group in ThemeGroup]
    assert [len(group.records) for group in groups] == [5, 2, 5, 5, 3]


def test_each_theme_has_scope_note_and_counts(client):
    response = client.get(LIST)
    theme = Theme.objects.get(slug="gender-age")
    assertContains(response, f'<a href="/en/themes/gender-age/">{theme.name}</a>')
    assertContains(response, theme.scope_note)
    assertContains(client.get("/ar/themes/"), theme.scope["ar"])
    counted = tallies()[theme.pk]
    assert counted == {
        "recommendations": Recommendation.objects.filter(themes=theme).count(),
        "practices": Practice.objects.filter(themes=theme).count(),
    }
    assertContains(response, f"<span>{counted['recommendations']} recommendations</span>")


def test_only_published_records_are_counted():
    theme = make_theme()
    for state in (State.PUBLISHED, State.DRAFT, State.WITHDRAWN):
        reason = "Twice in the record" if state == State.WITHDRAWN else ""
        make_recommendation(themes=[theme], state=state, withdrawn_reason=reason)
        make_practice(themes=[theme], state=state, withdrawn_reason=reason)
        linked(make_proposal(state=state, withdrawn_reason=reason), themes=[theme])
        linked(make_agreement(state=state, withdrawn_reason=reason), themes=[theme])
        linked(make_tool(state=state, withdrawn_reason=reason), themes=[theme])
    assert tallies()[theme.pk] == dict.fromkeys(["recommendations", "proposals", "practices", "agreements", "tools"], 1)


def test_counts_are_words_without_zeros():
    assert in_words(Counter(tools=1, recommendations=12, practices=0)) == ["12 recommendations", "1 tool"]


def test_the_list_shows_no_draft(client):
    Theme.objects.filter(slug="gender-age").update(state=State.DRAFT)
    assertNotContains(client.get(LIST), "/en/themes/gender-age/")
    assert client.get("/en/themes/gender-age/").status_code == 404
    assertNotContains(client.get("/en/themes/remedies-compensation/"), "/en/themes/gender-age/")


def test_a_theme_without_records(client):
    theme = make_theme()
    assertContains(client.get(LIST), "Nothing recorded under it yet")
    response = client.get(theme.get_absolute_url())
    assertContains(response, "Nothing from this source is recorded under this theme.", count=3)
    assertContains(response, "The documents name no tool for this theme.")


def test_no_theme_at_all(client):
    Theme.objects.update(state=State.DRAFT)
    assertContains(client.get(LIST), "No theme is published yet.")


def test_unknown_theme_is_missing(client):
    assert client.get("/en/themes/none/").status_code == 404


@pytest.mark.parametrize("query", ["page=zz", "theme=%00", "a[]=1", "q=" + "a" * 10_000, "%00=1"])
@pytest.mark.parametrize("address", [LIST, NETWORKS])
def test_odd_query_strings(client, address, query):
    assert client.get(f"{address}?{query}").status_code == 200


# The line of all sources


def test_the_line_runs_from_the_report_of_2010_to_bangkok():
    line = thread_line()
    assert [(one.key, one.date, one.is_gap) for one in line] == [
        ("sr-report-2010", "2010-05-04", False),
        ("dakar-2010", "2010-10-04", False),
        ("berlin-2013", "2013-05-23", True),
        ("bangkok-2014", "2014-05-21", False),
    ]
    made = {one.key: one.tally["recommendations"] for one in line if not one.is_gap}
    assert made == {
        origin.slug: Recommendation.objects.filter(origin=origin).count() for origin in Origin.objects.all()
    }


def test_a_gap_closes_once_the_report_is_held_or_recommendations_are_recorded():
    berlin = Consultation.objects.get(slug="berlin-2013")
    assert next(one for one in thread_line() if one.consultation == berlin).is_gap
    made = make_recommendation(origin=make_origin(consultation=berlin))
    assert not any(one.is_gap for one in thread_line())
    Recommendation.objects.filter(pk=made.pk).update(state=State.DRAFT)
    assert any(one.is_gap for one in thread_line())
    Document.objects.filter(key="A-HRC-26-37-Add.1").update(held=True)
    assert not any(one.is_gap for one in thread_line())


def test_a_draft_meeting_is_not_on_the_line():
    Consultation.objects.filter(slug="berlin-2013").update(state=State.DRAFT)
    assert "berlin-2013" not in {one.key for one in thread_line()}


def test_recommendations_of_a_draft_meeting_stay_under_their_origin():
    Consultation.objects.filter(slug="dakar-2010").update(state=State.DRAFT)
    dakar = sources_of("networks-exchange")["dakar-2010"]
    assert dakar.consultation is None
    assert dakar.address == "/en/recommendations/dakar-2010/"
    assert len(dakar.recommendations) == 4


# One theme


def test_each_source_holds_its_own_recommendations_as_printed(client):
    sources = sources_of("networks-exchange")
    assert {key: [one.slug for one in source.recommendations] for key, source in sources.items()} == {
        "sr-report-2010": ["115", "118"],
        "dakar-2010": ["33-f", "33-g", "33-k", "33-l"],
        "berlin-2013": [],
        "bangkok-2014": ["45-c", "46-c"],
    }


def test_every_record_of_a_theme_stands_on_its_thread_once():
    for theme in Theme.objects.all():
        thread = thread_of(theme)
        on_thread = sum((source.tally for source in thread.sources), Counter())
        recorded = Counter(tallies()[theme.pk])
        recorded.pop("tools", None)
        assert on_thread == recorded, theme.slug


def test_practices_proposals_and_agreements_stand_under_the_report_they_come_from():
    sources = sources_of("regional-cooperation")
    told = sources["dakar-2010"].practices
    assert len(told) > 3
    assert all(one.references.filter(document__key="dakar-2010-report").exists() for one in told)
    assert [one.key for one in sources["dakar-2010"].proposals] == ["pr-11", "pr-9", "pr-10"]
    assert "india-saarc-convention-procedures" in {one.slug for one in sources["bangkok-2014"].agreements}


def test_practices_stand_in_the_order_of_the_report():
    for source in sources_of("networks-exchange").values():
        places = [min(place.paragraph.position for place in one.references.all()) for one in source.practices]
        assert places == sorted(places)


def test_a_document_of_no_meeting_becomes_a_source_at_its_date():
    theme = make_theme()
    paper = Document.objects.get(key="unodc-coordination-paper")
    place = Reference.objects.filter(document=paper, paragraph__isnull=False).first()
    practice = make_practice(themes=[theme], references=[place])
    sources = thread_of(theme).sources
    assert [one.key for one in sources][-2:] == ["bangkok-2014", "unodc-coordination-paper"]
    assert sources[-1].practices == [practice]
    assert (sources[-1].date, sources[-1].address) == ("2015", "/en/documents/unodc-coordination-paper/")


def test_the_report_of_2010_keeps_what_its_excerpt_tells():
    theme = make_theme()
    place = make_reference(Recommendation.objects.get(slug="107").paragraph)
    make_practice(themes=[theme], references=[place])
    assert {one.key: one.tally["practices"] for one in thread_of(theme).sources if one.practices} == {
        "sr-report-2010": 1
    }


def test_what_no_document_tells_comes_last(client):
    theme = make_theme()
    hidden = make_reference(make_paragraph(make_section(make_document(title="Hidden", state=State.DRAFT))))
    linked(make_agreement(title="Told on the web", references=[make_address()]), themes=[theme])
    linked(make_agreement(title="Told by a draft", references=[hidden]), themes=[theme])
    make_practice(themes=[theme], references=[hidden])
    last = thread_of(theme).sources[-1]
    assert (last.key, last.date, len(last.agreements), len(last.practices)) == ("elsewhere", "", 2, 1)
    assertContains(client.get(theme.get_absolute_url()), "<h3>Other sources</h3>", count=1)


def test_the_page_counts_per_source_and_says_the_gap(client):
    response = client.get(NETWORKS)
    assertContains(response, '<a href="#bangkok-2014">Second NREM consultation, Bangkok</a>')
    assertContains(response, "2 recommendations, 5 proposals, 8 practices, 1 agreement")
    assertContains(response, '<li id="berlin-2013" class="gap">')
    assertContains(
        response, '<a href="/en/documents/A-HRC-26-37-Add.1/"><bdi>A/HRC/26/37/Add.1</bdi></a>, is not yet in'
    )
    assertContains(response, '<span class="st way">Under way</span>')
    assertContains(response, '<a href="/en/consultations/bangkok-2014/#pr-5">')
    assertContains(response, 'href="/en/recommendations/?theme=networks-exchange"')


def test_tools_of_the_theme(client):
    response = client.get(NETWORKS)
    for tool in Tool.objects.filter(themes__slug="networks-exchange"):
        assertContains(response, f'<a href="{tool.get_absolute_url()}">')
    Tool.objects.update(state=State.DRAFT)
    assertNotContains(client.get(NETWORKS), 'href="/en/tools/toolkit/"')


def test_no_draft_on_the_thread(client):
    theme = make_theme()
    make_recommendation(title="Hidden one", themes=[theme], origin=Origin.objects.first(), state=State.DRAFT)
    make_practice(title="Hidden two", themes=[theme], state=State.DRAFT)
    meeting = make_consultation(title="Hidden three", short_names={"en": "Hidden three"}, state=State.DRAFT)
    linked(make_proposal(title="Hidden four", state=State.DRAFT), themes=[theme])
    linked(make_proposal(meeting, title="Hidden five"), themes=[theme])
    linked(make_agreement(title="Hidden six", state=State.DRAFT), themes=[theme])
    shown = make_recommendation(themes=[theme], origin=Origin.objects.first())
    make_bearing(recommendation=shown, follow_up=make_follow_up(actor="Hidden seven", state=State.DRAFT))
    assertNotContains(client.get(theme.get_absolute_url()), "Hidden")


# Follow-up on the thread


def test_follow_up_stands_between_the_sources_at_its_date(client):
    thread = thread_of(Theme.objects.get(slug="networks-exchange"))
    keys = [one.source.key if one.source else one.step.follow_up.key for one in thread.moments]
    assert keys.index("berlin-2013") < keys.index("fu-sr-greta-2013") < keys.index("bangkok-2014")
    assert keys.index("bangkok-2014") < keys.index("fu-coe-osce-2018") < keys.index("fu-eu-2025")
    assert len(keys) == len(set(keys))
    dates = [moment.date for moment in thread.moments]
    assert dates == sorted(dates)
    assertContains(client.get(NETWORKS), ' class="step">', count=len(thread.steps))


def test_only_what_bears_on_the_theme_is_shown():
    theme = Theme.objects.get(slug="networks-exchange")
    expected = FollowUp.objects.filter(bearings__recommendation__themes=theme).distinct()
    steps = thread_of(theme).steps
    assert {step.follow_up for step in steps} == set(expected)
    both = next(step for step in steps if step.follow_up.key == "fu-eu-2023b")
    assert [borne.recommendation.slug for borne in both.borne] == ["46-c"]
    assert both.follow_up.bearings.count() == 3


def test_a_period_stands_where_it_ends_and_the_undated_comes_last():
    theme = make_theme()
    asked = make_recommendation(themes=[theme], origin=make_origin(date="2010"))
    for key, date, end in [("long", "2007", "2024-10"), ("short", "2012", ""), ("unknown", "", "")]:
        make_bearing(recommendation=asked, follow_up=make_follow_up(key=key, date=date, period_end=end))
    steps = [one.step for one in thread_of(theme).moments if one.step]
    assert [(step.follow_up.key, step.before) for step in steps] == [
        ("short", False),
        ("long", False),
        ("unknown", False),
    ]


def test_what_came_before_the_recommendation_is_marked(client):
    theme = make_theme()
    asked = make_recommendation(themes=[theme], origin=make_origin(date="2010-05-04"))
    for date, before in [("2009", True), ("2010", False), ("2010-05-04", False), ("2011", False)]:
        entry = make_follow_up(date=date)
        make_bearing(recommendation=asked, follow_up=entry)
        step = next(one for one in thread_of(theme).steps if one.follow_up == entry)
        assert step.before is before
    assertContains(client.get(theme.get_absolute_url()), "On record before the recommendation", count=1)


def test_a_recommendation_leads_to_its_first_answer_and_a_source_counts_them(client):
    theme = make_theme()
    origin = Origin.objects.get(slug="bangkok-2014")
    asked, other = (
        make_recommendation(themes=[theme], origin=origin),
        make_recommendation(themes=[theme], origin=origin),
    )
    for key, date in [("later", "2020"), ("first", "2016"), ("undated", "")]:
        make_bearing(recommendation=asked, follow_up=make_follow_up(key=key, date=date))
    bangkok = sources_of(theme.slug)["bangkok-2014"]
    assert [(one.recommendation, [step.follow_up.key for step in one.steps], one.number) for one in bangkok.asked] == [
        (asked, ["first", "later", "undated"], 3),
        (other, [], 0),
    ]
    assert bangkok.answered_by == 3
    response = client.get(theme.get_absolute_url())
    assertContains(response, '<a class="small nb" href="#first">3 follow-up entries</a>', count=1)
    assertContains(response, '<li id="first" class="step">')
    assertContains(response, "2 recommendations; 3 follow-up entries bear on it")


def test_the_themes_before_and_after(client):
    themes = list(Theme.objects.published())
    around = neighbours(themes[1])
    assert (around.previous, around.following) == (themes[0], themes[2])
    assert {one.group for one in around.siblings} == {themes[1].group}
    assert themes[1] not in around.siblings
    assert neighbours(themes[0]).previous is neighbours(themes[-1]).following is None
    response = client.get(themes[1].get_absolute_url())
    assertContains(
        response, f'<a rel="prev" href="{themes[0].get_absolute_url()}">Previous theme: {themes[0].name}</a>'
    )
    assertContains(response, f'<a rel="next" href="{themes[2].get_absolute_url()}">Next theme: {themes[2].name}</a>')


# The thread as a file


def lines_of(response) -> list[dict[str, str]]:
    return list(csv.DictReader(response.getvalue().decode("utf-8-sig").splitlines()))


def test_the_file_has_a_line_for_each_thing_on_the_thread_in_order(client):
    assertContains(client.get(NETWORKS), 'href="/en/themes/networks-exchange.csv" type="text/csv"')
    lines = lines_of(client.get(FILE))
    thread = thread_of(Theme.objects.get(slug="networks-exchange"))
    things = sum(sum(source.tally.values()) for source in thread.sources)
    assert len(lines) == len(thread.sources) + things + sum(len(step.borne) for step in thread.steps)
    starts = [line["date"].split("/")[-1] for line in lines if line["date"]]
    assert starts == sorted(starts)
    made = next(line for line in lines if line["place"] == "A/HRC/29/38/Add.2, 46 (c)")
    assert (made["what"], made["status"], made["address"]) == (
        "recommendation",
        "under-way",
        "http://testserver/r/bangkok-2014/46-c",
    )
    assert [line["source"] for line in lines if line["what"] == "report not held"] == [
        "First NREM consultation, Berlin"
    ]
    assert {line["answers"] for line in lines if line["what"] == "step"} >= {"bangkok-2014/46-c"}


def test_the_file_names_no_draft(client):
    theme = make_theme()
    hidden = make_reference(make_paragraph(make_section(make_document(title="Hidden", state=State.DRAFT))))
    make_practice(themes=[theme], references=[hidden])
    asked = make_recommendation(themes=[theme], origin=Origin.objects.first())
    make_bearing(recommendation=asked, follow_up=make_follow_up(actor="Hidden two", state=State.DRAFT))
    make_bearing(recommendation=asked, follow_up=make_follow_up(references=[hidden]))
    assertNotContains(client.get(f"/en/themes/{theme.slug}.csv"), "Hidden")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_file_has_no_markup(client, language):
    response = client.get(f"/{language}/themes/networks-exchange.csv")
    assertNotContains(response, "<")
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert client.post(f"/{language}/themes/networks-exchange.csv").status_code == 405


def test_the_file_of_an_unknown_theme_is_missing(client):
    assert client.get("/en/themes/none.csv").status_code == 404
    Theme.objects.filter(slug="gender-age").update(state=State.WITHDRAWN, withdrawn_reason="Twice")
    assert client.get("/en/themes/gender-age.csv").status_code == 410


@pytest.mark.parametrize(("address", "number"), [(FILE, 19), (LIST, 6), (NETWORKS, 21), (REGIONAL, 21)])
def test_number_of_queries(client, django_assert_num_queries, address, number):
    assert read(client, address)
    with django_assert_num_queries(number):
        read(client, address)


def read(client, address: str) -> bytes:
    """Return a page or a file, which is made while it is read."""
    return b"".join(client.get(address))


def test_queries_do_not_grow_with_the_thread(client, django_assert_num_queries):
    theme = Theme.objects.get(slug="networks-exchange")
    for _number in range(5):
        asked = make_recommendation(themes=[theme], origin=Origin.objects.get(slug="bangkok-2014"))
        make_bearing(recommendation=asked)
        linked(make_proposal(Consultation.objects.get(slug="dakar-2010")), themes=[theme])
        make_practice(themes=[theme])
        linked(make_agreement(), themes=[theme])
        linked(make_tool(), themes=[theme])
    client.get(NETWORKS)
    with django_assert_num_queries(21):
        client.get(NETWORKS)


# A thread of very many


@pytest.fixture
def many(monkeypatch):
    """A theme with seven recommendations of one source and two of another, eleven entries, and room for few."""
    monkeypatch.setattr("recommendations.thread.ROOM", 8)
    monkeypatch.setattr("recommendations.thread.STEPS", 4)
    theme = make_theme()
    for slug, number in [("bangkok-2014", 7), ("dakar-2010", 2)]:
        origin = Origin.objects.get(slug=slug)
        for place in range(number):
            asked = make_recommendation(title=f"{slug} {place}", themes=[theme], origin=origin)
            make_bearing(recommendation=asked, follow_up=make_follow_up(key=f"{slug}-{place}", date=f"202{place}"))
    for year in (2024, 2025):
        first = Recommendation.objects.get(title="bangkok-2014 0")
        make_bearing(recommendation=first, follow_up=make_follow_up(key=f"again-{year}", date=str(year)))
    return theme


def test_of_very_many_the_first_are_shown_and_the_rest_counted(client, many):
    sources = sources_of(many.slug)
    shown = {key: [one.title for one in source.recommendations] for key, source in sources.items()}
    assert shown["bangkok-2014"] == [f"bangkok-2014 {place}" for place in range(4)]
    assert shown["dakar-2010"] == ["dakar-2010 0", "dakar-2010 1"]
    assert (sources["bangkok-2014"].tally["recommendations"], sources["bangkok-2014"].further) == (7, 3)
    assert (sources["bangkok-2014"].answered_by, sources["dakar-2010"].answered_by) == (9, 2)
    page = client.get(many.get_absolute_url())
    address = f"/en/recommendations/?source=bangkok-2014&amp;theme={many.slug}"
    assertContains(page, f'<a href="{address}">and 3 more: see all as a list</a>', count=1)
    assertContains(page, "see all as a list", count=1)
    assertContains(page, "7 recommendations; 9 follow-up entries bear on it")
    listed = client.get(address.replace("&amp;", "&"))
    assertContains(listed, "7 of ")


def test_of_very_many_entries_the_newest_are_shown(client, many):
    thread = thread_of(many)
    newest = {step.follow_up.key for step in thread.steps}
    assert (thread.step_count, newest) == (11, {"again-2025", "bangkok-2014-6", "bangkok-2014-5", "again-2024"})
    page = client.get(many.get_absolute_url())
    assertContains(page, "with 11 follow-up entries")
    assertContains(page, f'entries are shown. <a href="/en/follow-up/?theme={many.slug}">See them all as a list</a>')
    asked = next(one for one in sources_of(many.slug)["bangkok-2014"].asked if one.recommendation.title.endswith(" 0"))
    assert ([step.follow_up.key for step in asked.steps], asked.number) == (["again-2024", "again-2025"], 3)
    assert asked.address == asked.recommendation.get_absolute_url()
    assertNotContains(page, 'href="#bangkok-2014-0"')


def test_the_file_of_very_many_has_all_in_order(client, many, monkeypatch):
    monkeypatch.setattr("recommendations.on_theme.CHUNK", 3)
    monkeypatch.setattr("recommendations.thread_table.CHUNK", 5)
    response = client.get(f"/en/themes/{many.slug}.csv")
    assert response.streaming
    lines = lines_of(response)
    made = [line["title"] for line in lines if line["what"] == "recommendation"]
    assert made == [*(f"dakar-2010 {place}" for place in range(2)), *(f"bangkok-2014 {place}" for place in range(7))]
    assert len([line for line in lines if line["answers"]]) == 11
    dates = [line["date"] for line in lines if line["date"]]
    assert dates == sorted(dates)


def test_the_file_stays_in_its_language_while_others_are_answered(client):
    response = client.get("/ar/themes/networks-exchange.csv")
    client.get(LIST)
    lines = lines_of(response)
    assert "http://testserver/ar/consultations/dakar-2010/" in {line["address"] for line in lines}
    assert not [line for line in lines if "/en/" in line["address"]]


def test_of_many_sources_each_shows_fewer():
    theme = make_theme()
    for _number in range(12):
        origin = make_origin()
        for _again in range(31):
            make_recommendation(themes=[theme], origin=origin)
    assert {len(source.recommendations) for source in thread_of(theme).sources} == {0, 16}


def test_in_arabic(client):
    with translation.override("en"):
        response = client.get("/ar/themes/gender-age/")
        assertContains(response, Theme.objects.get(slug="gender-age").names["ar"])
