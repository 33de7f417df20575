"""In a process of its own, on a database of its own: six people at once, and processes killed amid publishing.

`python -m tests.desk_worker race` or `kill`; what became of it is printed as JSON.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from desk import changes  # noqa: E402
from desk.models import Change, Version  # noqa: E402
from directory.models import Practice  # noqa: E402
from documents.publication import current_version  # noqa: E402
from tests.desk import NOW, draft, editor, practice, reviewer, save, sent  # noqa: E402
from tests.factories import make_theme  # noqa: E402

SIX, ROUNDS = 6, 5
WRITES = ("INSERT", "UPDATE", "DELETE")
Step = Callable[[Any, Any, int], Any]  # of a change or record, by a person of this number


def begin(record: Practice, who: Any, number: int) -> str:
    return draft(who, record, title=f"Of {number}").title


def save_again(change: Change, who: Any, number: int) -> str:
    return save(change, who, title=f"Of {number}").title


def send(change: Change, who: Any, number: int) -> str:
    changes.send(change, revision=change.revision, note=f"Of {number}", by=who, now=NOW)
    return f"Of {number}"


def accept(change: Change, who: Any, number: int) -> str:
    changes.accept(change, revision=change.revision, by=who, now=NOW)
    return who.username


def decide(change: Change, who: Any, number: int) -> str:
    """Publish or return it, half of them each."""
    if number % 2:
        return accept(change, who, number)
    changes.send_back(change, revision=change.revision, reason="Of it.", by=who, now=NOW)
    return who.username


def withdraw(record: Practice, who: Any, number: int) -> str:
    version = changes.withdraw(changes.KINDS["practice"], record.uid, version=1, reason=f"Of {number}", by=who, now=NOW)
    return version.why


# What each step begins with, does, and leaves of the winner.
STEPS: dict[str, tuple[Callable[[], Any], Step, Callable[[Any], list[Any]]]] = {
    "begin": (practice, begin, lambda one: [c.data["title"] for c in Change.objects.filter(record=one.uid)]),
    "save": (lambda: draft(editor()), save_again, lambda one: [now(one).data["title"]]),
    "send": (lambda: draft(editor()), send, lambda one: [now(one).note]),
    "accept": (lambda: sent(editor()), accept, lambda one: [v.reviewer.username for v in published(one)]),
    "decide": (lambda: sent(editor()), decide, lambda one: [now(one).reviewer.username]),
    "withdraw": (practice, withdraw, lambda one: [v.why for v in Version.objects.filter(record=one.uid, number=2)]),
}


def now(change: Change) -> Change:
    return Change.objects.get(pk=change.pk)


def published(change: Change) -> list[Version]:
    return list(Version.objects.filter(record=change.record, number=2))


def race(name: str) -> list[dict[str, Any]]:
    """Let six people do one step at once, some rounds; return what became of each round."""
    make, do, left = STEPS[name]
    people = [reviewer() for _number in range(SIX)]
    return [outcome(make(), do, left, people) for _round in range(ROUNDS)]


def outcome(one: Any, do: Step, left: Callable[[Any], list[Any]], people: list[Any]) -> dict[str, Any]:
    ended: list[Any] = [None] * SIX
    gate = threading.Barrier(SIX)

    def run(number: int) -> None:
        mine = type(one).objects.get(pk=one.pk)
        gate.wait(timeout=30)
        try:
            ended[number] = do(mine, people[number], number)
        except changes.ConflictError:
            ended[number] = False
        except Exception as error:
            ended[number] = {"error": repr(error)}
        connections.close_all()

    threads = [threading.Thread(target=run, args=[number]) for number in range(SIX)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lost = ended.count(False)
    return {"won": [end for end in ended if end is not False], "lost": lost, "left": left(one)}


def kill() -> list[dict[str, Any]]:
    """Publish a change in process after process, each killed after one write more; the last one lives."""
    change, who = sent(editor(), title="New words"), reviewer()
    rounds = []
    while not rounds or rounds[-1]["killed"]:
        connections.close_all()
        child = os.fork()
        if not child:
            publish_until(change.pk, who.pk, len(rounds) + 1)
        _pid, status = os.waitpid(child, 0)
        rounds.append({"killed": os.WIFSIGNALED(status), "status": status} | stands(change))
    return rounds


def publish_until(change: int, who: int, writes: int) -> None:
    """Publish a change in this process, which dies by signal 9 once it has written so often."""
    done = 0

    def count(execute: Any, sql: str, *args: Any) -> Any:
        nonlocal done
        result = execute(sql, *args)
        done += sql.startswith(WRITES)
        if done >= writes:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    status = 1
    try:
        one = Change.objects.get(pk=change)
        with connection.execute_wrapper(count):
            changes.accept(one, revision=one.revision, by=type(one.saved_by).objects.get(pk=who), now=NOW)
        status = 0
    finally:
        os._exit(status)


def stands(change: Change) -> dict[str, Any]:
    """Return how things stand, as another process finds them."""
    kept, record = now(change), Practice.objects.get(uid=change.record)
    states = {"state": kept.state, "revision": kept.revision, "title": record.title, "version": record.version}
    links = {"themes": record.themes.count(), "references": record.references.count()}
    return states | links | {"versions": Version.objects.count(), "data": current_version()}


def main(what: str) -> None:
    call_command("migrate", verbosity=0)
    make_theme()
    if what == "kill":
        found: Any = kill()
    else:
        found = {name: race(name) for name in STEPS}
    print(json.dumps(found))  # noqa: T201 – read by the test


if __name__ == "__main__":
    main(sys.argv[1])
