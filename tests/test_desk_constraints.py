"""The rules that the database itself holds of changes and versions, each broken once and refused."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction

from desk.models import Change, ChangeState, Deed, Version
from tests.desk import NOW, editor, reviewer


def make_change(**fields: Any) -> Change:
    who = fields.pop("by", None) or editor()
    own = {"kind": "practice", "record": uuid.uuid4(), "shape": 1, "started_by": who, "saved_by": who}
    return Change.objects.create(**own | {"started_at": NOW, "saved_at": NOW} | fields)


def make_version(**fields: Any) -> Version:
    own = {"kind": "practice", "record": uuid.uuid4(), "number": 1, "shape": 1, "deed": Deed.LOADED, "at": NOW}
    return Version.objects.create(**own | fields)


def decided(**fields: Any) -> dict[str, Any]:
    return {"reviewer": reviewer(), "decided_at": NOW, "note": "n", "reason": "r"} | fields


def two_open() -> None:
    uid = uuid.uuid4()
    for state in (ChangeState.DRAFT, ChangeState.IN_REVIEW):
        make_change(record=uid, state=state, note="n")


def two_of_one_number() -> None:
    uid = uuid.uuid4()
    for _time in range(2):
        make_version(record=uid, number=3)


def by_one() -> None:
    who = reviewer()
    make_version(deed=Deed.PUBLISHED, why="w", by=who, reviewer=who)


RETURNED, ACCEPTED = ChangeState.CHANGES_REQUESTED, ChangeState.ACCEPTED
BREACHES: dict[str, list[Callable[[], Any]]] = {
    "desk_change_one_open": [two_open],
    "desk_change_return_has_reason": [lambda: make_change(state=RETURNED, **decided(reason=""))],
    "desk_change_review_has_note": [
        lambda: make_change(state=ChangeState.IN_REVIEW),
        lambda: make_change(state=ACCEPTED, **decided(note="")),
    ],
    "desk_change_decision_has_person": [
        lambda: make_change(state=RETURNED, **decided(reviewer=None)),
        lambda: make_change(state=ACCEPTED, **decided(decided_at=None)),
    ],
    "desk_version_once": [two_of_one_number],
    "desk_version_of_people_has_reason": [lambda: make_version(deed=Deed.WITHDRAWN, by=reviewer())],
    "desk_version_published_by_two": [
        by_one,
        lambda: make_version(deed=Deed.PUBLISHED, why="w", by=editor()),
        lambda: make_version(deed=Deed.PUBLISHED, why="w", reviewer=reviewer()),
    ],
}
EACH = [(name, breach) for name, breaches in BREACHES.items() for breach in breaches]


def declared() -> dict[str, tuple[type[models.Model], models.BaseConstraint]]:
    return {one.name: (model, one) for model in (Change, Version) for one in model._meta.constraints}


def names(error: IntegrityError, name: str) -> bool:
    """Tell whether the database refused because of this constraint; SQLite names a unique one by its columns."""
    model, constraint = declared()[name]
    if connection.vendor != "sqlite" or not isinstance(constraint, models.UniqueConstraint):
        return name in str(error)
    columns = [f"{model._meta.db_table}.{model._meta.get_field(field).column}" for field in constraint.fields]
    return str(error) == f"UNIQUE constraint failed: {', '.join(columns)}"


@pytest.mark.parametrize(("name", "breach"), EACH, ids=[name for name, _breach in EACH])
def test_refused(name, breach):
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        breach()
    assert names(raised.value, name), raised.value


def test_every_constraint_is_tried():
    assert set(BREACHES) == set(declared())


def test_what_is_decided_makes_room_for_another():
    uid = uuid.uuid4()
    make_change(record=uid, state=ChangeState.DROPPED)
    make_change(record=uid, state=ACCEPTED, **decided())
    assert make_change(record=uid).is_open
