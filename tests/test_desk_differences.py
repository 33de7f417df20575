"""What changed between two dicts of one record: nothing too much, nothing too little, rows by their identifier."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.differences import Difference, Mark, RowDifference, differences
from desk.kinds import KINDS
from documents.shapes import Dict, Shape
from tests.desk import data_of

CONSULTATION = KINDS["consultation"].shape
WORDS = st.text("ab \n", max_size=12)
UIDS = [f"00000000-0000-4000-8000-00000000000{number}" for number in range(5)]


@st.composite
def rows(draw: Any, kind: str) -> list[Dict]:
    uids = draw(st.lists(st.sampled_from(UIDS), unique=True, max_size=4))
    return [{"uid": uid, **draw(said())} | ({} if kind == "items" else draw(inner())) for uid in uids]


@st.composite
def inner(draw: Any) -> Dict:
    return {"items": found} if (found := draw(rows("items"))) else {}


@st.composite
def said(draw: Any) -> Dict:
    return {name: text for name in ("title", "note") if (text := draw(WORDS).strip())}


@st.composite
def consultations(draw: Any) -> Dict:
    """Return the dict of a consultation with a few texts and sessions, those with agenda items."""
    data = {name: text for name in ("title", "summary", "venue") if (text := draw(WORDS).strip())}
    data |= {"languages": found} if (found := draw(st.lists(st.sampled_from(["en", "fr", "ar"]), unique=True))) else {}
    data |= {"short_names": {"en": text}} if (text := draw(WORDS).strip()) else {}
    return data | ({"sessions": found} if (found := draw(rows("sessions"))) else {})


def without_order(shape: Shape, data: Dict) -> Dict:
    """Return a dict with its rows in the order of their identifiers, and only what the shape has."""
    own = {name: value for name, value in data.items() if name in shape.names}
    kinds = {row.kind: row for row in shape.rows}
    for kind in own.keys() & kinds.keys():
        own[kind] = sorted((without_order(kinds[kind], row) for row in own[kind]), key=lambda row: row["uid"])
    return own


def names(found: Any) -> set[str]:
    """Return every field that differs, rows included, each with the mark of its row."""
    own = {one.name for one in found.fields}
    deeper = {f"{row.shape.kind} {name}" for row in found.rows for name in names(row) | {row.mark.value}}
    return own | deeper


QUICK = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@QUICK
@given(consultations())
def test_nothing_differs_from_itself(data):
    assert not differences(CONSULTATION, data, copy.deepcopy(data))


@QUICK
@given(consultations(), consultations())
def test_what_differs_is_told_and_nothing_else(old, new):
    found = differences(CONSULTATION, old, new)
    if without_order(CONSULTATION, old) != without_order(CONSULTATION, new):
        assert found
    told = {one.name for one in found.fields}
    assert told == {f.name for f in CONSULTATION.fields if old.get(f.name) != new.get(f.name)}


SWAPPED = {"added": "removed", "removed": "added"}


@QUICK
@given(consultations(), consultations())
def test_forth_and_back_tell_the_same(old, new):
    forth, back = differences(CONSULTATION, old, new), differences(CONSULTATION, new, old)
    turned = {" ".join(SWAPPED.get(word, word) for word in name.split(" ")) for name in names(back)}
    moved = {name for name in names(forth) ^ turned if "moved" in name}
    assert names(forth) ^ turned == moved  # which of two that changed places, depends on where one stands


@QUICK
@given(consultations(), consultations())
def test_the_pieces_make_both_texts(old, new):
    for one in differences(CONSULTATION, old, new).fields:
        if one.name in {"title", "summary", "venue"}:
            was = "".join(piece.text for piece in one.pieces if not piece.mark.is_added)
            now = "".join(piece.text for piece in one.pieces if not piece.mark.is_removed)
            assert was.split() == old.get(one.name, "").split() or plain(was) == plain(old.get(one.name, ""))
            assert now.split() == new.get(one.name, "").split() or plain(now) == plain(new.get(one.name, ""))


def plain(text: str) -> str:
    return "".join(text.split())


def row(number: int, title: str, **more: Any) -> Dict:
    return {"uid": UIDS[number], "title": title} | more


def test_a_row_is_known_by_its_identifier_wherever_it_stands():
    old = {"sessions": [row(0, "Opening"), row(1, "Talks"), row(2, "Closing")]}
    new = {"sessions": [row(3, "Welcome"), row(0, "Opening"), row(1, "Long talks")]}
    found = {(one.shape.kind, one.mark): one for one in differences(CONSULTATION, old, new).rows}
    assert {mark for _kind, mark in found} == {Mark.ADDED, Mark.KEPT, Mark.REMOVED}
    kept: RowDifference = found["sessions", Mark.KEPT]
    changed: Difference = kept.fields[0]
    assert kept.place == 3
    assert [(piece.text, piece.mark) for piece in changed.pieces] == [
        ("Talks", Mark.REMOVED),
        ("Long talks", Mark.ADDED),
    ]


def test_a_row_of_a_row_is_compared_too():
    old = {"sessions": [row(0, "Opening", items=[row(1, "Address")])]}
    new = {"sessions": [row(0, "Opening", items=[row(1, "Address"), row(2, "Film")])]}
    [session] = differences(CONSULTATION, old, new).rows
    [item] = session.rows
    assert (session.fields, item.mark, item.shape.kind) == ([], Mark.ADDED, "items")


@pytest.mark.parametrize("name", KINDS)
def test_every_record_of_every_kind_equals_itself_and_differs_from_nothing(name):
    kind = KINDS[name]
    for record in kind.records.published().order_by("pk")[:20]:
        data = data_of(kind, record.uid)
        assert not differences(kind.shape, data, data)
        found = differences(kind.shape, {}, data)
        assert {one.name for one in found.fields} | {one.shape.kind for one in found.rows} == set(data)
