"""The history of records: on the desk, for everyone, and as the audit export."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import shutil
import uuid

import pytest
from django.conf import settings
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from desk import changes, persons
from desk.differences import differences
from desk.history import history_of
from desk.kinds import KINDS
from desk.models import Change, Deed, Version
from desk.templatetags.desk import as_named
from desk.words import Words
from directory.models import ContactPoint, Country, Mechanism, Practice
from documents.models import Document, Theme, Tool
from documents.numerals import in_figures
from documents.publication import State
from documents.shapes import fitting, to_dict
from nrem_portal.account.log import note
from nrem_portal.record import load
from nrem_portal.roles import set_up_roles
from recommendations.models import FollowUp, Recommendation
from tests.desk import touched
from tests.factories import NOW, make_document, make_paragraph, make_reference, make_section

LATER = NOW + datetime.timedelta(days=2)
TEXT = "Zzfirstwording of the practice."


def person(name: str, *permissions: str, first: str = "", last: str = "") -> User:
    user = User.objects.create_user(name, first_name=first, last_name=last)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions, content_type__app_label="desk"))
    return user


@pytest.fixture
def editor():
    return person("zzeditor", "edit", first="Zainab", last="Editora")


@pytest.fixture
def reviewer():
    return person("zzreviewer", "edit", "review", first="Rolf", last="Reviewera")


@pytest.fixture
def practice():
    return Practice.objects.published().order_by("pk").first()


def data_of(record):
    kind = kind_of(record)
    return to_dict(kind.shape, kind.record(record.uid))


def kind_of(record):
    return next(kind for kind in KINDS.values() if kind.shape.model is type(record))


def publish(record, editor, reviewer, *, note="Zznote on it", now=NOW, **fields):
    """Change a record through the desk; return the version that it is in then."""
    kind = kind_of(record)
    base = kind.record(record.uid).version
    data = data_of(record)
    data |= fields or touched(data)
    change = changes.save(kind, record.uid, data, addresses={}, revision=0, base=base, by=editor, now=now)
    changes.send(change, revision=change.revision, note=note, by=editor, now=now)
    return changes.accept(change, revision=change.revision, by=reviewer, now=now)


def withdraw(record, reviewer, *, reason="Zzreason to take it down", now=LATER):
    kind = kind_of(record)
    version = kind.record(record.uid).version
    return changes.withdraw(kind, record.uid, version=version, reason=reason, by=reviewer, now=now)


def desk(record, rest=""):
    return f"/en/desk/{kind_of(record).name}/{record.uid}/history/{rest}"


def public(record, rest="", language="en"):
    return f"/{language}/history/{kind_of(record).name}/{record.uid}/{rest}"


def read(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


# On the desk


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_record_that_was_never_edited_has_one_version(client, editor, name, language):
    record = KINDS[name].records.published().first()
    client.force_login(editor)
    html = read(client, desk(record).replace("/en/", f"/{language}/"))
    assert html.count("<time") == 1
    assert language != "en" or "Loaded with the record that the portal ships" in html
    assert "history/1/restore" not in html


def test_the_desk_reads_who_when_and_why(client, editor, reviewer, practice):
    publish(practice, editor, reviewer, text=TEXT)
    client.force_login(editor)
    html = read(client, desk(practice))
    assert "Written by Zainab Editora, published by Rolf Reviewera" in html
    assert "Zznote on it" in html
    assert html.index("Version 2") < html.index("Version 1")
    assert desk(practice, "1/restore/") in html
    assert desk(practice, "2/restore/") not in html


def test_a_reviewer_who_does_not_edit_restores_nothing(client, editor, reviewer, practice):
    publish(practice, editor, reviewer, text=TEXT)
    client.force_login(person("zzonly", "review"))
    assert "restore" not in re.findall('action="[^"]*"', read(client, desk(practice)))
    assert client.post(desk(practice, "1/restore/"), {"base": 2}).status_code == 404


def test_an_open_change_is_told(client, editor, practice):
    kind = KINDS["practice"]
    changes.save(kind, practice.uid, data_of(practice), addresses={}, revision=0, base=1, by=editor, now=NOW)
    client.force_login(editor)
    assert "A change is open: Draft, saved by Zainab Editora" in read(client, desk(practice))


def test_a_draft_of_a_new_record_has_no_version(client, editor):
    uid = uuid.uuid4()
    data = {"title": "Zznever published"}
    changes.save(KINDS["tool"], uid, data, addresses={}, revision=0, base=0, by=editor, now=NOW)
    client.force_login(editor)
    assert "It was never published" in read(client, f"/en/desk/tool/{uid}/history/")
    read(client, f"/en/history/tool/{uid}/", 404)
    read(client, f"/en/desk/tool/{uid}/history/1..2/", 404)


@pytest.mark.parametrize("rest", ["1..1/", "2..2/", "0..1/", "1..9/", "9..1/", f"1..{10**40}/"])
def test_odd_numbers_are_missing(client, editor, reviewer, practice, rest):
    publish(practice, editor, reviewer, text=TEXT)
    read(client, public(practice, rest), 404)
    client.force_login(editor)
    read(client, desk(practice, rest), 404)


@pytest.mark.parametrize(
    "address", ["/en/history/none/{}/", "/en/history/practice/{}/", "/en/desk/practice/{}/history/"]
)
def test_odd_addresses_are_missing(client, editor, address):
    client.force_login(editor)
    read(client, address.format(uuid.uuid4()), 404)


@pytest.mark.parametrize("where", [desk, public])
def test_two_versions_are_compared_in_both_orders(client, editor, reviewer, practice, where):
    before = practice.text
    publish(practice, editor, reviewer, text=TEXT)
    client.force_login(editor)
    for rest, added, removed in [
        ("1..2/", "Zzfirstwording", before.split()[0]),
        ("2..1/", before.split()[0], "Zzfirst"),
    ]:
        html = read(client, where(practice, rest))
        assert added in "".join(re.findall("<ins>.*?</ins>", html, re.DOTALL))
        assert removed in "".join(re.findall("<del>.*?</del>", html, re.DOTALL))


@pytest.mark.parametrize("where", [desk, public])
def test_choosing_two_versions_leads_to_what_differs(client, editor, reviewer, practice, where):
    publish(practice, editor, reviewer, text=TEXT)
    client.force_login(editor)
    assert client.get(where(practice), {"from": "1", "to": "2"}).url == where(practice, "1..2/")
    assert "Choose two versions" in client.get(where(practice), {"from": "2", "to": "2"}).content.decode()
    assert client.get(where(practice), {"from": "x", "to": "²"}).status_code == 200


def test_restoring_makes_a_change(client, editor, reviewer, practice):
    before = data_of(practice)
    publish(practice, editor, reviewer, text=TEXT)
    client.force_login(editor)
    response = client.post(desk(practice, "1/restore/"), {"base": 2})
    change = Change.objects.open().get(record=practice.uid)
    assert response.url == change.get_absolute_url()
    assert change.data == before
    assert data_of(practice)["text"] == TEXT
    assert "is a draft now" in read(client, response.url)


def test_restoring_beside_an_open_change_is_refused(client, editor, reviewer, practice):
    publish(practice, editor, reviewer, text=TEXT)
    draft = {**data_of(practice), "text": "Zzdraft"}
    changes.save(KINDS["practice"], practice.uid, draft, addresses={}, revision=0, base=2, by=reviewer, now=NOW)
    client.force_login(editor)
    response = client.post(desk(practice, "1/restore/"), {"base": 2})
    assert response.status_code == 409
    assert "A change of this record is open already." in response.content.decode()
    assert Change.objects.open().get(record=practice.uid).data["text"] == "Zzdraft"


def test_restoring_what_has_moved_on_is_refused(client, editor, reviewer, practice):
    publish(practice, editor, reviewer, text=TEXT)
    client.force_login(editor)
    response = client.post(desk(practice, "1/restore/"), {"base": 1})
    assert response.status_code == 409
    assert "published anew" in response.content.decode()


@pytest.mark.parametrize(("number", "base"), [(2, 2), (7, 2), (0, 2)])
def test_what_stands_or_never_was_is_not_restored(client, editor, reviewer, practice, number, base):
    publish(practice, editor, reviewer, text=TEXT)
    client.force_login(editor)
    assert client.post(desk(practice, f"{number}/restore/"), {"base": base}).status_code == 404
    assert client.get(desk(practice, "1/restore/")).status_code == 405


def test_a_withdrawn_record_is_published_again_from_its_history(client, editor, reviewer, practice):
    withdraw(practice, reviewer)
    client.force_login(editor)
    assert "Withdrawn by Rolf Reviewera" in read(client, desk(practice))
    client.post(desk(practice, "2/restore/"), {"base": 2})
    change = Change.objects.open().get(record=practice.uid)
    changes.send(change, revision=change.revision, note="Back again", by=editor, now=LATER)
    changes.accept(change, revision=change.revision, by=reviewer, now=LATER)
    assert client.get(practice.get_absolute_url()).status_code == 200
    assert [one.number for one in history_of(KINDS["practice"], practice.uid).versions] == [3, 2, 1]


def test_what_was_withdrawn_without_the_desk_is_restored_too(client, editor, practice):
    Practice.objects.filter(pk=practice.pk).update(state=State.WITHDRAWN, withdrawn_reason="Zzreason")
    client.force_login(editor)
    assert "Zzreason" in read(client, desk(practice))
    assert client.post(desk(practice, "1/restore/"), {"base": 1}).status_code == 302


def test_what_was_changed_outside_the_desk_is_a_version_too(client, editor, reviewer):
    theme = Theme.objects.published().first()
    publish(theme, editor, reviewer, scope={"en": "Zzbefore"})
    Theme.objects.filter(pk=theme.pk).update(version=3, scope={"en": "Zzafter"})
    html = read(client, public(theme))
    assert "Changed outside the desk" in html
    assert "Zzafter" in read(client, public(theme, "2..3/"))
    publish(theme, editor, reviewer, scope={"en": "Zzmore"})
    assert [one.deed for one in Version.objects.of("theme", theme.uid)] == [
        *(Deed.PUBLISHED, Deed.LOADED, Deed.PUBLISHED, Deed.LOADED)
    ]


# For everyone


def test_everyone_reads_roles_and_no_names(client, editor, reviewer, practice):
    publish(practice, editor, reviewer, text=TEXT)
    for rest in ("", "1..2/"):
        html = read(client, public(practice, rest))
        for name in ("Zainab", "Editora", "Rolf", "Reviewera", "zzeditor", "zzreviewer"):
            assert name not in html
    assert "Written by an editor, published by a reviewer" in read(client, public(practice))
    assert "Zznote on it" in read(client, public(practice))


def test_a_public_history_sets_no_cookie_and_is_kept(client, practice):
    response = client.get(public(practice))
    assert not response.cookies
    assert "private" not in response.headers.get("Cache-Control", "")
    assert "ETag" in response.headers or response.status_code == 200


@pytest.mark.parametrize("name", KINDS)
def test_while_withdrawn_nothing_of_its_text_is_shown(client, editor, reviewer, name):
    record = KINDS[name].records.published().first()
    publish(record, editor, reviewer, note="Zznote on it")
    title = Version.objects.of(name, record.uid).first().title
    withdraw(record, reviewer)
    html = read(client, public(record))
    assert title
    assert title not in html
    assert "Zznote" not in html
    assert "Zzreason to take it down" in html
    assert "Withdrawn by a reviewer" in html
    read(client, public(record, "1..2/"), 410)


def test_what_was_taken_down_stays_down_when_the_record_comes_back(client, editor, reviewer, practice):
    publish(practice, editor, reviewer, text=TEXT, note="Zzold note")
    withdraw(practice, reviewer)
    publish(practice, editor, reviewer, text="A better wording.", note="Without the name", now=LATER)
    publish(practice, editor, reviewer, text="The best wording.", note="Shorter", now=LATER)
    html = read(client, public(practice))
    assert "Zzold note" not in html
    assert "Zzreason" in html
    for rest in ("1..5/", "2..4/", "3..4/", "4..2/"):
        read(client, public(practice, rest), 404)
    assert "Zzfirst" not in read(client, public(practice, "4..5/"))
    client.force_login(editor)
    assert "Zzfirst" in read(client, desk(practice, "2..4/"))


@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW, State.CHANGES_REQUESTED])
def test_what_is_not_published_has_no_public_history(client, practice, state):
    Practice.objects.filter(pk=practice.pk).update(state=state)
    read(client, public(practice), 404)


def test_a_proposal_of_a_withdrawn_consultation_has_no_public_history(client, reviewer):
    proposal = KINDS["proposal"].records.published().first()
    withdraw(proposal.consultation, reviewer)
    read(client, public(proposal), 404)


@pytest.fixture
def mechanism():
    """A mechanism with one public contact, and one for staff."""
    found = Mechanism.objects.published().filter(contacts__isnull=False).first()
    for contact in found.contacts.all()[1:]:
        contact.delete()
    row = ContactPoint.objects.create(
        mechanism=found, kind="email", value="zzstaff@example.org", audience="staff", position=9
    )
    row.references.set(found.contacts.first().references.all())
    return found


def test_contacts_for_staff_are_not_even_hinted_at(client, editor, reviewer, mechanism):
    contacts = data_of(mechanism)["contacts"]
    changed = [contacts[0], {**contacts[1], "value": "zzother@example.org"}]
    publish(mechanism, editor, reviewer, contacts=changed, note="Zzsecret telephone of staff")
    publish(mechanism, editor, reviewer, contacts=changed[:1], note="Zzsecret removed", lead="Zzministry")
    html = read(client, public(mechanism))
    assert "Zzsecret telephone" not in html
    assert "Version 2" not in html
    read(client, public(mechanism, "1..2/"), 404)
    shown = read(client, public(mechanism, "1..3/"))
    assert "Zzministry" in shown
    assert "zzstaff" not in shown + html
    assert "Contacts" not in shown
    client.force_login(editor)
    assert "zzother@example.org" in read(client, desk(mechanism, "1..2/"))


def test_a_contact_that_was_public_is_not_kept_public_by_its_history(client, editor, reviewer, mechanism):
    contacts = data_of(mechanism)["contacts"]
    value = contacts[0]["value"]
    publish(mechanism, editor, reviewer, contacts=[{**contacts[0], "audience": "staff"}, contacts[1]])
    assert value not in read(client, public(mechanism, "1..2/"))
    client.force_login(editor)
    assert "Contact 1" in read(client, desk(mechanism, "1..2/"))


def test_who_decided_on_a_follow_up_is_not_told(client, editor, reviewer):
    entry = FollowUp.objects.published().first()
    rows = [{**row, "decided_status": "under-way", "decided_by": "zzreviewer"} for row in data_of(entry)["bearings"]]
    publish(entry, editor, reviewer, bearings=rows, text="Zznew words")
    html = read(client, public(entry, "1..2/"))
    assert "Zznew" in html
    assert "zzreviewer" not in html
    assert "Rolf" not in html
    client.force_login(editor)
    assert "Rolf Reviewera" in read(client, desk(entry, "1..2/"))


def test_the_public_reads_no_name_of_what_is_not_published(client, editor, reviewer, practice):
    mechanism = Mechanism.objects.published().exclude(practices=practice).first()
    publish(practice, editor, reviewer, mechanisms=[mechanism.slug])
    assert mechanism.name in read(client, public(practice, "1..2/"))
    withdraw(mechanism, reviewer)
    html = read(client, public(practice, "1..2/"))
    assert mechanism.name not in html
    assert mechanism.slug not in html
    assert "a record that is not public" in html


def test_the_public_reads_no_place_in_a_document_that_is_not_published(client, editor, reviewer, practice):
    document = make_document(short_name="Zzreport", symbol=None)
    place = make_reference(make_paragraph(make_section(document)))
    publish(practice, editor, reviewer, references=[place.key])
    assert "Zzreport" in read(client, public(practice, "1..2/"))
    withdraw(document, reviewer)
    html = read(client, public(practice, "1..2/"))
    assert "Zzreport" not in html
    assert place.key not in html
    assert "a record that is not public" in html
    client.force_login(editor)
    assert "Zzreport" in read(client, desk(practice, "1..2/"))


def test_stored_script_stays_text(client, editor, reviewer, practice):
    script = "<script>alert(1)</script>"
    publish(practice, editor, reviewer, text=script, title=script, note=script)
    client.force_login(editor)
    for where in (desk, public):
        assert script not in read(client, where(practice)) + read(client, where(practice, "1..2/"))


@pytest.mark.parametrize("name", [name for name in KINDS if name not in {"proposal", "follow-up", "discrepancy"}])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_record_page_leads_to_its_history_also_when_gone(client, name, language):
    record = KINDS[name].records.published().first()
    page = record.get_absolute_url().replace("/en/", f"/{language}/")
    link = f'href="{public(record, language=language)}"'
    assert link in read(client, page)
    read(client, public(record, language=language))
    type(record).objects.filter(pk=record.pk).update(state=State.WITHDRAWN, withdrawn_reason="Zzreason")
    assert link in read(client, page, 410)


@pytest.mark.parametrize(
    ("name", "listed", "compared"), [("practice", 3, 5), ("mechanism", 3, 3), ("theme", 3, 5), ("consultation", 3, 5)]
)
def test_queries_of_the_public_history(client, editor, reviewer, django_assert_num_queries, name, listed, compared):
    record = KINDS[name].records.published().first()
    publish(record, editor, reviewer)
    with django_assert_num_queries(listed):
        client.get(public(record))
    with django_assert_num_queries(compared):
        client.get(public(record, "1..2/"))


# What differs, in words


def test_values_are_shown_as_people_read_them(editor, reviewer):
    kind = KINDS["practice"]
    practice = kind.records.published().filter(countries__isnull=False).first()
    old = data_of(practice)
    other = "challenge" if old["kind"] != "challenge" else "lesson"
    new = {**old, "kind": other, "countries": ["NG"], "references": ["A-HRC-29-38-Add.2#45-c"]}
    found = {
        one.name: " ".join(piece.text for piece in one.pieces if piece.mark.is_added)
        for one in differences(kind.shape, old, new).fields
    }
    assert found["countries"] == "Nigeria"
    assert found["references"] == "A/HRC/29/38/Add.2 ¶ 45 (c)"
    assert found["kind"] == dict(Practice._meta.get_field("kind").flatchoices)[other]


def added_in(name, field, value):
    """Return the words for a value of a field that had none."""
    shape = KINDS[name].shape
    (found,) = differences(shape, {}, {field: value}).fields
    lines = [(line.language, "".join(piece.text for piece in line.pieces)) for line in found.lines]
    return "\n".join(f"{language}: {text}" if language else text for language, text in lines)


@pytest.mark.parametrize(
    ("name", "field", "value", "words"),
    [
        ("document", "date", "2015-05-01", "1 May 2015"),
        ("document", "date", "2015-05", "May 2015"),
        ("document", "date", "long ago", "long ago"),
        ("document", "languages", ["en", "ar"], "English\nArabic"),
        ("theme", "names", {"en": "Data", "ar": "بيانات"}, "en: Data\nar: بيانات"),
        ("theme", "synonyms", {"en": ["a", "b"]}, "en: a\nb"),
        ("consultation", "country", "DE", "Germany"),
        ("consultation", "country", "nowhere", "nowhere"),
        ("recommendation", "paragraph", "A-HRC-29-38-Add.2#45-c", "A/HRC/29/38/Add.2 ¶ 45 (c)"),
        ("recommendation", "paragraph", "A-HRC-29-38-Add.2#none", "A-HRC-29-38-Add.2#none"),
        ("practice", "references", ["A-HRC-29-38-Add.2#38..39;note 4"], "A/HRC/29/38/Add.2 ¶ 38–39, note 4"),
        ("practice", "references", ["https://example.org/zz"], "https://example.org/zz"),
        ("practice", "references", ["#", "x#y#z"], "#\nx#y#z"),
        ("tool", "answered", True, "Yes"),
    ],
)
def test_values_in_words(name, field, value, words):
    assert added_in(name, field, value) == words


def shown(name, old, new):
    """Return what differs between two dicts as an Arabic page shows it."""
    shape = KINDS[name].shape
    with translation.override("ar"):
        html = render_to_string("desk/differences.html", {"differences": differences(shape, old, new)})
        return in_figures(html, "ar")


def test_each_language_that_differs_has_a_line_in_its_own_direction():
    old, new = {"en": "Data", "fr": "Faits", "ar": "بيانات"}, {"en": "Data 2", "fr": "Faits", "ar": "بيانات 2"}
    page = shown("theme", {"names": old}, {"names": new})
    assert page.count("<dd>") == 2
    assert '<bdi lang="en" dir="ltr">Data <ins>' in page
    assert '<bdi lang="ar" dir="rtl">بيانات <ins>' in page


def test_figures_of_the_record_stay_as_written_and_dates_in_words_are_ours():
    page = shown("document", {}, {"date": "2015-05-01", "references": ["A-HRC-29-38-Add.2#45-c"], "key": "x-1"})
    assert '<bdi lang="en" dir="ltr">A/HRC/29/38/Add.2 ¶ 45 (c)</bdi>' in page
    assert "١ أيار/مايو ٢٠١٥" in page
    assert "<bdi>1/5/15</bdi>" in shown("document", {}, {"date": "1/5/15"})


def test_a_record_goes_by_its_name_in_the_readers_language_where_it_has_one():
    consultation = {"title": "Second meeting", "short_names": {"en": "Bangkok", "ar": "بانكوك"}}
    with translation.override("ar"):
        assert KINDS["consultation"].called(consultation) == "بانكوك"
        assert KINDS["consultation"].called({"title": "Second meeting"}) == "Second meeting"
        assert as_named("بانكوك 2") == "<bdi>بانكوك 2</bdi>"
        assert as_named("Second <meeting>") == '<bdi lang="en" dir="ltr">Second &lt;meeting&gt;</bdi>'
    assert KINDS["consultation"].called(consultation) == "Second meeting"


def test_a_link_to_a_recommendation_has_its_title():
    one = Recommendation.objects.published().select_related("origin").first()
    shape = KINDS["follow-up"].shape
    row = {"uid": str(uuid.uuid4()), "recommendation": f"{one.origin.slug}/{one.slug}"}
    (found,) = differences(shape, {"bearings": [row]}, {}).rows
    assert found.mark.is_removed
    assert found.title == one.title


def test_rows_are_told_by_place_and_title():
    shape = KINDS["consultation"].shape
    first, second, third = ({"uid": str(uuid.uuid4()), "text": text, "group": "x"} for text in ("One", "Two", "Three"))
    old, new = {"statements": [first, second]}, {"statements": [third, {**second, "text": "Two more"}]}
    found = {row.title: (row.place, row.mark.value) for row in differences(shape, old, new).rows}
    assert found == {"Three": (1, "added"), "Two more": (2, "kept"), "One": (1, "removed")}


def test_rows_in_another_order_have_moved():
    shape = KINDS["consultation"].shape
    rows = [{"uid": str(uuid.uuid4()), "text": text} for text in ("One", "Two", "Three")]
    moved = [rows[2], *rows[:2]]
    (found,) = differences(shape, {"statements": rows}, {"statements": moved}).rows
    assert (found.title, found.place, found.mark.is_moved) == ("Three", 1, True)


def test_each_kind_of_thing_is_read_once(django_assert_num_queries):
    shape = KINDS["practice"].shape
    new = {
        "countries": ["germany", "nigeria"],
        "themes": ["data"],
        "mechanisms": ["nigeria-naptip"],
        "references": ["A-HRC-29-38-Add.2#45-c"],
    }
    found = differences(shape, {}, new)
    with django_assert_num_queries(5):  # places that no statement cites yet are one more
        assert all(one.pieces for one in found.fields)


def test_words_for_the_desk_name_what_is_withdrawn():
    mechanism = Mechanism.objects.published().first()
    Mechanism.objects.filter(pk=mechanism.pk).update(state=State.WITHDRAWN, withdrawn_reason="x")
    f = KINDS["practice"].shape.model._meta.get_field("mechanisms")
    for words, label in ((Words(), mechanism.name), (Words(for_public=True), "a record that is not public")):
        words.learn(f, [mechanism.slug])
        assert words.lines(f, [mechanism.slug]) == [label]


# Versions of an older shape

ODD = {
    "title": {"en": "was by language"},
    "text": 7,
    "gone": "a field that is no more",
    "countries": "nigeria",
    "themes": [{"slug": "data"}],
    "references": None,
    "kind": ["x"],
    "uid": "none",
}


@pytest.mark.parametrize("name", KINDS)
def test_a_version_of_an_older_shape_is_shown_with_what_it_has(client, editor, reviewer, name):
    record = KINDS[name].records.published().first()
    publish(record, editor, reviewer)
    shape = KINDS[name].shape
    rows = {row.kind: [{"uid": "x", "text": ["y"], "references": 3, "old": 1}] for row in shape.rows}
    for odd in (ODD | rows, ODD | {row.kind: ["x"] for row in shape.rows}, {"zz": 1}, {}):
        Version.objects.filter(record=record.uid, number=1).update(shape=0, data=odd)
        assert "other fields" in read(client, public(record, "1..2/"))
        read(client, public(record))
    client.force_login(editor)
    read(client, desk(record, "2..1/"))
    response = client.post(desk(record, "1/restore/"), {"base": 2})
    assert response.status_code == 302
    read(client, response.url)


def test_what_fits_is_kept_as_it_is():
    for kind in KINDS.values():
        data = to_dict(kind.shape, kind.record(kind.records.published().first().uid))
        assert fitting(kind.shape, data) == data


# Loading anew


@pytest.mark.slow
def test_a_load_leaves_alone_what_went_through_the_desk(tmp_path, editor, reviewer, practice):
    folder = shutil.copytree(settings.FIXTURES, tmp_path / "fixtures")
    tool = Tool.objects.published().first()
    withdraw(tool, reviewer)
    publish(practice, editor, reviewer, text=TEXT)
    made = uuid.uuid4()
    data = {**data_of(practice), "title": "Made on the desk", "slug": "zz-made"}
    change = changes.save(KINDS["practice"], made, data, addresses={}, revision=0, base=0, by=editor, now=NOW)
    changes.send(change, revision=change.revision, note="New", by=editor, now=NOW)
    changes.accept(change, revision=change.revision, by=reviewer, now=NOW)
    for name, slug in (("practices.json", practice.slug), ("tools.json", tool.slug)):
        rows = json.loads((folder / name).read_text("utf-8"))
        one = next(row for row in rows if row["slug"] == slug)
        one["title"] = "From the fixtures"
        rows += [{**one, "slug": "zz-made"}] if name == "practices.json" else []
        (folder / name).write_text(json.dumps(rows), "utf-8")
    done = load(folder, now=LATER)
    assert len(done.edited) == 3
    tool.refresh_from_db()
    assert (tool.state, tool.title == "From the fixtures") == (State.WITHDRAWN, False)
    assert Practice.objects.get(uid=made).title == "Made on the desk"
    assert Practice.objects.get(pk=practice.pk).text == TEXT


def test_a_record_changed_by_a_load_before_the_desk_keeps_its_first_line(client, editor, reviewer, practice):
    Practice.objects.filter(pk=practice.pk).update(version=2, published_at=NOW, updated_at=LATER)
    for times in (2, 3):
        html = read(client, public(practice))
        assert html.count("<time") == times
        assert html.index("Changed outside the desk") < html.index("Loaded with the record that the portal ships")
        client.force_login(editor)
        html = read(client, desk(practice))
        assert html.count("<time") == times
        assert desk(practice, "1/restore/") not in html
        if times == 2:
            publish(practice, editor, reviewer, text=TEXT, now=LATER)
    read(client, public(practice, "1..2/"), 404)


# The audit export


def audit(client):
    response = client.get(reverse("desk-audit"))
    assert response.status_code == 200
    assert response.streaming
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "no-store" in response.headers["Cache-Control"]
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


@pytest.fixture
def auditor(client):
    user = person("zzadmin", "audit")
    client.force_login(user)
    return user


def test_the_audit_export_tells_every_step_once(client, auditor, editor, reviewer, practice):
    publish(practice, editor, reviewer, text=TEXT)
    withdraw(practice, reviewer)
    rows = [row for row in audit(client) if row["Record"] == str(practice.uid)]
    assert [
        (row["What was done"], row["Who"], row["Role"], row["From version"], row["To version"]) for row in rows
    ] == [
        ("Change begun", "Zainab Editora", "Editor", "1", ""),
        ("Sent to review", "Zainab Editora", "Editor", "1", ""),
        ("Published", "Rolf Reviewera", "Reviewer", "1", "2"),
        ("Withdrawn", "Rolf Reviewera", "Reviewer", "2", "3"),
    ]
    assert rows[-1]["Why"] == "Zzreason to take it down"
    assert (rows[-1]["Kind"], rows[-1]["Account"], rows[-1]["When (UTC)"]) == (
        "Practice",
        "zzreviewer",
        LATER.strftime("%Y-%m-%d %H:%M:%S"),
    )


def test_the_audit_export_tells_both_returns_of_what_was_published_later(client, auditor, editor, reviewer, practice):
    kind = KINDS["practice"]
    data = data_of(practice) | {"text": TEXT}
    change = changes.save(kind, practice.uid, data, addresses={}, revision=0, base=1, by=editor, now=NOW)
    for reason in ("Zzfirst", "Zzsecond"):
        changes.send(change, revision=change.revision, note="Zznote", by=editor, now=NOW)
        changes.send_back(change, revision=change.revision, reason=reason, by=reviewer, now=LATER)
    changes.send(change, revision=change.revision, note="Zznote", by=editor, now=LATER)
    changes.accept(change, revision=change.revision, by=reviewer, now=LATER)
    returned = [row for row in audit(client) if row["What was done"] == "Changes requested"]
    assert [(row["Why"], row["Role"]) for row in returned] == [("Zzfirst", "Reviewer"), ("Zzsecond", "Reviewer")]


def test_the_audit_export_tells_what_was_saved_in_the_administration(client, auditor, editor):
    persons.record(name="Zzperson", office="", organisation="", by=editor, now=NOW)
    changed = [{"changed": {"fields": ["Position"]}}, {"values": [["Position", "1", "2"]]}]
    country = Country.objects.first()
    for message in (changed, []):
        LogEntry.objects.log_actions(auditor.pk, [country], CHANGE, change_message=message)
    document = Document.objects.first()
    LogEntry.objects.log_actions(editor.pk, [document], ADDITION, change_message=[{"added": {}}])
    note("The second step was taken away.", accounts=[editor], by=auditor)
    note("A passkey was added.", accounts=[editor], by=editor)
    rows = [(row["Role"], row["Kind"], row["Title"], row["What was done"]) for row in audit(client)]
    assert rows == [
        ("Editor", "Person", "Zzperson", "Person recorded"),
        ("Administrator", "Country", str(country), "Changed Position. Position: “2”, before it “1”."),
        ("Editor", "Document", str(document), "Added."),
        ("Administrator", "User", editor.username, "The second step was taken away."),
        ("Own account", "User", editor.username, "A passkey was added."),
    ]


@pytest.mark.parametrize("formula", ["=1+1", "@SUM(1)", "+1", "-1", "\t=1"])
def test_no_cell_of_the_audit_export_is_a_formula(client, auditor, editor, reviewer, practice, formula):
    publish(practice, editor, reviewer, title=formula, note=formula)
    cells = [cell for row in audit(client) for cell in row.values()]
    assert not [cell for cell in cells if cell[:1] in "=@+\t" and cell]


def test_the_audit_export_takes_two_queries_of_its_own(client, auditor, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        audit(client)


def test_the_audit_export_is_for_administrators(client, editor, reviewer):
    for user in (editor, reviewer):
        client.force_login(user)
        read(client, "/en/desk/audit.csv", 404)
        assert "audit.csv" not in read(client, "/en/desk/")
    client.logout()
    assert client.get("/en/desk/audit.csv").status_code == 302


def test_an_administrator_finds_the_export_on_the_desk(client, auditor):
    html = read(client, "/en/desk/")
    assert "/en/desk/audit.csv" in html
    assert "/en/desk/practice/" not in html
    assert "below to begin one" not in html
    assert "/en/admin/" not in html
    set_up_roles()
    auditor.groups.add(Group.objects.get(name="Administrator"))
    User.objects.update(is_staff=True)
    html = read(client, "/en/desk/")
    assert [where for where in ("/en/admin/", "/en/admin/auth/user/add/") if f'href="{where}"' not in html] == []


def test_the_audit_export_in_arabic(client, auditor, editor, reviewer, practice):
    publish(practice, editor, reviewer)
    response = client.get("/ar/desk/audit.csv")
    assert practice.title.encode() in b"".join(response.streaming_content)
