"""The profile of one mechanism, section by section."""

from __future__ import annotations

import re

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from directory.models import Mechanism, Statement
from directory.models.statement import MANDATE
from documents.models import Discrepancy, Reference
from documents.publication import State
from documents.sources import bare
from tests.factories import (
    make_address,
    make_answer,
    make_claim,
    make_contact,
    make_discrepancy,
    make_document,
    make_function,
    make_mechanism,
    make_paragraph,
    make_participation,
    make_practice,
    make_reference,
    make_role,
    make_section,
    make_statement,
)

NIGERIA = "/en/mechanisms/nigeria-naptip/"


def text_of(response) -> str:
    """Return the words of a page as they are read, without tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_an_unknown_mechanism(client):
    assert client.get("/en/mechanisms/nobody/").status_code == 404


@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW, State.CHANGES_REQUESTED])
def test_a_mechanism_not_published(client, state):
    Mechanism.objects.filter(slug="nigeria-naptip").update(state=state)
    assert client.get(NIGERIA).status_code == 404


def test_names_and_sentence(client):
    response = client.get("/en/mechanisms/togo-cnltp/")
    assertContains(response, "<h1>National Commission against Trafficking in Persons</h1>")
    assertContains(response, 'lang="fr" dir="auto">Commission nationale de lutte contre la traite des personnes</p>')
    assert "CNLTP, Togo. Set up in 2021; host or lead institution: Ministry of territorial administration." in text_of(
        response
    )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"established": 2001, "lead": "Office"}, "Set up in 2001; host or lead institution: Office."),
        ({"established": 2001}, "Set up in 2001."),
        ({"lead": "Office"}, "Host or lead institution: Office."),
        ({}, ""),
    ],
)
def test_the_sentence_says_what_is_known(fields, sentence):
    assert Mechanism(**fields).sentence == sentence


def test_tags_say_what_is_our_reading_and_cite_what_is_stated(client):
    words = text_of(client.get(NIGERIA))
    assert "Equivalent mechanism · our reading" in words
    assert "Stand-alone institution ¶ 21" in words
    assert "Stand-alone institution · our reading" not in words
    silent = text_of(client.get(make_mechanism().get_absolute_url()))
    assert "Role not stated" in silent
    assert "Model not stated" in silent


def test_the_mandate_has_all_its_lines_in_order(client):
    response = client.get("/en/mechanisms/china-national-mechanism/")
    assert [line.label for line in response.context["mandate"]] == [aspect.label for aspect in MANDATE]
    assert not any(line.records for line in response.context["mandate"])
    contact = 1
    assertContains(response, '<dd class="nil">Not stated in the sources</dd>', len(MANDATE) + contact)


def test_functions_stand_in_the_order_of_the_vocabulary_and_what_fits_none_comes_last(client):
    made = make_mechanism()
    late, early = make_function(position=5, names={"en": "Late"}), make_function(position=2, names={"en": "Early"})
    make_statement(made, aspect="function", text="Something else")
    make_statement(made, aspect="function", function=late, text="One")
    make_statement(made, aspect="function", function=early, text="Two")
    make_statement(made, aspect="reporting", function=late, text="Three")
    lines = client.get(made.get_absolute_url()).context["functions"]
    told = [(line.label, [one.text for one in line.records]) for line in lines]
    assert told == [("Early", ["Two"]), ("Late", ["One", "Three"]), ("Other functions stated", ["Something else"])]


def test_every_statement_is_on_the_profile(client):
    for mechanism in Mechanism.objects.filter(
        slug__in=["finland-national-rapporteur", "nepal-osrt", "ghana-secretariat"]
    ):
        response = client.get(mechanism.get_absolute_url())
        for statement in Statement.objects.filter(mechanism=mechanism):
            assertContains(response, statement.text.replace("'", "&#x27;"))


def test_experience_without_practice_record_stands_beside_practices(client):
    made = make_mechanism()
    make_statement(made, aspect="challenge", text="Staff change often")
    practice = make_practice(title="Told in a practice")
    practice.mechanisms.add(made)
    words = text_of(client.get(made.get_absolute_url()))
    assert "What works, what is hard" in words
    assert words.index("Told in a practice") < words.index("Challenge Staff change often")
    practice.state = State.DRAFT
    practice.save()
    assert "Told in a practice" not in text_of(client.get(made.get_absolute_url()))


def test_agreements_of_the_mechanism(client):
    response = client.get(NIGERIA)
    assertContains(response, "NAPTIP – sister mechanisms: memorandums for joint casework")
    assertContains(response, 'href="/en/cooperation/?country=nigeria"')


def test_contact_or_where_to_look(client):
    assertContains(client.get(NIGERIA), '<a href="https://naptip.gov.ng/" rel="external"><bdi>naptip.gov.ng</bdi></a>')
    words = text_of(client.get("/en/mechanisms/togo-cnltp/"))
    assert "How to reach it Contact Not stated in the sources Host or lead institution Ministry of territorial" in words
    assert "The sources of this page may lead further." in words
    alone = text_of(client.get("/en/mechanisms/china-national-mechanism/"))
    assert "The paragraphs where it is mentioned may lead further." in alone


def test_contact_comes_directly_after_the_name(client):
    page = client.get(NIGERIA).content.decode()
    assert page.index("<h1>") < page.index("How to reach it") < page.index(">Mandate<")


def test_an_e_mail_address_and_when_a_contact_was_checked(client):
    made = make_mechanism()
    make_contact(made, kind="email", value="office@example.org", as_of="2015-03")
    make_contact(made, kind="telephone", value="+1 000", last_checked="2026-01-10")
    make_contact(made, kind="hotline", value="+1 001", as_of="2015", references=[make_reference(), make_address()])
    words = text_of(client.get(made.get_absolute_url()))
    assert "Found at the sources given, seen on 15 January 2026" in words
    assert "As printed in March 2015; not rechecked" in words
    assert "Checked on 10 January 2026" in words
    assertContains(client.get(made.get_absolute_url()), 'href="mailto:office@example.org"')


def test_the_first_three_indicators_answered_lead_to_all(client):
    response = client.get("/en/mechanisms/uganda-coordination-office/")
    shown = [one.indicator.slug for one in response.context["indicators"]]
    assert shown == ["legal-basis", "central-data", "monitoring"]
    assertContains(response, '<a href="/en/countries/uganda/indicators/">All 8 indicators</a>')
    silent = client.get("/en/mechanisms/china-national-mechanism/")
    assertContains(silent, "The sources state nothing on them for this mechanism.")


def test_consultations_say_who_took_part_the_mechanism_or_its_country(client):
    words = text_of(client.get(NIGERIA))
    assert "Second NREM consultation, Bangkok 21–22 May 2014" in words
    assert "Nigeria · Presented, session 1" in words
    assert "National Agency for the Prohibition of Trafficking in Persons · Spoke, session 3" in words


def test_a_meeting_not_published_is_not_shown(client):
    made = make_mechanism()
    made_at = make_participation(mechanism=made).consultation
    assertContains(client.get(made.get_absolute_url()), "Consultations attended")
    made_at.state = State.DRAFT
    made_at.save()
    assertNotContains(client.get(made.get_absolute_url()), "Consultations attended")


def test_where_it_is_mentioned_once_each_in_order(client):
    response = client.get(NIGERIA)
    keys = [reference.key for reference in response.context["mentions"]]
    assert keys == [f"A-HRC-29-38-Add.2#{n}" for n in (12, 13, 14, 15, 18, 21, 25, 26, 27, 28, 29, 30, 39)] + [
        "unodc-coordination-paper#8;note 4"
    ]


def test_sources_differ(client):
    response = client.get(NIGERIA)
    assertContains(response, "<b>Sources differ</b>", 2)
    assertContains(response, "Which ministry supervises NAPTIP?")
    Discrepancy.objects.update(state=State.DRAFT)
    assertNotContains(client.get(NIGERIA), "Sources differ</b>")


def test_addresses_are_numbered_and_listed(client):
    made = make_mechanism()
    first, second, third = make_address(publisher="First"), make_address(date="2019"), make_address(confidence="low")
    make_statement(made, references=[first])
    make_statement(made, aspect="scope", references=[second, first])
    claim = make_claim(make_discrepancy(), references=[third])
    made.discrepancies.add(claim.discrepancy)
    response = client.get(made.get_absolute_url())
    assert response.context["sources"].numbers == {first.url: 1, second.url: 2, third.url: 3}
    assertContains(response, f'<li id="source-1"><a href="{first.url}" rel="external">First</a>')
    words = text_of(response)
    assert f"Example , 2019 · {bare(second.url)} · confidence: high" in words  # the third is on the same site
    assert "confidence: low" in words
    assert "Seen on 15 January 2026" in words


def test_every_number_shown_is_in_the_list_of_sources(client):
    for mechanism in Mechanism.objects.filter(slug__in=["nigeria-naptip", "togo-cnltp", "montenegro-department"]):
        page = client.get(mechanism.get_absolute_url()).content.decode()
        cited, listed = set(re.findall(r'href="#source-(\d+)"', page)), set(re.findall(r'id="source-(\d+)"', page))
        assert cited
        assert cited <= listed
        assert sorted(map(int, listed)) == list(range(1, len(listed) + 1))


def test_about_the_record(client):
    made = make_mechanism(confidence="medium")
    make_statement(made, references=[make_address(date=one, confidence="medium") for one in ("2012-05", "2020")])
    words = text_of(client.get(made.get_absolute_url()))
    assert "Web pages of 2012–2020, seen in 2026. Not yet confirmed by the mechanism." in words
    assert "Confidence in the sources: medium." in words
    paragraph = make_paragraph(make_section(make_document(date="2015")))
    make_statement(made, references=[make_address(confidence="low"), make_reference(paragraph)])
    words = text_of(client.get(made.get_absolute_url()))
    assert "Described from documents of 2015. Web pages of 2012–2020, seen in 2026; some carry no date." in words
    assert "Confidence in the sources: from medium to low." in words


def test_peers_with_reasons(client):
    response = client.get(NIGERIA)
    peers = response.context["peers"]
    assert len(peers) == 3
    assert all("function" in peer.reasons[0] and "in common:" in peer.reasons[0] for peer in peers)
    assert "nigeria-naptip" not in {peer.mechanism.slug for peer in peers}
    assertNotContains(response, "%")


def test_without_functions_peers_are_of_the_same_region(client):
    response = client.get("/en/mechanisms/china-national-mechanism/")
    assert {peer.mechanism.country.region.slug for peer in response.context["peers"]} == {"eastern-asia"}
    assertContains(response, "Functions are not described, so these are of the same region.")


def test_a_draft_is_no_peer(client):
    slug = client.get(NIGERIA).context["peers"][0].mechanism.slug
    Mechanism.objects.filter(slug=slug).update(state=State.DRAFT)
    assert slug not in {peer.mechanism.slug for peer in client.get(NIGERIA).context["peers"]}


def test_queries_of_a_profile(client, django_assert_num_queries):
    with django_assert_num_queries(23):
        client.get(NIGERIA)
    with django_assert_num_queries(19):
        client.get("/en/mechanisms/togo-cnltp/")


def test_a_profile_with_nothing_recorded(client):
    assertContains(client.get(make_mechanism().get_absolute_url()), "No function of this mechanism is described")


def test_references_of_answers_and_roles_are_numbered_too(client):
    made = make_mechanism()
    role, answer = make_role(made), make_answer(made)
    role.references.add(make_address("https://role.example/"))
    answer.references.add(make_address("https://answer.example/"))
    numbers = client.get(made.get_absolute_url()).context["sources"].numbers
    assert set(numbers) == {"https://role.example/", "https://answer.example/"}
    assert Reference.objects.filter(url__in=numbers).count() == 2
