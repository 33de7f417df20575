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
    """The first page of a kind is walked by keyboard in the first language, the next one in the next."""
    places = addresses(kind)
    walked = LANGUAGES.index(language) % len(places)
    problems = [
        f"/{language}{address}  {finding.check}: {finding.words}"
        for place, address in enumerate(places)
        for finding in look_at(watch, f"{site}/{language}{address}", by_keyboard=place == walked, is_first=place == 0)
    ]
    assert not problems, "\n".join(problems)
