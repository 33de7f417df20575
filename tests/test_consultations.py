"""The list of consultations and the page of one consultation."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest
from django.utils import translation
from pytest_django.asserts import assertContains, assertNotContains

from consultations.attendance import figures, roll
from consultations.models import AttendanceClaim, Consultation, Participation, Proposal
from consultations.sittings import sittings
from directory.models import Country, Mechanism, Organisation
from documents.models import Document
from documents.publication import State
from recommendations.models import Origin, Recommendation
from tests.factories import (
    make_claim,
    make_consultation,
    make_discrepancy,
    make_document,
    make_item,
    make_mechanism,
    make_organisation,
    make_origin,
    make_paragraph,
    make_participation,
    make_person,
    make_proposal,
    make_recommendation,
    make_reference,
    make_section,
    make_session,
    make_theme,
)
from tests.walk import Page

LIST = "/en/consultations/"
DAKAR = "/en/consultations/dakar-2010/"
BERLIN = "/en/consultations/berlin-2013/"
BANGKOK = "/en/consultations/bangkok-2014/"
NEW = datetime.date(2020, 3, 2)


# The list


def test_newest_first_with_days_and_places(client):
    response = client.get(LIST)
    body = response.content.decode()
    assert body.index(BANGKOK) < body.index(BERLIN) < body.index(DAKAR)
    assertContains(response, "<span>21–22 May 2014</span> · Bangkok, Thailand")
    assertContains(response, Consultation.objects.get(slug="dakar-2010").summary)


def test_the_list_counts_what_came_of_each(client):
    rows = {row.consultation.slug: row for row in client.get(LIST).context["rows"]}
    bangkok = rows["bangkok-2014"]
    made = Recommendation.objects.filter(origin__slug="bangkok-2014").count()
    assert (bangkok.recommendations, bangkok.consultation.session_count) == (made, 5)
    assert bangkok.proposals == Proposal.objects.filter(consultation__slug="bangkok-2014").count()
    assert [figure.text for figure in bangkok.figures] == ["46 participants", "26 countries"]
    assert [figure.text for figure in rows["dakar-2010"].figures] == ["9 regional mechanisms"]


def test_where_sources_count_differently_both_numbers_stand(client):
    response = client.get(LIST)
    assertContains(response, f'17 or 19 countries (<a href="{BERLIN}#differ">sources differ</a>)')


def test_a_report_that_is_not_held_is_a_gap(client):
    assertContains(client.get(LIST), '<li class="gap">', count=1)
    assertContains(client.get(LIST), "Report not yet in the portal", count=1)
    Document.objects.filter(key="A-HRC-26-37-Add.1").update(held=True)
    assertNotContains(client.get(LIST), '<li class="gap">')


def test_the_list_shows_no_draft(client):
    Consultation.objects.filter(slug="berlin-2013").update(state=State.DRAFT)
    assertNotContains(client.get(LIST), BERLIN)
    assert client.get(BERLIN).status_code == 404
    assertNotContains(client.get(DAKAR), BERLIN)


def test_no_consultation_at_all(client):
    Consultation.objects.update(state=State.DRAFT)
    response = client.get(LIST)
    assertContains(response, "No consultation is published yet")
    assertContains(response, '<a href="/en/documents/">Documents</a>')


@pytest.mark.parametrize(
    "query", ["page=zz", "page=-1", "theme=%00", "a[]=1", "q=" + "a" * 10_000, "%00=1", "page=999"]
)
def test_odd_query_strings(client, query):
    assert client.get(f"{LIST}?{query}").status_code == 200
    assert client.get(f"{DAKAR}?{query}").status_code == 200


def test_filters_are_named_as_not_known(client):
    assertContains(client.get(LIST, {"city": "Dakar"}), "Not known here and left out: city.")


def test_twenty_a_page(client):
    for _number in range(20):
        make_consultation(country=Country.objects.get(iso2="FR"), starts=NEW, ends=NEW)
    response = client.get(LIST, {"page": "2"})
    assert [row.consultation.slug for row in response.context["rows"]] == ["bangkok-2014", "berlin-2013", "dakar-2010"]


# One consultation


def test_unknown_consultation_is_missing(client):
    assert client.get("/en/consultations/geneva-2020/").status_code == 404


def test_kind_days_place_title_and_summary(client):
    response = client.get(BANGKOK)
    meeting = Consultation.objects.get(slug="bangkok-2014")
    assertContains(response, "Consultative meeting of NREMs · 21–22 May 2014 · Bangkok,")
    assertContains(response, '<a href="/en/countries/thailand/">Thailand</a>')
    assertContains(response, f"<h1>{meeting.short_name}</h1>")
    assertContains(response, meeting.title)
    assertContains(response, meeting.summary)
    assertContains(response, "¶ without a name: Second consultative meeting, Bangkok")


def test_recommendations_stand_under_their_headings_with_status_and_paragraph(client):
    response = client.get(BANGKOK)
    headings = response.context["headings"]
    assert [(heading.label, len(heading.records)) for heading in headings] == [
        ("Strengthening the institutional framework of NREMs", 3),
        ("Collaboration between regional and subregional frameworks and NREMs", 3),
        ("Cooperation between State actors and NREMs", 2),
        ("Cooperation between non-State actors and NREMs", 3),
    ]
    assertContains(response, '<a href="/en/recommendations/bangkok-2014/">All 11 with follow-up</a>')
    assertContains(response, 'href="/en/documents/A-HRC-29-38-Add.2/#p45-c"')
    assertContains(response, '<a href="/en/recommendations/bangkok-2014/45-c/">Commission a global baseline study')
    assertContains(response, '<span class="st way">Under way</span>')


def test_draft_recommendations_and_proposals_are_not_shown(client):
    Recommendation.objects.filter(origin__slug="bangkok-2014", slug="45-c").update(state=State.DRAFT)
    Proposal.objects.filter(key="pr-5").update(state=State.DRAFT)
    response = client.get(BANGKOK)
    assertContains(response, "All 10 with follow-up")
    assertNotContains(response, "Commission a global baseline study")
    assertNotContains(response, 'id="pr-5"')


def test_recommendations_without_heading_come_straight_after_the_title(client):
    meeting = make_consultation()
    make_recommendation(origin=make_origin(consultation=meeting), title="Meet again soon")
    response = client.get(meeting.get_absolute_url())
    assertContains(response, "The 1 with follow-up")
    levels = Page(response.content.decode()).levels
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_meeting_without_recommendations_and_without_gap(client):
    assertContains(client.get(make_consultation().get_absolute_url()), "No recommendation of this meeting is recorded.")


def test_the_gap_of_berlin_is_said_with_what_other_documents_tell(client):
    response = client.get(BERLIN)
    assertContains(response, '<a href="/en/documents/A-HRC-26-37-Add.1/"><bdi>A/HRC/26/37/Add.1</bdi></a>, is not yet')
    labels = [(one.source.short_name, one.label) for one in response.context["told_in"]]
    assert labels == [("Bangkok", "6–7"), ("Bangkok", "7"), ("Bangkok", "8"), ("Bangkok note", "Context ¶5")]
    assertContains(response, "What other documents say about the meeting:")
    assertContains(response, "The sources at hand name no sessions.")
    assertContains(response, "Not stated in the sources")
    assertNotContains(response, "¶ without a name")


def test_once_the_report_is_held_the_gap_is_gone(client):
    Document.objects.filter(key="A-HRC-26-37-Add.1").update(held=True)
    assertNotContains(client.get(BERLIN), "is not yet in the portal")


def test_a_report_that_is_no_longer_published_is_not_named(client):
    Document.objects.filter(key="A-HRC-26-37-Add.1").update(state=State.DRAFT)
    response = client.get(BERLIN)
    assertNotContains(response, "/en/documents/A-HRC-26-37-Add.1/")
    assertContains(response, "No recommendation of this meeting is recorded.")


def test_the_card_tells_who_convened_and_which_documents_there_are(client):
    response = client.get(DAKAR)
    lines = {line.value.value: line.records for line in response.context["card"]}
    assert list(lines) == ["convenor", "partner", "opening", "language", "venue"]
    assertContains(response, lines["convenor"][0].text)
    assertContains(response, 'href="/en/documents/dakar-2010-concept-note/"')
    Document.objects.filter(key="dakar-2010-concept-note").update(state=State.DRAFT)
    assertNotContains(client.get(DAKAR), '<dd><a href="/en/documents/dakar-2010-concept-note/"')


def test_what_the_sources_differ_on(client):
    response = client.get(DAKAR)
    assertContains(response, 'id="differ"', count=1)
    assertContains(response, "Spelling of a name in the Dakar agenda")
    meeting = make_consultation()
    difference = make_discrepancy(question="Hidden question", state=State.DRAFT)
    make_claim(difference)
    meeting.discrepancies.set([difference])
    assertNotContains(client.get(meeting.get_absolute_url()), "Hidden question")


def test_sessions_have_hours_leads_report_and_agenda(client):
    response = client.get(DAKAR)
    assertContains(response, '<li id="dakar-2010-s1">')
    assertContains(response, "<span>4 October 2010, 10:00–13:00</span>")
    assertContains(response, "<span>Facilitated by Chantel Kapp-Marais (AU)</span>")
    assertContains(response, '<dt class="muted">13:00–14:30</dt><dd class="muted">Lunch break')
    assertContains(
        response, '<dt>11:00–11:15</dt><dd>Case study: West Africa <span class="muted">· Saddikh Niass (OHCHR)'
    )
    assertContains(response, "The heading runs to 17:00", count=1)


def test_a_note_that_all_sessions_share_stands_once(client):
    response = client.get(BANGKOK)
    assertContains(response, "Day and time are not stated", count=1)
    presented = "Presented by " + ", ".join(
        f'<a href="/en/countries/{slug}/">{name}</a>'
        for slug, name in [("brazil", "Brazil"), ("israel", "Israel"), ("nepal", "Nepal"), ("nigeria", "Nigeria")]
    )
    assertContains(response, presented)
    assertContains(response, "On missing information about other mechanisms.", count=2)


def test_announced_topics(client):
    assertContains(client.get(BANGKOK), "<b>Typical dilemma</b>: Obstacles met in carrying out the mandate")
    assertNotContains(client.get(BERLIN), "Topics announced")


def test_countries_that_presented_are_told_from_those_that_spoke(client):
    called = client.get(BANGKOK).context["roll"]
    assert len(called.presenting_countries) == 9
    assert len(called.presenting_countries) + len(called.other_countries) == 19
    assert [one.who.name for one in called.other_countries][:3] == ["Bahrain", "Cambodia", "China"]


def test_who_is_counted_and_not_named(client):
    assertContains(client.get(BANGKOK), "Of 46 participants, 3 are named here. Of 26 countries, 19 are named here.")
    assertContains(client.get(BERLIN), "Of 17 or 19 countries, none is named.")


def test_invited_bodies_are_told_from_those_that_came(client):
    called = client.get(DAKAR).context["roll"]
    assert {one.who.slug for one in called.invited_organisations} == {
        "asean",
        "bali-process",
        "commit",
        "mercosur",
        "saarc",
        "sadc",
    }
    came = {one.who.slug for one in called.present_organisations}
    assert {"au", "uniap", "ohchr"} < came
    assert len(came) == 11


def test_persons_stand_with_office_roles_and_other_spellings(client):
    response = client.get(DAKAR)
    assertContains(response, "<b>Coumba Gaye</b>, Minister of Human Rights of Senegal")
    assertContains(response, "Also spelled Chantel Kapp-Maraïs")
    called = {one.who.name: one for one in response.context["roll"].person}
    parts = [(part.label, part.where, part.note[:8]) for part in called["Chantel Kapp-Marais"].parts]
    assert parts == [
        ("Facilitated", "session 1", ""),
        ("Presented", "sessions 2 and 3", ""),
    ]
    assert [part.where for part in called["Adrienne Diop"].parts] == ["opening"]


def test_mechanisms_that_took_part_link_to_their_profiles(client):
    assertContains(client.get(BANGKOK), '<a href="/en/mechanisms/nigeria-naptip/">')
    Mechanism.objects.filter(slug="nigeria-naptip").update(state=State.DRAFT)
    assertNotContains(client.get(BANGKOK), "/en/mechanisms/nigeria-naptip/")


def test_unpublished_bodies_are_not_named(client):
    Organisation.objects.filter(slug="au").update(state=State.DRAFT)
    response = client.get(DAKAR)
    assertNotContains(response, "/en/regional/au/")
    assertNotContains(response, "(AU)")


def test_proposals_are_said_not_to_be_recommendations(client):
    response = client.get(DAKAR)
    assertContains(response, "They are not recommendations of the meeting.")
    assertContains(response, '<li id="pr-10"><h3>Networks of focal points of regional mechanisms</h3>')
    assertContains(response, "Proposed by participants")
    assertNotContains(client.get(BERLIN), "Proposed in discussion")


def test_proposals_stand_in_the_order_of_the_report(client):
    section = make_section()
    later, earlier = (make_reference(make_paragraph(section, position=place)) for place in (9, 2))
    meeting = make_consultation()
    make_proposal(meeting, title="Said last", references=[later])
    make_proposal(meeting, title="Said first", references=[earlier])
    titles = [one.title for one in client.get(meeting.get_absolute_url()).context["proposals"]]
    assert titles == ["Said first", "Said last"]


def test_the_place_in_the_thread(client):
    response = client.get(BERLIN)
    assert [one.slug for one in response.context["thread"]] == ["dakar-2010", "berlin-2013", "bangkok-2014"]
    assertContains(response, '<b aria-current="true">First NREM consultation, Berlin</b>')


def test_addresses_are_numbered_and_listed(client):
    response = client.get(BANGKOK)
    numbers = response.context["numbers"]
    assert numbers
    assertContains(response, '<li id="source-', count=len(numbers))


@pytest.mark.parametrize(("address", "number"), [(LIST, 5), (DAKAR, 26), (BERLIN, 17), (BANGKOK, 25)])
def test_number_of_queries(client, django_assert_num_queries, address, number):
    client.get(address)
    with django_assert_num_queries(number):
        client.get(address)


def test_queries_do_not_grow_with_the_list(client, django_assert_num_queries):
    for _number in range(5):
        meeting = make_consultation(country=Country.objects.get(iso2="FR"))
        make_session(meeting)
        make_proposal(meeting)
        make_recommendation(origin=make_origin(consultation=meeting))
    with django_assert_num_queries(6):
        client.get(LIST)


def test_queries_do_not_grow_with_a_consultation(client, django_assert_num_queries):
    meeting = Consultation.objects.get(slug="dakar-2010")
    session = make_session(meeting)
    for _number in range(5):
        item = make_item(session)
        make_participation(meeting, session=session, item=item, role="presented", person=make_person())
        make_participation(meeting, organisation=make_organisation())
        make_participation(meeting, country=Country.objects.exclude(participations__consultation=meeting).first())
        make_proposal(meeting)
        make_recommendation(origin=Origin.objects.get(slug="dakar-2010"))
    make_participation(meeting, mechanism=make_mechanism())
    with django_assert_num_queries(26):
        client.get(DAKAR)


def test_a_session_without_agenda_names_its_sources(client):
    session = make_session()
    (reference,) = session.references.all()
    assertContains(client.get(session.consultation.get_absolute_url()), f">Made ¶\N{NO-BREAK SPACE}{reference.label}<")


def test_an_item_names_its_sources_where_the_session_has_others(client):
    session = make_session()
    item = make_item(session)
    (reference,) = item.references.all()
    mark = f">Made ¶\N{NO-BREAK SPACE}{reference.label}<"
    address = session.consultation.get_absolute_url()
    assertContains(client.get(address), mark, 1)
    session.references.set([reference])
    assertContains(client.get(address), mark, 1)


def test_the_part_of_a_country_is_told(client):
    meeting, country = make_consultation(), Country.objects.get(iso2="FR")
    session = make_session(meeting, number=3)
    make_participation(meeting, country=country, role="chaired", session=session, note="Zzsaid")
    make_participation(meeting, country=country, role="observed", note="Zzseen")
    response = client.get(meeting.get_absolute_url())
    assertContains(response, ">Chaired (session 3)<")
    assertContains(response, ">Observed: Zzseen<")
    assertContains(response, "Zzsaid", 1)  # at its session


@pytest.mark.parametrize(("place", "is_told"), [(1, True), (2, False)])
def test_who_opened_the_first_session_opened_the_meeting(client, place, is_told):
    meeting = make_consultation()
    session = make_session(meeting, position=place)
    make_participation(meeting, session=session, role="opened", person=make_person(name="Zz Virta"))
    card = client.get(meeting.get_absolute_url()).content.decode().partition("</aside>")[0]
    assert ("Zz Virta" in card) is is_told


def test_a_mechanism_is_told_with_its_country(client):
    meeting, one = make_consultation(), make_mechanism()
    make_participation(meeting, mechanism=one)
    assertContains(client.get(meeting.get_absolute_url()), f"</a></b>, {one.country}<")


def test_what_a_proposal_names_leads_there(client):
    proposal, country, theme = make_proposal(), Country.objects.get(iso2="FR"), make_theme()
    hidden = make_organisation(acronym="ZZH", state=State.DRAFT)
    proposal.countries.set([country])
    proposal.themes.set([theme])
    proposal.organisations.set([hidden])
    response = client.get(proposal.consultation.get_absolute_url())
    assertContains(response, f'<a href="{country.get_absolute_url()}">{country}</a>')
    assertContains(response, f'<a href="{theme.get_absolute_url()}">{theme}</a>')
    assertNotContains(response, "ZZH")


def test_in_arabic(client):
    response = client.get("/ar/consultations/dakar-2010/")
    assertContains(response, 'dir="rtl"')
    assertContains(response, "مشاورة داكار</h1>")
    assertContains(response, "المشاورة الأولى للآليات الوطنية، برلين")
    assertNotContains(response, "Dakar consultation<")
    assertContains(client.get("/ar/consultations/"), "</span> · برلين")


def test_names_in_the_reader_s_language_else_in_english():
    meeting = make_consultation(short_names={"en": "A meeting", "ar": "اجتماع"}, cities={"en": "A city"})
    with translation.override("ar"):
        assert (str(meeting), meeting.city) == ("اجتماع", "A city")
    with translation.override("fr"):
        assert (str(meeting), meeting.city) == ("A meeting", "A city")


# Pure parts


def test_figures_join_what_sources_count():
    claims = [AttendanceClaim(countries=19, participants=40), AttendanceClaim(countries=17), AttendanceClaim()]
    assert [tuple(one) for one in figures(claims)] == [
        ("participants", "40 participants", False),
        ("countries", "17 or 19 countries", True),
    ]
    assert figures([AttendanceClaim(countries=1)])[0].text == "1 country"
    assert figures([]) == []


def test_a_roll_is_in_order_of_name():
    meeting = make_consultation()
    for name in ("Zed", "Abe"):
        make_participation(meeting, person=make_person(name=name))
    assert [str(one.who) for one in roll(Participation.objects.filter(consultation=meeting).with_who()).person] == [
        "Abe",
        "Zed",
    ]


def test_a_sitting_names_each_lead_once():
    meeting = make_consultation()
    session = make_session(meeting, starts=datetime.time(9), ends=datetime.time(10))
    person = make_person()
    for _number in range(2):
        make_participation(meeting, session=session, item=make_item(session), person=person, role="presented")
    sitting = sittings(meeting, meeting.participations.with_who())[0]
    assert [(str(lead.label), len(lead.people)) for lead in sitting.leads] == [("Presented by", 1)]
    assert [len(entry.people) for entry in sitting.agenda] == [1, 1]


def test_a_report_awaited_is_known_and_not_held():
    assert not make_consultation().awaits_report
    assert not make_consultation(outcome_document=make_document(held=True)).awaits_report
    assert make_consultation(outcome_document=make_document(held=False)).awaits_report
    assert not make_consultation(outcome_document=make_document(held=False, state=State.DRAFT)).awaits_report
