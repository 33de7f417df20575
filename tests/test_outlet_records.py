"""Records taken along: cited by symbol and paragraph, told as text, as address cards and calendars."""

from __future__ import annotations

import datetime
import json
import re

import pytest
import time_machine
import vobject
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from consultations.models import Consultation
from directory.models import Mechanism, Practice
from documents.formats import CONSULTATION_FORMATS, FORMATS, MECHANISM_FORMATS
from documents.models import Document
from documents.publication import State
from nrem_portal.outlets.content_lines import content, escaped, folded
from recommendations.models import Recommendation
from tests import factories as make

RECOMMENDATION = "/en/recommendations/bangkok-2014/45-c"
MECHANISM = "/en/mechanisms/nigeria-naptip"
CONSULTATION = "/en/consultations/dakar-2010"
RECORDS = {
    RECOMMENDATION: FORMATS,
    MECHANISM: MECHANISM_FORMATS,
    "/en/practices/standard-procedures": FORMATS,
    "/en/cooperation/india-bangladesh-bhutan-nepal-procedures": FORMATS,
    CONSULTATION: CONSULTATION_FORMATS,
    "/en/tools/bangkok-agenda": FORMATS,
}
EVERY = [(page, suffix) for page, formats in RECORDS.items() for suffix in formats if suffix != "json"]
TOKEN = "Zzdraftzz"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(datetime.datetime(2026, 3, 9, 12, tzinfo=datetime.UTC), tick=False):
        yield


