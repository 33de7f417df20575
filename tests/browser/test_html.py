"""The HTML of three pages of each kind in each language, of the error pages, and the style sheet, by the Nu checker."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client

from directory.models import Practice
from documents.publication import State
from tests.browser import nu
from tests.browser.kinds import KINDS, addresses

pytestmark = [pytest.mark.browser, pytest.mark.skipif(bool(nu.missing()), reason=nu.missing())]


def ordinary(language: str) -> Iterator[tuple[str, bytes]]:
    """Yield address and body of every page that is looked at."""
    client = Client(headers={"host": "localhost"})
    for address in (address for kind in KINDS for address in addresses(kind)):
        yield address, client.get(f"/{language}{address}").content


def errors(language: str, monkeypatch) -> Iterator[tuple[str, bytes]]:
    """Yield the pages for what was withdrawn, refused, unreadable, and failed."""
    gone = Practice.objects.published().first()
    Practice.objects.filter(pk=gone.pk).update(state=State.WITHDRAWN, withdrawn_reason="Told twice")
    client = Client(headers={"host": "localhost"}, raise_request_exception=False)
    yield "410", client.get(f"/{language}/practices/{gone.slug}/").content
    yield "400", client.get(f"/{language}/about/", headers={"host": "elsewhere.example"}).content
    yield "403", Client(enforce_csrf_checks=True).post(f"/{language}/account/login/", {"login": "x"}).content
    with monkeypatch.context() as patch:
        patch.setattr("nrem_portal.search.views.ranked", None)
        yield "500", client.get(f"/{language}/search/?q=law").content


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_html_is_as_the_standard_has_it(language, tmp_path, monkeypatch):
    names = {}
    for number, (address, body) in enumerate([*ordinary(language), *errors(language, monkeypatch)]):
        names[f"{number}.html"] = address
        (tmp_path / f"{number}.html").write_bytes(body)
    assert len(names) > len(KINDS)
    assert [f"{names[fault.file]}: {fault.words}" for fault in nu.faults([tmp_path])] == []


def test_the_style_sheet_is_as_the_standard_has_it():
    sheet = settings.BASE_DIR / "static" / "portal.css"
    assert [fault.words for fault in nu.faults([sheet], "--css")] == []
