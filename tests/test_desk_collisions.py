"""Two editors at one record, through the form: both works end up in the record, and who comes second chooses."""

from __future__ import annotations

import html
import re
import uuid
from typing import Any

import pytest

from desk import changes
from desk.kinds import KINDS
from desk.models import Change, Snapshot, Version
from tests.desk import NOW, PRACTICE, address, data_of, draft, editor, fields, form, practice, reviewer, save, signed_in
from tests.desk import sent as sent_to_review

MECHANISM = KINDS["mechanism"]


@pytest.fixture
def ann():
    return editor("ann")


@pytest.fixture
def ben():
    return editor("ben")


@pytest.fixture
def desk(ben):
    return signed_in(ben)


def text_of(response: Any) -> str:
    return html.unescape(response.content.decode())


def typed(response: Any, **said: str) -> dict[str, Any]:
    return fields(response.content.decode()) | said


def says(**said: str) -> None:
    """Assert what the open change says."""
    data = Change.objects.open().get().data
    assert {name: data.get(name) for name in said} == said


def test_both_edits_end_up_in_the_record(ann, desk):
    record = practice(title="As it was", text="Its text.")
    his = form(desk, address(record))
    draft(ann, record, title="Of Ann")
    response = desk.post(address(record), his | {"text": "Of Ben.", "do": "save"})
    assert response.status_code == 409
    assert "ann saved this record on 9 March 2026, 12:00 (UTC)" in text_of(response)
    assert "Nothing of it is saved yet" in text_of(response)
    assert [one.name for one in response.context["collision"].differences.fields] == ["title"]
    says(title="Of Ann", text="Its text.")
    assert desk.post(address(record), typed(response, do="save")).status_code == 302
    says(title="Of Ann", text="Of Ben.")
    assert Change.objects.get().writers.count() == 2


def test_in_an_open_draft_the_revision_that_was_opened_is_what_both_rest_on(ann, desk):
    change = draft(ann, practice(text="Its text."), title="First")
    his = form(desk, address(change))
    save(save(change, ann, title="Second"), ann, who="Ghana")
    response = desk.post(address(change), his | {"text": "Of Ben.", "do": "send", "what-changed": "Words."})
    assert response.status_code == 409
    desk.post(address(change), typed(response, do="save"))
    says(title="Second", who="Ghana", text="Of Ben.")


@pytest.mark.parametrize("is_taken", [True, False])
def test_where_both_changed_a_field_the_second_chooses(ann, desk, is_taken):
    record = practice(text="Its text.")
    his = form(desk, address(record))
    draft(ann, record, title="Of Ann", text="More.")
    response = desk.post(address(record), his | {"title": "Of Ben", "do": "save"})
    page = text_of(response)
    assert 'name="take" value="title"' in page
    assert "Written otherwise by the other editor:" in page
    assert typed(response)["title"] == ["Of Ben"]
    if is_taken:
        response = desk.post(address(record), typed(response, take="title"))
        assert (response.status_code, typed(response)["title"]) == (200, ["Of Ann"])
        assert 'name="take"' not in text_of(response)
        assert "ann saved this record on" in text_of(response)
        assert "Nothing of it is saved yet" in text_of(response)
        says(title="Of Ann", text="More.")
    assert desk.post(address(record), typed(response, do="save")).status_code == 302
    says(title="Of Ann" if is_taken else "Of Ben", text="More.")


def test_their_words_are_shown_whole(ann, desk):
    record = practice(title="One two three")
    his = form(desk, address(record))
    draft(ann, record, title="One two four")
    page = text_of(desk.post(address(record), his | {"title": "One six three", "do": "save"}))
    assert re.sub(r"\s+", " ", page.split("by the other editor:")[1]).split("Use theirs")[0].count("One two four") == 1


def test_their_words_stay_in_sight_while_a_row_is_added(ann, desk):
    record = practice()
    his = form(desk, address(record))
    draft(ann, record, title="Of Ann")
    response = desk.post(address(record), his | {"title": "Of Ben", "do": "save"})
    for _time in range(2):
        response = desk.post(address(record), typed(response, do="look"))
        assert 'name="take" value="title"' in text_of(response)
    assert typed(response)["title"] == ["Of Ben"]


@pytest.mark.parametrize("odd", ["x", "²", "statements/x/text", "title/title", "references"])
def test_an_odd_choice_or_origin_changes_nothing(ann, desk, odd):
    record = practice()
    his = form(desk, address(record))
    draft(ann, record, title="Of Ann")
    response = desk.post(address(record), his | {"title": "Of Ben", "do": "save"})
    for said in ({"take": odd}, {"earlier": f"{odd}.{odd}"}, {"earlier": "9.9"}, {"change": odd}):
        again = desk.post(address(record), typed(response, do="look", **said))
        assert (again.status_code, typed(again)["title"]) == (200, ["Of Ben"])


