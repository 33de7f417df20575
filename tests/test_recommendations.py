"""The list of recommendations, the recommendations of one origin, and the page of one recommendation."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import translation
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from consultations.models import Consultation
from documents.catalogue import catalogue
from documents.models import Document
from documents.publication import State
from recommendations.alike import by_origin
from recommendations.cards import Cards, card_of
from recommendations.filters import RecommendationFilter
from recommendations.models import Bearing, FollowUp, Origin, Recommendation, Status
from recommendations.models.follow_up import BearingKind, refresh_status
from recommendations.timeline import precedes
from tests.factories import (
    make_bearing,
    make_country,
    make_follow_up,
    make_origin,
    make_paragraph,
    make_paragraph_text,
    make_recommendation,
    make_rendition,
    make_theme,
)

LIST = "/en/recommendations/"


def chosen(query: str) -> set[str]:
    """Return the recommendations that a query string leaves, as `origin/slug`."""
    found = RecommendationFilter(QueryDict(query), Recommendation.objects.published()).qs
    return {f"{one.origin.slug}/{one.slug}" for one in found.select_related("origin")}


def shown(response) -> list[str]:
    return [f"{one.origin.slug}/{one.slug}" for one in response.context["listing"].page]


def of(path: str) -> Recommendation:
    origin, slug = path.split("/")
    return Recommendation.objects.get(origin__slug=origin, slug=slug)


def hide(path: str) -> None:
    Recommendation.objects.filter(pk=of(path).pk).update(state=State.DRAFT)


def test_the_whole_list(client):
    response = client.get(LIST)
    assertContains(response, "56 of 56 recommendations")
    assert shown(response)[:2] == ["bangkok-2014/45-a", "bangkok-2014/45-b"]
    assertContains(response, 'href="/en/recommendations/bangkok-2014/45-a/"')
    assertContains(response, "¶\N{NO-BREAK SPACE}45 (a)")
    assertContains(response, "A/HRC/29/38/Add.2, paragraph 45 (a)")
    assertContains(response, "To States; Mechanisms (NREMs)")


@pytest.mark.parametrize(
    ("query", "lookup"),
    [
        ("theme=data-research", {"themes__slug": "data-research"}),
        ("source=dakar-2010", {"origin__slug": "dakar-2010"}),
        ("to=special-rapporteur", {"addressees__group": "special-rapporteur"}),
        ("status=under-way", {"status": "under-way"}),
        ("strength=must", {"strength": "must"}),
        ("kind=rapporteur", {"kind": "rapporteur"}),
        ("q=COMPENSATION", {"title__icontains": "compensation"}),
        ("q=prosecutorial", {"heading__icontains": "prosecutorial"}),
        ("q=Palermo+protocol", {"summary__icontains": "Palermo Protocol"}),
    ],
)
def test_each_filter(query, lookup):
    expected = {f"{one.origin.slug}/{one.slug}" for one in Recommendation.objects.filter(**lookup)}
    assert expected
    assert chosen(query) >= expected
    if not query.startswith("q="):
        assert chosen(query) == expected


def test_any_of_a_group_and_all_of_the_groups():
    must, may = chosen("strength=must"), chosen("strength=may")
    assert chosen("strength=must&strength=may") == must | may
    assert chosen("strength=must&strength=may&source=dakar-2010") == (must | may) & chosen("source=dakar-2010")


def test_counts_say_what_an_option_would_leave(client):
    listing = client.get(f"{LIST}?theme=data-research&strength=should").context["listing"]
    options = [(facet.name, option) for facet in listing.facets for option in facet.options]
    names = ["theme", "source", "to", "status", "strength", "kind", "region", "country"]
    assert [facet.name for facet in listing.facets] == names
    for name, option in options:
        others = {"theme": "strength=should", "strength": "theme=data-research"}
        kept = others.get(name, "theme=data-research&strength=should")
        assert option.count == len(chosen(f"{kept}&{name}={option.value}")), (name, option.value)


def test_applied_filters_remove_themselves(client):
    response = client.get(f"{LIST}?theme=data-research&theme=gender-age&status=under-way")
    assertContains(response, "Filter (3 applied)")
    assertContains(response, 'href="/en/recommendations/?theme=data-research&amp;status=under-way"')
    assertContains(response, "Remove filter: Gender and age")


def test_what_is_not_known_is_named(client):
    response = client.get(f"{LIST}?theme=nothing&colour=red&order=best")
    assertContains(response, "Not known here and left out: theme=nothing, order=best, colour.")
    assertContains(response, "56 of 56 recommendations")


def test_the_orders(client):
    assert shown(client.get(f"{LIST}?order=newest")) == shown(client.get(LIST))
    oldest = shown(client.get(f"{LIST}?order=oldest"))
    assert oldest[0] == "sr-report-2010/106"
    assert oldest == [f"sr-report-2010/{number}" for number in range(106, 126)]


def test_latest_follow_up_first(client):
    listing = client.get(f"{LIST}?order=follow-up").context["listing"]
    dates = [
        max((bearing.follow_up.latest for bearing in one.bearings.all()), default=None) for one in listing.filterset.qs
    ]
    dated = [date for date in dates if date]
    assert dated == sorted(dated, reverse=True)
    assert dates[len(dated) :] == [None] * (len(dates) - len(dated))
    assert len(dated) == Recommendation.objects.followed_up().count()


def test_drafts_do_not_order(client):
    late = make_follow_up(date="2030", state=State.DRAFT)
    make_bearing(follow_up=late, recommendation=of("sr-report-2010/106"))
    assert shown(client.get(f"{LIST}?order=follow-up"))[0] != "sr-report-2010/106"


def test_the_order_is_no_filter_and_is_kept(client):
    response = client.get(f"{LIST}?order=oldest&order=newest")
    assertNotContains(response, "Remove filter")
    assertContains(response, '<input type="hidden" name="order" value="oldest">')
    assertContains(response, "?order=oldest&amp;page=2")
    assertContains(response, "<b>oldest source</b>")
    assertContains(response, "left out: order=newest.")


def test_one_theme_points_to_its_thread(client):
    response = client.get(f"{LIST}?theme=data-research&source=bangkok-2014")
    assertContains(response, "This theme runs through 3 sources: Report 2010 (4), Dakar 2010 (2), Bangkok 2014 (2).")
    assertContains(response, f'href="{reverse("theme", args=["data-research"])}"')
    assertNotContains(client.get(f"{LIST}?theme=data-research&theme=gender-age"), "Read it as a thread")
    assertNotContains(client.get(LIST), "Read it as a thread")


def test_no_match_says_what_there_is_without_each_filter(client):
    response = client.get(f"{LIST}?theme=data-research&q=zzz")
    assertContains(response, "No recommendation matches all 2 filters.")
    assert [number for _applied, number in response.context["listing"].relaxed()] == [0, 8]


def test_an_empty_list_says_what_to_do(client):
    Recommendation.objects.update(state=State.DRAFT)
    response = client.get(LIST)
    assertContains(response, "No recommendation is published yet")
    assertContains(response, f'href="{reverse("documents")}"')


def test_pages(client):
    assert len(shown(client.get(f"{LIST}?page=2"))) == 20
    last = client.get(f"{LIST}?page=99")
    assert last.context["listing"].page.number == 3
    assert len(shown(last)) == 16


@pytest.mark.parametrize(
    "query",
    [
        "page=zz",
        "page=-1",
        "theme=%00",
        "theme[]=a",
        "q=" + "a" * 10_000,
        "order=%00&order=x",
        "q=%25&to=",
        "status=none'",
    ],
)
def test_odd_query_strings(client, query):
    for address in (LIST, f"{LIST}bangkok-2014/", f"{LIST}bangkok-2014/45-c/"):
        assert client.get(f"{address}?{query}", follow=True).status_code == 200


def test_a_draft_is_not_shown(client):
    hide("bangkok-2014/45-c")
    title = of("bangkok-2014/45-c").title
    assertNotContains(client.get(LIST), title)
    assertContains(client.get(LIST), "55 of 55 recommendations")
    assertNotContains(client.get(f"{LIST}bangkok-2014/"), title)
    assertNotContains(client.get(f"{LIST}dakar-2010/33-a/"), title)
    assert client.get(f"{LIST}bangkok-2014/45-c/").status_code == 404


def test_a_draft_theme_is_no_choice(client):
    theme = make_theme(state=State.DRAFT, names={"en": "Unfinished theme"})
    of("bangkok-2014/45-c").themes.add(theme)
    assertNotContains(client.get(LIST), "Unfinished theme")
    assertNotContains(client.get(f"{LIST}bangkok-2014/45-c/"), "Unfinished theme")
    assertContains(client.get(f"{LIST}?theme={theme.slug}"), "56 of 56")


def test_queries_of_the_list(client, django_assert_num_queries):
    client.get(LIST)  # builds what is held in memory
    client.get(f"{LIST}?theme=institutional-framework&order=oldest&page=9")
    with django_assert_num_queries(1):  # the data version; rows are kept
        client.get(LIST)
    with django_assert_num_queries(4):  # rows not seen so far, their addressees and themes
        client.get(f"{LIST}?theme=data-research&order=oldest")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_row_read_by_values_is_that_of_the_record(language):
    make_recommendation(themes=[make_theme(state=State.DRAFT), make_theme()])
    Document.objects.filter(key="dakar-2010-report").update(state=State.DRAFT)
    records = Recommendation.objects.published().with_card()
    with translation.override(language):
        cards = Cards().of(records, [record.pk for record in records])
        assert {card.pk: card for card in cards} == {record.pk: card_of(record) for record in records}


def test_the_list_in_arabic(client):
    response = client.get("/ar/recommendations/?theme=data-research")
    assertContains(response, 'dir="rtl"')
    assertContains(response, "البيانات")
    assertContains(response, '<p lang="en" dir="ltr">')  # the record is written in English
    assertNotContains(client.get(LIST), '<p lang="en"')


def test_an_origin_is_named_in_the_reader_s_language(client):
    assertContains(client.get("/ar/recommendations/dakar-2010/"), "<h1>مشاورة داكار، ")
    made = make_origin(titles={"en": "A report", "fr": "Un rapport"}, short_names={"en": "Report", "ar": "تقرير"})
    theme = make_theme()
    make_recommendation(origin=made, themes=[theme])
    for language, title, name in [
        ("en", "A report", "Report"),
        ("fr", "Un rapport", "Report"),
        ("ar", "A report", "تقرير"),
    ]:
        with translation.override(language):
            assert (made.title, str(made)) == (title, name)
            assert by_origin(catalogue(RecommendationFilter), theme.slug) == [(name, 1)]


def test_all_of_one_origin_under_its_headings(client):
    response = client.get(f"{LIST}bangkok-2014/")
    headings = [heading for heading, _under in response.context["headings"]]
    assert headings[0] == "Strengthening the institutional framework of NREMs"
    assert [len(under) for _heading, under in response.context["headings"]] == [3, 3, 2, 3]
    for heading in headings:
        assertContains(response, f"<h2>{heading}</h2>")
    assertContains(response, "11 recommendations")
    assertContains(response, 'href="/en/recommendations/?source=bangkok-2014&amp;status=under-way">Under way: 3</a>')
    assertContains(response, f'href="{reverse("consultation", args=["bangkok-2014"])}"')


def test_very_many_of_one_origin_stand_on_pages(client, monkeypatch):
    monkeypatch.setattr("recommendations.views.ROWS", 4)
    pages = [client.get(f"{LIST}bangkok-2014/?page={number}") for number in (1, 2, 3)]
    everything = list(Recommendation.objects.published().of_origin("bangkok-2014").in_order())
    assert [one for page in pages for one in page.context["rows"]] == everything
    assert [[len(under) for _heading, under in page.context["headings"]] for page in pages] == [[3, 1], [2, 2], [3]]
    for page in pages:
        assertContains(page, "<span>11 recommendations</span>", count=1)
        assertContains(page, "Under way: 3</a>")
        assertNotContains(page, ">1 recommendation<")
    assertContains(pages[1], '<a rel="next" href="?page=3">Next page</a>')
    assertNotContains(client.get(f"{LIST}dakar-2010/?page=zz"), 'rel="prev"')


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("theme=data-research", "source=dakar-2010&theme=data-research"),
        ("theme=data-research&source=bangkok-2014&page=2", "source=dakar-2010&theme=data-research"),
        ("q=children&to=states&to=mechanisms", "source=dakar-2010&to=states&to=mechanisms&q=children"),
    ],
)
def test_filters_asked_of_one_origin_lead_to_the_list(client, asked, led_to):
    assertRedirects(client.get(f"{LIST}dakar-2010/?{asked}"), f"{LIST}?{led_to}")


@pytest.mark.parametrize("asked", ["page=2", "theme=", "source=dakar-2010", "utm_source=letter"])
def test_what_is_no_further_filter_leads_nowhere(client, asked):
    assert client.get(f"{LIST}dakar-2010/?{asked}").status_code == 200


def test_a_report_is_linked_and_where_its_excerpt_is_read(client):
    response = client.get(f"{LIST}sr-report-2010/")
    assertContains(response, f'href="{reverse("document", args=["A-HRC-14-32"])}"')
    assertContains(response, "which holds the excerpt of A/HRC/14/32")
    assertContains(response, f'href="{reverse("document", args=["dakar-2010-concept-note"])}s/excerpt/#p106"')


def test_what_is_not_published_is_not_linked(client):
    Document.objects.filter(key="A-HRC-14-32").update(state=State.DRAFT)
    assertNotContains(client.get(f"{LIST}sr-report-2010/"), reverse("document", args=["A-HRC-14-32"]))


def test_an_origin_without_recommendations(client):
    origin = make_origin()
    assertContains(client.get(origin.get_absolute_url()), "No recommendation of this source is published yet")
    assert client.get(f"{LIST}berlin-1900/").status_code == 404


def test_queries_of_one_origin(client, django_assert_num_queries):
    catalogue(RecommendationFilter)  # read once for a data version
    with django_assert_num_queries(5):
        client.get(f"{LIST}sr-report-2010/")


def test_one_recommendation_in_its_source(client):
    response = client.get(f"{LIST}dakar-2010/33-k/")
    labels = [paragraph.label for paragraph in response.context["paragraphs"]]
    assert labels == ["33", "33 (j)", "33 (k)", "33 (l)"]
    own = of("dakar-2010/33-k").paragraph
    assertContains(response, own.gist)
    assertContains(response, '<div class="para on">', count=1)
    assertContains(response, "In our words; the official text is not yet in the portal", count=1)
    assertContains(response, f'href="{own.get_absolute_url()}">Read in context</a>')
    assertContains(response, f'href="{reverse("paragraph", args=["dakar-2010-report", "33-k"])}"')


@pytest.mark.parametrize(
    ("path", "labels"),
    [
        ("dakar-2010/33-a", ["33", "33 (a)", "33 (b)"]),
        ("dakar-2010/33-l", ["33", "33 (k)", "33 (l)"]),
        ("sr-report-2010/107", ["106", "107", "108"]),
        ("sr-report-2010/g", ["137", "(g)"]),
    ],
)
def test_neighbours_stand_under_the_same_parent(client, path, labels):
    response = client.get(f"{LIST}{path}/")
    assert [paragraph.label for paragraph in response.context["paragraphs"]] == labels


def test_official_wording_takes_the_place_of_the_gist(client):
    own = of("bangkok-2014/45-c").paragraph
    rendition = make_rendition(own.document)
    make_paragraph_text(own, rendition=rendition, text="Official wording of the paragraph.")
    response = client.get(f"{LIST}bangkok-2014/45-c/")
    assertContains(response, '<p class="q" lang="en" dir="auto">Official wording of the paragraph.</p>')
    assertNotContains(response, own.gist)
    assertNotContains(response, "the official text is not yet in the portal")
    assertContains(client.get("/ar/recommendations/bangkok-2014/45-c/"), "Official wording of the paragraph.")


def test_official_wording_in_the_language_of_the_reader(client):
    own = of("bangkok-2014/45-c").paragraph
    for language, text in (("en", "Official wording."), ("ar", "النص الرسمي")):
        make_paragraph_text(own, rendition=make_rendition(own.document, language=language), text=text)
    response = client.get("/ar/recommendations/bangkok-2014/45-c/")
    assertContains(response, '<p class="q" lang="ar" dir="auto">النص الرسمي</p>')
    assertNotContains(response, "Official wording.")


def test_a_source_that_is_not_published_stays_closed(client):
    own = of("bangkok-2014/45-c").paragraph
    Document.objects.filter(pk=own.document_id).update(state=State.DRAFT)
    response = client.get(f"{LIST}bangkok-2014/45-c/")
    assertNotContains(response, own.gist)
    assertContains(response, "is not published at present")
    assertNotContains(response, "Read in context")
    assertNotContains(client.get(f"{LIST}bangkok-2014/"), "Read in")


def test_a_meeting_that_is_not_published_stays_unnamed(client):
    meeting = Consultation.objects.get(slug="bangkok-2014")
    dates = "21–22 May 2014"
    response = client.get(f"{LIST}bangkok-2014/45-c/")
    assertContains(response, dates)
    assertContains(response, meeting.short_name)
    Consultation.objects.filter(pk=meeting.pk).update(state=State.DRAFT)
    for address in (f"{LIST}bangkok-2014/45-c/", f"{LIST}bangkok-2014/"):
        response = client.get(address)
        assertNotContains(response, f", {dates}</dd>")
        assertNotContains(response, f">{dates}</time>")
        assertNotContains(response, meeting.short_name)
        assertContains(response, "<dt>Made in</dt><dd>Bangkok consultation, 2014</dd>")


def test_what_stands_beside(client):
    response = client.get(f"{LIST}dakar-2010/33-c/")
    assertContains(response, "Regional and subregional mechanisms")
    assertContains(
        response,
        f'href="{reverse("consultation", args=["dakar-2010"])}">Dakar consultation</a>, 4–5 October 2010',
    )
    assertContains(response, 'Should: “<span class="q" lang="en">are needed; generally preferable</span>”')
    for theme in of("dakar-2010/33-c").themes.all():
        assertContains(response, f'<dd><a href="{theme.get_absolute_url()}">{theme.name}</a></dd>')


def test_words_as_printed_stand_only_where_the_text_names_the_addressee(client):
    recommendation = make_recommendation()
    recommendation.addressees.create(group="states", words="National governments", basis="explicit")
    recommendation.addressees.create(group="un-bodies", words="Some office", basis="implied", position=1)
    response = client.get(recommendation.get_absolute_url())
    assertContains(response, "“National governments”")
    assertContains(response, "Named in the text")
    assertContains(response, "Our reading")
    assertNotContains(response, "Some office")


def test_countries_concerned(client):
    recommendation = make_recommendation()
    assertNotContains(client.get(recommendation.get_absolute_url()), "Countries concerned")
    country = make_country(names={"en": "Atlantis"})
    recommendation.countries.add(country)
    response = client.get(recommendation.get_absolute_url())
    assertContains(response, f'<dd><a href="{country.get_absolute_url()}">Atlantis</a></dd>')


def test_related_paragraphs(client):
    response = client.get(f"{LIST}bangkok-2014/46-c/")
    assertContains(response, f'href="{reverse("document", args=["A-HRC-29-38-Add.2"])}#p40"')


def test_how_to_cite(client):
    assertContains(
        client.get(f"{LIST}bangkok-2014/45-c/"), "<bdi>A/HRC/29/38/Add.2</bdi> (2 April 2015), para. 45 (c)."
    )
    assertContains(
        client.get(f"{LIST}sr-report-2010/107/"),
        "<bdi>A/HRC/14/32</bdi> (4 May 2010), para. 107. Read here as an excerpt in:",
    )
    response = client.get(f"{LIST}dakar-2010/33-k/")
    assertContains(response, f"{of('dakar-2010/33-k').paragraph.document.title} (21 March 2011), para. 33 (k).")
    assertContains(response, 'href="http://testserver/r/dakar-2010/33-k" rel="bookmark"')
    assertContains(
        response, "Gist by the NREM Portal. NREM Portal, <bdi>http://testserver/r/dakar-2010/33-k</bdi>, data"
    )


def test_unknown_recommendations(client):
    assert client.get(f"{LIST}bangkok-2014/99-z/").status_code == 404
    assert client.get(f"{LIST}dakar-2010/45-c/").status_code == 404


def test_status_since_when_and_why(client):
    response = client.get(f"{LIST}dakar-2010/33-g/")
    assertContains(response, "since July 2013, because of a follow-up entry:")
    deciding = response.context["timeline"].deciding
    assertContains(response, f'<a href="#{deciding.follow_up.key}">{deciding.follow_up.actor}</a>')
    assertContains(response, f'<li id="{deciding.follow_up.key}">')
    assertNotContains(response, "This began before")


def test_the_status_rests_on_the_entry_that_decided_it(client):
    recommendation = make_recommendation()
    for date in ("2016", "2019-05", "2021"):
        make_bearing(recommendation=recommendation, follow_up=make_follow_up(date=date, actor=f"Actor of {date}"))
    make_bearing(recommendation=recommendation, kind=BearingKind.STATEMENT, follow_up=make_follow_up(date="2015"))
    refresh_status(Recommendation.objects.filter(pk=recommendation.pk))
    timeline = client.get(recommendation.get_absolute_url()).context["timeline"]
    assert timeline.deciding.follow_up.actor == "Actor of 2016"
    assert timeline.moving == 3


def test_statements_alone_leave_no_follow_up_recorded(client):
    response = client.get(f"{LIST}bangkok-2014/45-a/")
    assertContains(response, '<span class="st none">No follow-up recorded</span>')
    number = of("bangkok-2014/45-a").bearings.count()
    assertContains(response, f"· No step or result is recorded; {number} statements are, which do not move the status.")


def test_superseded_points_to_what_replaced_it(client):
    later = make_recommendation(title="A later wording")
    recommendation = make_recommendation(superseded_by=later, status=Status.SUPERSEDED)
    response = client.get(recommendation.get_absolute_url())
    assertContains(response, f'Replaced by <a href="{later.get_absolute_url()}">A later wording</a>')
    Recommendation.objects.filter(pk=later.pk).update(state=State.DRAFT)
    assertNotContains(client.get(recommendation.get_absolute_url()), "A later wording")


def test_the_timeline_ends_where_it_was_recommended(client):
    html = client.get(f"{LIST}dakar-2010/33-k/").content.decode()
    places = [html.index(words) for words in ("31 March 2015", "Recommended in Dakar")]
    assert places == sorted(places)
    response = client.get(f"{LIST}dakar-2010/33-k/")
    assertContains(response, '<li class="gap"><time datetime="2010-10-04">4–5 October 2010</time>')
    dates = [bearing.follow_up.latest for bearing in response.context["timeline"].since]
    assert dates == sorted(dates, reverse=True)


def test_what_is_older_than_the_recommendation_stands_below(client):
    response = client.get(f"{LIST}bangkok-2014/46-c/")
    assert [one.follow_up.date for one in response.context["timeline"].before] == ["2009-06-04"]
    assertContains(response, "since 2018, because of a follow-up entry:")
    html = response.content.decode()
    newest_first = (
        "2007 – October 2024",
        'datetime="2018"',
        "Recommended in Bangkok",
        "On record before the",
        'datetime="2009-06-04"',
    )
    places = [html.index(words) for words in newest_first]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("date", "other", "expected"),
    [
        ("2009-06-04", "2014-05-22", True),
        ("2014", "2014-05-22", False),  # may be after
        ("2014-05", "2014-05-22", False),
        ("2014-05-21", "2014-05-22", True),
        ("2014-04-30", "2014-05", True),
        ("2015", "2014-05-22", False),
        ("", "2014-05-22", False),
    ],
)
def test_only_what_is_certainly_earlier_precedes(date, other, expected):
    assert precedes(date, other) is expected


def test_an_entry_in_the_timeline(client):
    recommendation = make_recommendation()
    entry = make_follow_up(date="2021-11-15", period_end="2021-11-16", actor="A council", capacity="Body of States")
    make_bearing(recommendation=recommendation, follow_up=entry, kind=BearingKind.RESULT)
    response = client.get(recommendation.get_absolute_url())
    for words in (
        "15–16 November 2021",
        "A council",
        "Body of States",
        entry.text,
        '<span class="tag">Result</span>',
    ):
        assertContains(response, words)
    assertNotContains(response, "Confidence: ")
    FollowUp.objects.filter(pk=entry.pk).update(confidence="low", date="", period_end="")
    response = client.get(recommendation.get_absolute_url())
    assertContains(response, "Confidence: low")
    assertContains(response, "Date not stated in the source")


def test_undated_entries_come_last_under_a_heading_of_their_own(client):
    recommendation = make_recommendation()
    for date in ("", "2020"):
        make_bearing(recommendation=recommendation, follow_up=make_follow_up(date=date, actor=f"Actor of {date}."))
    html = client.get(recommendation.get_absolute_url()).content.decode()
    places = [html.index(words) for words in ("Actor of 2020.", 'class="gap"', ">Date not stated</h2>", "Actor of .")]
    assert places == sorted(places)


def test_a_draft_entry_is_not_in_the_timeline(client):
    entry = Bearing.objects.filter(recommendation=of("dakar-2010/33-g")).get().follow_up
    assertContains(client.get(f"{LIST}dakar-2010/33-g/"), entry.text)
    FollowUp.objects.filter(pk=entry.pk).update(state=State.DRAFT)
    assertNotContains(client.get(f"{LIST}dakar-2010/33-g/"), entry.text)


def test_no_follow_up_is_not_a_judgement(client, settings):
    settings.CONTACT_EMAIL = "secretariat@example.org"
    response = client.get(f"{LIST}bangkok-2014/47-a/")
    assertContains(response, "Nobody has sent or published anything yet. This is not a judgement.")
    assertContains(response, 'href="mailto:secretariat@example.org"')


def test_the_thread_shows_other_origins_most_in_common_first(client):
    recommendation = of("bangkok-2014/45-a")
    own = set(recommendation.themes.values_list("slug", flat=True))
    thread = client.get(f"{LIST}bangkok-2014/45-a/").context["thread"]
    assert len(thread) == 5
    assert "bangkok-2014" not in {one.origin.slug for one, _number in thread}
    shared = [len(own & set(one.themes.values_list("slug", flat=True))) for one, _number in thread]
    assert [number for _one, number in thread] == shared == sorted(shared, reverse=True)


def test_more_themes_in_common_come_before_newer_origins(client):
    one, two = make_theme(), make_theme()
    recommendation = make_recommendation(themes=[one, two])
    older = make_recommendation(origin=make_origin(date="2009"), themes=[one, two])
    newer = make_recommendation(origin=make_origin(date="2020"), themes=[one])
    assert list(client.get(recommendation.get_absolute_url()).context["thread"]) == [(older, 2), (newer, 1)]


def test_a_draft_is_not_in_the_thread(client):
    first = client.get(f"{LIST}bangkok-2014/45-a/").context["thread"][0].recommendation
    Recommendation.objects.filter(pk=first.pk).update(state=State.DRAFT)
    assert first not in [one for one, _shared in client.get(f"{LIST}bangkok-2014/45-a/").context["thread"]]


def test_no_thread_says_so(client):
    recommendation = make_recommendation(themes=[make_theme()])
    assertContains(client.get(recommendation.get_absolute_url()), "No recommendation of another source shares a theme")


@pytest.mark.parametrize(
    ("path", "queries"),
    [("bangkok-2014/46-c", 8), ("dakar-2010/33-a", 7), ("sr-report-2010/107", 8)],
)
def test_queries_of_one_recommendation(client, django_assert_num_queries, path, queries):
    client.get(f"{LIST}{path}/")  # builds what is held in memory
    with django_assert_num_queries(queries):
        client.get(f"{LIST}{path}/")


def test_every_recommendation_has_its_page(client):
    for recommendation in Recommendation.objects.published().select_related("origin"):
        assertContains(client.get(recommendation.get_absolute_url()), recommendation.paragraph.label)


def test_origins_count_as_the_record_does():
    counts = {origin.slug: len(chosen(f"source={origin.slug}")) for origin in Origin.objects.all()}
    assert counts == {"sr-report-2010": 33, "dakar-2010": 12, "bangkok-2014": 11}


def test_a_paragraph_without_document_parent_has_neighbours_of_its_level():
    first = make_paragraph()
    child = make_paragraph(first.section, parent=first)
    second = make_paragraph(first.section)
    around = type(first).objects.around
    assert list(around(first)) == [first, second]
    assert list(around(child)) == [first, child, second]
    assert list(around(second)) == [first, second]
