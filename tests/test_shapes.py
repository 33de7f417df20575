"""One shape for a whole record: out as a dict, back in as the same record."""

from __future__ import annotations

import copy
import json

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from consultations.exchange import CONSULTATION
from consultations.models import Consultation, Session
from directory.exchange import INSTITUTIONAL_MODEL, MECHANISM, PRACTICE, REGION
from directory.models import InstitutionalModel, Mechanism, Practice, Region
from documents.exchange import DOCUMENT, PARAGRAPH, REFERENCE, SECTION, THEME
from documents.models import Document, Paragraph, Reference, Section, Theme
from documents.publication import State
from documents.shapes import flat, natural_key, normal, to_dict
from documents.writing import Writer
from recommendations.exchange import ORIGIN, RECOMMENDATION
from recommendations.models import Recommendation
from tests.factories import NOW, make_paragraph

SOURCE = ["A-HRC-29-38-Add.2#1"]
TWO_ROLES = "united-arab-emirates-nccht"


def naptip():
    return Mechanism.objects.get(slug="nigeria-naptip")


def dakar():
    return Consultation.objects.get(slug="dakar-2010")


def write(shape, data, **kwargs):
    """Write one dict as the loader does, links and all; return the instance."""
    writer = Writer()
    instance = writer.write(shape, data, now=NOW, **kwargs)
    assert writer.finish() == []
    return type(instance)._default_manager.get(pk=instance.pk)


def faults(shape, data):
    """Return what is wrong with a dict, as the writer says it."""
    with pytest.raises(ValidationError) as raised, transaction.atomic():
        Writer().write(shape, data, now=NOW)
    return flat(raised.value)


@pytest.mark.parametrize(("shape", "find"), [(MECHANISM, naptip), (CONSULTATION, dakar)])
def test_a_record_as_a_dict_is_normal_and_plain_json(shape, find):
    data = to_dict(shape, find())
    assert normal(shape, data, str(find().uid)) == data
    assert json.loads(json.dumps(data)) == data


def test_a_dict_holds_fields_links_and_rows():
    data = to_dict(MECHANISM, naptip())
    assert (data["slug"], data["country"], data["model"]) == ("nigeria-naptip", "NG", "stand-alone")
    assert {row["role"] for row in data["roles"]} == set(naptip().roles.values_list("role", flat=True))
    assert len(data["statements"]) == naptip().statements.count()
    assert data["statements"][0].keys() >= {"uid", "aspect", "text", "references"}
    assert not data.keys() & {"id", "uid", "state", "version", "withdrawn_reason", "published_at", "created_at"}
    assert not {"", None} & {value for value in data.values() if isinstance(value, str | None)}


def test_a_dict_holds_rows_of_rows_and_times():
    session = next(one for one in to_dict(CONSULTATION, dakar())["sessions"] if one["key"] == "dakar-2010-s1")
    assert len(session["items"]) == dakar().sessions.get(key="dakar-2010-s1").items.count()
    assert session["day"] == "2010-10-04"
    assert len(session["items"][0]["starts"]) == len("09:30")


@pytest.mark.parametrize(("shape", "find"), [(MECHANISM, naptip), (CONSULTATION, dakar)])
def test_writing_a_record_back_changes_nothing(shape, find):
    before = to_dict(shape, find())
    write(shape, before)
    assert to_dict(shape, find()) == before


def test_a_copy_under_another_name_is_a_new_published_record():
    data = without_uids(to_dict(MECHANISM, naptip()) | {"slug": "a-copy"})
    made = write(MECHANISM, data)
    assert made.pk != naptip().pk
    assert (made.state, made.published_at) == (State.PUBLISHED, NOW)
    assert to_dict(MECHANISM, made) == normal(MECHANISM, data)


def without_uids(data):
    """Return a dict as fixtures write it: rows without identifiers."""
    own = {name: value for name, value in data.items() if name != "uid"}
    return {
        name: [without_uids(row) if isinstance(row, dict) else row for row in value]
        if isinstance(value, list)
        else value
        for name, value in own.items()
    }


def test_rows_keep_their_identifier_through_a_change():
    data = to_dict(MECHANISM, naptip())
    data["statements"][2]["text"] = "Said anew."
    changed = write(MECHANISM, data)
    assert [row["uid"] for row in to_dict(MECHANISM, changed)["statements"]] == [r["uid"] for r in data["statements"]]
    assert changed.statements.get(uid=data["statements"][2]["uid"]).text == "Said anew."


def test_rows_not_touched_stay_as_they_are():
    before = set(naptip().statements.values_list("pk", flat=True))
    data = to_dict(MECHANISM, naptip())
    data["statements"][2]["text"] = "Said anew."
    after = set(write(MECHANISM, data).statements.values_list("pk", flat=True))
    assert len(before & after) == len(before) - 1


