"""The API and its description: the one committed is the one that the code makes, and answers are as it says.

`script/ask_api 2000` asks that many questions; here are a few hundred, the same at each run.
"""

from __future__ import annotations

import json
import os
from functools import cache
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as profile
from hypothesis import strategies as st
from schemathesis import GenerationMode, checks
from schemathesis.specs.openapi import checks as openapi

from nrem_portal.api.answers import SCHEMA
from nrem_portal.api.kinds import KINDS
from tests.odd_run import connection_kept

CASES = int(os.environ.get("API_CASES", "300"))
DESCRIBED = json.loads(SCHEMA.read_text())
ASKED = schemathesis.openapi.from_dict(DESCRIBED)
OPERATIONS = [found.ok() for found in ASKED.get_all_operations()]
CHECKS = [
    checks.not_a_server_error,
    openapi.status_code_conformance,
    openapi.content_type_conformance,
    openapi.response_headers_conformance,
    openapi.response_schema_conformance,
]


def test_the_committed_description_is_the_one_that_the_code_makes():
    from nrem_portal.api.description import described

    assert described() == SCHEMA.read_text(), "Run manage.py describe_api"


def test_the_description_is_valid():
    jsonschema_rs.Draft202012Validator({"$ref": "#/components/schemas/Error"} | DESCRIBED)
    assert DESCRIBED["openapi"] == "3.1.0"
    assert {f"/api/v1/{name}/" for name in KINDS} <= set(DESCRIBED["paths"])


@cache
def known(operation: str) -> list[dict[str, str]]:
    """Return the parts of addresses that lead to records, by the address as described."""
    kind = KINDS.get(operation.split("/")[3])
    if "{anchor}" in operation:
        return [{"key": "A-HRC-29-38-Add.2", "anchor": anchor} for anchor in ("45-c", "8", "12")]
    rows = kind.filter_class.records()[:20] if kind else []
    keys = [kind.shape(one, context={"request": asked_by()}).data["key"] for one in rows]
    names = ["origin", "key"] if "{origin}" in operation else ["key"]
    return [dict(zip(names, key.split("/"), strict=True)) for key in keys]


def asked_by() -> Any:
    from django.test import RequestFactory

    return RequestFactory().get("/")


@pytest.mark.slow
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.label)
def test_answers_are_as_described(operation):
    application = get_wsgi_application()

    @profile(
        max_examples=max(CASES // len(OPERATIONS), 1),
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(case=st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in GenerationMode)), data=st.data())
    def ask(case, data):
        if "{" in operation.path and data.draw(st.booleans()):
            case.path_parameters = data.draw(st.sampled_from(known(operation.path)))
        with connection_kept():
            response = case.call(app=application, base_url="http://localhost", headers={"Accept-Encoding": "identity"})
        case.validate_response(response, checks=CHECKS)

    ask()


def strict(schema: Any) -> Any:
    """Return a schema that allows nothing but what it names."""
    if isinstance(schema, list):
        return [strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {} if "additionalProperties" in schema or "properties" not in schema else {"additionalProperties": False}
    return {name: strict(value) for name, value in schema.items()} | closed


@pytest.mark.slow
@pytest.mark.parametrize("name", KINDS)
def test_nothing_is_answered_that_is_not_described(client, name):
    told = client.get(f"/api/v1/{name}/?per_page=100").json()
    shape = DESCRIBED["paths"][f"/api/v1/{name}/"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    validator = jsonschema_rs.Draft202012Validator(strict({**shape, "components": DESCRIBED["components"]}))
    assert [error.message for error in validator.iter_errors(told)][:3] == []
