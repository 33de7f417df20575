"""A desk to look at: people, and a change in each state; and a portal of its own where they write and decide."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Permission, User
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone

from tests.browser.served import ROOT, environment_of, serving

PEOPLE = {
    "editor": ("Amina", "Hassan", ["edit"]),
    "colleague": ("Luis", "Ortega", ["edit"]),
    "reviewer": ("Jeanne", "Moreau", ["edit", "review"]),
}
LONG = "A practice whose title is as long as those of the practices that several States have told together at a meeting"
MADE = "import json; from tests.browser.desk import made; print(json.dumps(made()))"
PLACE = "A-HRC-29-38-Add.2#45"


class Desk(NamedTuple):
    """A portal that runs, the session of each person, and the addresses of what they have at work."""

    site: str
    sessions: dict[str, str]
    at_work: dict[str, str]


def person(name: str) -> User:
    """Return one of the people of the desk, made when first asked for."""
    first, last, permissions = PEOPLE[name]
    user, _is_new = User.objects.get_or_create(username=name, defaults={"first_name": first, "last_name": last})
    user.user_permissions.set(
        Permission.objects.filter(codename__in=permissions, content_type__app_label="desk"),
    )
    return user


def session_of(user: User) -> str:
    """Sign a person in and return the key of the session."""
    store = SessionStore()
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


def at_work() -> dict[str, str]:
    """Make a change in each state, and return where each is edited, by the state."""
    from desk.kinds import KINDS

    meetings = KINDS["consultation"].records.published().order_by("-starts")
    mechanism = KINDS["mechanism"].records.published().order_by("pk").first()
    practice = {"title": LONG, "kind": "good-practice", "text": "What was done.", "references": [PLACE], "who": "Peru"}
    practice |= {"slug": "told-on-the-desk", "themes": ["data-research"]}
    made = {
        "reviewed": sent(changed("consultation", meetings[0].uid, {"venue": "Another hall"}, base=meetings[0].version)),
        "faulty": changed("consultation", meetings[1].uid, {"title": "", "starts": "May"}, base=meetings[1].version),
        "returned": returned(changed("mechanism", mechanism.uid, {"lead": "Another lead."}, base=mechanism.version)),
        "new": sent(changed("practice", uuid.uuid4(), practice, base=0)),
        "untitled": changed("tool", uuid.uuid4(), {}, base=0),
    }
    return {name: f"/desk/{change.kind}/{change.record}/" for name, change in made.items()}


def made() -> dict[str, dict[str, str]]:
    """Make the people and the changes; return the sessions and the addresses."""
    return {"at_work": at_work(), "sessions": {name: session_of(person(name)) for name in PEOPLE}}


@contextmanager
def desk(folder: Path) -> Iterator[Desk]:
    """Serve a copy of the record that the session has loaded, which people may change as they will."""
    with sqlite3.connect(folder / "portal.sqlite3") as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    copy.close()
    told = manage(folder, "shell", "-v0", "-c", MADE)
    manage(folder, "collectstatic", "--noinput")
    with serving(environment_of(folder), workers=1) as site:
        yield Desk(site, **json.loads(told.splitlines()[-1]))


def manage(folder: Path, *command: str) -> str:
    """Run a command of the portal in a folder; return what it prints."""
    called = [sys.executable, "manage.py", *command]
    done = subprocess.run(called, cwd=ROOT, env=environment_of(folder), check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout
