"""Odd requests, made from a seed, and the judge of their answers.

`script/odd_requests [NUMBER] [SEED]` sends many of them; the suite sends a few. Each request is drawn from the seed and
its own number, so that `--only N` sends it again alone.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import quote, quote_plus, urlsplit

from django.utils.datastructures import CaseInsensitiveMapping

from tests.addresses import filled, known_parts, listed, patterns, permanent, taken_along
from tests.live import live
from tests.observatory import FULL_MARKS, marks, score
from tests.odd_values import BODIES, HEADERS, METHODS, NAMES, RAW, TEXTS, TRICKS, TYPES

STAFF = re.compile("/(admin|account|desk)(/|$)")  # pages that may set a cookie
PASSWORD = "odd-requests-only"
LIMIT = 5.0  # seconds an answer may take


@dataclass(frozen=True)
class Request:
    """One odd request: `path` and `query` as they go over the wire."""

    number: int
    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes = b""
    content_type: str = ""
    staff: bool = False
    scheme: str = "https"
    form: bool = False  # sent as from a form of ours, with its token

    def __str__(self) -> str:
        who = "staff" if self.staff else "reader"
        text = f"{self.method[:20]} {self.scheme}:{self.path[:120]}?{self.query[:160]} by {who}"
        return f"{text} {self.headers} {self.body[:80]!r}"[:600].encode("ascii", "backslashreplace").decode()


@dataclass
class Maker:
    """Draws odd requests for the patterns and addresses given."""

    patterns: list[str]
    parts: dict[str, list[str]]
    addresses: list[str]
    seed: int = 1
    draw: random.Random = field(default_factory=random.Random)

    def request(self, number: int) -> Request:
        """Return the odd request of this number."""
        self.draw = random.Random(f"{self.seed}:{number}")  # noqa: S311 – no secret is drawn
        if self._one_in(12):
            return self._sign_in(number)
        method = self.draw.choice(METHODS) if self._one_in(5) else "GET"
        path = self._path()
        return Request(
            number,
            method,
            path,
            self._query(),
            self._headers(),
            self.draw.choice(BODIES) if method not in {"GET", "HEAD"} else b"",
            self.draw.choice(TYPES),
            staff=self._one_in(2) if "/admin/" in path else self._one_in(10),
            scheme="http" if self._one_in(20) else "https",
            form=method == "POST" and self._one_in(2),
        )

    def _one_in(self, number: int) -> bool:
        return self.draw.randrange(number) == 0

    def _sign_in(self, number: int) -> Request:
        """The sign-in of staff, half of the time with the right name and password."""
        right = self._one_in(2)
        given = {"login": "odd" if right else self._value(), "password": PASSWORD if right else self._value()}
        given = {name: value if right else self._encoded(value) for name, value in given.items()}
        given["next"] = self._encoded(self.draw.choice(TEXTS))
        body = "&".join(f"{name}={value}" for name, value in given.items()).encode("ascii", "ignore")
        form_type = "application/x-www-form-urlencoded"
        with_token = not self._one_in(5)
        path, query, headers = "/en/account/login/", self._query(), self._headers()
        return Request(number, "POST", path, query, headers, body, form_type, form=with_token)

    def _path(self) -> str:
        if self._one_in(8):
            return self.draw.choice(TRICKS)
        if self._one_in(3):
            return quote(self.draw.choice(self.addresses)) + (self._encoded(self._value()) if self._one_in(5) else "")
        return filled(self.draw.choice(self.patterns), self._part)

    def _part(self, name: str) -> str:
        known = self.parts.get(name, [])
        return quote(self.draw.choice(known)) if known and not self._one_in(3) else self._encoded(self._value())

    def _query(self) -> str:
        if self._one_in(15):
            return "&".join([f"{self._name()}={self._encoded(self._value())[:40]}"] * self.draw.choice([200, 1_200]))
        pairs = [f"{self._name()}={self._encoded(self._value())}" for _ in range(self.draw.randrange(5))]
        return "&".join(pairs)

    def _name(self) -> str:
        return quote_plus(self.draw.choice(NAMES)) if not self._one_in(10) else self._encoded(self._value())[:200]

    def _value(self) -> str:
        known = self.parts.get(self.draw.choice(list(self.parts)), [""])
        return self.draw.choice(known) if self._one_in(5) else self.draw.choice(TEXTS)

    def _encoded(self, text: str) -> str:
        if self._one_in(6):
            return self.draw.choice(RAW)
        return quote(text.encode("utf-8", "surrogatepass"), safe=self.draw.choice(["", "/", "/:@"]))

    def _headers(self) -> dict[str, str]:
        names = self.draw.sample(list(HEADERS), k=self.draw.choice([0, 0, 0, 1, 1, 2, 5]))
        return {name: self.draw.choice(HEADERS[name]) for name in names}


def maker(seed: int) -> Maker:
    """Return a maker of requests for every address of the portal; reads the record."""
    return Maker(list(patterns()), known_parts(), [*listed(), *permanent(), *taken_along()], seed)


LEAKS = [
    *("Traceback (most recent", "psycopg", "sqlite3", "django.db", "OperationalError", "DataError", "site-packages"),
    *("You’re seeing this error because", "You're seeing this error because", "root:x:0", "SELECT "),
    str(7331 * 7),  # a template in a request was run
]


@dataclass
class Answer:
    """What came back, how long it took, and what failed on the way."""

    status_code: int
    headers: CaseInsensitiveMapping
    cookies: SimpleCookie
    text: str
    seconds: float
    trouble: str = ""


def problems(request: Request, answer: Answer) -> list[str]:
    """Return what is wrong with an answer."""
    found = [f"status {answer.status_code}: {answer.trouble}"] if answer.status_code >= 500 else []
    if answer.seconds > LIMIT:
        found.append(f"slow: {answer.seconds:.1f} s")
    if "html" in answer.headers.get("Content-Type", ""):
        found += [f"live: {one}" for one in live(answer.text)]
    found += [f"leak: {leak}" for leak in LEAKS if leak in answer.text]
    return found + header_problems(request, answer)


def header_problems(request: Request, answer: Answer) -> list[str]:
    """Return what is wrong with the headers of an answer."""
    found = [f"headers: {marks(answer)}"] if request.scheme == "https" and score(answer) < FULL_MARKS else []
    if "X-Odd" in answer.headers or "odd" in answer.cookies:
        found.append("a header of the request's own making")
    if answer.cookies and not STAFF.search(request.path) and "HTTP_COOKIE" not in request.headers:
        found.append(f"cookie: {list(answer.cookies)}")
    location = answer.headers.get("Location", "")
    return found + ([f"leads away: {location}"] if leads_away(location) else [])


def leads_away(location: str) -> bool:
    """Tell whether a browser would follow an address to another host; it reads `\\` as `/` and skips blanks."""
    read = re.sub(r"[\t\r\n]", "", location).strip().replace("\\", "/")
    try:
        parts = urlsplit(read)
        host, scheme = parts.hostname, parts.scheme
    except ValueError:
        return True
    return (host or "testserver").rstrip(".") != "testserver" or scheme not in {"", "http", "https"}
