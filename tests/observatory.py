"""The score of an answer's headers, counted as the MDN HTTP Observatory counts them.

Source: github.com/mdn/mdn-http-observatory, src/grader/charts.js and src/analyzer/tests/. Where it tells cases apart
that the portal has no use for (shares with some, a broad source for images alone), all count here as the worst.
Everyone starts from 100; a fault takes away, a merit adds, merits only where faults leave 90 or more. Two merits are
out of reach here: 5 for a name in the browsers' preload list, which is the operator's to ask for, and 5 for
`integrity` on scripts, of which reading pages have none. So 130 is full marks without a cookie, 135 with one.

| what                          | merit                                                          | fault              |
| Content-Security-Policy       | 10: no unsafe source, default-src 'none' (5: another default)  | -25 none, -20 open |
| cookies                       | 5: all Secure and SameSite, sessions HttpOnly (0: no cookie)   | -20, session -40   |
| Access-Control-Allow-Origin   | 0: data that anyone may read without credentials, no page      | -50 any other      |
| redirection                   | to https on the same host first: see the test of its own       | -20                |
| Referrer-Policy               | 5: private                                                     | -5 unsafe          |
| Strict-Transport-Security     | 0: six months or more                                          | -20 none, -10 less |
| X-Content-Type-Options        | 0: nosniff                                                     | -5                 |
| frames                        | 5: frame-ancestors (0: X-Frame-Options)                        | -20 neither        |
| Cross-Origin-Resource-Policy  | 10: same-origin or same-site                                   | -5 unknown         |
"""

from __future__ import annotations

import os
import runpy
from http.cookies import Morsel
from unittest import mock

from django.conf import settings
from django.http import HttpResponse
from django.test import override_settings

FULL_MARKS = 130
SIX_MONTHS = 15_552_000
BROAD = {"*", "http:", "https:", "ftp:", "data:", "'unsafe-inline'", "'unsafe-eval'"}
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
FRAMES = {"deny", "sameorigin"}
PUBLIC = ("SECURE_", "SESSION_COOKIE_", "CSRF_COOKIE_")


def public_settings() -> override_settings:
    """Set what a public installation sets, read from the settings as it reads them."""
    with_public = {"LOCAL": "0", "VAR": str(settings.VAR), "LANGUAGES_ON": "en,ar", "ALLOWED_HOSTS": "portal.example"}
    read = settings_read(with_public)
    names = [name for name in read if name.startswith(PUBLIC)]
    return override_settings(LOCAL=False, **{name: read[name] for name in names})


def settings_read(environment: dict[str, str]) -> dict[str, object]:
    """Read the settings as a server does that starts with this environment."""
    with mock.patch.dict(os.environ, environment):
        return runpy.run_path(str(settings.BASE_DIR / "nrem_portal" / "settings.py"))


def score(response: HttpResponse) -> int:
    """Return the Observatory's points."""
    counted = marks(response).values()
    without_merits = 100 + sum(points for points in counted if points < 0)
    return 100 + sum(counted) if without_merits >= 90 else max(without_merits, 0)


def marks(response: HttpResponse) -> dict[str, int]:
    """Return the points of each thing that counts."""
    headers = response.headers
    policy = sources_by_directive(headers.get("Content-Security-Policy", ""))
    return {
        "policy": policy_marks(policy),
        "cookies": min(map(cookie_marks, response.cookies.values()), default=0),
        "sharing": sharing_marks(response),
        "referrer": 5 if headers.get("Referrer-Policy", "").lower() in PRIVATE else -5,
        "transport": transport_marks(headers.get("Strict-Transport-Security", "")),
        "types": 0 if headers.get("X-Content-Type-Options") == "nosniff" else -5,
        "frames": frame_marks(policy, headers.get("X-Frame-Options", "")),
        "resources": {"same-origin": 10, "same-site": 10}.get(headers.get("Cross-Origin-Resource-Policy", ""), -5),
    }


def sources_by_directive(policy: str) -> dict[str, set[str]]:
    """Take a policy apart."""
    words = [part.lower().split() for part in policy.split(";") if part.strip()]
    return {name: set(sources) for name, *sources in words}


def sharing_marks(response: HttpResponse) -> int:
    """Return the points of sharing with other sites; our data are public to all of them, pages are shared with none."""
    if "Access-Control-Allow-Origin" not in response.headers:
        return 0
    with_credentials = "Access-Control-Allow-Credentials" in response.headers
    is_page = "html" in response.headers.get("Content-Type", "")
    is_public = response.headers["Access-Control-Allow-Origin"] == "*" and not with_credentials and not is_page
    return 0 if is_public else -50


def policy_marks(policy: dict[str, set[str]]) -> int:
    if not policy:
        return -25
    default = policy.get("default-src", {"*"})
    loads = [policy.get(name, default) for name in ("script-src", "style-src", "object-src", "img-src", "media-src")]
    if any(BROAD & sources for sources in [*loads, *policy.values()]):
        return -20
    return 10 if default == {"'none'"} and not BROAD & policy.get("form-action", {"*"}) else 5


def cookie_marks(cookie: Morsel) -> int:
    """Return the points of a cookie that is set; one that is taken back, with max-age 0, does not count."""
    if str(cookie["max-age"]) == "0":
        return 0
    session = "sess" in cookie.key.lower()
    if not cookie["secure"]:
        return -40 if session else -20
    if session and not cookie["httponly"]:
        return -30
    return 5 if cookie["samesite"] in {"Lax", "Strict"} else -20


def transport_marks(header: str) -> int:
    ages = [part.strip()[8:] for part in header.lower().split(";") if part.strip().startswith("max-age=")]
    if not ages:
        return -20
    return 0 if int(ages[0]) >= SIX_MONTHS else -10


def frame_marks(policy: dict[str, set[str]], frame_options: str) -> int:
    if policy.get("frame-ancestors", {"*"}) <= {"'none'", "'self'"}:
        return 5
    return 0 if frame_options.lower() in FRAMES else -20
