"""Peers like this one: the order, and the reasons."""

from __future__ import annotations

from directory.peers import Profile, peers_of, profiles, reasons
from tests.factories import (
    make_country,
    make_function,
    make_mechanism,
    make_model,
    make_region,
)


def peer_order(own: Profile, *others: Profile) -> list[int]:
    return [peer.mechanism for peer in peers_of(own, others, limit=9)]


OWN = Profile(1, frozenset({1, 2, 3}), model=7, subregion=11, region=10)


def test_more_functions_in_common_come_first():
    two, three = (
        OWN._replace(mechanism=2, functions=frozenset({1, 2})),
        OWN._replace(mechanism=3, model=8, subregion=12, region=20),
    )
    assert peer_order(OWN, two, three) == [3, 2]


def test_ties_go_by_model_then_sub_region_then_region_then_the_order_given():
    far = OWN._replace(mechanism=2, model=8, subregion=21, region=20)
    region = OWN._replace(mechanism=3, model=8, subregion=12)
    subregion = OWN._replace(mechanism=4, model=8)
    model = OWN._replace(mechanism=5, subregion=21, region=20)
    also_far = far._replace(mechanism=6)
    assert peer_order(OWN, also_far, far, region, subregion, model) == [5, 4, 3, 6, 2]


def test_without_a_function_in_common_it_is_no_peer():
    assert peer_order(OWN, OWN._replace(mechanism=2, functions=frozenset({9}))) == []


def test_models_not_stated_are_not_the_same_model():
    unknown = OWN._replace(model=None)
    assert not peers_of(unknown, [unknown._replace(mechanism=2)], 1)[0].same_model


def test_no_more_peers_than_asked_for():
    assert len(peers_of(OWN, [OWN._replace(mechanism=number) for number in range(2, 9)], limit=3)) == 3


def test_rows_are_gathered_into_profiles():
    rows = [(5, 7, 11, 10, 2), (5, 7, 11, 10, 3), (4, None, 12, 10, None)]
    assert profiles(rows) == [Profile(5, frozenset({2, 3}), 7, 11, 10), Profile(4, frozenset(), None, 12, 10)]


def test_reasons_are_written_out():
    region = make_region(names={"en": "Part"}, parent=make_region(names={"en": "Whole"}))
    form = make_model(names={"en": "A form"})
    other = make_mechanism(country=make_country(region=region), model=form, model_basis="stated")
    functions = [make_function(names={"en": "Data"}), make_function(names={"en": "Law"}), make_function()]
    own = Profile(0, frozenset({functions[0].pk, functions[1].pk}), other.model_id, region.pk, region.parent_id)
    near = peers_of(own, [own._replace(mechanism=other.pk)], 1)[0]
    assert reasons(near, other, functions) == [
        "2 functions in common: data, law",
        "Same institutional model: A form",
        "Same region: Part",
    ]
    wide = near._replace(functions=frozenset({functions[1].pk}), same_model=False, same_subregion=False)
    assert reasons(wide, other, functions) == ["1 function in common: law", "Same region: Whole"]
