"""Three pages of each kind in each language, seen by Chromium: no failure, nothing cut or out of reach."""

from __future__ import annotations

import pytest
from django.conf import settings

from tests.browser.checks import look_at
from tests.browser.kinds import KINDS, addresses

pytestmark = pytest.mark.browser
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages(watch, site, kind, language):
    problems = [
        f"/{language}{address}  {finding.check}: {finding.words}"
        for place, address in enumerate(addresses(kind))
        for finding in look_at(watch, f"{site}/{language}{address}", by_keyboard=place < 2)
    ]
    assert not problems, "\n".join(problems)
