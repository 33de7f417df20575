"""The one door for change: what each step does from each state, and whom it refuses."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError

from desk import changes
from desk.changes import ConflictError, FaultsError, OwnChangeError
from desk.kinds import KINDS
from desk.models import Change, ChangeState, Deed, MessageState, Version
from desk.models.change import WRITABLE
from directory.models import Practice
from documents.publication import State, newest_version
from tests.desk import NOW, PRACTICE, data_of, draft, editor, practice, reviewer, save, sent, touched
from tests.factories import make_reference
from tests.post import make_message

DAY = datetime.timedelta(days=1)
DRAFT, IN_REVIEW, RETURNED = ChangeState.DRAFT, ChangeState.IN_REVIEW, ChangeState.CHANGES_REQUESTED


@pytest.fixture
def ed():
    return editor("ed")


@pytest.fixture
def rev():
    return reviewer("rev")


def in_state(state: ChangeState, ed: Any, rev: Any) -> Change:
    """Return a change that has come to a state by the steps that lead there."""
    change = draft(ed) if state in {DRAFT, ChangeState.DROPPED} else sent(ed)
    now = {"revision": change.revision, "by": rev, "now": NOW}
    if state == RETURNED:
        changes.send_back(change, reason="Say when.", **now)
    elif state == ChangeState.ACCEPTED:
        changes.accept(change, **now)
    elif state == ChangeState.DROPPED:
        changes.drop(change, **now)
    return Change.objects.get(pk=change.pk)


Step = Callable[[Change, Any, Any], Any]
STEPS: dict[str, tuple[Step, list[ChangeState], ChangeState | None]] = {
    "save": (lambda c, ed, rev: save(c, ed), WRITABLE, DRAFT),
    "send": (lambda c, ed, rev: changes.send(c, revision=c.revision, note="n", by=ed, now=NOW), WRITABLE, IN_REVIEW),
    "take_back": (lambda c, ed, rev: changes.take_back(c, revision=c.revision, by=ed, now=NOW), [IN_REVIEW], DRAFT),
    "drop": (lambda c, ed, rev: changes.drop(c, revision=c.revision, by=ed, now=NOW), WRITABLE, ChangeState.DROPPED),
    "send_back": (
        lambda c, ed, rev: changes.send_back(c, revision=c.revision, reason="r", by=rev, now=NOW),
        [IN_REVIEW],
        RETURNED,
    ),
    "accept": (
        lambda c, ed, rev: changes.accept(c, revision=c.revision, by=rev, now=NOW),
        [IN_REVIEW],
        ChangeState.ACCEPTED,
    ),
}


@pytest.mark.parametrize("state", ChangeState)
@pytest.mark.parametrize("step", STEPS)
def test_each_step_from_each_state(step, state, ed, rev):
    change = in_state(state, ed, rev)
    do, open_to, leads_to = STEPS[step]
    before = Change.objects.values().get(pk=change.pk)
    if state in open_to:
        do(change, ed, rev)
        now = Change.objects.get(pk=change.pk)
        stays = step == "save" and state == RETURNED  # until it is sent again
        assert (now.state, now.revision) == (RETURNED if stays else leads_to, before["revision"] + 1)
    else:
        with pytest.raises(ConflictError):
            do(change, ed, rev)
        assert Change.objects.values().get(pk=change.pk) == before


@pytest.mark.parametrize("step", STEPS)
def test_each_step_is_refused_to_who_read_an_older_revision(step, ed, rev):
    do, open_to, _leads_to = STEPS[step]
    change = in_state(open_to[0], ed, rev)
    before = Change.objects.values().get(pk=change.pk)
    for wrong in (change.revision - 1, change.revision + 1, 0):
        old = Change.objects.get(pk=change.pk)
        old.revision = wrong
        with pytest.raises(ConflictError):
            do(old, ed, rev)
    assert Change.objects.values().get(pk=change.pk) == before


# Saving


def test_a_record_that_was_never_published_is_a_change_and_nothing_else(ed):
    uid = uuid.uuid4()
    opened = {"addresses": {}, "revision": 0, "base": 0}
    change = changes.save(PRACTICE, uid, {"title": "Half of it"}, **opened, by=ed, now=NOW)
    assert change.is_new
    assert (change.title, change.state, change.revision) == ("Half of it", DRAFT, 1)
    assert not Practice.objects.filter(uid=uid).exists()


def test_a_second_change_of_a_record_is_refused_whoever_begins_it(ed, rev):
    first = draft(ed)
    for who in (ed, rev):
        with pytest.raises(ConflictError) as raised:
            save(first, who, revision=0)
        assert raised.value.change.saved_by == ed
    assert Change.objects.count() == 1


def test_a_change_rests_on_the_version_that_was_opened(ed, rev):
    record = practice()
    change = sent(ed, record)
    changes.accept(change, revision=change.revision, by=rev, now=NOW)
    with pytest.raises(ConflictError) as raised:
        draft(ed, record)  # opened before: version 1
    assert raised.value.change == change
    assert draft(ed, Practice.objects.get(pk=record.pk)).base == 2


def test_a_record_withdrawn_meanwhile_is_told_at_the_next_save(ed, rev):
    record = practice()
    change = draft(ed, record)
    changes.withdraw(PRACTICE, record.uid, version=1, reason="Wrong.", by=rev, now=NOW)
    with pytest.raises(ConflictError):
        save(change, ed)
    assert save(Change.objects.get(), ed, base=2).base == 2


def test_a_change_whose_record_moved_cannot_be_published(ed, rev):
    record = practice()
    change = sent(ed, record)
    changes.withdraw(PRACTICE, record.uid, version=1, reason="Wrong.", by=rev, now=NOW)
    with pytest.raises(ConflictError):
        changes.accept(change, revision=change.revision, by=rev, now=NOW)
    assert Practice.objects.get(pk=record.pk).state == State.WITHDRAWN
    assert Change.objects.get().state == IN_REVIEW


def test_saving_keeps_who_began_and_who_wrote(ed, rev):
    change = save(draft(ed), rev)
    assert (change.started_by, change.saved_by) == (ed, rev)
    assert set(change.writers.all()) == {ed, rev}


def test_a_long_title_is_cut_for_the_lists_alone(ed):
    change = draft(ed, title="word " * 100)
    assert len(change.title) == 300
    assert len(change.data["title"]) == 500


# Deciding


@pytest.mark.parametrize("step", ["accept", "send_back"])
def test_nobody_decides_on_what_they_had_a_hand_in(step, ed, rev):
    change = save(draft(rev), ed)  # begun by the reviewer, saved last by the editor
    changes.send(change, revision=change.revision, note="n", by=ed, now=NOW)
    with pytest.raises(OwnChangeError):
        STEPS[step][0](change, ed, rev)
    assert Change.objects.get().state == IN_REVIEW
    STEPS[step][0](change, ed, reviewer("another"))
    assert Change.objects.get().state == STEPS[step][2]


def test_who_only_sends_it_has_a_hand_in_it(ed, rev):
    change = draft(ed)
    changes.send(change, revision=change.revision, note="n", by=rev, now=NOW)
    with pytest.raises(OwnChangeError):
        changes.accept(change, revision=change.revision, by=rev, now=NOW)


def test_only_a_writer_takes_it_back(ed, rev):
    change = sent(ed)
    with pytest.raises(ConflictError):
        changes.take_back(change, revision=change.revision, by=rev, now=NOW)
    assert Change.objects.get().state == IN_REVIEW


def test_who_gave_it_up_and_when_is_kept(ed, rev):
    change = draft(ed)
    changes.drop(change, revision=1, by=rev, now=NOW + DAY)
    kept = Change.objects.get()
    assert (kept.reviewer, kept.decided_at) == (rev, NOW + DAY)


def test_what_lacks_something_is_not_sent(ed):
    change = draft(ed, references=[])
    with pytest.raises(FaultsError) as raised:
        changes.send(change, revision=1, note="n", by=ed, now=NOW)
    assert raised.value.faults == {"references": ["Give the source."]}
    assert Change.objects.get().state == DRAFT


def test_what_became_wrong_since_it_was_sent_is_not_published(ed, rev):
    reference = make_reference()
    change = sent(ed, references=[reference.key])
    reference.paragraph.__class__.objects.filter(pk=reference.paragraph_id).update(anchor="elsewhere")
    reference.delete()
    with pytest.raises(FaultsError) as raised:
        changes.accept(change, revision=change.revision, by=rev, now=NOW)
    assert list(raised.value.faults) == ["references"]
    kept = Change.objects.get()
    assert (kept.state, kept.reviewer, kept.revision) == (IN_REVIEW, None, change.revision - 1)
    assert not Version.objects.exists()


def test_two_new_records_do_not_take_one_address(ed, rev):
    said = {"title": "One", "slug": "the-same", "kind": "good-practice", "text": "t"}
    said |= {"references": [make_reference().key], "themes": ["independence"]}
    for uid in (uuid.uuid4(), uuid.uuid4()):
        opened = {"addresses": {}, "revision": 0, "base": 0}
        change = changes.save(PRACTICE, uid, said, **opened, by=ed, now=NOW)
        changes.send(change, revision=1, note="n", by=ed, now=NOW)
    first, second = Change.objects.order_by("pk")
    changes.accept(first, revision=2, by=rev, now=NOW)
    with pytest.raises(FaultsError) as raised:
        changes.accept(second, revision=2, by=rev, now=NOW)
    assert "address already" in raised.value.faults["slug"][0]
    assert Practice.objects.filter(slug="the-same").count() == 1


def test_publishing_writes_record_versions_and_data_version_at_once(ed, rev):
    record = practice(title="As it was")
    change = sent(ed, record, title="As it is")
    before = newest_version().number
    version = changes.accept(change, revision=change.revision, by=rev, now=NOW)
    record.refresh_from_db()
    assert (record.title, record.version, record.state) == ("As it is", 2, State.PUBLISHED)
    loaded, published = Version.objects.order_by("number")
    assert (loaded.number, loaded.deed, loaded.by, loaded.data["title"]) == (1, Deed.LOADED, None, "As it was")
    assert (published, published.number, published.deed) == (version, 2, Deed.PUBLISHED)
    assert (published.by, published.reviewer, published.why, published.at) == (ed, rev, "It was wrong.", NOW)
    assert published.data == data_of(PRACTICE, record.uid)
    now = newest_version()
    assert (now.number, now.records) == (before + 1, [["practice", str(record.uid)]])


def test_a_message_is_taken_when_its_change_is_published(ed, rev):
    message, record = make_message(), practice()
    opened = {"addresses": {}, "revision": 0, "base": 1, "message": message}
    data = data_of(PRACTICE, record.uid) | {"text": "Another text."}
    change = changes.save(PRACTICE, record.uid, data, **opened, by=ed, now=NOW)
    changes.send(change, revision=1, note="n", by=ed, now=NOW)
    message.refresh_from_db()
    assert message.state != MessageState.TAKEN
    changes.accept(change, revision=2, by=rev, now=NOW)
    message.refresh_from_db()
    assert message.state == MessageState.TAKEN


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_goes_from_draft_to_published_and_reads_as_sent(name, ed, rev):
    kind = KINDS[name]
    record = kind.records.published().order_by("pk").first()
    data = data_of(kind, record.uid)
    data |= touched(data)
    opened = {"addresses": {}, "revision": 0, "base": record.version}
    change = changes.save(kind, record.uid, data, **opened, by=ed, now=NOW)
    changes.send(change, revision=1, note="n", by=ed, now=NOW)
    version = changes.accept(change, revision=2, by=rev, now=NOW)
    assert data_of(kind, record.uid) == data == version.data
    assert kind.records.get(uid=record.uid).version == record.version + 1


# Withdrawing and restoring


def test_a_withdrawn_record_comes_back_at_its_address_by_a_change(client, ed, rev):
    record = practice(title="Once")
    where = record.get_absolute_url()
    changes.withdraw(PRACTICE, record.uid, version=1, reason="It is wrong.", by=rev, now=NOW)
    gone = client.get(where)
    assert gone.status_code == 410
    assert "It is wrong." in gone.content.decode()
    loaded = Version.objects.get(number=1)
    change = changes.restore(loaded, revision=0, base=2, by=ed, now=NOW)
    assert client.get(where).status_code == 410
    changes.send(change, revision=1, note="It was right.", by=ed, now=NOW)
    changes.accept(change, revision=2, by=rev, now=NOW)
    assert "Once" in client.get(where).content.decode()
    assert list(Version.objects.order_by("number").values_list("deed", flat=True)) == [
        Deed.LOADED,
        Deed.WITHDRAWN,
        Deed.PUBLISHED,
    ]


@pytest.mark.parametrize("version", [0, 2])
def test_withdrawing_is_refused_for_another_version(version, rev):
    record = practice()
    with pytest.raises(ConflictError):
        changes.withdraw(PRACTICE, record.uid, version=version, reason="r", by=rev, now=NOW)
    assert Practice.objects.get(pk=record.pk).is_published


def test_withdrawing_twice_is_refused(rev):
    record = practice()
    changes.withdraw(PRACTICE, record.uid, version=1, reason="r", by=rev, now=NOW)
    with pytest.raises(ConflictError):
        changes.withdraw(PRACTICE, record.uid, version=2, reason="r", by=rev, now=NOW)
    assert Version.objects.filter(deed=Deed.WITHDRAWN).count() == 1


def test_withdrawing_without_reason_is_refused_by_the_database(rev):
    record = practice()
    with pytest.raises(IntegrityError):
        changes.withdraw(PRACTICE, record.uid, version=1, reason="", by=rev, now=NOW)


def test_a_withdrawal_may_be_of_one_who_wrote(rev):
    record = practice()
    changes.accept(change := sent(editor(), record), revision=change.revision, by=rev, now=NOW)
    version = changes.withdraw(PRACTICE, record.uid, version=2, reason="r", by=rev, now=NOW)
    assert (version.number, version.by, version.reviewer) == (3, rev, None)
