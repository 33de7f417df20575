"""What the pages of the desk cost in queries, of every kind of record; and where the links of a preview lead."""

from __future__ import annotations

import re
import uuid

import pytest

from desk import changes
from desk.kinds import KINDS
from tests.desk import NOW, address, data_of, editor, reviewer, signed_in, touched

LINK = re.compile(r'(?:href|action)="(/[^"#]*)')
# The most that a page may take; a preview takes what writing the record and its public page do.
MOST = {"": 32, "preview/": 110, "review/": 130, "history/": 7, "withdraw/": 40}
# The same for a consultation, each participation of which is written by itself.
MOST_OF_CONSULTATION = {"": 50, "preview/": 480, "review/": 510, "history/": 7, "withdraw/": 56}


def opened(kind, record):
    data = data_of(kind, record.uid)
    opening = {"addresses": {}, "revision": 0, "base": record.version}
    change = changes.save(kind, record.uid, data | touched(data), **opening, by=editor(), now=NOW)
    changes.send(change, revision=1, note="n", by=change.saved_by, now=NOW)


@pytest.mark.parametrize("part", MOST)
@pytest.mark.parametrize("name", KINDS)
def test_queries(django_assert_max_num_queries, name, part):
    kind = KINDS[name]
    record = kind.records.published().order_by("pk").first()
    if part:
        opened(kind, record)
    desk = signed_in(reviewer())
    most = MOST_OF_CONSULTATION if name == "consultation" else MOST
    with django_assert_max_num_queries(most[part]):
        assert desk.get(address(record, part, name)).status_code == 200


OWN_PAGE = [name for name in KINDS if name not in {"theme", "discrepancy", "proposal", "follow-up", "organisation"}]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", OWN_PAGE)
def test_no_link_of_a_preview_leads_nowhere(name, language):
    kind = KINDS[name]
    record = kind.records.published().order_by("pk").first()
    said = data_of(kind, record.uid) | {kind.fixed[-1]: "zz-new"}
    said = {field: value for field, value in said.items() if field not in {row.kind for row in kind.shape.rows}}
    said |= {"uid": str(uuid.uuid4())} | ({"symbol": "A/ZZ/1"} if said.get("symbol") else {})
    opening = {"addresses": {}, "revision": 0, "base": 0}
    change = changes.save(kind, said["uid"], said, **opening, by=editor(), now=NOW)
    desk = signed_in(reviewer())
    page = desk.get(f"/{language}/desk/{name}/{change.record}/preview/")
    html = page.content.decode()
    assert "/preview/" in html
    own = {link for link in LINK.findall(html) if "zz-new" in link or str(change.record) in link}
    assert {link: desk.get(link).status_code for link in own} == dict.fromkeys(own, 200)
