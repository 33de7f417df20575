"""People at the desk, records on their way through it, and forms read and sent as a browser would."""

from __future__ import annotations

import datetime
from html.parser import HTMLParser
from typing import Any

from django.contrib.auth.models import Permission, User
from django.test import Client

from desk import changes
from desk.kinds import KINDS, Kind
from desk.models import Change
from directory.models import Practice
from documents.models import Theme
from documents.shapes import Dict, to_dict
from tests.factories import make_practice, make_user

NOW = datetime.datetime(2026, 3, 9, 12, tzinfo=datetime.UTC)
PRACTICE = KINDS["practice"]


def person(name: str = "", *permissions: str) -> User:
    """Make a person with these permissions at the desk."""
    user = make_user(name)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions, content_type__app_label="desk"))
    return user


def editor(name: str = "") -> User:
    return person(name, "edit")


def reviewer(name: str = "") -> User:
    return person(name, "edit", "review")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(one: Any, name: str = "", kind: str = "practice") -> str:
    """Return the address at the desk of a record or change, or of its identifier."""
    uid = getattr(one, "record", None) or getattr(one, "uid", None) or one
    return f"/en/desk/{kind}/{uid}/{name}"


def practice(**said: Any) -> Practice:
    """Make a published practice that lacks nothing."""
    return make_practice(themes=list(Theme.objects.order_by("pk")[:1]), **said)


class Fields(HTMLParser):
    """Collects in `data` what a browser sends of the form of a record."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.data: dict[str, list[str]] = {}
        self._text = self._select = ""
        start = html.index('<form class="desk')
        self.feed(html[start : html.index("</form>", start)])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "input" and given.get("name"):
            self._input(given)
        elif tag in {"textarea", "select"}:
            self.data[given["name"]] = [""]
            self._text, self._select = (given["name"], "") if tag == "textarea" else ("", given["name"])
        elif tag == "option" and "selected" in given:
            self.data[self._select] = [given["value"]]

    def _input(self, given: dict[str, str]) -> None:
        is_box = given.get("type") == "checkbox"
        if not is_box or "checked" in given:
            self.data.setdefault(given["name"], []).append(given.get("value", "on" if is_box else ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text = ""

    def handle_data(self, data: str) -> None:
        if self._text:
            self.data[self._text][0] += data


def fields(html: str) -> dict[str, list[str]]:
    """Return what a browser sends of the form of a record as it stands in a page."""
    return Fields(html).data


def form(client: Client, where: str) -> dict[str, list[str]]:
    """Open the form of a record and return what a browser would send of it."""
    return fields(client.get(where).content.decode())


def data_of(kind: Kind, uid: Any) -> Dict:
    """Return the dict of a record as published."""
    return to_dict(kind.shape, kind.record(uid))


def touched(data: Dict) -> Dict:
    """Return what a record is called, or says, with a stop more: something reads otherwise."""
    name = next((name for name in ("title", "name", "text", "question") if data.get(name)), "names")
    return {name: f"{data[name]}." if name != "names" else {**data[name], "en": f"{data[name]['en']}."}}


def draft(by: User, record: Any = None, kind: Kind = PRACTICE, now: datetime.datetime = NOW, **said: Any) -> Change:
    """Save a change of a published record, one made for it if none is given."""
    record = record or practice()
    data = data_of(kind, record.uid) | {"title": "A better title"} | said
    opened = {"addresses": {}, "revision": 0, "base": record.version}
    return changes.save(kind, record.uid, data, **opened, by=by, now=now)


def save(change: Change, by: User, *, revision: int | None = None, base: int | None = None, **said: Any) -> Change:
    """Save a change anew, as someone would who opened it as it stands."""
    opened = {"revision": change.revision if revision is None else revision, "addresses": {}}
    opened["base"] = change.base if base is None else base
    return changes.save(changes.kind_of(change), change.record, change.data | said, **opened, by=by, now=NOW)


def sent(by: User, record: Any = None, kind: Kind = PRACTICE, **said: Any) -> Change:
    """Save a change and send it to review."""
    change = draft(by, record, kind, **said)
    changes.send(change, revision=change.revision, note="It was wrong.", by=by, now=NOW)
    return change
