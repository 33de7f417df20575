"""What records may not say as a whole, or fields and rows of them together, in words for editors.

The database refuses the same, each by a constraint whose name stands here beside the words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.models import AgendaItem, Consultation, Participation, Session
from consultations.models.participation import WHO
from desk.mending import too_long
from directory.models import IndicatorAnswer, Mechanism, Organisation, Statement
from directory.models.answer import AnswerOrigin
from directory.models.statement import Aspect
from documents.models import Tool
from documents.shapes import Dict, Shape
from recommendations.models import Bearing, FollowUp, Recommendation
from recommendations.models.follow_up import TEXT_LIMIT, BearingKind
from recommendations.models.status import DECIDABLE

Faults = dict[str, list[str]]  # messages by field, as the form names it: `statements-2-text`; "" for the whole


class Rule(NamedTuple):
    """What one record or row may not say: the constraint that holds it, the field where it is told, and the words."""

    constraint: str
    field: str
    is_broken: Callable[[Any], bool]
    told: str | Promise
    about: tuple[str, ...] = ()  # other fields: where one of them is wrong by itself, that is told alone


def hours_rule(constraint: str) -> Rule:
    return Rule(constraint, "ends", has_ended_first, gettext_lazy("The end is not after the beginning."))


def has_ended_first(one: Any) -> bool:
    return bool(one.starts and one.ends and one.ends <= one.starts)


def number_of_who(one: Participation) -> int:
    """Return how many of the four a participation names."""
    return sum(getattr(one, f"{name}_id") is not None for name in WHO)


def is_own_answer(one: IndicatorAnswer) -> bool:
    return one.origin == AnswerOrigin.MECHANISM


EXACTLY_ONE, HAS_BASIS = "consultations_participation_exactly_one", "directory_mechanism_model_has_basis"
OWN_ANSWER, IN_ORDER = "directory_indicatoranswer_own_has_office_and_date", "recommendations_followup_period_in_order"
RULES: dict[type[models.Model], list[Rule]] = {
    Consultation: [
        Rule(
            "consultations_consultation_ends_after_start",
            "ends",
            lambda one: bool(one.starts and one.ends and one.ends < one.starts),
            gettext_lazy("The last day is before the first one."),
        ),
    ],
    Session: [hours_rule("consultations_session_hours_in_order")],
    AgendaItem: [hours_rule("consultations_agendaitem_hours_in_order")],
    Participation: [
        Rule(
            EXACTLY_ONE,
            "person",
            lambda one: number_of_who(one) == 0,
            gettext_lazy("Name who took part: a person, a regional body, a mechanism or a State."),
            about=WHO,
        ),
        Rule(
            EXACTLY_ONE,
            "person",
            lambda one: number_of_who(one) > 1,
            gettext_lazy("Name one of the four alone. Whoever else took part stands in a row of their own."),
            about=WHO,
        ),
        Rule(
            "consultations_participation_item_has_session",
            "session",
            lambda one: one.item_id is not None and one.session_id is None,
            gettext_lazy("Choose the session that the agenda item belongs to."),
            about=("item",),
        ),
    ],
    Mechanism: [
        Rule(
            HAS_BASIS,
            "model_basis",
            lambda one: one.model_id is not None and not one.model_basis,
            gettext_lazy("Say who names the model."),
        ),
        Rule(
            HAS_BASIS,
            "model",
            lambda one: one.model_id is None and bool(one.model_basis),
            gettext_lazy("Choose the model, or do not state who names it."),
        ),
    ],
    Statement: [
        Rule(
            "directory_statement_function_fits_aspect",
            "function",
            lambda one: one.function_id is not None and one.aspect not in {Aspect.FUNCTION, Aspect.REPORTING},
            gettext_lazy(
                "A function stands under Functions or Reports to alone. Change the aspect, or leave this empty."
            ),
            about=("aspect",),
        ),
    ],
    IndicatorAnswer: [
        Rule(
            OWN_ANSWER,
            "office",
            lambda one: is_own_answer(one) and not one.office,
            gettext_lazy("Name the office: the mechanism answered itself."),
        ),
        Rule(
            OWN_ANSWER,
            "as_of",
            lambda one: is_own_answer(one) and not one.as_of,
            gettext_lazy("Give the date: the mechanism answered itself."),
        ),
    ],
    Organisation: [
        Rule(
            "directory_organisation_not_its_own_body",
            "parent",
            lambda one: one.parent_id is not None and one.parent_id == one.pk,
            gettext_lazy("It cannot be a body of itself."),
        ),
    ],
    Tool: [
        Rule(
            "documents_tool_answer_has_date",
            "checked_on",
            lambda one: one.answered is not None and one.checked_on is None,
            gettext_lazy("Give the day on which the address was checked."),
        ),
    ],
    Recommendation: [
        Rule(
            "recommendations_recommendation_not_superseded_by_itself",
            "superseded_by",
            lambda one: one.superseded_by_id is not None and one.superseded_by_id == one.pk,
            gettext_lazy("It cannot take the place of itself."),
        ),
    ],
    FollowUp: [
        Rule(
            IN_ORDER,
            "date",
            lambda one: bool(one.period_end and not one.date),
            gettext_lazy("Give the date on which the period begins."),
        ),
        Rule(
            IN_ORDER,
            "period_end",
            lambda one: bool(one.date and one.period_end and one.period_end < one.date),
            gettext_lazy("The period ends before it begins."),
        ),
    ],
    Bearing: [
        Rule(
            "recommendations_bearing_status_decidable",
            "suggested_status",
            lambda one: one.suggested_status not in {"", *DECIDABLE},
            gettext_lazy("This status is computed. Suggest Under way, Partly implemented or Implemented, or none."),
        ),
    ],
}
# Held by constraints too, and told by `entry_faults`, by the fields themselves, or written by the desk alone.
ELSEWHERE = {
    "recommendations_followup_text_fits": gettext_lazy("The text of an entry is too long."),
    "directory_statement_not_empty": gettext_lazy("A statement is empty."),
    "documents_document_symbol_not_empty": gettext_lazy("The symbol is empty."),
    "recommendations_bearing_statement_decides_nothing": gettext_lazy("A statement has a status."),
    "recommendations_bearing_decision_has_person": gettext_lazy("A status has nobody who decided it."),
}


def broken_rules(instance: Any, own: Faults) -> Faults:
    """Return what the fields of a record or row may not say together; `own` is what is wrong with them already."""
    rules = [one for one in RULES.get(type(instance), []) if not own.keys() & {one.field, *one.about}]
    return {one.field: [str(one.told)] for one in rules if one.is_broken(instance)}


def repeated(shape: Shape, rows: list[Dict], name: str) -> Faults:
    """Return a fault for each row that says what may stand once alone, and stands above already."""
    found: Faults = {}
    for fields in once(shape):
        said = [tuple(str(row.get(field, "")) for field in fields) for row in rows]
        again = [place for place, one in enumerate(said) if one[0] and one in said[:place]]
        told = _("This stands above already. Change it, or remove one of the two.")
        found |= {f"{name}-{place}-{fields[-1]}": [told] for place in again}
    return found


def once(shape: Shape) -> list[list[str]]:
    """Return the fields by which the rows of one record must differ."""
    held = [one for one in shape.model._meta.constraints if isinstance(one, models.UniqueConstraint)]
    written = [[field for field in one.fields if field in shape.names] for one in held]
    return [fields for fields in written if fields]


def in_words(error: Exception) -> str:
    """Return what the database refused: the words of the constraint, where it names one that has some."""
    refused = str(error)
    words = {rule.constraint: rule.told for rules in RULES.values() for rule in rules} | ELSEWHERE
    known = next((str(told) for name, told in words.items() if name in refused), "")
    general = _("Something in it contradicts a rule of the record.")
    return f"{general} {known or _('Look at its dates and numbers, and at rows that may stand twice.')}"


def no_faults(data: Dict) -> Faults:
    """Of most records nothing is to be said beyond their fields."""
    return {}


def entry_faults(data: Dict) -> Faults:
    """Return what is wrong with a follow-up entry as a whole."""
    text, found = data.get("text", ""), {}
    if len(text) > TEXT_LIMIT:
        found["text"] = [too_long(TEXT_LIMIT, len(text))]
    if not data.get("bearings"):
        found["bearings"] = [_("Name at least one recommendation that the entry bears on.")]
    return found


def meeting_faults(data: Dict) -> Faults:
    """Return what is wrong with a consultation as a whole: an agenda item that stands in another session."""
    rows = enumerate(data.get("participations", []))
    astray = [place for place, row in rows if row.get("item") and not is_of_session(row)]
    told = _("This is an item of another session.")
    return {f"participations-{place}-item": [told] for place in astray}


def is_of_session(row: Dict) -> bool:
    """Tell whether the agenda item of a participation is one of its session, where it names one."""
    return row.get("session", "") in ("", row["item"].rpartition("/")[0])


def without_vain_decisions(data: Dict) -> Dict:
    """Return an entry without the status that was decided with what is now a statement."""
    rows = [without_decision(row) if row.get("kind") == BearingKind.STATEMENT else row for row in data["bearings"]]
    return {**data, "bearings": rows}


def without_decision(row: Dict) -> Dict:
    return {name: value for name, value in row.items() if name not in ("decided_status", "decided_by")}
