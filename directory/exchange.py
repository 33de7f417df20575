"""The shapes of this layer's records, and the reviewed table that ties free wordings to functions and indicators."""

from __future__ import annotations

from collections.abc import Iterable

from directory.models import (
    Agreement,
    ContactPoint,
    Country,
    Function,
    Indicator,
    IndicatorAnswer,
    InstitutionalModel,
    Mechanism,
    MechanismRole,
    ModelFactor,
    ModelPoint,
    Organisation,
    OrganisationStatement,
    Practice,
    Region,
    RegionalRole,
    Statement,
)
from directory.models.answer import AnswerOrigin
from directory.models.statement import Aspect
from documents.shapes import Dict, Shape

REGION = Shape("region", Region)
COUNTRY = Shape("country", Country)
ORGANISATION = Shape("organisation", Organisation, rows=(Shape("statements", OrganisationStatement),))
REGIONAL_ROLE = Shape("regional role", RegionalRole)
INSTITUTIONAL_MODEL = Shape("institutional model", InstitutionalModel, rows=(Shape("points", ModelPoint),), number=2)
MODEL_FACTOR = Shape("model factor", ModelFactor)
FUNCTION = Shape("function", Function, number=2)
INDICATOR = Shape("indicator", Indicator, number=2)
MECHANISM = Shape(
    "mechanism",
    Mechanism,
    rows=(
        Shape("roles", MechanismRole),
        Shape("statements", Statement),
        Shape("contacts", ContactPoint),
        Shape("answers", IndicatorAnswer),
    ),
)
PRACTICE = Shape("practice", Practice)
AGREEMENT = Shape("agreement", Agreement)

# Written once a mechanism in fixtures, for every part of it that names no source.
COMMON = ("sources", "as_of")

# Aspects whose wordings the reviewed table must know.
WORDED = {Aspect.FUNCTION, Aspect.REPORTING}


def with_sources(mechanism: Dict) -> Dict:
    """Return the mechanism with its common sources, date and confidence written into every part that names no source.

    Fixtures write them once a mechanism (`sources`, `as_of`, `confidence`), since most facts share them; a date or
    confidence of a part's own stays.
    """
    common = {"references": mechanism.get("sources", []), "as_of": mechanism.get("as_of", "")}
    rated = {**common, "confidence": mechanism.get("confidence", "")}
    statements = [part if "references" in part else {**rated, **part} for part in mechanism.get("statements", [])]
    contacts = [part if "references" in part else {**common, **part} for part in mechanism.get("contacts", [])]
    own = {name: value for name, value in mechanism.items() if name not in COMMON}
    return {**own, "statements": statements, "contacts": contacts}


def with_functions(mechanism: Dict, table: dict[str, Dict]) -> tuple[Dict, list[str]]:
    """Return the mechanism with each free wording tied to functions, and the answers to indicators that follow.

    A wording that names several functions becomes a statement for each. The second value lists wordings that the
    table does not know.
    """
    statements: list[Dict] = []
    unknown: list[str] = []
    for statement in mechanism.get("statements", []):
        row = table.get(statement.get("text", ""), {})
        if statement.get("aspect") in WORDED and not row:
            unknown.append(statement.get("text", ""))
        statements += _by_function(statement, row.get("functions", []))
    answers = list(_answers(mechanism.get("statements", []), table))
    return {**mechanism, "statements": statements, "answers": mechanism.get("answers", []) + answers}, unknown


def _by_function(statement: Dict, functions: list[str]) -> list[Dict]:
    if statement.get("aspect") not in WORDED or not functions:
        return [statement]
    first, *others = sorted(functions, key=lambda slug: slug != Aspect.REPORTING)
    return [
        {**statement, "function": first},
        *({**statement, "aspect": Aspect.FUNCTION.value, "function": other} for other in others),
    ]


def _answers(statements: Iterable[Dict], table: dict[str, Dict]) -> Iterable[Dict]:
    seen: set[tuple[str, str]] = set()
    for statement in statements:
        text = statement.get("text", "")
        for indicator in _indicators(statement.get("aspect"), table.get(text, {})):
            if (indicator, text) not in seen:
                seen.add((indicator, text))
                yield _answer(statement, indicator)


def _indicators(aspect: str | None, row: Dict) -> list[str]:
    if aspect == Aspect.LEGAL_BASIS:
        return ["legal-basis"]
    return row.get("indicators", []) if aspect in WORDED else []


def _answer(statement: Dict, indicator: str) -> Dict:
    taken: Dict = {name: statement[name] for name in ("text", "as_of", "references") if name in statement}
    return {"indicator": indicator, "origin": AnswerOrigin.DOCUMENTS.value, **taken}
