"""How soon an edit is seen by every worker."""

from __future__ import annotations

import subprocess
import sys
from time import monotonic, sleep

from benchmarks.build import ROOT, Data
from benchmarks.check import shown_by_portal
from benchmarks.serve import Site

PATIENCE = 60  # seconds
IN_A_ROW = 20  # answers that all show the edit: each worker has then answered

# Takes one made-up recommendation down, or puts it up again, as a publication does.
EDIT = """
from django.db import transaction
from documents.publication import State, record_version
from recommendations.models import Recommendation
one = Recommendation.objects.filter(origin__slug__startswith="load-").earliest("pk")
with transaction.atomic():
    one.state, one.withdrawn_reason = (State.WITHDRAWN, "measured") if {taken_down} else (State.PUBLISHED, "")
    one.save()
    record_version(reason="Measured", records=[("recommendation", str(one.uid))])
"""


def edit(data: Data, engine: str, *, taken_down: bool) -> float:
    """Take a recommendation down or put it up; return the seconds that the command took."""
    started = monotonic()
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", EDIT.format(taken_down=taken_down)]
    subprocess.run(command, cwd=ROOT, env=data.environment(engine), check=True)
    return round(monotonic() - started, 1)


def total(site: Site) -> int:
    return shown_by_portal(site.get("/en/recommendations/").decode()).total


def edit_seen(data: Data, engine: str, site: Site) -> dict[str, float]:
    """Take a recommendation down; return how long that took, and until every worker had one fewer."""
    before = total(site)
    command = edit(data, engine, taken_down=True)
    started = last = monotonic()
    row = 0
    while row < IN_A_ROW and last - started < PATIENCE:
        is_new = total(site) == before - 1
        row, last = (row + 1, last) if is_new and row else (1 if is_new else 0, monotonic())
        sleep(0.02)
    edit(data, engine, taken_down=False)
    return {"command": command, "seen by all": round(last - started, 2)}