def test_rows_may_trade_places_and_unique_values():
    data = to_dict(MECHANISM, Mechanism.objects.get(slug=TWO_ROLES))
    first, second = data["roles"][:2]
    first["role"], second["role"] = second["role"], first["role"]
    data["statements"].reverse()
    assert to_dict(MECHANISM, write(MECHANISM, data)) == data


def test_the_first_of_several_rows_may_go():
    data = without_uids(to_dict(MECHANISM, Mechanism.objects.get(slug=TWO_ROLES)))
    gone = data["roles"].pop(0)["role"]
    del data["statements"][0]
    made = write(MECHANISM, data)
    assert gone not in made.roles.values_list("role", flat=True)
    assert to_dict(MECHANISM, made) == normal(MECHANISM, data)


def test_rows_that_others_point_to_may_change():
    data = to_dict(CONSULTATION, dakar())
    data["sessions"][1]["title"] = "Another title"
    data["sessions"][1]["items"][0]["title"] = "Another item"
    changed = write(CONSULTATION, data)
    assert to_dict(CONSULTATION, changed) == data
    assert changed.sessions.get(title="Another title").items.first().title == "Another item"


def test_no_rows_left():
    data = {name: value for name, value in to_dict(CONSULTATION, dakar()).items() if name != "participations"}
    assert write(CONSULTATION, data).participations.count() == 0


def test_a_place_is_made_when_first_named():
    key = "A-HRC-29-38-Add.2#12..14;heading"
    data = to_dict(MECHANISM, naptip()) | {"model_references": [key]}
    write(MECHANISM, data)
    made = Reference.objects.get(key=key)
    assert (made.document.key, made.paragraph.label, made.last_paragraph.label) == ("A-HRC-29-38-Add.2", "12", "14")
    assert made.label == "12–14, heading"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"nmae": "Typed wrong"}, "nmae: unknown field"),
        ({"name": ""}, "name: This field cannot be blank."),
        ({"name": "x" * 301}, "name: Ensure this value has at most 300 characters (it has 301)."),
        ({"country": "XX"}, "country: no country “XX”"),
        ({"country": None}, "country: is missing"),
        ({"country": ["NG"]}, "country: has a wrong form"),
        ({"established": "long ago"}, "established: “long ago” value must be an integer."),
        ({"established": -3}, "established: Ensure this value is greater than or equal to 0."),
        ({"model_basis": "hearsay"}, "model_basis: Value 'hearsay' is not a valid choice."),
        ({"model_references": "A-HRC-29-38-Add.2#1"}, "model_references: is not a list of keys"),
        ({"model_references": None}, "model_references: is not a list of keys"),
        ({"roles": {"role": "national-rapporteur"}}, "roles: is not a list of rows"),
        ({"roles": ["national-rapporteur"]}, "roles: is not a list of rows"),
        ({"roles": [{"role": "king", "basis": "stated"}]}, "roles 1: role: Value 'king' is not a valid choice."),
        (
            {"roles": [{"role": "national-rapporteur", "basis": "stated", "colour": 1}]},
            "roles 1: colour: unknown field",
        ),
        ({"roles": [{"role": "national-rapporteur"}]}, "roles 1: basis: This field cannot be blank."),
        (
            {"statements": [{"aspect": "lead", "text": "x", "references": 3}]},
            "statements 1: references: is not a list of keys",
        ),
        (
            {"statements": [{"aspect": "lead", "text": "x", "as_of": "2014-02-30", "references": SOURCE}]},
            "statements 1: as_of: “2014-02-30” is not",
        ),
        (
            {"statements": [{"uid": "seven", "aspect": "lead", "text": "x", "references": SOURCE}]},
            "statements 1: uid: is not an identifier",
        ),
        ({"name": ["A name"]}, "name: has a wrong form"),
        ({"name": 7}, "name: has a wrong form"),
        ({"statements": [{"aspect": "lead", "text": {}, "references": SOURCE}]}, "statements 1: text: has a wrong"),
        ({"statements": [{"aspect": "lead", "text": "x"}]}, "statements 1: references: is missing"),
        ({"statements": [{"aspect": "lead", "text": "x", "references": []}]}, "statements 1: references: is missing"),
    ],
)
def test_a_bad_dict_is_refused_and_the_field_named(change, expected):
    found = faults(MECHANISM, to_dict(MECHANISM, naptip()) | change)
    assert len(found) == 1
    assert expected in found[0]


