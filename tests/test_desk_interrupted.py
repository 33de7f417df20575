"""A session that ends while somebody writes: the words stand in the form again, for their writer alone, not saved."""

from __future__ import annotations

import html
from typing import Any
from urllib.parse import unquote

import pytest
from django.contrib.auth.models import Group
from django.core import signing
from django.test import Client

from desk import interrupted
from desk.models import Change, Message
from nrem_portal.roles import set_up_roles
from tests.desk import address, draft, editor, fields, form, practice, reviewer, sent
from tests.post import make_message
from tests.test_account_second_step import STEP, code_of, set_up_app
from tests.test_account_signin import LOGIN, sign_in

OWN, OTHER = "http://testserver", "https://attacker.example"


@pytest.fixture
def ann():
    return editor("ann")


@pytest.fixture
def record():
    return practice(text="Its text.")


@pytest.fixture
def desk(client, ann):
    client.force_login(ann)
    return client


def text_of(response: Any) -> str:
    return html.unescape(response.content.decode())


def written(client: Client, where: str, **said: str) -> dict[str, Any]:
    return form(client, where) | {"title": "Long thought of", "do": "save"} | said


def title_at(client: Client, where: str) -> list[str]:
    return form(client, where)["title"]


def sent_without_session(client: Client, where: str, post: Any) -> str:
    """Send a form after the session has ended; return where the sign-in page leads back to."""
    client.post("/en/account/logout/")
    response = client.post(where, post)
    assert response.url.startswith(LOGIN)
    assert "What you typed is kept" in text_of(client.get(response.url))
    return unquote(response.url.partition("next=")[2])


def test_the_words_stand_in_the_form_again_and_are_saved_when_the_writer_says_so(desk, record):
    where = address(record)
    after = sent_without_session(desk, where, written(desk, where))
    assert after == where
    response = desk.get(sign_in(desk, "ann", next=after).url)
    assert "Nothing is saved yet." in text_of(response)
    typed = fields(response.content.decode())
    assert typed["title"] == ["Long thought of"]
    assert not Change.objects.exists()
    assert title_at(desk, where) == ["Long thought of"]  # however often it is opened
    assert title_at(desk, f"{where}?as-it-stands") == [record.title]
    assert desk.post(where, typed | {"do": "save"}).status_code == 302
    assert Change.objects.get().data["title"] == "Long thought of"
    assert "Nothing is saved yet." not in text_of(desk.get(where))


def test_a_new_record_with_what_was_asked_for_comes_back_too(desk):
    where = "/en/desk/practice/new/?r=zz"
    after = sent_without_session(desk, where, written(desk, where, do="send"))
    sign_in(desk, "ann")
    assert after == where
    assert title_at(desk, where) == ["Long thought of"]
    assert not Change.objects.exists()


def test_they_outlast_the_second_step(client, settings, time_machine, record):
    settings.LOCAL = False
    set_up_roles()
    amina = editor("amina")
    amina.groups.add(Group.objects.get(name="Editor"))
    time_machine.move_to("2026-05-01T09:00:00Z")
    sign_in(client)
    secret, _codes = set_up_app(client)
    where = address(record)
    after = sent_without_session(client, where, written(client, where))
    time_machine.move_to("2026-05-01T09:05:00Z")
    assert sign_in(client, next=after).url.startswith(f"{STEP}authenticate/")
    response = client.post(f"{STEP}authenticate/", {"code": code_of(secret), "next": after})
    assert response.url == where
    assert title_at(client, where) == ["Long thought of"]


def test_whoever_else_signs_in_there_does_not_get_them(desk, record):
    where = address(record)
    sent_without_session(desk, where, written(desk, where))
    editor("ben")
    sign_in(desk, "ben")
    assert "Long thought of" not in text_of(desk.get(where))
    assert interrupted.HELD not in desk.session


def test_each_of_two_forms_comes_back_at_its_own_address(desk, record):
    places = [address(record), address(practice())]
    typed = [written(desk, where, title=f"Thought of at {where}") for where in places]
    for where, post in zip(places, typed, strict=True):
        sent_without_session(desk, where, post)
    sign_in(desk, "ann")
    for where in places:
        assert title_at(desk, where) == [f"Thought of at {where}"]
    desk.post(places[0], form(desk, places[0]) | {"do": "save"})
    assert title_at(desk, places[1]) == [f"Thought of at {places[1]}"]


