"""Every step on the desk is written down once, in order, by whom and when; and never changed."""

from __future__ import annotations

import datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from desk import changes, inbox, persons
from desk.changes import ConflictError, FaultsError, OwnChangeError
from desk.kinds import KINDS
from desk.models import Change, Did, Message, Step
from tests.desk import NOW, PRACTICE, draft, editor, practice, reviewer, save, sent
from tests.factories import make_user
from tests.post import make_message

EARLIER = import_module("desk.migrations.0008_steps_of_before")


def at(hour: int) -> datetime.datetime:
    return NOW + datetime.timedelta(hours=hour)


def told(*fields: str) -> list[tuple]:
    return list(Step.objects.as_done().values_list(*(fields or ("did", "by__username", "at"))))


@pytest.fixture
def ed():
    return editor("ed")


@pytest.fixture
def rev():
    return reviewer("rev")


def send(change, by, hour=0, note="It was wrong."):
    changes.send(change, revision=change.revision, note=note, by=by, now=at(hour))


def give_back(change, by, hour=0, reason="Say when."):
    changes.send_back(change, revision=change.revision, reason=reason, by=by, now=at(hour))


def publish(change, by, hour=0):
    return changes.accept(change, revision=change.revision, by=by, now=at(hour))


def test_each_step_of_a_change_is_written_by_whom_and_when(ed, rev):
    change = draft(ed)
    change = save(change, ed)
    send(change, ed, 1)
    changes.take_back(change, revision=change.revision, by=ed, now=at(2))
    send(change, ed, 3)
    give_back(change, rev, 4, "First.")
    send(change, ed, 5)
    give_back(change, rev, 6, "Second.")
    send(change, ed, 7)
    publish(change, rev, 8)
    changes.withdraw(PRACTICE, change.record, version=2, reason="Old.", by=rev, now=at(9))
    assert told() == [
        ("begun", "ed", NOW),
        ("saved", "ed", NOW),
        ("sent", "ed", at(1)),
        ("taken-back", "ed", at(2)),
        ("sent", "ed", at(3)),
        ("returned", "rev", at(4)),
        ("sent", "ed", at(5)),
        ("returned", "rev", at(6)),
        ("sent", "ed", at(7)),
        ("published", "rev", at(8)),
        ("withdrawn", "rev", at(9)),
    ]
    assert [why for did, why in told("did", "why") if did == "returned"] == ["First.", "Second."]
    assert told("before", "after", "why")[-2:] == [(1, 2, "It was wrong."), (2, 3, "Old.")]
    assert {one[:2] for one in told("kind", "record")} == {("practice", change.record)}


def test_a_change_that_is_given_up_is_written(ed):
    change = draft(ed)
    changes.drop(change, revision=change.revision, by=ed, now=at(1))
    assert told() == [("begun", "ed", NOW), ("discarded", "ed", at(1))]


def test_what_is_done_with_a_message_is_written_without_its_words(ed):
    answered, dismissed, taken = (make_message(email="a@example.org", text=f"Zzwords {one}") for one in range(3))
    inbox.answer(answered, revision=1, text="Thanks", by=ed, now=at(1))
    inbox.dismiss(dismissed, revision=1, reason="Twice", by=ed, now=at(2))
    change = inbox.take(taken, revision=1, by=ed, now=at(3))
    changes.drop(change, revision=change.revision, by=ed, now=at(4))
    assert told("did", "message", "at", "why") == [
        ("answered", answered.pk, at(1), ""),
        ("dismissed", dismissed.pk, at(2), "Twice"),
        ("taken-in", taken.pk, at(3), ""),
        ("begun", taken.pk, at(3), ""),
        ("discarded", taken.pk, at(4), ""),
    ]
    assert {title for (title,) in told("title")} == {""}
    inbox.forget(Message.objects.all())
    assert Step.objects.count() == 5


def test_of_a_change_made_of_a_message_a_note_is_written_once_it_is_published(ed, rev):
    change = draft(ed)
    Change.objects.update(message=make_message())
    change.refresh_from_db()
    send(change, ed, 1)
    give_back(change, rev, 2)
    send(change, ed, 3)
    publish(change, rev, 4)
    assert told("did", "title", "why")[1:] == [
        ("sent", "", ""),
        ("returned", "", "Say when."),
        ("sent", "", ""),
        ("published", "A better title", "It was wrong."),
    ]


def test_a_person_that_is_recorded_is_written(ed):
    persons.record(name="Maija Virta", office="Rapporteur", organisation="", by=ed, now=NOW)
    assert told("did", "by__username", "at", "title") == [("person", "ed", NOW, "Maija Virta")]