def test_all_faults_of_a_record_are_named_at_once():
    bad = {"slug": "bad one", "nmae": "x", "country": "XX", "established": "long ago"}
    assert {fault.partition(":")[0] for fault in faults(MECHANISM, bad)} == {
        "slug", "nmae", "country", "established", "name"
    }  # fmt: skip


def test_all_faults_of_rows_are_named_at_once():
    data = to_dict(CONSULTATION, dakar())
    data["statements"][0]["aspect"] = "gossip"
    data["sessions"][1]["items"][0]["format"] = "dance"
    data["participations"][5]["role"] = "slept"
    places = {fault.split(": Value")[0] for fault in faults(CONSULTATION, data)}
    assert places >= {"statements 1: aspect", "sessions 2: items 1: format", "participations 6: role"}


def test_json_fields_must_have_their_form():
    assert faults(REGION, to_dict(REGION, Region.objects.first()) | {"names": ["Africa"]}) == [
        "names: has a wrong form"
    ]
    assert faults(DOCUMENT, to_dict(DOCUMENT, Document.objects.first()) | {"languages": "en"}) == [
        "languages: has a wrong form"
    ]


@pytest.mark.parametrize(
    ("shape", "model", "change", "expected"),
    [
        (REGION, Region, {"names": {"en": "Africa", "de": "Afrika"}}, "names: “de” is not the code of one of"),
        (THEME, Theme, {"scope": {"fr": "Chiffres."}}, "scope: The English text is missing."),
        (THEME, Theme, {"synonyms": {"en": "data"}}, "synonyms: This is not a list of texts."),
        (DOCUMENT, Document, {"languages": ["en", {}]}, "languages: This is not a list of texts."),
        (DOCUMENT, Document, {"date": 2014}, "date: has a wrong form"),
        (REFERENCE, Reference, {"seen": 5}, "seen: has a wrong form"),
        (PRACTICE, Practice, {"references": []}, "references: is missing"),
        (PRACTICE, Practice, {"themes": []}, "themes: is missing"),
    ],
)
def test_a_bad_value_in_any_layer_is_refused(shape, model, change, expected):
    found = faults(shape, to_dict(shape, model._default_manager.order_by("pk").first()) | change)
    assert len(found) == 1
    assert found[0].startswith(expected)


# What the fields say together


def test_a_range_runs_forward():
    writer = Writer()
    for key in ("A-HRC-29-38-Add.2#43..12", "A-HRC-29-38-Add.2#12..12"):
        with pytest.raises(ValidationError, match="The range ends before it begins"):
            writer.keys.find(Reference, key)
        assert not Reference.objects.filter(key=key).exists()
    assert writer.keys.find(Reference, "A-HRC-29-38-Add.2#12..42")


def test_a_paragraph_stands_in_a_section_and_under_a_parent_of_its_document():
    paragraph = Paragraph.objects.get(document__key="A-HRC-29-38-Add.2", anchor="45-c")
    other = Paragraph.objects.filter(document__key="dakar-2010-report").select_related("section").first()
    data = to_dict(PARAGRAPH, paragraph) | {"section": natural_key(other.section), "parent": natural_key(other)}
    assert faults(PARAGRAPH, data) == [
        "section: This stands in another document.",
        "parent: This stands in another document.",
    ]


def bangkok():
    return Consultation.objects.get(slug="bangkok-2014")


def with_participation(**fields):
    """Return Dakar as a dict with one participation more."""
    data = to_dict(CONSULTATION, dakar())
    part = {"role": "attended", "country": "NG", "references": SOURCE} | fields
    return data | {"participations": [part]}


def test_a_session_in_which_one_took_part_is_one_of_the_meeting():
    data = with_participation(session=bangkok().sessions.first().key)
    assert faults(CONSULTATION, data) == ["participations 1: session: This is a session of another consultation."]


def test_an_item_in_which_one_took_part_is_one_of_the_session():
    first, second = dakar().sessions.filter(items__isnull=False).distinct()[:2]
    item = natural_key(first.items.first())
    for session in (second.key, None):
        data = with_participation(session=session, item=item)
        assert faults(CONSULTATION, data) == ["participations 1: item: This is an item of another session."]
    assert write(CONSULTATION, with_participation(session=first.key, item=item)).participations.count() == 1


def test_a_session_that_is_no_more_cannot_be_taken_part_in():
    writer = Writer()
    gone = dakar().sessions.last()
    assert writer.keys.find(Session, gone.key)
    data = with_participation(session=gone.key)
    data["sessions"] = [session for session in data["sessions"] if session["key"] != gone.key]
    with pytest.raises(ValidationError) as raised, transaction.atomic():
        writer.write(CONSULTATION, data, now=NOW)
    assert flat(raised.value) == [f"participations 1: session: no session “{gone.key}”"]


