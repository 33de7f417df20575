"""Two at one record: exactly one is first, the other is told and loses no word; and nothing is ever half-written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from desk import changes
from desk.models import Change
from tests.desk import NOW, PRACTICE, address, draft, editor, form, practice, reviewer, sent, signed_in

ROUNDS = 20  # at the least, of a process killed amid publishing


@pytest.fixture
def ann():
    return editor("ann")


@pytest.fixture
def ben():
    return editor("ben")


# The second editor


def test_the_second_is_told_by_whom_and_when_and_keeps_their_words(ann, ben):
    record = practice(title="As it was", text="Its text.")
    first, second = signed_in(ann), signed_in(ben)
    hers, his = form(first, address(record)), form(second, address(record))
    assert first.post(address(record), hers | {"title": "Of Ann", "do": "save"}).status_code == 302
    response = second.post(address(record), his | {"text": "Of Ben.", "do": "save"})
    html = response.content.decode()
    assert response.status_code == 409
    saved_at = Change.objects.get().saved_at
    assert f"ann saved this record on {saved_at:%-d %B %Y, %H:%M} (UTC)" in html
    assert "Of Ann" in html  # beside his own
    assert Change.objects.get().data["title"] == "Of Ann"
    merged = fields_of(response) | {"title": "Of Ann", "do": "save"}
    assert merged["text"] == ["Of Ben."]
    assert second.post(address(record), merged).status_code == 302
    change = Change.objects.get()
    assert (change.data["title"], change.data["text"]) == ("Of Ann", "Of Ben.")
    assert set(change.writers.all()) == {ann, ben}


def fields_of(response: Any) -> dict[str, Any]:
    from tests.desk import fields

    return fields(response.content.decode())


def test_what_was_sent_meanwhile_is_told_and_no_word_is_lost(ann, ben):
    change = draft(ann)
    second = signed_in(ben)
    his = form(second, address(change))
    changes.send(change, revision=1, note="n", by=ann, now=NOW)
    response = second.post(address(change), his | {"text": "Of Ben.", "do": "save"})
    assert response.status_code == 409
    assert "ann sent this record to review on 9 March 2026, 12:00 (UTC)" in response.content.decode()
    assert fields_of(response)["text"] == ["Of Ben."]
    changes.take_back(change, revision=2, by=ann, now=NOW)
    response = second.post(address(change), fields_of(response) | {"do": "save"})
    assert second.post(address(change), fields_of(response) | {"do": "save"}).status_code == 302
    assert Change.objects.get().data["text"] == "Of Ben."


@pytest.mark.parametrize("is_new", [True, False])
def test_a_draft_discarded_meanwhile_is_told_and_no_word_is_lost(ann, ben, is_new):
    second = signed_in(ben)
    if is_new:
        second.post("/en/desk/practice/new/", form(second, "/en/desk/practice/new/") | {"title": "New", "do": "save"})
        change = Change.objects.get()
    else:
        change = draft(ann)
    his = form(second, address(change))
    changes.drop(change, revision=change.revision, by=ann, now=NOW)
    response = second.post(address(change), his | {"title": "Of Ben", "do": "save"})
    assert response.status_code == 409
    assert "ann discarded the draft on 9 March 2026, 12:00 (UTC)" in response.content.decode()
    assert second.post(address(change), fields_of(response) | {"do": "save"}).status_code == 302
    assert Change.objects.open().get().data["title"] == "Of Ben"


def test_what_was_published_meanwhile_is_told(ann, ben):
    record = practice()
    second = signed_in(ben)
    his = form(second, address(record))
    change = sent(ann, record, title="Of Ann")
    changes.accept(change, revision=change.revision, by=reviewer("rita"), now=NOW)
    response = second.post(address(record), his | {"title": "Of Ben", "do": "save"})
    assert response.status_code == 409
    assert "rita decided on this record on 9 March 2026, 12:00 (UTC)" in response.content.decode()
    assert second.post(address(record), fields_of(response) | {"do": "save"}).status_code == 302
    change = Change.objects.open().get()
    assert (change.data["title"], change.base) == ("Of Ben", 2)


def test_what_was_withdrawn_meanwhile_is_told_where_no_change_tells_it(ben):
    record = practice()
    second = signed_in(ben)
    his = form(second, address(record))
    changes.withdraw(PRACTICE, record.uid, version=1, reason="r", by=reviewer(), now=NOW)
    response = second.post(address(record), his | {"title": "Of Ben", "do": "save"})
    assert response.status_code == 409
    assert "published anew or withdrawn after you had opened it" in response.content.decode()


def test_a_form_sent_twice_makes_one_change(ann):
    desk = signed_in(ann)
    typed = form(desk, "/en/desk/practice/new/") | {"title": "Once", "do": "save"}
    assert desk.post("/en/desk/practice/new/", typed).status_code == 302
    assert desk.post("/en/desk/practice/new/", typed).status_code == 409
    assert Change.objects.count() == 1


@pytest.mark.parametrize("do", ["drop", "take-back"])
def test_giving_up_or_taking_back_too_late_is_told(ann, do):
    change = sent(ann)
    desk = signed_in(ann)
    changes.send_back(change, revision=change.revision, reason="r", by=reviewer(), now=NOW)
    response = desk.post(address(change, "give-up/"), {"do": do, "revision": "2"}, follow=True)
    assert "someone else was quicker" in response.content.decode()
    assert Change.objects.get().state == "changes-requested"


@pytest.mark.parametrize("typed", [{}, {"do": "zz", "revision": "1"}, {"do": "drop", "revision": "²"}])
def test_an_odd_giving_up_does_nothing(ann, typed):
    change = draft(ann)
    assert signed_in(ann).post(address(change, "give-up/"), typed).status_code == 302
    assert Change.objects.get().state == "draft"


# Six at once, and processes killed: in a process of its own, on a database of its own


@pytest.fixture
def _own_database(tmp_path, monkeypatch):
    """Name a new database of the engine at hand in the environment, and take it away again."""
    monkeypatch.setenv("VAR", str(tmp_path))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.settings")
    if connection.vendor == "sqlite":
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'own.sqlite3'}")
        yield
        return
    name = f"own_{os.getpid()}"
    own = connection.settings_dict
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    where = f"{own['USER']}:{own['PASSWORD']}@{own['HOST']}:{own['PORT'] or 5432}"
    monkeypatch.setenv("DATABASE_URL", f"postgres://{where}/{name}")
    yield
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def work(what: str) -> Any:
    command = [sys.executable, "-m", "tests.desk_worker", what]
    done = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=500, check=False)
    assert done.returncode == 0, done.stderr[-3_000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.slow
@pytest.mark.usefixtures("_own_database")
def test_of_six_at_once_exactly_one_is_first():
    found = work("race")
    assert found.keys() == {"begin", "save", "send", "accept", "decide", "withdraw"}
    for name, rounds in found.items():
        for one in rounds:
            assert len(one["won"]) == 1, (name, one)
            assert (one["lost"], one["left"]) == (5, one["won"]), name


@pytest.mark.slow
@pytest.mark.usefixtures("_own_database")
def test_a_process_killed_amid_publishing_leaves_nothing_half_written():
    rounds = work("kill")
    *killed, lived = rounds
    assert len(killed) >= ROUNDS
    assert {one.pop("status") for one in killed} == {9}
    before = {"state": "in-review", "revision": 2, "title": "A practice", "version": 1, "versions": 0, "data": 0}
    assert {json.dumps(one, sort_keys=True) for one in killed} == {
        json.dumps({"killed": True, "themes": 1, "references": 1} | before, sort_keys=True)
    }
    after = {"state": "accepted", "revision": 3, "title": "New words", "version": 2, "versions": 2, "data": 1}
    assert lived == {"killed": False, "status": 0, "themes": 1, "references": 1} | after
