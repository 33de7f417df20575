"""Information on follow-up that readers send, the inbox that keeps it, and how it goes."""

from __future__ import annotations

import datetime
import io
import re

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from desk import inbox
from desk.models import KEPT_FOR, TEXT_LIMIT, Message
from documents.models import Letter
from documents.publication import State
from nrem_portal.alerts.models import Alert
from recommendations.models import Recommendation
from tests.live import live
from tests.post import LONG_AGO, make_alert, make_letter, make_message
from tests.test_stored_script import TEXT

FORM = "/en/follow-up/send/"
KNOWN = f"{FORM}?r=bangkok-2014/45-c"
SENT = {
    "text": "A study was made.\r\nIt is printed.",
    "when": "2019-05",
    "actor": "An office",
    "source": "https://www.example.org/study",
    "name": "Amina",
    "office": "Ministry",
    "email": "amina@example.org",
}


def recommendation() -> Recommendation:
    return Recommendation.objects.get(origin__slug="bangkok-2014", slug="45-c")


@pytest.mark.parametrize(("address", "number"), [(FORM, 2), (KNOWN, 1), (f"{FORM}?r=zz/1", 3)])
def test_queries(client, django_assert_num_queries, address, number):
    with django_assert_num_queries(number):
        assert client.get(address).status_code == 200


def test_the_recommendation_page_leads_to_the_form(client):
    page = recommendation().get_absolute_url()
    assertContains(client.get(page), f'href="{KNOWN}"')
    assertContains(client.get("/en/follow-up/"), f'href="{FORM}"')
    response = client.get(KNOWN)
    assertContains(response, f'href="{page}"')
    assertNotContains(response, 'name="made_in"')
    assertContains(response, "Please do not write about a person’s case")
    assert list(response.cookies) == ["__Host-csrf"]


def test_what_is_sent_is_kept_and_shown_to_the_sender(client):
    response = client.post(KNOWN, SENT)
    message = Message.objects.get()
    assert message.recommendation == recommendation()
    assert {name: getattr(message, name) for name in SENT} == SENT | {"text": "A study was made.\nIt is printed."}
    assert (message.kind, message.state, message.language) == ("follow-up", "new", "en")
    assert message.delete_after == (message.received_at + KEPT_FOR).date()
    for words in (*SENT.values(), recommendation().title):
        assertContains(response, words.replace("\r\n", "<br>"))
    assert not response.cookies


def test_it_is_shown_to_nobody_else(client):
    client.post(KNOWN, SENT)
    for address in (recommendation().get_absolute_url(), "/en/follow-up/", KNOWN, "/en/search/?q=Amina"):
        assertNotContains(Client().get(address), "Amina@" if "search" in address else "A study was made")


@pytest.mark.parametrize("paragraph", ["45 (c)", "45c", "45-c", " ¶ 45 (C)", "para. 45(c)", "٤٥ (c)"])
def test_a_recommendation_is_found_by_its_paragraph(client, paragraph):
    client.post(FORM, {"text": "A law.", "made_in": "bangkok-2014", "paragraph": paragraph})
    assert Message.objects.get().recommendation == recommendation()


def test_it_need_not_be_known(client):
    client.post("/ar/follow-up/send/", {"text": "قانون"})
    message = Message.objects.get()
    assert (message.recommendation, message.language) == (None, "ar")


