"""What persons, bodies, sessions and agenda items are called at the desk, and what is meant by what was typed."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from consultations.models import AgendaItem, Consultation, Person, Session
from desk.checking import plain_faults
from desk.differences import differences
from desk.forms.parts import Row
from desk.forms.record import RecordForm
from desk.keys import key_for
from desk.kinds import KINDS
from desk.models import Change
from desk.names import AllNames
from desk.persons import of_name
from directory.models import Mechanism, Organisation
from documents.shapes import Dict
from tests.desk import draft, editor, form, signed_in
from tests.factories import make_person

pytestmark = pytest.mark.django_db
MEETING = KINDS["consultation"]


def took_part(slug: str) -> Dict:
    return {"uid": str(uuid.uuid4()), "person": slug, "role": "attended", "references": ["A-HRC-29-38-Add.2#45-c"]}


@pytest.mark.parametrize("office", ["Judge", ""])
def test_a_person_named_before_another_of_that_name_was_recorded_stays_who_they_are(office):
    make_person(slug="zz-1", name="Zz Virta", office=office)
    ed = editor("ed")
    meeting = Consultation.objects.get(slug="bangkok-2014")
    where = draft(ed, meeting, MEETING, participations=[took_part("zz-1")]).get_absolute_url()
    typed = form(signed_in(ed), where)
    assert typed["participations-0-person"] == ["Zz Virta"]
    make_person(slug="zz-2", name="Zz Virta", office="Rapporteur" if office else "")
    signed_in(ed).post(where, typed | {"do": "save"})
    assert Change.objects.get().data["participations"][0]["person"] == "zz-1"


def test_of_several_of_one_name_an_editor_is_asked_to_choose():
    for slug, office in (("zz-1", "Rapporteur"), ("zz-2", "")):
        make_person(slug=slug, name="Zz Virta", office=office)
    data = {"participations": [took_part(AllNames().of(Person).key("zz virta"))]}
    found = plain_faults(MEETING, uuid.uuid4(), data, {})
    told = "Several are called “zz virta”. Choose one: Zz Virta (Rapporteur); Zz Virta (zz-2)."
    assert found["participations-0-person"] == [told]


@pytest.mark.parametrize(
    ("model", "typed", "key"),
    [
        (Organisation, "OSCE", "osce"),
        (Organisation, "organization for security and co-operation in Europe", "osce"),
        (Mechanism, "Finland", "finland-national-rapporteur"),
    ],
)
def test_bodies_are_found_by_acronym_and_by_country(model, typed, key):
    names = AllNames().of(model)
    assert names.key(typed) == key
    assert names.key(names.label(key)) == key


# Persons who may be held already


@pytest.mark.parametrize(
    ("typed", "is_held"),
    [
        ("Zz Virtä", True),
        ("zz  virta ", True),
        ("H.E. Ms. Zz Virta", True),
        ("Dr Zz Virta", True),
        ("Zed Virta", True),
        ("Virta Zz", False),
        ("Zz Virtanen", False),
        ("Dr.", False),
    ],
)
def test_a_person_is_known_by_the_name_alone(typed, is_held):
    make_person(slug="zz", name="Mrs. Zz Virta", other_spellings=["Zed Virta"])
    assert [one.slug for one in of_name(typed)] == (["zz"] if is_held else [])


# Sessions and agenda items that have no title yet


def untitled() -> Dict:
    sessions: list[Any] = [{"uid": key, "key": key, "items": [{"uid": str(uuid.uuid4())}]} for key in KEYS]
    return {"sessions": sessions}


KEYS = [str(uuid.UUID(int=number)) for number in (1, 2)]


def test_what_has_no_title_is_called_by_its_number():
    names = AllNames()
    names.take(MEETING.shape, untitled())
    assert list(names.of(Session).labels.values()) == ["Session 1 (no title yet)", "Session 2 (no title yet)"]
    assert list(names.of(AgendaItem).labels.values()) == [
        "Agenda item 1 (no title yet) (Session 1 (no title yet))",
        "Agenda item 1 (no title yet) (Session 2 (no title yet))",
    ]


def test_a_key_that_is_to_be_made_is_no_difference():
    rows = differences(MEETING.shape, {}, untitled()).rows
    assert [one.name for row in rows for one in row.fields] == []


# What an entry and its rows are called, and what is asked of them


def test_an_entry_is_called_by_what_happened_and_its_key_is_not_made_of_that():
    data = {"date": "2031", "actor": "Finland", "text": "A law on mechanisms was adopted by the whole of parliament."}
    entry = KINDS["follow-up"]
    assert entry.title(data) == "2031 Finland: A law on mechanisms was adopted by the…"
    assert entry.title({"text": "A law."}) == "A law."
    assert key_for(entry, data) == "2031-finland"


def of_bearing(**said: Any) -> Row:
    data = {"bearings": [{"uid": KEYS[0], **said}]}
    return RecordForm(KINDS["follow-up"], data, is_new=True).part.groups["bearings"].rows[0]


def test_a_row_of_an_entry_begins_with_the_recommendation():
    assert list(of_bearing().fields) == ["recommendation", "kind", "suggested_status"]
    group = RecordForm(KINDS["follow-up"], {}, is_new=True).part.groups["bearings"]
    assert group.next_id == "id_bearings-0-recommendation"


def test_no_status_is_offered_that_is_computed_and_one_that_is_held_is_shown():
    decidable = ["under-way", "partly-implemented", "implemented"]
    assert [one.value for one in of_bearing().fields["suggested_status"].options] == decidable
    held = of_bearing(suggested_status="superseded").fields["suggested_status"].options
    assert [(one.label, one.chosen) for one in held][3:] == [("Superseded", True)]


@pytest.mark.parametrize(("typed", "kept"), [("9.30", "9:30"), ("٩.٣٠", "9:30"), ("14h05", "14:05"), ("9.5", "9.5")])
def test_an_hour_may_be_written_with_a_dot(typed, kept):
    session = {"uid": KEYS[0], "starts": ""}
    row = RecordForm(MEETING, {"sessions": [session]}, is_new=True).part.groups["sessions"].rows[0]
    assert row.fields["starts"].read(posted(row, typed)) == kept


def posted(row: Row, typed: str) -> QueryDict:
    return QueryDict(urlencode({row.fields["starts"].name: typed}))
