"""The HTML of the desk's pages in each language, by the Nu checker: of every form, and of every state of a change."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client

from desk.kinds import KINDS
from tests.browser import nu
from tests.browser.desk import at_work, person

pytestmark = [pytest.mark.browser, pytest.mark.skipif(bool(nu.missing()), reason=nu.missing())]


def signed_in(name: str) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(person(name))
    return client


def pages(language: str) -> Iterator[tuple[str, bytes]]:
    """Yield address and body of the pages that editors and reviewers see."""
    work = at_work()
    editor, reviewer = signed_in("editor"), signed_in("reviewer")
    forms = [f"/desk/{name}/{kind.records.published().first().uid}/" for name, kind in KINDS.items()]
    lists = ["/desk/", "/desk/document/", "/desk/practice/?q=qzxqzxq", *(f"/desk/{name}/new/" for name in KINDS)]
    of_editor = [*lists, *forms, *work.values(), f"{work['untitled']}preview/", f"{work['reviewed']}preview/"]
    of_reviewer = [f"{work['reviewed']}review/", f"{work['new']}review/", f"{work['returned']}withdraw/"]
    for client, addresses in ((editor, of_editor), (reviewer, of_reviewer)):
        for address in addresses:
            answer = client.get(f"/{language}{address}")
            assert answer.status_code == 200, address
            yield address, answer.content
    post = {"do": "save", "revision": "1", "title": "Mine", "references-new": "victims of trafficking"}
    yield "a collision", editor.post(f"/{language}{work['faulty']}", post | {"revision": "9"}).content
    yield "a look-up", editor.post(f"/{language}{work['faulty']}", post | {"do": "look"}).content


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_html_is_as_the_standard_has_it(language, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "LOCAL", True)  # no second step is asked for
    names = {}
    for number, (address, body) in enumerate(pages(language)):
        names[f"{number}.html"] = address
        (tmp_path / f"{number}.html").write_bytes(body)
    assert [f"{names[fault.file]}: {fault.words}" for fault in nu.faults([tmp_path])] == []