@pytest.mark.parametrize(
    ("fields", "name", "words"),
    [
        ({"text": " "}, "text", "Write what happened."),
        ({"text": "x" * (TEXT_LIMIT + 1)}, "text", "This is longer than 2,000 characters. Shorten it."),
        ({"text": "a\x00b"}, "text", "Null characters are not allowed."),
        ({"email": "amina"}, "email", "Enter an e-mail address such as name@example.org."),
        ({"source": "x" * 501}, "source", "at most 500 characters"),
        ({"made_in": "zz"}, "made_in", "zz is not one of the available choices."),
        ({"made_in": "dakar-2010", "paragraph": "99"}, "paragraph", "No recommendation is recorded at this paragraph."),
        ({"paragraph": "45 (c)"}, "made_in", "Choose where it was made, or leave the paragraph empty."),
        ({"made_in": "dakar-2010"}, "paragraph", "Give its paragraph too, or choose “I do not know” above."),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(client, fields, name, words):
    response = client.post(FORM, SENT | fields)
    assertContains(response, words, count=2)
    assertContains(response, f'id="id_{name}_error"')
    assertContains(response, f'<a href="#id_{name}">')
    assertContains(response, 'value="An office"')
    assert not Message.objects.exists()


def test_as_much_as_is_allowed_can_be_sent_line_by_line(client):
    client.post(KNOWN, {"text": "a\r\n" * (TEXT_LIMIT // 2)})
    assert Message.objects.exists()


@pytest.mark.parametrize("asked", ["zz", "zz/1", "%00/%00", "bangkok-2014/", "/", "<script>", "a" * 5_000])
def test_an_unknown_recommendation_is_said_to_be_so(client, asked):
    response = client.get(f"{FORM}?r={asked}")
    assertContains(response, 'name="made_in"')
    assert b"<script>" not in response.content


def test_what_was_typed_comes_back_as_it_was_in_any_language(client):
    sent = {"text": "Law 12, art. 3", "email": "amina"}
    assertContains(client.post("/ar/follow-up/send/", sent), "Law 12, art. 3</textarea>")
    assertContains(client.post("/ar/follow-up/send/", sent | {"email": ""}), ">Law 12, art. 3</dd>")


def test_a_draft_is_not_known(client):
    Recommendation.objects.filter(pk=recommendation().pk).update(state=State.DRAFT)
    assertContains(client.get(KNOWN), "No recommendation is recorded at “bangkok-2014/45-c”.")


def test_what_a_program_fills_in_is_not_kept(client):
    assertContains(client.post(KNOWN, SENT | {"website": "https://x.example"}), "What you sent")
    assert not Message.objects.exists()


def test_what_is_sent_twice_is_kept_once(client):
    for _time in range(2):
        assertContains(client.post(KNOWN, SENT), "What you sent")
    assert Message.objects.count() == 1
    client.post(f"{FORM}?r=bangkok-2014/45-a", SENT)
    assert Message.objects.count() == 2


def test_a_flood_is_refused_in_words(client, monkeypatch):
    monkeypatch.setattr(inbox, "MOST_IN_AN_HOUR", 1)
    client.post(KNOWN, SENT)
    assertContains(client.post(KNOWN, SENT | {"text": "More."}), "Very many messages were sent in the last hour.")
    assert Message.objects.count() == 1


def test_script_that_is_sent_is_not_live(client):
    for fields in ({}, {"email": TEXT}):
        sent = {name: TEXT for name in SENT if name != "email"} | {"email": "a@example.org"} | fields
        assert live(client.post(KNOWN, sent).content.decode()) == []
    assert Message.objects.get().text == TEXT


def test_the_form_needs_its_token():
    client = Client(enforce_csrf_checks=True)
    assert client.post(KNOWN, SENT).status_code == 403
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', client.get(KNOWN).content.decode())[1]
    assert client.post(KNOWN, SENT | {"csrfmiddlewaretoken": token}).status_code == 200


# How it goes


def test_what_is_past_its_day_goes():
    today = timezone.now().date()
    kept = make_message()
    make_message(delete_after=today - datetime.timedelta(days=1))
    make_alert(confirmed_at=None, due_on=None)
    make_alert()
    make_letter(now=LONG_AGO)
    make_letter()
    for alerts, messages, letters in ((1, 1, 1), (0, 0, 0)):
        out = io.StringIO()
        call_command("tidy", stdout=out)
        words = f"Deleted: {alerts} alerts not confirmed, {messages} messages. Erased: {letters} letters.\n"
        assert out.getvalue() == words
    assert Message.objects.get() == kept
    assert Alert.objects.count() == 1
    assert Letter.objects.exclude(to="").count() == 1


@pytest.mark.parametrize("text", ["", "x" * (TEXT_LIMIT + 1)])
def test_a_text_that_does_not_fit_is_refused(text):
    with pytest.raises(IntegrityError, match="desk_message_text_fits"), transaction.atomic():
        make_message(text=text)
