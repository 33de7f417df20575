"""Send the letters that wait in the outbox."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from smtplib import SMTPException, SMTPNotSupportedError, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from documents.models import Letter
from nrem_portal.locks import one_at_a_time

# The mail server, or the making of the message, says for certain that nothing went out.
REFUSALS = SMTPResponseException, SMTPRecipientsRefused, SMTPNotSupportedError, ValueError
OUT_OF_REACH = OSError, SMTPException


class Command(BaseCommand):
    help = (
        "Send the letters that wait. Each is marked before it is handed to the mail server, and again when that has "
        "taken it: one that a crash left between the two is in doubt, and is not sent again by itself."
    )

    def add_arguments(self, parser):
        parser.add_argument("--again", action="store_true", help="send those in doubt too: some may come twice")

    def handle(self, *args, again: bool, **options):
        with one_at_a_time("send_letters"):
            if again:
                Letter.objects.in_doubt().update(taken_at=None)
            self.send(now=timezone.now())

    def send(self, *, now: datetime) -> None:
        waiting = list(Letter.objects.due(now=now))
        done = Counter(self.send_all(waiting)) if waiting else Counter()
        self.stdout.write(f"Sent: {done['sent']}. Refused, for a later try: {done['refused']}.")
        for letter in Letter.objects.in_doubt():
            self.stderr.write(f"in doubt (--again sends it): {letter.key}: {letter.last_error}")
        for letter in Letter.objects.given_up():
            self.stderr.write(f"given up: {letter.key}: {letter.last_error}")

    def send_all(self, letters: list[Letter]) -> list[str]:
        """Send letters over one connection, opened anew after a failure; return what became of each."""
        done = []
        connection = self.opened()
        try:
            for letter in letters:
                done.append(self.send_one(letter, connection))
                if done[-1] == "in doubt":
                    connection.close()
                    connection = self.opened()
        finally:
            connection.close()
        return done

    def opened(self) -> Any:
        """Return a connection; where there is none, nothing was handed over, and no try is lost."""
        connection = get_connection()
        try:
            connection.open()
        except OUT_OF_REACH as error:
            words = f"The mail server is out of reach ({error}). What was not sent yet waits for the next run."
            raise CommandError(words) from None
        return connection

    def send_one(self, letter: Letter, connection: Any) -> str:
        if not Letter.objects.take(letter, now=timezone.now()):
            return "taken"
        message = EmailMessage(letter.subject, letter.text, to=[letter.to], headers=letter.headers)
        try:
            connection.send_messages([message])
        except REFUSALS as error:
            letter.set_refused(told(error), now=timezone.now())
            return "refused"
        except Exception as error:
            letter.set_in_doubt(told(error))
            return "in doubt"
        letter.set_sent(now=timezone.now())
        return "sent"


def told(error: Exception) -> str:
    """Return what went wrong in one line, without the address that it was meant for."""
    if isinstance(error, SMTPRecipientsRefused):
        return "; ".join(f"{code} {reason!r}" for code, reason in error.recipients.values())
    return " ".join(f"{type(error).__name__}: {error}".split())
