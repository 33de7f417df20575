"""A draft is discarded after a question and can be taken up again; a row goes when the form is saved, not before."""

from __future__ import annotations

import html
from datetime import timedelta
from typing import Any

import pytest

from desk import changes
from desk.kinds import KINDS
from desk.models import Change
from tests.desk import NOW, address, draft, editor, fields, form, practice, reviewer, sent, signed_in

MECHANISM = KINDS["mechanism"]


@pytest.fixture
def ann():
    return editor("ann")


@pytest.fixture
def desk():
    return signed_in(editor("ben"))


def text_of(response: Any) -> str:
    return html.unescape(response.content.decode())


def test_a_draft_is_discarded_after_a_question_that_says_whose_it_is_and_what_goes(ann, desk):
    change = draft(ann, title="Of Ann")
    where = address(change, "give-up/")
    assert f'href="{where}"' in text_of(desk.get(address(change)))
    page = text_of(desk.get(where))
    assert "Discard this draft?" in page
    assert "<bdi>ann</bdi>" in page
    assert "Of Ann" in page
    assert Change.objects.get().state == "draft"
    response = desk.post(where, {"do": "drop", "revision": "1"}, follow=True)
    assert "ben discarded it on" in text_of(response)
    assert Change.objects.get().state == "dropped"


def test_what_waits_for_a_second_person_is_not_asked_about(ann, desk):
    change = sent(ann)
    assert desk.get(address(change, "give-up/")).url == address(change)


def test_a_discarded_draft_is_offered_until_something_is_decided(ann, desk):
    change = draft(ann, title="Of Ann")
    offer = f'href="{address(change)}?discarded"'
    assert offer not in text_of(desk.get(address(change)))
    changes.drop(change, revision=1, by=ann, now=NOW)
    for name in ("", "history/"):
        page = text_of(desk.get(address(change, name)))
        assert offer in page
        assert "A draft was discarded on 9 March 2026, 12:00 (UTC) by ann." in page
    page = text_of(desk.get(f"{address(change)}?discarded"))
    assert "This is the draft that was discarded on 9 March 2026, 12:00 (UTC)." in page
    assert "· Published" not in page
    Change.objects.create(**later(change))
    assert offer not in text_of(desk.get(address(change)))


def later(change: Change) -> dict[str, Any]:
    """Return what makes a change of the same record that was published after another was discarded."""
    names = ("kind", "record", "shape", "started_by", "saved_by", "started_at", "saved_at")
    later = {"state": "accepted", "note": "So.", "reviewer": change.saved_by, "decided_at": NOW + timedelta(days=1)}
    return {name: getattr(change, name) for name in names} | later


def test_the_address_of_a_new_record_says_that_it_was_discarded(ann, desk):
    where = "/en/desk/practice/new/"
    desk.post(where, form(desk, where) | {"title": "Of Ann", "do": "save"})
    change = Change.objects.get()
    changes.drop(change, revision=1, by=ann, now=NOW)
    page = text_of(desk.get(address(change), follow=True))
    assert "The draft was discarded" in page
    assert f'href="{address(change)}?discarded"' in page


@pytest.mark.parametrize("is_new", [True, False])
def test_what_was_discarded_is_taken_up_again(ann, desk, is_new):
    record = practice()
    if is_new:
        where = "/en/desk/practice/new/"
        desk.post(where, form(desk, where) | {"title": "Of Ann", "do": "save"})
    else:
        draft(ann, record, title="Of Ann")
    change = Change.objects.get()
    changes.drop(change, revision=1, by=ann, now=NOW)
    where = address(change)
    assert f'href="{where}?discarded"' in text_of(desk.get(address(change, "give-up/")))
    typed = form(desk, f"{where}?discarded")
    assert typed["title"] == ["Of Ann"]
    assert not Change.objects.open().exists()
    assert desk.post(f"{where}?discarded", typed | {"do": "save"}).url == where
    assert Change.objects.open().get().data["title"] == "Of Ann"
    assert desk.get(f"{where}?discarded").url == where


def test_what_was_discarded_before_the_record_moved_on_is_merged(ann, desk):
    record = practice(text="Its text.")
    changes.drop(draft(ann, record, title="Of Ann"), revision=1, by=ann, now=NOW)
    change = sent(ann, record, title=record.title, text="Published.")
    changes.accept(change, revision=change.revision, by=reviewer(), now=NOW)
    typed = form(desk, f"{address(record)}?discarded")
    assert (typed["title"], typed["text"]) == (["Of Ann"], ["Published."])


def test_nothing_is_taken_up_where_nothing_was_discarded(desk):
    record = practice()
    assert desk.get(f"{address(record)}?discarded").url == address(record)
    assert desk.get(address(record, "give-up/")).status_code == 404


# Rows


@pytest.fixture
def where():
    return address(MECHANISM.records.get(slug="nigeria-naptip"), kind="mechanism")


@pytest.mark.parametrize("button", [{"do": "look"}, {"add": "statements"}, {"up": "statements-2"}])
def test_a_row_goes_with_the_next_save_and_with_no_other_button(desk, where, button):
    typed = form(desk, where)
    uid = typed["statements-1-uid"]
    response = desk.post(where, typed | {"statements-1-remove": "on"} | button)
    assert "Goes with the next save" in text_of(response)
    again = fields(response.content.decode())
    [marked] = [name for name in again if name.endswith("-remove")]
    assert again[marked.replace("remove", "uid")] == uid
    assert desk.post(where, again | {"do": "save"}).status_code == 302
    assert uid[0] not in {one["uid"] for one in Change.objects.get().data["statements"]}


def test_adding_a_row_leads_to_its_first_field(desk, where):
    typed = form(desk, where)
    place = int(typed["statements-total"][0])
    goal = f"id_statements-{place}-"
    page = text_of(desk.get(where))
    led = page.partition('name="add" value="statements" formaction="#')[2].partition('"')[0]
    assert led.startswith(goal)
    assert f'id="{led}"' not in page
    page = text_of(desk.post(where, typed | {"add": "statements"}))
    assert f'id="{led}"' in page.partition(f'id="statements-{place}-row"')[2]


def test_saving_says_when(ann):
    own = signed_in(ann)
    change = draft(ann)
    response = own.post(address(change), form(own, address(change)) | {"do": "save"}, follow=True)
    change = Change.objects.get()
    assert f"Saved as a draft at {change.saved_at:%H:%M} (UTC)" in text_of(response)