def test_of_many_forms_the_newest_are_held(desk, monkeypatch):
    held = [{"typed": "x" * 10, "where": str(place)} for place in range(9)]
    assert interrupted.newest(held) == held[: interrupted.FORMS]
    monkeypatch.setattr(interrupted, "MOST", 25)
    assert interrupted.newest(held) == held[:2]


@pytest.mark.parametrize("mark", ["", "zz", "MQ:1:x", "signed for something else"])
def test_what_no_form_of_the_desk_sent_is_not_held(client, record, mark):
    mark = signing.dumps(1, salt="another") if "else" in mark else mark
    response = client.post(address(record), {"made-for": mark, "title": "Of a stranger", "do": "save"})
    assert response.url.startswith(LOGIN)
    assert not client.cookies


def test_what_is_too_long_is_not_held(desk, record, monkeypatch):
    monkeypatch.setattr(interrupted, "MOST", 100)
    typed = written(desk, address(record))
    desk.logout()
    desk.post(address(record), typed)
    assert interrupted.HELD not in desk.session


def test_a_form_that_stood_open_too_long_is_not_held(desk, record, time_machine):
    time_machine.move_to("2026-05-01T09:00:00Z")
    desk.force_login(editor("ben"))
    typed = written(desk, address(record))
    time_machine.move_to("2026-06-01T09:00:00Z")
    desk.logout()
    desk.post(address(record), typed)
    assert interrupted.HELD not in desk.session


def test_a_draft_that_was_saved_meanwhile_is_not_written_over(desk, record):
    where = address(record)
    sent_without_session(desk, where, written(desk, where))
    draft(editor("ben"), record, title="Of Ben")
    sign_in(desk, "ann")
    assert desk.post(where, form(desk, where) | {"do": "save"}).status_code == 409
    assert Change.objects.get().data["title"] == "Of Ben"


# A token of an older session


@pytest.fixture
def strict(ann):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ann)
    return client


def test_a_token_of_an_older_session_loses_no_word(strict, record):
    where = address(record)
    typed = written(strict, where)
    strict.cookies.pop("__Host-csrf")
    response = strict.post(where, typed, headers={"origin": OWN})
    assert response.status_code == 403
    assert f'href="{where}"' in text_of(response)
    assert "The sign-in in which you opened this form has ended" in text_of(response)
    assert "What you typed is kept" in text_of(response)
    assert not Change.objects.exists()
    typed = form(strict, where)
    assert typed["title"] == ["Long thought of"]
    assert strict.post(where, typed | {"do": "save"}).status_code == 302
    assert Change.objects.get().data["title"] == "Long thought of"


@pytest.mark.parametrize("is_foreign", [True, False])
def test_what_another_site_sends_is_not_held(strict, record, is_foreign):
    where = address(record)
    typed = written(strict, where) | ({} if is_foreign else {"made-for": ""})
    typed.pop("csrfmiddlewaretoken")
    response = strict.post(where, typed, headers={"origin": OTHER if is_foreign else OWN})
    assert "This form could not be accepted" in text_of(response)
    assert "Long thought of" not in text_of(strict.get(where))


# The other forms of the desk


@pytest.mark.parametrize("name", ["review/", "withdraw/"])
def test_a_reason_comes_back(client, name):
    rita = reviewer("rita")
    where = address(sent(editor()), name)
    client.force_login(rita)
    assert 'name="made-for"' in client.get(where).content.decode()
    typed = {"made-for": interrupted.mark_for(rita), "reason": "Long thought of", "do": "return"}
    sent_without_session(client, where, typed | {"revision": "2", "base": "1"})
    sign_in(client, "rita")
    assert "Long thought of</textarea>" in text_of(client.get(where))
    assert Change.objects.get().state == "in-review"


@pytest.mark.parametrize(("do", "name"), [("answer", "text"), ("dismiss", "reason")])
def test_an_answer_comes_back_and_is_not_sent(desk, ann, do, name):
    message = make_message(email="a@example.org")
    where = message.get_absolute_url()
    typed = {"made-for": interrupted.mark_for(ann), name: "Long thought of", "do": do, "revision": "1"}
    sent_without_session(desk, where, typed)
    sign_in(desk, "ann")
    assert "Long thought of" in text_of(desk.get(where))
    assert Message.objects.get(pk=message.pk).state == "new"


def test_the_name_of_a_person_comes_back(desk, ann):
    where = "/en/desk/persons/new/"
    sent_without_session(desk, where, {"made-for": interrupted.mark_for(ann), "name": "Long thought of"})
    sign_in(desk, "ann")
    assert 'value="Long thought of"' in text_of(desk.get(where))
