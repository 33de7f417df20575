"""Who may ask what: every address of the portal with those to whom it answers, read from the resolver."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import URLPattern, get_resolver

TABLE = settings.BASE_DIR / "docs" / "permissions.md"
ADMINISTRATION, SIGNED_IN = "administration", "signed in"
# What each role may; the last is what Django's administration asks of accounts, that of vocabularies and people.
ROLES: dict[str, set[str]] = {
    "anyone": set(),
    "signed in": {SIGNED_IN},
    "editor": {SIGNED_IN, "desk.edit"},
    "reviewer": {SIGNED_IN, "desk.edit", "desk.review"},
    "administrator": {SIGNED_IN, "desk.audit", ADMINISTRATION},
}
OPEN, ASKED, MISSING = "answers", "sign in", "missing"
PART, GROUP = re.compile(r"<(?:\w+:)?(\w+)>"), re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")
ADMIN, ACCOUNT = "/en/admin/", "/en/account/"
# Of the addresses of Django's administration: those that lead to the account.
ONE_DOOR: dict[str, set[str]] = {"login/": {SIGNED_IN}, "logout/": set(), "password_change/": set()}
# Of the addresses of an account: those for whoever is not signed in yet.
BEFORE = ("login/", "logout/", "inactive/", "invitation/", "password/forgotten/", "password/new/")
BEFORE_SECOND = ("second-step/authenticate/", "second-step/webauthn/login/")
HEAD = """# Who may ask what

Made by `manage.py describe_permissions` from the addresses of the portal; a test asks every address as every role, by
GET and by POST, and fails where one answers otherwise or stands in no row. `/en/` stands for every language.

- **answers**: the page, or its own refusal of what was sent (405 where nothing can be sent).
- **sign in**: the way to the sign-in page, and back after it.
- **missing**: 404, as an address at which nothing stands; but whoever wrote a change is led to it from its review.

A person may hold several roles and may what any of them may. What Django's administration shows to an administrator are
vocabularies and people; nobody publishes by that role.

"""


class Rule(NamedTuple):
    """One address, and what it answers to each role, in their order, however it is asked."""

    address: str
    answers: dict[str, str]


def rules() -> list[Rule]:
    """Return the rule of every address, in the order of the alphabet."""
    return [rule(address, view) for address, view in sorted(dict(views()).items())]


def rule(address: str, view: Any) -> Rule:
    """Return the rule of one address."""
    needed = needed_for(address, view)
    refused = ASKED if needed & {ADMINISTRATION, SIGNED_IN} else MISSING
    answers = {name: OPEN if not needed or held & needed else refused for name, held in ROLES.items()}
    return Rule(address, answers | ({"anyone": ASKED} if needed else {}))


def needed_for(address: str, view: Any) -> set[str]:
    """Return what opens an address, any of it; nothing for what is open to all."""
    if address.startswith(ADMIN):
        return ONE_DOOR.get(address.removeprefix(ADMIN), {ADMINISTRATION})
    if address.startswith(ACCOUNT):
        is_before = address.removeprefix(ACCOUNT).startswith((*BEFORE, *BEFORE_SECOND))
        return set() if is_before else {SIGNED_IN}
    return set(getattr(view, "permissions", ()))


def views(resolver: Any = None, before: str = "/") -> Iterator[tuple[str, Any]]:
    """Yield every address with its view; those of pages in English, which stands for every language."""
    for one in (resolver or get_resolver()).url_patterns:
        address = before + written(one.pattern)
        if isinstance(one, URLPattern):
            yield address, one.callback
        else:
            yield from views(one, address)


def written(pattern: Any) -> str:
    """Return one part of an address with the names of what varies: `mechanisms/<slug>/`."""
    if hasattr(pattern, "language_prefix"):
        return "en/"
    plain = GROUP.sub(r"<\1>", str(pattern)).lstrip("^").removesuffix("$").removesuffix(r"\Z")
    return PART.sub(r"<\1>", plain)


def described() -> str:
    """Return the table as a page: the addresses that answer alike together."""
    by_answers = sorted(rules(), key=lambda one: list(one.answers.values()))
    return HEAD + "\n".join(part(answers, list(some)) for answers, some in groupby(by_answers, lambda one: one.answers))


def part(answers: dict[str, str], some: list[Rule]) -> str:
    """Return the rows of addresses that answer alike."""
    head = f"| address | method | {' | '.join(answers)} |\n|{' --- |' * (len(answers) + 2)}\n"
    cells = " | ".join(answers.values())
    return head + "".join(f"| `{one.address}` | GET, POST | {cells} |\n" for one in some)
