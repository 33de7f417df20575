"""What a record may not say as a whole, told in words."""

from __future__ import annotations

import pytest

from desk.rules import meeting_faults, vain_suggestions


@pytest.mark.parametrize(
    ("starts", "ends", "at"),
    [
        ("2014-05-21", "2014-05-22", []),
        ("2014-05-21", "2014-05-21", []),
        ("2014-05-21", "", []),
        ("2014-05-22", "2014-05-21", ["ends"]),
    ],
)
def test_a_meeting_ends_after_it_began(starts, ends, at):
    assert list(meeting_faults({"starts": starts, "ends": ends})) == at


def test_only_a_status_that_is_decided_is_suggested():
    suggested = ["", "under-way", "none", "implemented", "superseded"]
    rows = [{"suggested_status": one} for one in suggested]
    assert list(vain_suggestions({"bearings": rows})) == [
        "bearings-2-suggested_status",
        "bearings-4-suggested_status",
    ]
    assert vain_suggestions({}) == {}
