"""The list of practices and the page of one practice."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from pytest_django.asserts import assertContains, assertNotContains

from directory.filters import PracticeFilter
from directory.models import Country, Practice
from directory.models.practice import PracticeKind
from documents.models import Document, Reference, Theme
from documents.publication import State
from tests.factories import (
    make_footnote,
    make_mechanism,
    make_organisation,
    make_paragraph,
    make_paragraph_text,
    make_practice,
    make_reference,
    make_rendition,
    make_theme,
)

LIST = "/en/practices/"
REPORT = "/en/practices/report-to-parliament/"


def chosen(query: str) -> set[str]:
    """Return the practices that a query string leaves."""
    found = PracticeFilter(QueryDict(query), Practice.objects.published()).qs
    return set(found.values_list("slug", flat=True))


def shown(response) -> list[str]:
    return [one.slug for one in response.context["listing"].page]


def test_the_whole_list(client):
    response = client.get(LIST)
    assertContains(response, f"{Practice.objects.count()} practices")
    assert len(shown(response)) == 20
    assertContains(response, f'<a href="{REPORT}">A report to Parliament that led to action</a>')
    assertContains(response, "Bangkok ¶\N{NO-BREAK SPACE}29")
    assertContains(response, '<a href="/en/countries/finland/">Finland</a>')
    assertContains(response, "<span>Several NREMs</span>")


def test_good_practices_come_first_then_lessons_then_challenges():
    kinds = list(dict.fromkeys(Practice.objects.in_order().values_list("kind", flat=True)))
    assert kinds == ["good-practice", "lesson", "challenge"]
    lessons = list(Practice.objects.in_order().filter(kind="lesson").values_list("title", flat=True))
    assert lessons == sorted(lessons)


@pytest.mark.parametrize(
    ("query", "lookup"),
    [
        ("kind=lesson", {"kind": "lesson"}),
        ("theme=gender-age", {"themes__slug": "gender-age"}),
        ("country=nigeria", {"countries__slug": "nigeria"}),
        ("kind=challenge&country=nigeria", {"kind": "challenge", "countries__slug": "nigeria"}),
        ("kind=lesson&kind=challenge", {"kind__in": ["lesson", "challenge"]}),
        ("theme=data-research&theme=gender-age", {"themes__slug__in": ["data-research", "gender-age"]}),
    ],
)
def test_each_filter(query, lookup):
    expected = set(Practice.objects.filter(**lookup).values_list("slug", flat=True))
    assert expected
    assert chosen(query) == expected


def test_parameters_stand_in_the_order_of_the_addresses():
    assert list(PracticeFilter.base_filters) == ["kind", "theme", "country"]


def test_a_filtered_list_says_what_is_chosen(client):
    response = client.get(LIST, {"country": "uganda", "kind": "challenge"})
    number = len(chosen("country=uganda&kind=challenge"))
    assertContains(response, f"{number} of {Practice.objects.count()} practices")
    assertContains(response, 'aria-label="Remove filter: Uganda"')
    assertContains(response, '<link rel="canonical" href="/en/practices/?kind=challenge&amp;country=uganda">')


def test_facets_count_what_they_would_leave(client):
    facets = {facet.name: facet for facet in client.get(LIST, {"kind": "lesson"}).context["listing"].facets}
    themes = {option.value: option.count for option in facets["theme"].options}
    lessons = Practice.objects.filter(kind="lesson")
    assert themes == {
        slug: n
        for slug in Theme.objects.values_list("slug", flat=True)
        if (n := lessons.filter(themes__slug=slug).count())
    }
    assert {option.value for option in facets["kind"].options} == set(PracticeKind.values)


def test_nothing_found_says_why_and_what_to_do(client, settings):
    settings.CONTACT_EMAIL = "desk@example.org"
    response = client.get(LIST, {"theme": "gender-age", "country": "finland"})
    assertContains(response, "No practice in the record matches these filters.")
    assertContains(response, '<a href="/en/practices/?theme=gender-age">Without Country: Finland</a>')
    assertContains(response, 'href="mailto:desk@example.org"')


def test_a_country_without_practices_is_known(client):
    response = client.get(LIST, {"country": "france"})
    assert shown(response) == []
    assertContains(response, 'aria-label="Remove filter: France"')


def test_no_practice_at_all(client):
    Practice.objects.update(state=State.DRAFT)
    assertContains(client.get(LIST), "No practice is published yet")


def test_drafts_are_not_shown(client):
    Practice.objects.filter(slug="report-to-parliament").update(state=State.DRAFT)
    assertNotContains(client.get(LIST), REPORT)
    assert client.get(REPORT).status_code == 404
    others = Practice.objects.filter(themes__slug="monitoring-evaluation").exclude(slug="report-to-parliament")
    for other in others:
        assertNotContains(client.get(other.get_absolute_url()), REPORT)


def test_unknown_practice_is_missing(client):
    assert client.get("/en/practices/none/").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "page=zz",
        "page=-1",
        "theme=%00",
        "theme[]=1",
        "kind=" + "a" * 10_000,
        "country=%F0%9F%98%80",
        "%00=1",
        "page=999",
    ],
)
def test_odd_query_strings(client, query):
    assert client.get(f"{LIST}?{query}").status_code == 200


def test_unknown_values_are_named(client):
    response = client.get(LIST, {"kind": "miracle"})
    assertContains(response, "Not known here and left out: kind=miracle.")
    assertContains(response, f"{Practice.objects.count()} practices")


def test_one_practice(client):
    response = client.get(REPORT)
    assertContains(response, "<h1>A report to Parliament that led to action</h1>")
    assertContains(response, "led Parliament to demand specific action")
    assertContains(response, PracticeKind.GOOD_PRACTICE.meaning)
    assertContains(response, 'href="/en/countries/finland/"')
    assertContains(response, 'href="/en/mechanisms/finland-national-rapporteur/"')
    assertContains(response, 'href="/en/themes/monitoring-evaluation/"')
    assertContains(response, "the reports use the words good practice, lesson and challenge for a few only")
    assertContains(response, "¶ without a name: Second consultative meeting, Bangkok")
    assertContains(response, 'href="/en/documents/A-HRC-29-38-Add.2/#p29"')


def test_the_gist_is_marked_as_ours(client):
    response = client.get(REPORT)
    assertContains(response, '<p class="gist">In general, all mechanisms raise awareness')
    assertContains(response, "In our words")
    assertNotContains(response, '<p class="q"')


def test_official_wording_takes_the_place_of_the_gist(client):
    paragraph = make_paragraph()
    rendition = make_rendition(paragraph.document)
    make_paragraph_text(paragraph, rendition=rendition, text="The words as issued.")
    make_footnote(paragraph, rendition=rendition, text="A note as issued.")
    practice = make_practice(references=[make_reference(paragraph)])
    response = client.get(practice.get_absolute_url())
    assertContains(response, '<p class="q" lang="en" dir="auto">The words as issued.</p>')
    assertContains(response, "A note as issued.")
    assertNotContains(response, paragraph.gist)


def test_the_source_of_an_unpublished_document_is_not_shown(client):
    paragraph = make_paragraph(gist="Hidden for now.")
    practice = make_practice(references=[make_reference(paragraph)])
    Document.objects.filter(pk=paragraph.document_id).update(state=State.DRAFT)
    response = client.get(practice.get_absolute_url())
    assertNotContains(response, "Hidden for now.")
    assertContains(response, "is not published at present")
    assertNotContains(response, "Read the whole document")
    assertNotContains(response, "¶ without a name")


def test_unpublished_mechanisms_bodies_and_themes_are_not_named(client):
    practice = make_practice(themes=[make_theme(names={"en": "Hidden theme"}, state=State.DRAFT)])
    practice.mechanisms.set([make_mechanism(name="Hidden mechanism", state=State.DRAFT)])
    practice.organisations.set([make_organisation(name="Hidden body", state=State.DRAFT)])
    assertNotContains(client.get(practice.get_absolute_url()), "Hidden")


def test_who_is_unknown(client):
    assertContains(client.get(make_practice().get_absolute_url()), "Not stated in the sources")


def test_others_on_the_same_themes_come_with_the_reason(client):
    themes = [make_theme(names={"en": name}) for name in ("Alpha", "Beta", "Gamma")]
    practice = make_practice(themes=themes)
    one = make_practice(title="Shares one", themes=themes[:1])
    two = make_practice(title="Shares two", themes=themes[1:])
    make_practice(title="Shares none")
    response = client.get(practice.get_absolute_url())
    assert response.context["alike"] == [(two, ["Beta", "Gamma"]), (one, ["Alpha"])]
    assertContains(response, "2 themes in common: Beta, Gamma")
    assertContains(response, "Theme in common: Alpha")


def test_at_most_five_others(client):
    assert len(client.get(REPORT).context["alike"]) == 5


def test_nobody_else_on_these_themes(client):
    practice = make_practice(themes=[make_theme()])
    assertContains(
        client.get(practice.get_absolute_url()), "No other practice in the record stands under these themes."
    )


def test_a_theme_withdrawn_gives_no_reason():
    theme = Theme.objects.get(slug="gender-age")
    practice = make_practice(themes=[theme])
    assert Practice.objects.sharing_themes(practice).exists()
    Theme.objects.filter(pk=theme.pk).update(state=State.DRAFT)
    assert not Practice.objects.sharing_themes(practice).exists()


@pytest.mark.parametrize(
    ("address", "number"), [(LIST, 4), (f"{LIST}?kind=challenge&theme=data-research", 4), (REPORT, 12)]
)
def test_number_of_queries(client, django_assert_num_queries, address, number):
    client.get(LIST)  # builds what is held in memory
    with django_assert_num_queries(number):
        client.get(address)


def test_the_arabic_page(client):
    response = client.get("/ar/practices/")
    assertContains(response, 'dir="rtl"')
    assertContains(response, Country.objects.get(iso2="FI").names["ar"])
    assertContains(response, '<bdi lang="en">A report to Parliament that led to action</bdi>')


def test_every_practice_has_a_source():
    assert not Practice.objects.filter(references=None).exists()
    assert Reference.objects.filter(practices__isnull=False, url="").exists()
