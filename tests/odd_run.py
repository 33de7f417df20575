"""Sending odd requests: through the application that gunicorn serves, each taken back after its answer."""

from __future__ import annotations

import argparse
import gzip
import logging
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes
from wsgiref.util import setup_testing_defaults

if TYPE_CHECKING:
    from tests.odd import Answer, Request


TOKEN = "a" * 32  # any will do that comes in cookie and form alike


@dataclass
class Outcome:
    """What came of many requests."""

    seed: int
    statuses: Counter[int] = field(default_factory=Counter)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def note(self, request: Request, answer: Answer, problems: list[str]) -> None:
        self.statuses[answer.status_code] += 1
        self.slowest = sorted([*self.slowest, (answer.seconds, str(request))], reverse=True)[:3]
        again = f"script/odd_requests 0 {self.seed} --only {request.number}"
        self.failed += [f"{again}  # {request}\n    {problem}" for problem in problems]

    def __str__(self) -> str:
        lines = [*self.failed, f"{self.statuses.total()} odd requests sent, {len(self.failed)} problems; by status:"]
        lines += [f"  {status}: {number}" for status, number in sorted(self.statuses.items())]
        return "\n".join([*lines, *(f"  slowest: {seconds:.2f} s {request}" for seconds, request in self.slowest)])


class Sender:
    """Sends requests as a reader or as an administrator signed in; its settings are those in force when it is made."""

    def __init__(self) -> None:
        from django.core.handlers.wsgi import WSGIHandler
        from django.core.signals import got_request_exception

        from nrem_portal.wsgi import utf8_only

        self.application = utf8_only(WSGIHandler())
        self.cookie = signed_in()
        self.troubles: list[str] = []
        got_request_exception.connect(self._failed)

    def _failed(self, **kwargs: Any) -> None:
        self.troubles.append(repr(sys.exc_info()[1])[:300])

    def send(self, request: Request) -> Answer:
        """Send a request through the whole application, and take back what it changed."""
        from django.db import transaction

        self.troubles.clear()
        with connection_kept(), transaction.atomic():
            answer = self._answer(environ_of(request, self.cookie if request.staff else ""))
            transaction.set_rollback(True)
        return answer

    def _answer(self, environ: dict[str, Any]) -> Answer:
        from django.utils.datastructures import CaseInsensitiveMapping

        from tests.odd import Answer

        started, sent = time.monotonic(), list[Any]()
        try:
            parts = self.application(environ, lambda status, headers, *_: sent.extend([status, headers]))
            body = b"".join(parts)
            getattr(parts, "close", lambda: None)()
        except Exception as error:  # it would be gunicorn's to answer
            sent, body = ["500 not handled", []], b""
            self.troubles.append(f"not handled: {error!r}"[:300])
        cookies = SimpleCookie()
        for name, value in sent[1]:
            if name.lower() == "set-cookie":
                cookies.load(value)
        headers = CaseInsensitiveMapping(dict(sent[1]))
        body = gzip.decompress(body) if body and headers.get("Content-Encoding") == "gzip" else body
        text, seconds = body.decode("utf-8", "replace"), time.monotonic() - started
        return Answer(int(sent[0].split()[0]), headers, cookies, text, seconds, "; ".join(self.troubles))


@contextmanager
def connection_kept() -> Iterator[None]:
    """Keep the connection, and what is not to last on it, through the end of a request."""
    from django.core.signals import request_finished, request_started
    from django.db import close_old_connections

    signals = request_started, request_finished
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


def environ_of(request: Request, cookie: str) -> dict[str, Any]:
    """Return the request as a WSGI server hands it on."""
    from django.conf import settings

    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(request.path).decode("latin-1"),
        "QUERY_STRING": request.query,
        "HTTP_HOST": "testserver",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": request.content_type,
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.url_scheme": request.scheme,
        "wsgi.input": BytesIO(request.body),
        **request.headers,
    }
    if request.form:
        cookie = f"{settings.CSRF_COOKIE_NAME}={TOKEN}; {cookie}"
        environ |= {"HTTP_X_CSRFTOKEN": TOKEN, "HTTP_ORIGIN": f"{request.scheme}://{environ['HTTP_HOST']}"}
    if cookie:
        environ["HTTP_COOKIE"] = f"{environ.get('HTTP_COOKIE', '')}; {cookie}"
    setup_testing_defaults(environ)
    return environ


def signed_in() -> str:
    """Return the cookie of an administrator who signed in."""
    from allauth.mfa.models import Authenticator
    from django.conf import settings
    from django.contrib.auth.models import User
    from django.test import Client

    from tests.odd import PASSWORD

    client, odd = Client(), User.objects.create_superuser("odd", "", PASSWORD)
    Authenticator.objects.create(
        user=odd, type=Authenticator.Type.TOTP, data={"secret": ""}
    )  # staff have a second step
    client.force_login(odd)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def run(numbers: range, seed: int) -> Outcome:
    """Send the requests of these numbers as to a public installation."""
    from tests.observatory import public_settings
    from tests.odd import maker, problems

    with public_settings():
        outcome, made, sender = Outcome(seed), maker(seed), Sender()
        for number in numbers:
            request = made.request(number)
            answer = sender.send(request)
            outcome.note(request, answer, problems(request, answer))
            if number % 500 == 0:
                print(f"{number} sent, {len(outcome.failed)} problems", flush=True)  # noqa: T201
    return outcome


@contextmanager
def test_database() -> Iterator[None]:
    """Make a test database of its own with the record loaded, and drop it at the end."""
    from django.conf import settings
    from django.db import connection
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases
    from django.utils import timezone

    from nrem_portal.record import load

    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["NAME"] = f"test_odd_{os.getpid()}"
    setup_test_environment(debug=False)
    made = setup_databases(verbosity=0, interactive=False)
    try:
        load(settings.FIXTURES, now=timezone.now())
        yield
    finally:
        teardown_databases(made, verbosity=0)


def main() -> int:
    """Send odd requests to every address on a test database; exit with 1 where an answer is out of order."""
    import django

    parser = argparse.ArgumentParser(prog="script/odd_requests", description=main.__doc__)
    parser.add_argument("number", nargs="?", type=int, default=5_000)
    parser.add_argument("seed", nargs="?", type=int, default=1)
    parser.add_argument("--only", type=int, help="send the request of this number alone")
    asked = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    logging.disable(logging.CRITICAL)
    with test_database():
        outcome = run(range(asked.only, asked.only + 1) if asked.only else range(1, asked.number + 1), asked.seed)
    print(outcome)  # noqa: T201
    return 1 if outcome.failed else 0


if __name__ == "__main__":
    sys.exit(main())
