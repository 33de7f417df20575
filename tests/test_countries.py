"""The list of countries, the page of one, and its operational indicators."""

from __future__ import annotations

import re

import pytest
from django.utils import translation
from pytest_django.asserts import assertContains, assertNotContains

from directory.gazetteer import by_letter, by_region, plain
from directory.models import Country, Indicator, Mechanism, Organisation
from documents.publication import State
from tests.factories import (
    make_address,
    make_agreement,
    make_answer,
    make_consultation,
    make_contact,
    make_country,
    make_mechanism,
    make_organisation,
    make_participation,
    make_practice,
    make_proposal,
    make_recommendation,
    make_reference,
    make_statement,
)

LIST = "/en/countries/"
NIGERIA = "/en/countries/nigeria/"
INDICATORS = "/en/countries/nigeria/indicators/"


def text_of(response) -> str:
    """Return the words of a page as they are read, without tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


# The list


def test_every_state_stands_once_under_its_letter_and_once_in_its_region(client):
    response = client.get(LIST)
    page = response.content.decode()
    for country in Country.objects.all():
        assert page.count(f'href="{country.get_absolute_url()}"') == 2
    letters = {letter.letter: [one.name for one in letter.countries] for letter in response.context["letters"]}
    assert list(letters) == sorted(letters)
    assert letters["Z"] == ["Zambia", "Zimbabwe"]
    assert letters["E"].index("El Salvador") < letters["E"].index("Equatorial Guinea")
    assert "Türkiye" in letters["T"]
    assertContains(response, '<a href="#letter-Z">Z</a>')


def test_states_with_and_without_mechanisms_are_told_apart(client):
    response = client.get(LIST)
    words = text_of(response)
    recorded = Country.objects.with_mechanisms().count()
    assert f"{Country.objects.count()} Member and observer States of the United Nations." in words
    assert f"In {recorded} of them a mechanism is recorded" in words
    assert "Argentina 2 mechanisms" in words
    assert "Algeria 1 mechanism" in words
    assert "Tuvalu none recorded" in words
    assert words.count("none recorded") == Country.objects.count() - recorded
    assertContains(response, '<a class="strong" href="/en/countries/algeria/">Algeria</a>', 2)
    assertContains(response, '<a href="/en/countries/tuvalu/">Tuvalu</a>', 2)


def test_drafts_are_not_counted(client):
    Mechanism.objects.filter(country__slug="algeria").update(state=State.DRAFT)
    assert "Algeria none recorded" in text_of(client.get(LIST))


def test_regions_stand_in_the_order_of_the_standard(client):
    parts = client.get(LIST).context["regions"]
    positions = [part.region.position for part in parts]
    assert positions == sorted(positions)
    western = next(part for part in parts if part.region.slug == "western-africa")
    assert [country.slug for country in western.countries][:3] == ["benin", "burkina-faso", "cabo-verde"]
    assert sum(len(part.countries) for part in parts) == Country.objects.count()


@pytest.mark.parametrize("query", ["page=zz", "q=%00", "letter[]=1", "x=" + "ż" * 10_000])
def test_odd_query_strings(client, query):
    for address in (LIST, NIGERIA, INDICATORS):
        assert client.get(f"{address}?{query}").status_code == 200


def test_queries_of_the_list(client, django_assert_num_queries):
    with django_assert_num_queries(2):
        client.get(LIST)


def countries_named(*names: str, language: str = "en") -> list[Country]:
    return [Country(pk=place, slug=f"s{place}", names={language: name}) for place, name in enumerate(names)]


def test_names_are_sorted_without_regard_to_marks():
    found = by_letter(countries_named("Zeta", "Élan", "Eden", "alpha"))
    assert [(letter.letter, [one.name for one in letter.countries]) for letter in found] == [
        ("A", ["alpha"]),
        ("E", ["Eden", "Élan"]),
        ("Z", ["Zeta"]),
    ]
    assert plain("Côte d'Ivoire") == "cote d'ivoire"


def test_names_not_written_in_letters_go_by_the_english_letter():
    with translation.override("zh-hans"):
        groups = by_letter(Country.objects.all())
    assert [group.letter for group in groups] == sorted({slug[0].upper() for slug in slugs()})


def slugs() -> list[str]:
    return list(Country.objects.values_list("slug", flat=True))


def test_letters_of_the_arabic_alphabet(client):
    response = client.get("/ar/countries/")
    letters = [letter.letter for letter in response.context["letters"]]
    assert "ا" in letters
    assert "أ" not in letters
    assert len(letters) < 29
    under = {one.slug: letter.letter for letter in response.context["letters"] for one in letter.countries}
    assert (under["niger"], under["albania"], under["jordan"]) == ("ن", "ا", "ا")  # the article does not count


def test_no_countries():
    assert by_letter([]) == []
    assert by_region([]) == []


# One country


@pytest.mark.parametrize("address", ["/en/countries/atlantis/", "/en/countries/atlantis/indicators/"])
def test_an_unknown_country(client, address):
    assert client.get(address).status_code == 404


def test_everything_on_one_state(client):
    response = client.get(NIGERIA)
    words = text_of(response)
    assert "Member State, Western Africa. 1 mechanism is recorded." in words
    assertContains(response, '<a href="/en/mechanisms/nigeria-naptip/">')
    assert "Set up in 2003; host or lead institution: Federal Government of Nigeria." in words
    assert "The sources show something on 1 of 8 indicators. No score is given." in words
    assertContains(response, "Confiscated assets that fund help for victims")
    assertContains(response, "Nigeria: anti-trafficking measures in agreements with other countries")
    assert "Second NREM consultation, Bangkok" in words
    assertContains(response, "Economic Community of West African States")
    assertNotContains(response, "Recommendations that concern it")


def test_places_where_it_is_mentioned_come_from_everything_on_the_page(client):
    country = make_country()
    sources = [make_reference() for _ in range(4)]
    make_statement(make_mechanism(country=country), references=[sources[0], sources[0], make_address()])
    make_practice(references=[sources[1]]).countries.add(country)
    make_agreement(references=[sources[2]]).countries.add(country)
    make_proposal(references=[sources[3]]).countries.add(country)
    attended = make_participation(country=country)
    keys = [one.key for one in client.get(country.get_absolute_url()).context["mentions"]]
    assert sorted(keys) == sorted({one.key for one in [*sources, *attended.references.all()]})


def test_what_is_not_published_is_not_shown(client):
    country = make_country()
    body = make_organisation(name="A body of drafts")
    body.members.add(country)
    records = [make_practice(title="A draft"), make_agreement(title="A draft"), make_proposal(title="A draft")]
    records.append(make_recommendation(title="A draft"))
    for record in records:
        record.countries.add(country)
    meeting = make_consultation(country=country, short_names={"en": "A meeting in draft"})
    mechanism = make_mechanism(country=country, name="A mechanism in draft")
    make_contact(mechanism)
    make_participation(mechanism=mechanism)
    shown = text_of(client.get(country.get_absolute_url()))
    assert shown.count("A draft") == 4
    assert "A mechanism in draft · Attended" in shown
    for record in [body, *records, meeting, mechanism]:
        record.state = State.DRAFT
        record.save()
    assert "draft" not in text_of(client.get(country.get_absolute_url()))


def test_no_mechanism_recorded(client):
    response = client.get("/en/countries/tuvalu/")
    words = text_of(response)
    assert "No mechanism is recorded for Tuvalu." in words
    assert "Do you know one?" not in words
    assertContains(response, '<a href="/en/mechanisms/?region=oceania">')
    assertNotContains(response, "/indicators/")


def test_host_of_a_consultation(client):
    words = text_of(client.get("/en/countries/thailand/"))
    assert "Host country of the Second NREM consultation, Bangkok , held in Bangkok on 21–22 May 2014." in words


def test_recommendations_that_concern_it(client):
    recommendation = make_recommendation(title="Ratify")
    recommendation.countries.add(Country.objects.get(slug="tuvalu"))
    response = client.get("/en/countries/tuvalu/")
    assertContains(response, f'<a href="{recommendation.get_absolute_url()}">Ratify</a>')
    assertContains(response, "No follow-up recorded")


def test_regional_bodies_are_those_that_list_it(client):
    names = {body.slug for body in client.get(NIGERIA).context["bodies"]}
    assert names == set(Organisation.objects.filter(members__slug="nigeria").values_list("slug", flat=True))
    assert {"au", "ecowas"} <= names


def test_queries_of_a_country(client, django_assert_num_queries):
    with django_assert_num_queries(17):
        client.get(NIGERIA)
    with django_assert_num_queries(12):
        client.get("/en/countries/tuvalu/")


# Operational indicators


def test_eight_indicators_with_definition_and_paragraph(client):
    response = client.get(INDICATORS)
    assert [one.indicator for one in response.context["indicators"]] == list(Indicator.objects.all())
    for indicator in Indicator.objects.all():
        assertContains(response, f'<h2 class="h-small">{indicator}</h2>')
        assertContains(response, indicator.definition)
        assertContains(response, f'href="/en/documents/unodc-coordination-paper/#p12-{indicator.letter}"')
    assertContains(response, "Not stated in the sources", 7)
    assert "Shown: Trafficking in Persons (Prohibition) Enforcement" in text_of(response)


def test_definitions_in_arabic(client):
    response = client.get(INDICATORS.replace("/en/", "/ar/"))
    for indicator in Indicator.objects.all():
        assertContains(response, indicator.definitions["ar"])
        assertNotContains(response, indicator.definitions["en"])


def test_answers_of_several_mechanisms_are_told_apart(client):
    country = make_country()
    first, second = make_mechanism(country=country, acronym="ONE"), make_mechanism(country=country, acronym="TWO")
    make_answer(first, text="A law")
    make_answer(second, text="A report", origin="mechanism", office="The secretariat", as_of="2026-01")
    words = text_of(client.get(f"{country.get_absolute_url()}indicators/"))
    assert "Shown: A law · ONE" in words
    assert "Answered by The secretariat, January 2026: A report · TWO" in words


def test_answers_of_a_draft_are_not_shown(client):
    Mechanism.objects.filter(slug="nigeria-naptip").update(state=State.DRAFT)
    response = client.get(INDICATORS)
    assertNotContains(response, "Shown:")
    assertContains(response, "No mechanism is recorded for Nigeria, so nothing is known on these indicators.")


def test_silence_is_no_judgement(client):
    country = make_mechanism().country
    response = client.get(f"{country.get_absolute_url()}indicators/")
    assertContains(response, "This is not a judgement")
    assertContains(response, "Not stated in the sources", 8)


def test_there_is_no_score(client):
    words = text_of(client.get("/en/countries/uganda/indicators/"))
    assert "there is no score, sum or ranking" in words
    assert not re.search(r"\d+ of \d+|\d+ ?%", words)


def test_addresses_of_answers_are_numbered_and_listed(client):
    page = client.get(INDICATORS).content.decode()
    cited, listed = set(re.findall(r'href="#source-(\d+)"', page)), set(re.findall(r'id="source-(\d+)"', page))
    assert cited
    assert cited <= listed


def test_queries_of_the_indicators(client, django_assert_num_queries):
    with django_assert_num_queries(6):
        client.get(INDICATORS)
    with django_assert_num_queries(5):
        client.get("/en/countries/tuvalu/indicators/")