def test_steps_are_never_changed_or_deleted(ed):
    draft(ed)
    one = Step.objects.get()
    for refused in (
        lambda: Step.objects.update(why="x"),
        lambda: Step.objects.all().delete(),
        lambda: Step.objects.bulk_update([one], ["why"]),
        one.save,
        one.delete,
    ):
        with pytest.raises(TypeError, match="written once"), transaction.atomic():
            refused()
    assert Step.objects.count() == 1


def test_a_step_is_about_something(ed):
    with pytest.raises(IntegrityError, match="desk_step_is_about_something"), transaction.atomic():
        Step.objects.create(did=Did.SAVED, by=ed, at=NOW)


def refused(ed, rev):
    """Return what is refused, with whom it is refused by."""
    change, new = sent(ed), draft(ed, title="")
    gone, late = {"revision": 99, "by": rev, "now": NOW}, {"revision": 99, "by": ed, "now": NOW}
    return change, [
        (ConflictError, lambda: save(new, ed, revision=99)),
        (FaultsError, lambda: changes.send(new, revision=1, note="n", by=ed, now=NOW)),
        (ConflictError, lambda: changes.take_back(change, **late)),
        (ConflictError, lambda: changes.drop(new, **late)),
        (ConflictError, lambda: changes.send_back(change, reason="r", **gone)),
        (OwnChangeError, lambda: changes.accept(change, revision=2, by=ed, now=NOW)),
        (ConflictError, lambda: changes.accept(change, **gone)),
        (ConflictError, lambda: changes.withdraw(PRACTICE, change.record, version=9, reason="r", by=rev, now=NOW)),
    ]


def test_nothing_is_written_of_what_was_refused(ed, rev):
    _change, refusals = refused(ed, rev)
    before = Step.objects.count()
    for error, do in refusals:
        with pytest.raises(error):
            do()
    message = make_message()
    for do in (lambda: inbox.dismiss(message, revision=9, reason="", by=ed, now=NOW),):
        with pytest.raises(inbox.QuickerError):
            do()
    assert Step.objects.count() == before


def test_nothing_is_done_where_the_step_cannot_be_written(ed, rev, monkeypatch):
    change = sent(ed)
    monkeypatch.setattr(Step.objects, "create", lambda **_said: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        publish(change, rev)
    assert KINDS["practice"].record(change.record).version == 1
    assert Change.objects.get().state == "in-review"


# What was done before there were steps


def without_steps() -> None:
    """Take the steps away, as before they were written."""
    Step._base_manager.all()._raw_delete("default")


def test_what_was_done_before_is_told_of_what_is_still_known(ed, rev):
    change = draft(ed)
    send(change, ed, 1)
    publish(change, rev, 2)
    changes.withdraw(PRACTICE, change.record, version=2, reason="Old.", by=rev, now=at(3))
    other = draft(ed, now=at(4))
    send(other, ed, 5)
    give_back(other, rev, 6)
    message = make_message()
    inbox.dismiss(message, revision=1, reason="Twice", by=ed, now=at(7))
    taken = inbox.take(make_message(text="Zz"), revision=1, by=ed, now=at(8))
    changes.drop(taken, revision=1, by=ed, now=at(9))
    persons.record(name="Maija Virta", office="", organisation="", by=ed, now=at(10))
    fields = ("did", "by__username", "kind", "record", "message", "title", "why", "before", "after")
    written = told(*fields)
    without_steps()
    EARLIER.tell(apps, None)
    assert sorted(map(str, told(*fields))) == sorted(map(str, written))
    moments = [at for did, at in told("did", "at") if did != "person"]
    assert moments == sorted(moments)
    EARLIER.tell(apps, None)
    assert len(told()) == len(written)


def test_of_a_message_that_was_kept_nothing_is_told_that_it_said(ed):
    taken = inbox.take(make_message(actor="Zzoffice", text="Zz"), revision=1, by=ed, now=NOW)
    Change.objects.update(title="Zzoffice", note="Zz")
    without_steps()
    EARLIER.tell(apps, None)
    assert [one for one in told("title", "why") if any(one)] == []
    assert taken.message_id


def test_a_record_that_is_new_begins_at_nothing(ed):
    changes.save(KINDS["tool"], practice().uid, {"title": "T"}, addresses={}, revision=0, base=0, by=ed, now=NOW)
    assert told("kind", "title", "before", "after") == [("tool", "T", 0, 0)]
    assert make_user() not in [one.by for one in Step.objects.as_done()]
