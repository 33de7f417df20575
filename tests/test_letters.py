"""The outbox: every letter is sent once, whatever fails, and is erased in time."""

from __future__ import annotations

import datetime
import io
import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone

from documents.models import Letter
from documents.models.letter import KEPT_FOR, MOST_TRIES, write_letter
from tests.post import make_letter


@pytest.fixture
def send():
    """Return what runs the command and returns what it printed."""

    def run(**options) -> str:
        out = io.StringIO()
        call_command("send_letters", stdout=out, stderr=out, **options)
        return out.getvalue()

    return run


def fail_with(monkeypatch, error: BaseException, *, after: bool = False) -> None:
    """Let the mail server fail, before or after it has taken a message."""
    take = EmailBackend.send_messages

    def broken(self, messages):
        if after:
            take(self, messages)
        raise error

    monkeypatch.setattr(EmailBackend, "send_messages", broken)


def later(time_machine, **ahead: int) -> None:
    time_machine.move_to(timezone.now() + datetime.timedelta(**ahead), tick=False)


def test_a_letter_is_sent_once_as_it_was_written(send):
    make_letter(to="reader@example.org", subject="New in the\nportal", text="One\nTwo", headers={"X-A": "b"})
    assert send() == "Sent: 1. Refused, for a later try: 0.\n"
    assert send() == "Sent: 0. Refused, for a later try: 0.\n"
    (message,) = mail.outbox
    assert (message.to, message.subject, message.body) == (["reader@example.org"], "New in the portal", "One\nTwo")
    assert message.extra_headers == {"X-A": "b"}


def test_a_key_is_written_once():
    assert [make_letter(key="a"), make_letter(key="a")] == [True, False]
    assert Letter.objects.count() == 1


def test_a_refused_letter_is_tried_later_and_given_up_in_the_end(send, monkeypatch, time_machine):
    refused = smtplib.SMTPRecipientsRefused({"reader@example.org": (550, b"unknown")})
    fail_with(monkeypatch, refused)
    make_letter()
    assert send() == "Sent: 0. Refused, for a later try: 1.\n"
    assert send() == "Sent: 0. Refused, for a later try: 0.\n"
    for _try in range(1, MOST_TRIES):
        later(time_machine, days=5)
        last = send()
    assert last.startswith("Sent: 0. Refused, for a later try: 1.\ngiven up: ")
    assert "550" in last
    assert "reader@" not in last
    later(time_machine, days=20)
    assert send().startswith("Sent: 0. Refused, for a later try: 0.\ngiven up: ")


def test_a_letter_that_the_server_may_have_taken_is_not_sent_again_by_itself(send, monkeypatch):
    make_letter(key="a")
    make_letter(key="b")
    with monkeypatch.context() as context:
        fail_with(context, smtplib.SMTPServerDisconnected("closed"), after=True)
        assert "in doubt (--again sends it): a: SMTPServerDisconnected: closed" in send()
    assert len(mail.outbox) == 2
    send()
    assert len(mail.outbox) == 2
    assert send(again=True).startswith("Sent: 2.")


@pytest.mark.parametrize("after", [False, True])
def test_a_run_that_is_killed_sends_nothing_twice(send, monkeypatch, after):
    for key in "abc":
        make_letter(key=key)
    with monkeypatch.context() as context:
        fail_with(context, KeyboardInterrupt(), after=after)
        with pytest.raises(KeyboardInterrupt):
            send()
    said = send()
    assert said.startswith("Sent: 2.")
    assert "in doubt (--again sends it): a:" in said
    assert len(mail.outbox) == 2 + after


def test_a_server_out_of_reach_costs_no_try(send, monkeypatch):
    def refuse(self):
        raise ConnectionRefusedError("refused")

    make_letter()
    with monkeypatch.context() as context:
        context.setattr(EmailBackend, "open", refuse)
        with pytest.raises(CommandError, match="out of reach"):
            send()
    assert Letter.objects.get().tries == 0
    assert send().startswith("Sent: 1.")


def test_a_letter_erased_meanwhile_is_not_sent(send):
    make_letter()
    letter = Letter.objects.get()
    Letter.objects.erase()
    assert not Letter.objects.take(letter, now=timezone.now())
    send()
    assert mail.outbox == []


def test_a_heading_that_breaks_the_message_is_refused(send):
    make_letter(headers={"X-A": "b\nc"})
    assert send() == "Sent: 0. Refused, for a later try: 1.\n"


def test_on_a_persons_own_machine_letters_are_files(send, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    make_letter(subject="رسالة", text="نص")
    send()
    (path,) = tmp_path.iterdir()
    assert "نص" in path.read_text("utf-8")


def test_letters_are_erased_in_time_but_never_written_anew(time_machine):
    make_letter(key="a")
    later(time_machine, days=KEPT_FOR.days + 1)
    make_letter(key="b")
    assert Letter.objects.outdated(now=timezone.now()).erase() == 1
    old, new = Letter.objects.order_by("key")
    assert (old.to, old.subject, old.text) == ("", "", "")
    assert new.to
    assert not write_letter(key="a", to="a@example.org", subject="", text="", now=timezone.now())
