"""The description of the API for people: pages made from the committed schema, without script."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override

from nrem_portal.api.answers import MOST_PER_PAGE, OWN, PER_PAGE, SCHEMA
from nrem_portal.api.errors import titles
from nrem_portal.api.kinds import KINDS, Kind
from nrem_portal.frame import Language

Node = dict[str, Any]


class Field(NamedTuple):
    """One field of an object: its name, what it holds in words, the part that it is, and its closed list of values."""

    name: str
    words: SafeString
    part: str
    is_list: bool
    may_be_null: bool
    values: list[str]


class Part(NamedTuple):
    """An object, or a part of one, with its fields."""

    name: str
    words: SafeString
    fields: list[Field]


class Parameter(NamedTuple):
    """One parameter of an address."""

    name: str
    words: SafeString
    values: list[str]
    usual: str


class Line(NamedTuple):
    """One line of the table of lists."""

    kind: Kind
    address: str
    page: str


def newest(request: HttpRequest) -> HttpResponse:
    """Lead to the newest version of the API."""
    return redirect("api")


def manual(request: HttpRequest) -> HttpResponse:
    """How to ask, in what pages lists come, what is refused, and every list with a link to its description."""
    page = reverse("api-docs")
    lines = [Line(one, reverse(f"api-{one.name}"), f"{page}{one.name}/") for one in KINDS.values()]
    context = {
        "lines": lines,
        "example": request.build_absolute_uri(f"{reverse('api-recommendations')}?status=under-way&per_page=5"),
        "schema": reverse("api-schema"),
        "per_page": PER_PAGE,
        "most": MOST_PER_PAGE,
        "limit": settings.API_PER_MINUTE,
        "errors": [part(name) for name in ("Error", "Problem", "Withdrawn")],
        "meta": [part(name) for name in ("ListMeta", "Links", "Licence")],
    }
    return shown(request, "pages/api/manual.html", lambda: {**context, "titles": titles()})


def of_list(request: HttpRequest, name: str) -> HttpResponse:
    """One list: its parameters, its records, and the fields of everything in them."""
    if name not in KINDS:
        raise Http404
    address = f"/api/v1/{name}/"
    alone = next(one for one in description()["paths"] if one.startswith(f"{address}{{"))
    context = {
        "kind": KINDS[name],
        "address": address,
        "alone": alone,
        "paragraph": f"{alone}p/{{anchor}}/" if name == "documents" else "",
        "parameters": list(parameters(address)),
        "example": request.build_absolute_uri(address),
        "parts": list(parts_of(answer_of(alone))),
        "manual": reverse("api-docs"),
    }
    return shown(request, "pages/api/list.html", lambda: context)


def shown(request: HttpRequest, template: str, context: Any) -> HttpResponse:
    """Show a page in the language of `?lang=`, English for any that there is not."""
    asked = request.GET.get("lang", "")
    with override(asked if asked in dict(settings.LANGUAGES) else "en"):
        now = get_language()
        languages = [Language(code, name, f"?lang={code}", code == now) for code, name in settings.LANGUAGES]
        return render(request, template, {**context(), "languages": languages})


@cache
def description() -> Node:
    """Return the committed schema."""
    return json.loads(SCHEMA.read_text())


def parts_of(first: str) -> Iterator[Part]:
    """Yield an object and every part that it is made of, each once, in the order in which they are met."""
    waiting, seen = [first], {first}
    while waiting:
        found = part(waiting.pop(0))
        yield found
        further = [field.part for field in found.fields if field.part and field.part not in seen]
        seen.update(further)
        waiting += dict.fromkeys(further)


def part(name: str) -> Part:
    """Return a part of the schema by its name."""
    node = description()["components"]["schemas"][name]
    return Part(name, in_code(node.get("description", "")), [field(*one) for one in node["properties"].items()])


def field(name: str, node: Node) -> Field:
    """Return a field as the page shows it."""
    kinds = node.get("type", [])
    inner = [*node.get("allOf", []), *node.get("oneOf", [])]
    items = node.get("items", node.get("additionalProperties")) or {}
    target = next((one["$ref"] for one in [*inner, items] if "$ref" in one), "")
    values = node.get("enum", []) or node.get("properties", {}).get("value", {}).get("enum", [])
    return Field(
        name,
        in_code(node.get("description", "")),
        target.rpartition("/")[2],
        is_list=kinds == "array",
        may_be_null="null" in kinds or {"type": "null"} in inner,
        values=[str(value) for value in values],
    )


def parameters(address: str) -> Iterator[Parameter]:
    """Yield the filters of a list."""
    for one in description()["paths"][address]["get"]["parameters"]:
        if one.get("name", OWN[0]) in OWN or "$ref" in one:
            continue
        schema = one["schema"]
        values = schema.get("items", schema).get("enum", [])
        yield Parameter(one["name"], in_code(one["description"]), values, schema.get("default", ""))


def answer_of(address: str) -> str:
    """Return the name of the part that an address answers with."""
    told = description()["paths"][address]["get"]["responses"]["200"]
    return told["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]


def in_code(text: str) -> SafeString:
    """Show what stands between backticks as code."""
    pieces = enumerate(text.split("`"))
    return format_html_join(
        "", "{}", ((format_html("<code>{}</code>", piece) if number % 2 else piece,) for number, piece in pieces)
    )
