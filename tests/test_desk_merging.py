"""Two editors' work brought together: what only one changed is kept, what both changed is told, and nothing is lost."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given

from desk.kinds import KINDS
from desk.merging import Merge, merged, merged_addresses, name_of, with_theirs
from documents.shapes import Dict, fitting
from tests.test_desk_differences import CONSULTATION, QUICK, UIDS, row
from tests.test_desk_differences import consultations as dicts

PRACTICE = KINDS["practice"].shape


def consultations() -> Any:
    return dicts().map(lambda data: fitting(CONSULTATION, data))


def told(merge: Merge) -> set[str]:
    """Return the names in the form of all that clashes."""
    return {name_of(merge.data, clash.path) for clash in merge.clashes}


@QUICK
@given(consultations(), consultations())
def test_who_changed_nothing_takes_all_that_the_other_changed(base, theirs):
    assert merged(CONSULTATION, base, copy.deepcopy(base), theirs) == Merge(theirs)
    assert merged(CONSULTATION, base, theirs, copy.deepcopy(base)) == Merge(theirs)


@QUICK
@given(consultations(), consultations(), consultations())
def test_both_see_the_same_but_for_what_clashes(base, mine, theirs):
    forth, back = merged(CONSULTATION, base, mine, theirs), merged(CONSULTATION, base, theirs, mine)
    assert {clash.key for clash in forth.clashes} == {clash.key for clash in back.clashes}
    for clash in (one for one in forth.clashes if not one.is_row):
        forth.data = with_theirs(forth.data, clash)
    fields = {f.name for f in CONSULTATION.fields}
    assert {name: forth.data.get(name) for name in fields} == {name: back.data.get(name) for name in fields}


@QUICK
@given(consultations(), consultations(), consultations())
def test_what_one_alone_changed_is_taken(base, mine, theirs):
    found = merged(CONSULTATION, base, mine, theirs)
    for name in ("title", "summary", "venue", "languages"):
        was, own, other = base.get(name), mine.get(name), theirs.get(name)
        assert found.data.get(name) == (other if own == was else own)
        is_clash = len({str(one) for one in (was, own, other)}) == 3
        assert (name in told(found)) == is_clash


@QUICK
@given(consultations(), consultations(), consultations())
def test_each_row_stands_once_and_goes_only_if_one_took_it_away_and_the_other_left_it(base, mine, theirs):
    was, own, other = ({one["uid"]: one for one in side.get("sessions", [])} for side in (base, mine, theirs))
    uids = [one["uid"] for one in merged(CONSULTATION, base, mine, theirs).data.get("sessions", [])]
    assert len(uids) == len(set(uids))
    gone = {uid for uid in was if (own.get(uid) or was[uid]) == (other.get(uid) or was[uid]) == was[uid]}
    gone &= {uid for uid in was if uid not in own or uid not in other}
    assert set(uids) == (own.keys() | other.keys()) - gone


def sessions(*rows: Dict) -> Dict:
    return {"sessions": list(rows)}


OPENING, TALKS, CLOSING, FILM = (
    row(place, title) for place, title in enumerate(("Opening", "Talks", "Closing", "Film"))
)


@pytest.mark.parametrize(
    ("mine", "theirs", "found"),
    [
        ([OPENING, FILM, TALKS], [OPENING, TALKS, CLOSING], [OPENING, FILM, TALKS, CLOSING]),
        ([TALKS, OPENING], [OPENING, FILM, TALKS], [TALKS, OPENING, FILM]),
        ([OPENING, TALKS, FILM], [TALKS, OPENING], [TALKS, FILM, OPENING]),
        ([OPENING], [CLOSING, OPENING, TALKS], [CLOSING, OPENING]),
        ([FILM, OPENING, TALKS], [CLOSING, OPENING, TALKS], [FILM, CLOSING, OPENING, TALKS]),
    ],
)
def test_new_rows_stand_after_the_one_they_were_put_after(mine, theirs, found):
    merge = merged(CONSULTATION, sessions(OPENING, TALKS), sessions(*mine), sessions(*theirs))
    assert ([one["title"] for one in merge.data["sessions"]], merge.clashes) == ([one["title"] for one in found], [])


@pytest.mark.parametrize("is_mine", [True, False])
def test_a_row_that_one_took_away_and_the_other_changed_stays_and_is_told(is_mine):
    base, changed, without = sessions(OPENING, TALKS), sessions(OPENING, row(1, "Long talks")), sessions(OPENING)
    mine, theirs = (changed, without) if is_mine else (without, changed)
    merge = merged(CONSULTATION, base, mine, theirs)
    [clash] = merge.clashes
    assert merge.data == changed
    assert (told(merge), clash.is_row, bool(clash.mine)) == ({"sessions-1-"}, True, is_mine)


def test_a_clash_in_a_row_of_a_row_is_told_by_the_name_it_has_in_the_form():
    def with_item(title: str) -> Dict:
        return sessions(OPENING, row(1, "Talks", items=[row(2, title)]))

    mine = {"sessions": [FILM, *with_item("Mine")["sessions"]]}
    merge = merged(CONSULTATION, with_item("As it was"), mine, with_item("Theirs"))
    [clash] = merge.clashes
    assert told(merge) == {"sessions-2-items-0-title"}
    assert (clash.key, clash.mine, clash.theirs) == (f"sessions/{UIDS[1]}/items/{UIDS[2]}/title", "Mine", "Theirs")
    assert with_theirs(merge.data, clash)["sessions"][1:] == with_item("Theirs")["sessions"]


def test_texts_are_merged_language_by_language():
    names: list[dict[str, Any]] = [{"en": "Data"}, {"en": "Data", "fr": "Données"}, {"en": "Figures", "ar": "بيانات"}]
    base, mine, theirs = ({"names": one} for one in names)
    assert merged(KINDS["theme"].shape, base, mine, theirs).data["names"] == {**names[2], "fr": "Données"}
    mine["names"]["en"] = "Numbers"
    [clash] = merged(KINDS["theme"].shape, base, mine, theirs).clashes
    assert clash.mine == {**names[2], "fr": "Données", "en": "Numbers"}
    assert clash.theirs == {**names[2], "fr": "Données"}  # nothing that does not clash goes with it


def test_sources_that_either_added_come_in_and_those_that_either_took_away_go():
    base, mine, theirs = ({"references": keys} for keys in (["a", "b"], ["b", "c"], ["a", "b", "d"]))
    assert merged(PRACTICE, base, mine, theirs) == Merge({"references": ["b", "c", "d"]})
    assert merged(PRACTICE, base, {}, {}) == Merge({})


def test_what_was_told_of_addresses_is_merged_for_those_that_are_cited():
    one, two, three = "https://a.example/", "https://b.example/", "https://c.example/"
    base = {one: {"publisher": "", "date": "2020"}}
    mine = {one: {"publisher": "", "date": "2021"}, two: {"publisher": "B"}}
    theirs = {one: {"publisher": "A", "date": "2020"}, three: {"publisher": "C"}}
    data = {"references": [one, two]}
    found = merged_addresses(PRACTICE, data, base, mine, theirs)
    assert found == {one: {"publisher": "A", "date": "2021"}, two: {"publisher": "B"}}
