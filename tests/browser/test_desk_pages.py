"""The pages of the desk, seen by Chromium as one who is signed in sees them: nothing cut or out of reach."""

from __future__ import annotations

import pytest
from django.conf import settings

from tests.browser.checks import Watch, look_at

pytestmark = pytest.mark.browser
LANGUAGES = [code for code, _name in settings.LANGUAGES]
# Who looks, at which change, and at which of its pages.
PAGES = {
    "queue": ("editor", "/desk/"),
    "records": ("editor", "/desk/mechanism/"),
    "no record": ("editor", "/desk/mechanism/?q=qzxqzxq"),
    "new": ("editor", "/desk/recommendation/new/"),
    "faulty": ("editor", "{faulty}"),
    "returned": ("editor", "{returned}"),
    "waiting": ("editor", "{reviewed}"),
    "preview": ("editor", "{reviewed}preview/"),
    "no preview": ("editor", "{untitled}preview/"),
    "queue of a reviewer": ("reviewer", "/desk/"),
    "review of a change": ("reviewer", "{reviewed}review/"),
    "review of a new record": ("reviewer", "{new}review/"),
    "withdraw": ("reviewer", "{returned}withdraw/"),
}


@pytest.fixture(scope="module")
def watches(at_desk, signed_in):
    """Keep one window for each person."""
    return {name: Watch(signed_in(name).new_page(), at_desk.site) for name in ("editor", "reviewer")}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages(watches, at_desk, language, page):
    who, address = PAGES[page]
    path = f"/{language}{address.format(**at_desk.at_work)}"
    found = look_at(watches[who], f"{at_desk.site}{path}", by_keyboard=language == "ar" or "review" in page)
    assert watches[who].page.url == f"{at_desk.site}{path}"  # not that for signing in
    assert not found, "\n".join(f"{path}  {finding.check}: {finding.words}" for finding in found)
