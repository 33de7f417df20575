"""Script in every text that an editor can type stays text on every page of the desk, and once it is published."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.db import models
from django.urls import reverse

from desk import changes
from desk.kinds import KINDS
from desk.look import address_of
from documents.shapes import Dict, Shape
from tests.desk import NOW, address, data_of, draft, person, reviewer, save, signed_in
from tests.live import live

SCRIPT = "=zz()<script>zz()</script>\"><img src=x onerror=zz()>' onfocus=zz() '</title></textarea><svg onload=zz()>"
SEEN = "=zz()&lt;script&gt;"  # the beginning of it, as a page shows it
# What names things, or has a form of its own.
KEPT = {"symbol", "key", "slug", "anchor", "original_language", "value", "address", "url", "issuing_body", "area"}


def typed(f: models.Field) -> bool:
    """Tell whether a field holds words that an editor is free in."""
    return type(f) in {models.CharField, models.TextField} and not (f.choices or f.unique or f.name in KEPT)


def scripted(shape: Shape, data: Dict, number: int = 0) -> Dict:
    """Return what a record says with script in each text of it and of its rows, told apart by their number."""
    words = {
        f.name: f"{SCRIPT[: (f.max_length or 200) - 4]} {number}" for f in shape.fields if typed(f) and data.get(f.name)
    }
    words |= {name: {**value, "en": SCRIPT} for name, value in data.items() if is_by_language(value)}
    kinds = [row for row in shape.rows if row.kind in data]
    rows = {row.kind: [scripted(row, one, place) for place, one in enumerate(data[row.kind])] for row in kinds}
    return data | words | rows


def is_by_language(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("en"), str)


def read(client: Any, where: str) -> str:
    """Open a page that shows the script and has none."""
    response = client.get(where)
    html = response.content.decode()
    assert (where, response.status_code, SEEN in html, live(html)) == (where, 200, True, [])
    return html


@pytest.mark.slow
@pytest.mark.parametrize("name", KINDS)
def test_script_in_every_text_is_live_nowhere(client, name):
    kind, ed, rev = KINDS[name], person(SCRIPT[:100], "edit"), reviewer()
    record = kind.records.published().order_by("pk").first()
    data = scripted(kind.shape, data_of(kind, record.uid))
    opened = {"addresses": {}, "revision": 0, "base": record.version}
    change = changes.save(kind, record.uid, data, **opened, by=ed, now=NOW)
    writer, desk = signed_in(ed), signed_in(rev)
    for where in (address(record, "", name), address(record, "preview/", name), reverse("desk")):
        read(writer, where)
    changes.send(change, revision=1, note=SCRIPT, by=ed, now=NOW)
    look = read(desk, address(record, "review/", name))
    assert SEEN in look[look.index('<div class="look card"') :]
    read(desk, reverse("desk"))
    changes.accept(change, revision=2, by=rev, now=NOW)
    record.refresh_from_db()
    for where in (address(record, "history/", name), address(record, "history/1..2/", name), address(record, "", name)):
        read(desk, where)
    for where in (reverse("record-history", args=[name, record.uid]), f"/en/history/{name}/{record.uid}/1..2/"):
        read(client, where)
    read(client, address_of(record).partition("#")[0])
    assert formulas() == []


def formulas() -> list[str]:
    """Return the cells of the audit export that a spreadsheet would compute."""
    export = signed_in(person("", "audit")).get(reverse("desk-audit"))
    rows = list(csv.reader(io.StringIO(b"".join(export.streaming_content).decode())))
    assert any("zz()" in cell for row in rows for cell in row)
    return [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]


def test_script_in_what_a_conflict_shows_is_text():
    ed, other = person("", "edit"), person("", "edit")
    change = draft(ed)
    stale = save(change, other, title=SCRIPT)
    typed = {"do": "save", "revision": "1", "base": str(stale.base), "title": SCRIPT, "text": SCRIPT}
    page = signed_in(ed).post(address(change), typed).content.decode()
    assert (SEEN in page, live(page)) == (True, [])


def test_script_in_the_words_of_a_list_is_text():
    page = signed_in(reviewer()).get("/en/desk/practice/", {"q": SCRIPT, "state": SCRIPT}).content.decode()
    assert (SEEN in page, live(page)) == (True, [])
