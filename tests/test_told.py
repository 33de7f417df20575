"""What an editor enters is told on a public page."""

from __future__ import annotations

import pytest

from desk.kinds import KINDS
from tests.marked import MADE, Marks

# What no page tells, each with the reason.
UNTOLD: dict[str, dict[str, str]] = {
    "document": {
        "document.short_name": "stands beside the paragraph sign wherever another page cites the document",
        "document.names": "lets the portal know the document in the texts of others",
    },
    "theme": {"theme.synonyms": "the search finds the theme by them"},
}


@pytest.mark.parametrize("name", KINDS)
def test_every_field_is_told(client, name):
    marks = Marks()
    pages = [client.get(address) for address in MADE[name](marks)]
    assert {page.status_code for page in pages} == {200}
    missing = marks.missing_in("".join(page.content.decode() for page in pages))
    assert set(missing) == set(UNTOLD.get(name, {}))
