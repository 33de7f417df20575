"""What a profile says, line by line: the statements of a mechanism in the order of the page; pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from directory.models import Indicator, IndicatorAnswer, Mechanism, Statement
from directory.models.statement import MANDATE, Aspect
from documents.groups import Group, by_choice, by_every_choice
from documents.models import Reference

EXPERIENCE = [Aspect.GOOD_PRACTICE, Aspect.CHALLENGE]
FURTHER = [Aspect.NOTABLE, Aspect.POSITION, Aspect.OTHER_MECHANISMS]


class MechanismRow(NamedTuple):
    """A mechanism on the list, and a statement that tells what it does, where one is called for."""

    mechanism: Mechanism
    statement: Statement | None
    references: list[Reference]


class IndicatorAnswers(NamedTuple):
    """An operational indicator with what is known about it; nothing where the sources are silent."""

    indicator: Indicator
    answers: list[IndicatorAnswer]


def row(mechanism: Mechanism, asked: Container[str]) -> MechanismRow:
    """Return a row with the first statement on a function asked for; unasked, with one only where no sentence tells.

    Statements that a paragraph supports come first. Addresses are left to the profile, which lists them all.
    """
    described = list(mechanism.statements.all())
    told = [one for one in described if one.function and one.function.slug in asked]
    if not told and not mechanism.sentence:
        told = described
    rows = [MechanismRow(mechanism, one, paragraphs_of(one)) for one in told]
    return min(rows, key=lambda row: not row.references, default=MechanismRow(mechanism, None, []))


def paragraphs_of(statement: Statement) -> list[Reference]:
    """Return the places in documents that a statement rests on, as printed."""
    held = sorted(statement.references.all(), key=lambda reference: reference.order)
    return [reference for reference in held if not reference.url]


def mandate(statements: Iterable[Statement]) -> list[Group[Statement]]:
    """Return the lines of the mandate, those without statement too."""
    return by_every_choice(statements, "aspect", MANDATE)


def experience(statements: Iterable[Statement]) -> list[Group[Statement]]:
    """Return what is told as having worked or as hard and has no practice record of its own."""
    return by_choice(statements, "aspect", EXPERIENCE)


def further(statements: Iterable[Statement]) -> list[Group[Statement]]:
    """Return what else is recorded."""
    return by_choice(statements, "aspect", FURTHER)


def functions(statements: Iterable[Statement]) -> list[Group[Statement]]:
    """Return a line for each function described, in the order of the vocabulary, then what fits none of them."""
    held = list(statements)
    known = sorted({one.function for one in held if one.function}, key=lambda function: function.position)
    lines = [Group(function.name, [one for one in held if one.function == function]) for function in known]
    others = [one for one in held if one.aspect == Aspect.FUNCTION and not one.function]
    return [*lines, Group(_("Other functions stated"), others)] if others else lines


def indicators(every: Iterable[Indicator], answers: Iterable[IndicatorAnswer]) -> list[IndicatorAnswers]:
    """Return every indicator with its answers."""
    given: dict[int, list[IndicatorAnswer]] = defaultdict(list)
    for one in answers:
        given[one.indicator_id].append(one)
    return [IndicatorAnswers(indicator, given[indicator.pk]) for indicator in every]