@pytest.mark.parametrize("place", ["A-HRC-29-38-Add.2#9", "dakar-2010-concept-note#107"])
def test_a_session_is_reported_in_the_report_of_its_meeting(place):
    data = to_dict(CONSULTATION, dakar())
    data["sessions"][1]["report"] = place
    assert "sessions 2: report: This is no place in the report of the consultation." in faults(CONSULTATION, data)


@pytest.mark.parametrize(
    ("origin", "paragraph"),
    [
        ("bangkok-2014", "dakar-2010-report#2"),
        ("sr-report-2010", "dakar-2010-report#2"),
        ("sr-report-2010", "dakar-2010-concept-note#background-1"),
        ("dakar-2010", "dakar-2010-concept-note#107"),
    ],
)
def test_a_recommendation_stands_in_the_document_of_its_origin(origin, paragraph):
    recommendation = Recommendation.objects.filter(origin__slug=origin).first()
    data = to_dict(RECOMMENDATION, recommendation) | {"paragraph": paragraph}
    assert faults(RECOMMENDATION, data) == ["paragraph: This paragraph stands outside the document of the origin."]


def test_what_points_to_something_refused_is_let_be():
    """Only the fault itself is told, and no failure comes of it."""
    writer = Writer()
    meeting = {**without_uids(to_dict(CONSULTATION, dakar())), "slug": "new-2020", "topics": [{}]}
    with pytest.raises(ValidationError), transaction.atomic():
        writer.write(CONSULTATION, {**meeting, "sessions": [], "participations": []}, now=NOW)
    origin = {"slug": "new-2020", "titles": {"en": "New"}, "short_names": {"en": "New"}, "consultation": "new-2020"}
    paragraph = natural_key(make_paragraph())
    recommendation = to_dict(RECOMMENDATION, Recommendation.objects.first())
    own = {"origin": "new-2020", "slug": "new", "paragraph": paragraph}
    with transaction.atomic():
        writer.write(ORIGIN, origin, now=NOW)
        writer.write(RECOMMENDATION, without_uids(recommendation) | own, now=NOW)
        transaction.set_rollback(True)


def test_links_that_lead_nowhere_are_told_with_their_place():
    writer = Writer()
    data = to_dict(MECHANISM, naptip())
    data["statements"][1]["references"] = ["A-HRC-29-38-Add.2#99", "nonsense", "https://example.org/unknown"]
    data["model_references"] = ["no-such-document;cover", "A-HRC-29-38-Add.2#1;" + "x" * 101]
    writer.write(MECHANISM, data, now=NOW, where="here")
    problems = writer.finish()
    assert ("here", "model_references: no document “no-such-document”") in problems
    assert ("here, statements 2", "references: no paragraph “A-HRC-29-38-Add.2#99”") in problems
    assert ("here, statements 2", "references: “nonsense” is not a reference") in problems
    assert ("here, statements 2", "references: no reference “https://example.org/unknown”") in problems
    assert len(problems) == 5


def test_vocabularies_have_a_shape_too():
    model = InstitutionalModel.objects.get(slug="stand-alone")
    data = to_dict(INSTITUTIONAL_MODEL, model)
    assert data["names"]["en"] == "Stand-alone institution"
    assert len(data["points"]) == model.points.count() == 2
    changed = copy.deepcopy(data)
    changed["points"].pop()
    changed["names"]["fr"] = "Institution indépendante"
    write(INSTITUTIONAL_MODEL, changed)
    assert to_dict(INSTITUTIONAL_MODEL, model.__class__.objects.get(pk=model.pk)) == changed


def test_natural_keys():
    section = Section.objects.select_related("document").first()
    assert natural_key(section) == f"{section.document.key}#{section.key}"
    assert SECTION.key_of({"document": "a", "key": "b"}) == PARAGRAPH.key_of({"document": "a", "anchor": "b"}) == "a#b"
    assert RECOMMENDATION.key_of({"origin": "a", "slug": "b"}) == "a/b"
    recommendation = Recommendation.objects.select_related("paragraph").get(slug="45-c")
    assert natural_key(recommendation) == "bangkok-2014/45-c"
    assert natural_key(recommendation.paragraph) == "A-HRC-29-38-Add.2#45-c"
    assert natural_key(naptip().country) == "NG"


def test_empty_values_are_left_out_and_lists_of_keys_are_in_order():
    given = {"key": "x", "url": "", "seen": None, "publisher": "P"}
    assert normal(REFERENCE, given) == {"key": "x", "publisher": "P"}
    mixed = {"slug": "x", "model_references": ["b", "a", "b"], "roles": []}
    assert normal(MECHANISM, mixed) == {"slug": "x", "model_references": ["a", "b"]}
