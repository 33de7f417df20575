"""Records as objects, for the API and for addresses that end in `.json`: one shape for both."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import get_language, override

from documents.filters import ListFilter
from nrem_portal.api.answers import Made, list_meta, meta, without_own
from nrem_portal.api.kinds import BY_RECORD, KINDS, Kind


def list_as_json(request: HttpRequest, name: str) -> HttpResponseBase:
    """Return the whole filtered list of this name, a record a line, sent as it is made."""
    kind = KINDS[name]
    found = kind.filtered(without_own(request.GET, ("page",)))
    head = json.dumps(list_meta(found), ensure_ascii=False)
    lines = streamed(request, kind, found, head, get_language() or "en")
    response = StreamingHttpResponse(lines, content_type="application/json")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.json"'
    return response


def streamed(request: HttpRequest, kind: Kind, found: ListFilter, head: str, language: str) -> Iterator[str]:
    """Yield the list some records at a time, each in the language that was asked for."""
    yield f'{{"meta": {head},\n"results": ['
    before = "\n"
    for records in found.chunks():
        with override(language):
            lines = [json.dumps(one, ensure_ascii=False) for one in objects(request, kind, records)]
        yield before + ",\n".join(lines)
        before = ",\n"
    yield "\n]}\n"


def record_as_json(request: HttpRequest, kind: str, record: models.Model) -> Made:
    """Return a record of a kind (`recommendation`, `mechanism` …) as its object, with what the answer says of itself.

    It is fetched anew, so that its object holds what is public and nothing else.
    """
    return answer(request, BY_RECORD[kind], BY_RECORD[kind].again(record))


def answer(request: HttpRequest, kind: Kind, record: Any, ignored: list[str] | None = None) -> Made:
    """Return a record, fetched whole, with what the answer says of itself."""
    shape = kind.whole or kind.shape
    return {"meta": meta(ignored or []), **shape(record, context={"request": request}).data}


def objects(request: HttpRequest, kind: Kind, records: list[Any]) -> list[Made]:
    """Return records of a list as objects."""
    return list(kind.shape(records, many=True, context={"request": request}).data)
