"""The follow-up status is computed from accepted entries, and the database holds the rules of this layer."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models import F

from documents.publication import State
from recommendations.models import Origin, Recommendation, Status
from recommendations.models.follow_up import TEXT_LIMIT, BearingKind, computed_status, refresh_status
from recommendations.models.status import DECIDABLE, Moved, compute_status
from tests.factories import (
    make_bearing,
    make_consultation,
    make_document,
    make_follow_up,
    make_origin,
    make_recommendation,
    make_user,
)

STEP_2016, STEP_2018 = Moved("2016", ""), Moved("2018-03", "")
PARTLY_2019, DONE_2021 = Moved("2019-05-01", Status.PARTLY), Moved("2021", Status.IMPLEMENTED)


@pytest.mark.parametrize(
    ("moved", "expected"),
    [
        ([], (Status.NONE, "")),
        ([STEP_2016], (Status.UNDER_WAY, "2016")),
        ([STEP_2018, STEP_2016], (Status.UNDER_WAY, "2016")),
        ([STEP_2016, PARTLY_2019], (Status.PARTLY, "2019-05-01")),
        ([DONE_2021, PARTLY_2019, STEP_2016], (Status.IMPLEMENTED, "2021")),
        ([STEP_2016, DONE_2021, Moved("2022", "")], (Status.UNDER_WAY, "2022")),  # the earlier run was broken
        ([DONE_2021, Moved("2021", Status.PARTLY)], (Status.PARTLY, "2021")),  # of two the more modest
        ([DONE_2021, Moved("2021", "")], (Status.IMPLEMENTED, "2021")),  # a decision before none
        ([Moved("", "")], (Status.UNDER_WAY, "")),
        ([Moved("", Status.IMPLEMENTED), STEP_2016], (Status.UNDER_WAY, "2016")),  # undated ones come first
        (
            [Moved("2018", Status.PARTLY), STEP_2018],
            (Status.UNDER_WAY, "2018-03"),
        ),  # a year stands before its months
    ],
)
def test_the_latest_step_or_result_gives_the_status(moved, expected):
    assert compute_status(superseded=False, moved=moved) == expected


def test_superseded_before_all_else():
    assert compute_status(superseded=True, moved=[DONE_2021]) == (Status.SUPERSEDED, "")


@pytest.mark.parametrize("decided", DECIDABLE)
def test_every_status_that_can_be_decided_can_become_current(decided):
    assert compute_status(superseded=False, moved=[Moved("2020", decided)]) == (decided, "2020")


def refreshed(recommendation: Recommendation) -> tuple[str, str]:
    refresh_status(Recommendation.objects.filter(pk=recommendation.pk))
    recommendation.refresh_from_db()
    return recommendation.status, recommendation.status_since


def test_a_step_moves_the_status_and_a_statement_does_not():
    recommendation = make_recommendation()
    make_bearing(recommendation=recommendation, kind=BearingKind.STATEMENT)
    assert refreshed(recommendation) == (Status.NONE, "")
    make_bearing(recommendation=recommendation, kind=BearingKind.RESULT, follow_up=make_follow_up(date="2021-04"))
    assert refreshed(recommendation) == (Status.UNDER_WAY, "2021-04")


@pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
def test_only_published_entries_count(state):
    reason = "in error" if state == State.WITHDRAWN else ""
    recommendation = make_recommendation()
    entry = make_follow_up(state=state, withdrawn_reason=reason)
    make_bearing(recommendation=recommendation, follow_up=entry)
    assert refreshed(recommendation) == (Status.NONE, "")


def test_a_suggestion_decides_nothing():
    recommendation = make_recommendation()
    make_bearing(recommendation=recommendation, suggested_status=Status.IMPLEMENTED)
    assert refreshed(recommendation) == (Status.UNDER_WAY, "2020")


def test_a_decision_counts():
    recommendation = make_recommendation()
    make_bearing(recommendation=recommendation, decided_status=Status.PARTLY, decided_by=make_user())
    assert refreshed(recommendation) == (Status.PARTLY, "2020")


def test_withdrawing_the_entry_takes_the_status_back():
    recommendation = make_recommendation()
    entry = make_bearing(recommendation=recommendation).follow_up
    assert refreshed(recommendation) == (Status.UNDER_WAY, "2020")
    entry.state, entry.withdrawn_reason = State.WITHDRAWN, "in error"
    entry.save()
    assert refreshed(recommendation) == (Status.NONE, "")


def test_a_superseded_recommendation_says_so():
    recommendation = make_recommendation(superseded_by=make_recommendation())
    make_bearing(recommendation=recommendation)
    assert refreshed(recommendation) == (Status.SUPERSEDED, "")


def test_refreshing_tells_how_many_it_changed_and_changes_nothing_twice():
    recommendation = make_recommendation()
    make_bearing(recommendation=recommendation)
    own = Recommendation.objects.filter(pk__in=[recommendation.pk, make_recommendation().pk])
    assert refresh_status(own) == 1
    assert refresh_status(own) == 0


def test_the_record_as_loaded_carries_the_computed_status():
    for recommendation in Recommendation.objects.all():
        assert computed_status(recommendation) == (recommendation.status, recommendation.status_since)


def twice(make: Callable[..., Any], **fields: Any) -> None:
    make(**fields)
    make(**fields)


def change(instance: models.Model, **fields: Any) -> None:
    type(instance)._default_manager.filter(pk=instance.pk).update(**fields)


def one_addressee_twice() -> None:
    addressees = make_recommendation().addressees
    twice(addressees.create, group="states", words="States", basis="explicit")


def one_slug_twice() -> None:
    twice(make_recommendation, origin=make_origin(), slug="45-c")


def one_bearing_twice() -> None:
    twice(make_bearing, follow_up=make_follow_up(), recommendation=make_recommendation())


def statement_with_decision() -> None:
    make_bearing(kind=BearingKind.STATEMENT, decided_status=Status.UNDER_WAY, decided_by=make_user())


BREACHES: dict[str, Callable[[], Any]] = {
    "recommendations_origin_meeting_or_document": lambda: make_origin(
        consultation=make_consultation(), document=make_document()
    ),
    "recommendations_recommendation_published_has_date": lambda: make_recommendation(published_at=None),
    "recommendations_recommendation_withdrawn_has_reason": lambda: make_recommendation(state=State.WITHDRAWN),
    "recommendations_recommendation_slug_once": one_slug_twice,
    "recommendations_recommendation_not_superseded_by_itself": lambda: change(
        make_recommendation(), superseded_by=F("pk")
    ),
    "recommendations_addressee_once": one_addressee_twice,
    "recommendations_followup_published_has_date": lambda: make_follow_up(published_at=None),
    "recommendations_followup_withdrawn_has_reason": lambda: make_follow_up(state=State.WITHDRAWN),
    "recommendations_followup_text_fits": lambda: make_follow_up(text="a" * (TEXT_LIMIT + 1)),
    "recommendations_followup_period_in_order": lambda: make_follow_up(date="2020", period_end="2019"),
    "recommendations_bearing_once": one_bearing_twice,
    "recommendations_bearing_statement_decides_nothing": statement_with_decision,
    "recommendations_bearing_status_decidable": lambda: make_bearing(suggested_status=Status.SUPERSEDED),
    "recommendations_bearing_decision_has_person": lambda: make_bearing(decided_status=Status.PARTLY),
}


def declared() -> dict[str, tuple[type[models.Model], models.BaseConstraint]]:
    """Return the constraints of this layer by name, each with its model."""
    own = apps.get_app_config("recommendations").get_models()
    return {constraint.name: (model, constraint) for model in own for constraint in model._meta.constraints}


def said_of(name: str) -> str:
    """Return what the database says when this constraint is broken; SQLite names a unique one by its columns."""
    model, constraint = declared()[name]
    if connection.vendor != "sqlite" or not isinstance(constraint, models.UniqueConstraint):
        return re.escape(name)
    columns = [f"{model._meta.db_table}.{model._meta.get_field(field).column}" for field in constraint.fields]
    return re.escape(", ".join(columns))


@pytest.mark.parametrize("name", BREACHES)
def test_refused(name):
    with pytest.raises(IntegrityError, match=said_of(name)), transaction.atomic():
        BREACHES[name]()


def test_an_origin_of_nothing_is_refused():
    with pytest.raises(IntegrityError, match="meeting_or_document"), transaction.atomic():
        Origin.objects.create(slug="nowhere", titles={"en": "Nowhere"}, short_names={"en": "Nowhere"})


def test_a_period_without_beginning_is_refused():
    with pytest.raises(IntegrityError, match="period_in_order"), transaction.atomic():
        make_follow_up(date="", period_end="2019")


def test_a_person_without_decision_is_refused():
    with pytest.raises(IntegrityError, match="decision_has_person"), transaction.atomic():
        make_bearing(decided_by=make_user())


def test_every_constraint_is_tried():
    assert set(BREACHES) == set(declared())
