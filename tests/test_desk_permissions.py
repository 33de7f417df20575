"""Every address asked as every role, by GET and POST: it answers as `docs/permissions.md` says."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import Group
from django.db import transaction
from django.template.backends.django import Template
from django.test import Client
from django.urls import reverse

from desk import changes
from desk.models import Change
from nrem_portal.permissions import ACCOUNT, ADMIN, ASKED, MISSING, OPEN, PART, ROLES, TABLE, Rule, described, rules
from nrem_portal.roles import set_up_roles
from tests.addresses import known_parts, one_of_each
from tests.desk import NOW, address, draft, editor, practice, reviewer, sent, signed_in
from tests.factories import make_user
from tests.post import make_message

METHODS = ("get", "post")
FINE = {"get": {200, 301, 302}, "post": {200, 301, 302, 400, 405, 409}}  # 400: an empty form is sent
DESK = "/en/desk/"
REFUSING = {  # addresses that refuse what leads nowhere: a letter too old, no words, an account that opens no door
    ("/en/account/invitation/<token>/", "410"),
    ("/en/admin/autocomplete/", "403"),
    ("/en/admin/login/", "403"),
}
ONLY_SENT = re.compile(r"/(give-up|restore|confirm|leave)/?$")  # what takes no GET


def test_the_table_is_as_the_addresses_are():
    assert described() == TABLE.read_text(), "Run manage.py describe_permissions"


def clients() -> dict[str, Client]:
    """Return a client for each role, by its name in the table; each has what the group of that name gives."""
    set_up_roles()
    people = {"signed in": make_user("sina")}
    for name in ("Editor", "Reviewer", "Administrator"):
        user = people[name.lower()] = make_user(name, staff=name == "Administrator")
        user.groups.add(Group.objects.get(name=name))
    return {"anyone": Client()} | {name: signed_in(user) for name, user in people.items()}


def addresses() -> dict[str, str]:
    """Return an address for each rule, where it can be one that leads somewhere."""
    record = practice()
    change = sent(editor(), record)
    changes.accept(change, revision=change.revision, by=reviewer(), now=NOW)
    record.refresh_from_db()
    sent(editor(), record, title="Another title")
    chosen = {name: values[0] for name, values in known_parts().items() if values}
    chosen |= {"kind": "practice", "uid": str(record.uid), "pk": str(make_message().pk), "a": "1", "b": "2"}
    chosen |= {"old": "1", "new": "2", "number": "1"}
    real = one_of_each()
    return {
        one.address: real.get(one.address) or PART.sub(lambda match: chosen.get(match[1], "1"), one.address)
        for one in rules()
    }


def answer(client: Client, where: str, method: str) -> str:
    """Return what an address answers, in the words of the table; what was done is taken back."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = getattr(client, method)(where, {"uid": str(uuid.uuid4())} if method == "post" else None)
        transaction.set_rollback(True)
    client.cookies = cookies
    if response.status_code == 302 and "/login/" in response.headers["Location"] and "next=" in response.url:
        return ASKED
    if response.status_code in FINE[method] | ({405} if ONLY_SENT.search(where) else set()):
        return OPEN
    return MISSING if response.status_code == 404 else str(response.status_code)


def is_refused(address: str, method: str) -> bool:
    """Tell whether Django's administration itself refuses this to everyone (403), as its pages declare."""
    pages = {f"{ADMIN}{one._meta.app_label}/{one._meta.model_name}/": page for one, page in site._registry.items()}
    page: Any = next((page for start, page in pages.items() if address.startswith(start)), None)
    action = address.rstrip("/").rpartition("/")[2]
    return page is not None and (action != "change" or method == "post") and action not in page.allows


def is_right(rule: Rule, method: str, said: str, wanted: str) -> bool:
    """Tell whether an answer is as written; what leads to nothing that is known may be missing where it is open."""
    if (rule.address, said) in REFUSING or (said == "403" and wanted == OPEN and is_refused(rule.address, method)):
        return True
    is_public = rule.answers["anyone"] == OPEN
    may_be_nothing = "<" in rule.address and (is_public or rule.address.startswith(ADMIN) or ".." in rule.address)
    may_be_nothing |= rule.address.startswith(ACCOUNT)  # of a second step that was not set up
    return said == wanted or (wanted == OPEN and said == MISSING and may_be_nothing)


@pytest.mark.slow
def test_every_address_answers_every_role_as_written(settings, monkeypatch):
    settings.CONTACT_EMAIL = "desk@example.org"  # without one there is no security.txt
    real, wrong = addresses(), []
    monkeypatch.setattr(Template, "render", lambda *_: "")  # whether a page answers counts, not what it says
    asking = clients()
    assert asking.keys() == ROLES.keys()
    for rule in rules():
        for role, client in asking.items():
            for method in METHODS:
                said = answer(client, real[rule.address], method)
                if not is_right(rule, method, said, rule.answers[role]):
                    wrong.append(f"{method} {real[rule.address]} as {role}: {said}, not {rule.answers[role]}")
    assert not wrong, "\n".join(wrong)


def test_every_address_of_the_desk_asks_for_a_permission():
    desk = [one for one in rules() if one.address.startswith(DESK)]
    assert len(desk) >= 12
    assert {one.answers["anyone"] for one in desk} == {ASKED}
    assert {one.answers["signed in"] for one in desk} == {MISSING}


def out_of_reach() -> list[tuple[str, Any]]:
    """Return addresses of the desk where nothing stands, and of what has no open change."""
    record, gone = practice(), uuid.uuid4()
    missing = [address(gone, name) for name in ("", "preview/", "review/", "withdraw/", "give-up/")]
    other = [address(record, name, "mechanism") for name in ("", "review/", "withdraw/")]
    return [*missing, *other, *(address(record, name) for name in ("preview/", "review/")), f"{DESK}nothing/"]


@pytest.mark.parametrize("method", METHODS)
def test_what_is_not_there_is_missing_like_what_may_not_be_seen(method):
    rev, nobody = signed_in(reviewer()), signed_in(make_user())
    for where in out_of_reach():
        assert (answer(rev, where, method), answer(nobody, where, method)) == (MISSING, MISSING), where


def test_whoever_is_not_signed_in_is_led_back_after_it(client):
    change = draft(editor())
    response = client.get(f"{address(change)}?a=b")
    assert response.status_code == 302
    assert f"next={address(change)}%3Fa%3Db" in response.url


@pytest.mark.parametrize("do", ["publish", "return"])
def test_an_editor_decides_nothing(do):
    change = sent(editor())
    typed = {"do": do, "revision": str(change.revision), "reason": "r"}
    assert signed_in(editor()).post(address(change, "review/"), typed).status_code == 404
    assert Change.objects.get().state == "in-review"


def test_a_reviewer_decides_nothing_of_their_own():
    rev = reviewer()
    change = sent(rev)
    typed = {"do": "publish", "revision": str(change.revision)}
    assert signed_in(rev).post(address(change, "review/"), typed).status_code == 403
    assert Change.objects.get().state == "in-review"


@pytest.mark.parametrize("role", ["editor", "reviewer"])
def test_pages_of_the_desk_are_kept_by_nobody(role):
    client = signed_in(editor() if role == "editor" else reviewer())
    change = sent(editor())
    for where in (reverse("desk"), address(change), address(change, "preview/")):
        assert client.get(where).headers["Cache-Control"] == "private, no-store"