def test_rows_of_both_are_kept_and_a_row_that_one_took_away_and_the_other_changed_is_told(ann, desk):
    record = MECHANISM.records.get(slug="nigeria-naptip")
    where, data = address(record, kind="mechanism"), data_of(MECHANISM, record.uid)
    his = form(desk, where)
    first, second, *others = data["statements"]
    new = {"uid": str(uuid.uuid4()), "text": "Of Ann."}
    hers = [first | {"text": "Another text."}, second, new, *others]
    draft(ann, record, MECHANISM, title="", statements=hers)
    his |= {"statements-0-remove": "on", "statements-1-text": "Of Ben."}
    response = desk.post(where, his | {"do": "save"})
    assert "removed by you, changed by the other editor" in text_of(response)
    assert 'href="#statements-0-row"' in text_of(response)
    desk.post(where, typed(response, do="save"))
    found = [one["text"] for one in Change.objects.get().data["statements"]]
    assert found == ["Another text.", "Of Ben.", "Of Ann.", *(one["text"] for one in others)]


def test_what_was_published_meanwhile_is_merged(ann, desk):
    record = practice(text="Its text.")
    his = form(desk, address(record))
    change = sent_to_review(ann, record, title="Of Ann")
    changes.accept(change, revision=change.revision, by=reviewer(), now=NOW)
    response = desk.post(address(record), his | {"text": "Of Ben.", "do": "save"})
    assert typed(response)["title"] == ["Of Ann"]
    desk.post(address(record), typed(response, do="save"))
    says(title="Of Ann", text="Of Ben.")
    assert Change.objects.open().get().base == 2


def test_another_draft_of_the_same_revision_is_not_taken_for_the_one_that_was_opened(ann, desk):
    record = practice(text="Its text.")
    change = draft(ann, record, title="First")
    his = form(desk, address(change))
    changes.drop(change, revision=1, by=ann, now=NOW)
    draft(ann, record, title="Second")
    response = desk.post(address(change), his | {"text": "Of Ben.", "do": "save"})
    assert response.status_code == 409
    assert not response.context["collision"].is_merged  # what both rest on is held no more
    says(title="Second", text="Its text.")


def test_two_new_forms_of_one_record(ann, desk):
    where = "/en/desk/practice/new/"
    his = form(desk, where)
    signed_in(ann).post(where, his | {"title": "New", "text": "Of Ann.", "do": "save"})
    response = desk.post(where, his | {"title": "New", "who": "Ghana", "do": "save"})
    assert response.status_code == 409
    desk.post(where, typed(response, do="save"))
    says(title="New", text="Of Ann.", who="Ghana")


def test_who_saved_twice_is_told_that_it_was_themselves(ben, desk):
    change = draft(ben)
    his = form(desk, address(change))
    save(change, ben)
    assert "You saved this record yourself on" in text_of(desk.post(address(change), his | {"do": "save"}))


def published_beside(change: Change, **said: str) -> None:
    """Let the record of an open change be published anew, as by an import."""
    record = PRACTICE.record(change.record)
    old = data_of(PRACTICE, record.uid)
    said_before = {"kind": "practice", "record": record.uid, "number": 1, "shape": 1, "data": old, "at": NOW}
    Version.objects.create(deed="loaded", **said_before)
    PRACTICE.records.filter(pk=record.pk).update(version=2, **said)


def test_a_draft_that_the_record_has_outrun_is_merged_when_it_is_opened(ann, desk):
    change = draft(ann, practice(text="Its text."), title="Of Ann")
    published_beside(change, text="Published.")
    response = desk.get(address(change))
    assert "The record has moved on since this draft was begun" in text_of(response)
    assert (typed(response)["title"], typed(response)["text"]) == (["Of Ann"], ["Published."])
    says(title="Of Ann", text="Its text.")
    desk.post(address(change), typed(response, do="save"))
    says(title="Of Ann", text="Published.")


def test_a_draft_of_what_was_withdrawn_says_so(ann, desk):
    change = draft(ann)
    changes.withdraw(PRACTICE, change.record, version=1, reason="r", by=reviewer(), now=NOW)
    assert "It was withdrawn. To publish this draft would bring it back." in text_of(desk.get(address(change)))


def test_a_snapshot_keeps_what_was_told_of_addresses(ann, desk):
    record = practice()
    url = "https://example.org/report"
    his = form(desk, address(record))
    desk.post(address(record), his | {"references-new": url, "do": "save"})
    assert Snapshot.objects.get().addresses.keys() == {url}