def taken(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


@pytest.mark.parametrize(("page", "suffix"), EVERY)
def test_every_record_is_given_in_every_format_of_its_kind(client, page, suffix):
    response = client.get(f"{page}.{suffix}")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == RECORDS[page][suffix].content_type
    assert f'.{suffix}"' in response.headers["Content-Disposition"]
    assert (response.headers["Access-Control-Allow-Origin"], response.headers["X-Robots-Tag"]) == ("*", "noindex")
    again = client.get(f"{page}.{suffix}", headers={"if-none-match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head(f"{page}.{suffix}").status_code == 200
    assert Client(enforce_csrf_checks=True).post(f"{page}.{suffix}").status_code == 405
    assert client.get(page.replace("/en/", "/ar/") + f".{suffix}").status_code == 200


@pytest.mark.parametrize("page", RECORDS)
def test_other_endings_lead_nowhere(client, page):
    others = {"csv", "xlsx", "atom", "vcf", "ics", "xml", "RIS"} - set(RECORDS[page])
    assert {client.get(f"{page}.{suffix}").status_code for suffix in others} == {404}
    assert client.get(f"{page}.ris/", follow=True).status_code == 404
    assert client.get(f"{page}-none.ris").status_code == 404


@pytest.mark.parametrize("page", RECORDS)
def test_pages_lead_to_their_formats(client, page):
    html = client.get(f"{page}/").content.decode()
    for suffix, one in RECORDS[page].items():
        assert f'<link rel="alternate" type="{one.kind}" href="{page}.{suffix}">' in html
        assert f'<a href="{page}.{suffix}" type="{one.kind}">' in html


# Citations


def test_a_recommendation_is_cited_as_its_paragraph(client):
    fields = dict(line.split("  - ", 1) for line in taken(client, f"{RECOMMENDATION}.ris").splitlines())
    assert fields["ID"] == "bangkok-2014-45-c"
    assert (fields["SN"], fields["SP"], fields["DA"]) == ("A/HRC/29/38/Add.2", "para. 45 (c)", "2015/04/02/")
    assert fields["TI"].startswith("Report of the Special Rapporteur")
    assert fields["UR"] == "http://testserver/r/bangkok-2014/45-c"
    assert fields["AB"].startswith(
        "[summary by the NREM Portal] Commission a global baseline study of mechanisms. Have "
    )
    assert fields["N1"] == "NREM Portal, http://testserver/r/bangkok-2014/45-c, data version 1, 9 March 2026."


def test_a_recommendation_of_an_excerpt_is_cited_by_the_document_it_is_from(client):
    (item,) = json.loads(taken(client, "/en/recommendations/sr-report-2010/115.csl"))
    assert (item["number"], item["page"]) == ("A/HRC/14/32", "para. 115")
    assert item["note"].startswith("Read here as an excerpt in: ")


def test_a_record_of_several_places_names_them_all(client):
    (item,) = json.loads(taken(client, f"{MECHANISM}.csl"))
    assert item["number"] == "A/HRC/29/38/Add.2"
    assert re.fullmatch(r"paras\. 13; 14; [\d; ]+", item["page"])
    assert item["URL"] == "http://testserver/en/mechanisms/nigeria-naptip/"


def test_a_record_that_rests_on_addresses_is_cited_by_its_title(client):
    practice = make.make_practice(title="A line & a half", references=[make.make_address()])
    (item,) = json.loads(taken(client, f"/en/practices/{practice.slug}.csl"))
    assert (item["title"], item["URL"]) == ("A line & a half", f"http://testserver/en/practices/{practice.slug}/")
    assert "number" not in item
    assert taken(client, f"/en/practices/{practice.slug}.txt").startswith("A line & a half. NREM Portal, http://")


@pytest.mark.parametrize("page", RECORDS)
def test_reference_managers_are_told_the_same_in_every_language(client, page):
    for suffix in ("ris", "bib", "csl"):
        assert taken(client, page.replace("/en/", "/ar/") + f".{suffix}") == taken(client, f"{page}.{suffix}")


def test_a_list_cites_its_records_as_each_is_cited_alone(client):
    whole = b"".join(client.get("/en/recommendations.ris?source=bangkok-2014").streaming_content).decode()
    assert taken(client, f"{RECOMMENDATION}.ris") in whole
    items = json.loads(b"".join(client.get("/ar/documents.csl").streaming_content))
    (alone,) = json.loads(taken(client, "/en/documents/A-HRC-29-38-Add.2.csl"))
    (listed,) = [one for one in items if one["id"] == "A-HRC-29-38-Add.2"]
    assert {name: value for name, value in listed.items() if name != "abstract"} == alone


# Text


@pytest.mark.parametrize("page", RECORDS)
def test_text_has_the_citation_first_and_the_terms_last(client, page):
    parts = taken(client, f"{page}.txt").split("\n\n")
    assert "data version 1, 9 March 2026." in parts[0]
    assert parts[1].startswith("[summary by the NREM Portal] ")
    assert "CC BY 4.0" in parts[-1]
    for language in ("en", "ar"):
        text = taken(client, page.replace("/en/", f"/{language}/") + ".txt")
        assert "<bdi" not in text
        assert "None" not in text
        assert "&amp;" not in text


def test_text_tells_what_the_page_tells(client):
    text = taken(client, f"{RECOMMENDATION}.txt")
    assert "Addressed to: International community, Special Rapporteur" in text
    assert "11 November 2014, Statement: European Migration Network: " in text
    assert "- A/HRC/29/38/Add.2, 45 (c)" in text
    assert "Functions" not in text
    assert "\nالبلد: نيجيريا" in taken(client, "/ar/mechanisms/nigeria-naptip.txt")


# Address cards


def test_a_card_has_what_everyone_may_see(client):
    mechanism = Mechanism.objects.get(slug="nigeria-naptip")
    make.make_contact(mechanism, kind="email", value="office@example.org")
    make.make_contact(mechanism, kind="telephone", value="+234 1; 2, 3")
    make.make_contact(mechanism, kind="hotline", value="627 (free)")
    make.make_contact(mechanism, kind="address", value="1 Street; Abuja\nFloor 2")
    make.make_contact(mechanism, kind="email", value="someone@example.org", audience="staff")
    text = taken(client, f"{MECHANISM}.vcf")
    card = vobject.readOne(text)
    assert card.fn.value == "National Agency for the Prohibition of Trafficking in Persons (NAPTIP), Nigeria"
    assert card.email.value == "office@example.org"
    assert card.tel.value == "+234 1; 2, 3"
    assert (card.adr.value.street, card.adr.value.country) == ("1 Street; Abuja\nFloor 2", "Nigeria")
    assert card.url.value == "https://naptip.gov.ng/"
    assert "Hotline: 627 (free)" in card.note.value
    assert card.uid.value == f"urn:uuid:{mechanism.uid}"
    assert "someone" not in text
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_every_card_is_read_back(client):
    for mechanism in Mechanism.objects.published()[::9]:
        card = vobject.readOne(taken(client, f"/ar/mechanisms/{mechanism.slug}.vcf"))
        assert mechanism.name in card.fn.value


# Calendars


def test_the_text_of_a_consultation_names_who_took_part_and_what_was_told(client):
    meeting = make.make_consultation()
    session = make.make_session(meeting, number=2, title="Cooperation")
    item = make.make_item(session, title="Opening words")
    make.make_participation(meeting, session=session, person=make.make_person(name="A. Person"), note="On data")
    make.make_topic(meeting, number=4, title="Data")
    make.make_proposal(meeting, title="Meet again", text="Every year.")
    text = taken(client, f"{meeting.get_absolute_url().removesuffix('/')}.txt")
    place = item.references.get().label
    for line in [
        "Session: 2 Cooperation [",
        f"Agenda: Opening words [A document, {place}]",
        "Attended: A. Person, Expert, session 2: On data [",
        "Topics announced before the meeting: 4 Data [",
        "Proposed in discussion: Meet again. Every year. [",
    ]:
        assert f"\n{line}" in text


def test_a_consultation_is_an_event_of_whole_days(client):
    text = taken(client, f"{CONSULTATION}.ics")
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (
        datetime.date(2010, 10, 4),
        datetime.date(2010, 10, 6),
    )
    assert str(event["location"]) == "Ngor and Diarama Complex, Dakar, Senegal"
    assert str(event["url"]) == "http://testserver/en/consultations/dakar-2010/"
    assert str(event["uid"]) == str(Consultation.objects.get(slug="dakar-2010").uid)
    assert event["dtstamp"].dt.utcoffset() == datetime.timedelta(0)
    assert vobject.readOne(text).vevent.summary.value == str(event["summary"])
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert "\n" not in text.replace("\r\n", "")


def test_all_consultations_are_one_calendar(client):
    text = b"".join(client.get("/ar/consultations.ics").streaming_content).decode()
    events = Calendar.from_ical(text).walk("VEVENT")
    assert len(events) == Consultation.objects.published().count()
    assert len({str(event["uid"]) for event in events}) == len(events)


LINES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x7f"), max_size=120)


@given(LINES)
def test_any_text_is_folded_and_read_back(text):
    kept = "".join(char for char in text if char >= " " or char in "\t\n\r")
    lines = content([("BEGIN", "VCALENDAR"), ("BEGIN", "VEVENT"), ("SUMMARY", escaped(text)), ("END", "VEVENT"),
                     ("END", "VCALENDAR")])  # fmt: skip
    assert all(len(line.encode()) <= 75 for line in lines.split("\r\n"))
    (event,) = Calendar.from_ical(lines).walk("VEVENT")
    told = kept.replace("\r\n", "\n").replace("\r", "")
    assert str(event.get("summary", "")) == told


@given(LINES)
def test_folding_loses_nothing(text):
    assert folded(text).replace("\r\n ", "") == text.replace("\r\n ", "")


# Nothing that is not public


@pytest.mark.parametrize("suffix", ["txt", "ris", "bib", "csl"])
def test_only_what_is_published_is_taken(client, suffix):
    Practice.objects.filter(slug="standard-procedures").update(state=State.DRAFT)
    assert client.get(f"/en/practices/standard-procedures.{suffix}").status_code == 404
    gone = {"state": State.WITHDRAWN, "withdrawn_reason": "Not ours <b>"}
    Recommendation.objects.filter(slug="45-c").update(**gone)
    response = client.get(f"{RECOMMENDATION}.{suffix}")
    assert (response.status_code, response.headers["Content-Type"]) == (410, "text/plain; charset=utf-8")
    assert response.content.decode().endswith("Reason: Not ours <b>\n")
    assert "ETag" not in response.headers or response.headers["ETag"] != client.get(f"{MECHANISM}.ris").headers["ETag"]


@pytest.mark.parametrize(("page", "suffix"), EVERY)
def test_no_document_that_is_not_published_is_cited(client, page, suffix):
    Document.objects.filter(key="A-HRC-29-38-Add.2").update(state=State.DRAFT, title=TOKEN, symbol=TOKEN, heading=TOKEN)
    assert TOKEN not in taken(client, f"{page}.{suffix}")


@pytest.mark.parametrize(
    ("address", "number"),
    [
        (f"{RECOMMENDATION}.txt", 8),
        (f"{RECOMMENDATION}.ris", 6),
        (f"{MECHANISM}.txt", 15),
        (f"{MECHANISM}.vcf", 15),
        ("/en/practices/standard-procedures.txt", 8),
        ("/en/cooperation/india-bangladesh-bhutan-nepal-procedures.txt", 8),
        (f"{CONSULTATION}.txt", 23),
        ("/en/tools/bangkok-agenda.txt", 5),
    ],
)
def test_queries(client, django_assert_num_queries, address, number):
    with django_assert_num_queries(number):
        client.get(address)
