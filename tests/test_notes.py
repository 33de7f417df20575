"""Margin notes: what stands beside a paragraph, from which layer, and what does not."""

from __future__ import annotations

import pytest
from django.utils import translation

from consultations import notes as consultations
from consultations.models import Consultation, Proposal
from directory import notes as directory
from directory.models import Agreement, Mechanism, Organisation, Practice
from documents import notes as documents
from documents.models import Document, Paragraph, Tool
from documents.publication import State
from nrem_portal.pages.passages import MARGIN, margins
from recommendations import notes as recommendations
from recommendations.models import FollowUp, Recommendation

BANGKOK = "A-HRC-29-38-Add.2"
CASES = [
    (
        recommendations.recommendations,
        BANGKOK,
        "45-c",
        "Commission a global baseline study of mechanisms",
        Recommendation,
    ),
    (recommendations.followed_up, BANGKOK, "35", "46 (a): Prepare regional tools", FollowUp),
    (recommendations.followed_up, BANGKOK, "35", "46 (a): Prepare regional tools", Recommendation),
    (consultations.proposals, BANGKOK, "40", "Network and mailing list of past participants", Proposal),
    (consultations.proposals, BANGKOK, "40", "Network and mailing list of past participants", Consultation),
    (consultations.sessions, BANGKOK, "31", "2. Regional and subregional frameworks", Consultation),
    (directory.mechanisms, BANGKOK, "21", "Nigeria", Mechanism),
    (directory.organisations, BANGKOK, "32", "SAARC", Organisation),
    (directory.practices, BANGKOK, "38", "Unknown counterparts are hard to reach", Practice),
    (directory.agreements, BANGKOK, "41", "Bangladesh – India: joint task force", Agreement),
    (documents.tools, "unodc-coordination-paper", "annex-3", "Model Law", Tool),
    (documents.cited, BANGKOK, "4", "EU Directive", Document),
]


def at(key: str, anchor: str):
    return Paragraph.objects.filter(document__key=key, anchor=anchor)


def titles(notes, key: str, anchor: str) -> list[str]:
    """Return the titles of the notes of one kind at one paragraph."""
    return [note.title for _at, note in notes(at(key, anchor))]


@pytest.mark.parametrize(("notes", "key", "anchor", "title", "model"), CASES)
def test_a_note_stands_at_its_paragraph_while_published(client, notes, key, anchor, title, model):
    whole = Paragraph.objects.filter(document__key=key)
    paragraph = at(key, anchor).get()
    found = [note for place, note in notes(whole) if place == paragraph.pk and title in note.title]
    assert len(found) == 1
    assert client.get(found[0].address.partition("#")[0]).status_code == 200
    model.objects.update(state=State.DRAFT)
    assert list(notes(whole)) == []


def test_a_note_names_the_origin_in_the_reader_s_language():
    for language, name in [
        ("en", "Bangkok 2014, 46 (a)"),
        ("ar", "بانكوك 2014, 46 (a)"),
        ("fr", "Bangkok 2014, 46 (a)"),
    ]:
        with translation.override(language):
            assert any(title.startswith(name) for title in titles(recommendations.followed_up, BANGKOK, "35"))


@pytest.mark.parametrize("notes", MARGIN)
def test_one_query_each_and_one_for_what_documents_are_called(notes, django_assert_num_queries):
    with django_assert_num_queries(2 if notes is documents.cited else 1):
        list(notes(Paragraph.objects.filter(document__key=BANGKOK)))


def test_every_note_is_at_one_of_the_paragraphs_asked_for():
    for notes in MARGIN:
        assert {place for place, _note in notes(at(BANGKOK, "40"))} <= {at(BANGKOK, "40").get().pk}


def test_mechanisms_are_those_of_statements_practices_and_agreements():
    assert titles(directory.mechanisms, BANGKOK, "38") == [
        "Bahrain",
        "China",
        "Colombia",
        "Finland",
        "India",
        "Indonesia",
    ]
    Practice.objects.update(state=State.DRAFT)  # Finland, India and Indonesia are told of in practices alone
    assert titles(directory.mechanisms, BANGKOK, "38") == ["Bahrain", "China", "Colombia"]


def test_mechanisms_of_one_country_are_told_apart():
    nigeria = Mechanism.objects.get(slug="nigeria-naptip")
    Mechanism.objects.filter(slug="china-national-mechanism").update(country=nigeria.country, name="Second body")
    practice = Practice.objects.get(title="Unknown counterparts are hard to reach")
    practice.mechanisms.add(nigeria)
    found = titles(directory.mechanisms, BANGKOK, "38")
    assert "Nigeria, Second body" in found
    assert f"Nigeria, {nigeria.name}" in found
    assert "Finland" in found


def test_what_points_to_a_range_stands_at_its_first_paragraph():
    session = consultations.sessions
    assert len(titles(session, "dakar-2010-report", "17")) == 1  # 17–20
    assert titles(session, "dakar-2010-report", "18") == []


def test_practices_stand_under_their_kind():
    (groups,) = margins(at(BANGKOK, "28")).values()
    headings = [group.title for group in groups]
    assert headings[0] == "Mechanisms"
    assert "Good practices" in headings
    assert "Lesson learned" in headings


def test_groups_stand_in_one_order():
    margin = margins(Paragraph.objects.filter(document__key=BANGKOK))
    headings = [group.title for group in margin[at(BANGKOK, "35").get().pk]]
    assert headings == ["Follow-up to", "Proposed here", "Organization"]
    assert at(BANGKOK, "10").get().pk not in margin


def test_a_session_is_named_in_few_words():
    assert consultations.session_title(0, "Opening") == "Opening"
    title = consultations.session_title(3, "One two three four five six seven eight nine ten")
    assert title == "3. One two three four five six seven eight…"


def test_margins_take_as_many_queries_for_one_paragraph_as_for_all(django_assert_num_queries):
    for paragraphs in (at(BANGKOK, "40"), Paragraph.objects.filter(document__in=Document.objects.held())):
        with django_assert_num_queries(len(MARGIN) + 1):
            margins(paragraphs)


def test_notes_follow_their_paragraph_on_the_page(client):
    html = client.get(f"/en/documents/{BANGKOK}/").content.decode()
    after = html.partition('id="p45-c"')[2].partition('<div class="para')[0]
    assert '<li class="rec"><span class="k">Recommendation</span>' in after
    assert '<a href="/en/recommendations/bangkok-2014/45-c/">' in after
