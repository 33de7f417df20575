"""A desk to look at: people, and a change in each state; and a portal of its own where they write and decide.

Each of the people has a second step, which that portal demands.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.app_settings import TOTP_PERIOD
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group, User
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.db.models import Count
from django.http import HttpRequest
from django.utils import timezone

from nrem_portal.account.invitations import give_roles
from nrem_portal.roles import ADMINISTRATOR, EDITOR, REVIEWER, set_up_roles
from tests.browser.served import ROOT, environment_of, serving

PEOPLE = {
    "editor": ("Amina", "Hassan", EDITOR),
    "colleague": ("Luis", "Ortega", EDITOR),
    "reviewer": ("Jeanne", "Moreau", REVIEWER),
    "administrator": ("Karim", "Saleh", ADMINISTRATOR),
}
PASSWORD, SECRET = "words that belong apart", "NREMNREMNREMNREMNREMNREMNREMNREM"
LONG = "A practice whose title is as long as those of the practices that several States have told together at a meeting"
MADE = "import json; from tests.browser.desk import made; print(json.dumps(made()))"
PLACE = "A-HRC-29-38-Add.2#45"


class Desk(NamedTuple):
    """A portal that runs, its folder, the session of each person, and the addresses of what they have at work."""

    site: str
    folder: Path
    sessions: dict[str, str]
    at_work: dict[str, str]

    def letter(self, to: str) -> str:
        """Return the newest letter to an address."""
        newest = 'SELECT text FROM documents_letter WHERE "to" = ? ORDER BY id DESC LIMIT 1'
        with closing(sqlite3.connect(self.folder / "portal.sqlite3")) as held:
            return held.execute(newest, [to]).fetchone()[0]


def person(name: str) -> User:
    """Return one of the people of the desk, made when first asked for."""
    first, last, role = PEOPLE[name]
    names = {"first_name": first, "last_name": last, "email": f"{name}@example.org"}
    user, is_new = User.objects.get_or_create(username=name, defaults=names)
    if is_new:
        set_up_roles()
        give_roles(account=user, roles=Group.objects.filter(name=role))
        user.set_password(PASSWORD)
        user.save()
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": SECRET})
    return user


def code(secret: str, *, later: int = 0) -> str:
    """Return the code that an app shows now, or some half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // TOTP_PERIOD + later))


def session_of(user: User) -> str:
    """Sign a person in, who is not asked for the password again during the run, and return the key of the session."""
    store = SessionStore()
    request = HttpRequest()
    request.session = store
    record_authentication(request, user, "password", at=time.time() + 3_600)
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()
    return str(store.session_key)


def changed(name: str, uid: Any, words: dict[str, Any], *, base: int) -> Any:
    """Keep a change of a record as the editor's draft, with some of its fields put otherwise."""
    from desk.changes import save
    from desk.kinds import KINDS
    from documents.shapes import to_dict

    kind = KINDS[name]
    record = kind.record(uid)
    data = (to_dict(kind.shape, record) if record else {}) | words
    return save(kind, uid, data, addresses={}, revision=0, base=base, by=person("editor"), now=timezone.now())


def sent(change: Any) -> Any:
    """Send a change to review."""
    from desk.changes import send

    send(change, revision=change.revision, note="As the report has it", by=person("editor"), now=timezone.now())
    return change


def returned(change: Any) -> Any:
    """Send a change to review, and back to its editor."""
    from desk.changes import send_back

    reason = "The lead needs a source.\nSee paragraph 8."
    send_back(sent(change), revision=change.revision, reason=reason, by=person("reviewer"), now=timezone.now())
    return change


def accepted(change: Any) -> Any:
    """Send a change to review, and publish it."""
    from desk.changes import accept

    accept(sent(change), revision=change.revision, by=person("reviewer"), now=timezone.now())
    return change


def withdrawn(kind: Any, record: Any) -> str:
    """Withdraw a record, and return where it is edited."""
    from desk.changes import withdraw

    reason = "Told twice in the record"
    withdraw(kind, record.uid, version=record.version, reason=reason, by=person("reviewer"), now=timezone.now())
    return f"/desk/{kind.name}/{record.uid}/"


def message() -> str:
    """Keep a message of a reader, and return where it is dealt with."""
    from desk.inbox import take_in
    from desk.models import Message

    one = Message(kind="follow-up", text="A law was passed.", language="fr", email="reader@example.org")
    take_in(one, now=timezone.now())
    return f"/desk/inbox/{one.pk}/"


def led_otherwise(mechanism: Any) -> Any:
    return changed("mechanism", mechanism.uid, {"lead": "Another lead."}, base=mechanism.version)


def at_work() -> dict[str, str]:
    """Make a change in each state, and return where each is edited, by the state."""
    from desk.kinds import KINDS

    meetings = KINDS["consultation"].records.published().annotate(size=Count("participations"))
    late = meetings.order_by("-starts")[1]
    small = meetings.exclude(pk=late.pk).order_by("size", "pk")[0]
    mechanisms = KINDS["mechanism"].records.published().order_by("pk")[:3]
    tool = KINDS["tool"].records.published().order_by("pk").first()
    practice = {"title": LONG, "kind": "good-practice", "text": "What was done.", "references": [PLACE], "who": "Peru"}
    practice |= {"slug": "told-on-the-desk", "themes": ["data-research"]}
    made = {
        "reviewed": sent(changed("consultation", small.uid, {"venue": "Another hall"}, base=small.version)),
        "faulty": changed("consultation", late.uid, {"title": "", "starts": "May"}, base=late.version),
        "returned": returned(led_otherwise(mechanisms[0])),
        "again": sent(returned(led_otherwise(mechanisms[1]))),
        "published": accepted(led_otherwise(mechanisms[2])),
        "new": sent(changed("practice", uuid.uuid4(), practice, base=0)),
        "untitled": changed("tool", uuid.uuid4(), {}, base=0),
    }
    addresses = {name: f"/desk/{change.kind}/{change.record}/" for name, change in made.items()}
    return addresses | {"withdrawn": withdrawn(KINDS["tool"], tool), "message": message()}


def made() -> dict[str, dict[str, str]]:
    """Make the people and the changes; return the sessions and the addresses."""
    return {"at_work": at_work(), "sessions": {name: session_of(person(name)) for name in PEOPLE}}


@contextmanager
def desk(folder: Path) -> Iterator[Desk]:
    """Serve a copy of the record that the session has loaded, which people may change as they will."""
    with closing(sqlite3.connect(folder / "portal.sqlite3")) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    own = {"DJANGO_SETTINGS_MODULE": "tests.browser.settings", "MESSAGES": str(settings.LOCALE_PATHS[0])}
    environment = environment_of(folder) | own
    make = [sys.executable, "manage.py", "shell", "-v0", "-c", MADE]
    told = subprocess.run(make, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    with serving(environment, workers=1) as site:
        yield Desk(site, folder, **json.loads(told.splitlines()[-1]))
