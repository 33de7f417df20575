"""The description of the API in OpenAPI, made from its kinds, filters and shapes; `manage.py describe_api` writes it.

Nothing here is read to serve, and nothing depends on the data or the language.
"""

from __future__ import annotations

import json
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers

from nrem_portal.api import answers, views
from nrem_portal.api.documents import ParagraphWhole
from nrem_portal.api.fields import Choice, Hour, Known, PartialDate, Shape, Whole
from nrem_portal.api.parameters import HEADERS, PAGING, Node, filters, language, links, part

PARTIAL_DATE = r"^\d{4}(-\d\d(-\d\d)?)?$"


class Withdrawn(Shape):
    """When and why a record was withdrawn."""

    on = serializers.DateField(help_text="When")
    reason = Known(help_text="Why")


class Problem(Shape):
    """What went wrong, and what to do."""

    status = serializers.IntegerField(help_text="The status of the answer")
    title = Known(help_text="What went wrong")
    detail = Known(help_text="What to do about it")
    field = serializers.CharField(allow_null=True, help_text="The parameter concerned, if it is one")
    withdrawn = Withdrawn(help_text="With status 410 alone: when and why it was withdrawn")


class Error(Shape):
    """The one shape of every error."""

    error = Problem(help_text="What went wrong")


class ListName(Shape):
    """One list of the API."""

    name = Known(help_text="Its name")
    address = serializers.URLField(help_text="Its address")
    holds = Known(help_text="What it holds")


class ContentsShape(Shape):
    """What the API holds."""

    meta = answers.Meta(help_text="What the answer says of itself")
    lists = ListName(many=True, help_text="Its lists")
    schema = serializers.URLField(help_text="This description")
    docs = serializers.URLField(help_text="The same for people")


def listed(view: views.ListAnswer) -> Shape:
    """Return the shape of one page of a list."""
    parts = {
        "__doc__": f"One page of the list: {view.kind.says[0].lower()}{view.kind.says[1:]}.",
        "meta": answers.ListMeta(help_text="What the list says of itself"),
        "links": answers.Links(help_text="Further pages"),
        "results": view.kind.shape(many=True, help_text="The records of this page"),
    }
    return type(f"{named(view.kind.one)}List", (Shape,), parts)()


def alone(shape: type[Shape]) -> Shape:
    """Return the shape of the answer that holds one record."""
    parts = {"__doc__": shape.__doc__, "meta": answers.Meta(help_text="What the answer says of itself")}
    return type(f"{shape.__name__.removesuffix('Shape').removesuffix('Whole')}Record", (shape,), parts)()


def named(word: str) -> str:
    """Return a name as schemas write it: `FollowUp`."""
    return "".join(part.capitalize() for part in word.split("-"))


class Described(AutoSchema):
    """One address of the API: what it takes, and what it may answer."""

    view: Any

    def get_operation_id(self) -> str:
        view = self.view
        if isinstance(view, views.ListAnswer):
            return f"list_{view.kind.name}".replace("-", "_")
        known: dict[type, str] = {views.ParagraphAnswer: "paragraph", views.Contents: "contents"}
        return f"get_{known.get(type(view), view.kind.one)}".replace("-", "_")

    def get_summary(self) -> str:
        kind = self.view.kind
        if isinstance(self.view, views.ListAnswer):
            return f"{kind.says}."
        if isinstance(self.view, views.RecordAnswer):
            return f"One {kind.one.replace('-', ' ')}, by its key."
        return str(type(self.view).__doc__)

    def get_serializer_name(self, serializer: serializers.Serializer, direction: Any) -> str:
        return type(serializer).__name__.removesuffix("Shape")

    def get_description(self) -> str:  # type: ignore[override]
        return ""

    def get_tags(self) -> list[str]:
        return ["api" if isinstance(self.view, views.Contents) else self.view.kind.name]

    def get_auth(self) -> list[Any]:
        return []

    def get_request_serializer(self) -> None:
        return None

    def _is_list_view(self, serializer: Any = None) -> bool:
        return False

    def get_response_serializers(self) -> Any:
        found = {200: OpenApiResponse(self.shape(), "What was asked for"), 304: OpenApiResponse(None, NOT_MODIFIED)}
        told = {status: OpenApiResponse(Error, words) for status, words in ERRORS.items() if status in self.errors()}
        return found | told

    def shape(self) -> Shape:
        """Return the shape of what is answered."""
        view = self.view
        if isinstance(view, views.ListAnswer):
            return listed(view)
        if isinstance(view, views.RecordAnswer):
            return alone(view.kind.whole or view.kind.shape)
        return alone(ParagraphWhole) if isinstance(view, views.ParagraphAnswer) else ContentsShape()

    def errors(self) -> set[int]:
        """Return the errors that this address may answer with."""
        of_all = {400, 405, 406, 429}
        if isinstance(self.view, views.Contents):
            return of_all
        return of_all | ({404} if isinstance(self.view, views.ListAnswer) else {404, 410})

    def get_override_parameters(self) -> list[Any]:
        own = [language()]
        if isinstance(self.view, views.ListAnswer):
            own = [*filters(self.view.kind.filter_class), *PAGING, *own]
        return [*own, *(links() if isinstance(self.view, views.ListAnswer) else []), *HEADERS]

    def _resolve_path_parameters(self, variables: list[str]) -> list[Node]:
        return [part(name) for name in variables]


NOT_MODIFIED = "Nothing has changed since the answer whose ETag was sent as If-None-Match"
ERRORS = {
    400: "A parameter cannot be followed, or the request cannot be read",
    404: "Nothing is published at this address, or the list has no such page",
    405: "The address can only be read",
    406: "There is only JSON",
    410: "The record was withdrawn",
    429: "Too many requests; ask again after Retry-After",
}


class OfWhole(OpenApiSerializerFieldExtension):
    """Fields made of the whole record."""

    target_class = Whole
    match_subclasses = True

    def map_serializer_field(self, auto_schema: AutoSchema, direction: Any) -> Node:
        return nullable(dict(self.target.schema), self.target.allow_null)


class OfPartialDate(OpenApiSerializerFieldExtension):
    """Dates as exact as their source."""

    target_class = PartialDate

    def map_serializer_field(self, auto_schema: AutoSchema, direction: Any) -> Node:
        return {"type": ["string", "null"], "pattern": PARTIAL_DATE}


class OfHour(OpenApiSerializerFieldExtension):
    """Times of day."""

    target_class = Hour

    def map_serializer_field(self, auto_schema: AutoSchema, direction: Any) -> Node:
        return nullable({"type": "string", "pattern": r"^\d\d:\d\d$"}, self.target.allow_null)


class OfChoice(OpenApiSerializerFieldExtension):
    """Values of closed lists, with their labels."""

    target_class = Choice

    def map_serializer_field(self, auto_schema: AutoSchema, direction: Any) -> Node:
        value = {"type": "string", "enum": list(self.target.labels)}
        parts = {"value": value, "label": {"type": "string"}}
        whole = {"type": "object", "properties": parts, "required": list(parts)}
        return nullable(whole, self.target.allow_null)


def nullable(schema: Node, allows: bool) -> Node:
    """Let a schema be null too."""
    return schema | {"type": [schema["type"], "null"]} if allows else schema


def own_addresses(endpoints: list[tuple]) -> list[tuple]:
    """Leave out the addresses of the site, and those of the API that answer in something else."""
    apart = (views.Schema, views.Missing)
    return [one for one in endpoints if one[0].startswith("/api/v1/") and not issubclass(one[3].cls, apart)]


def said_once(result: Node, **told: Any) -> Node:
    """Describe each error, and each parameter that many addresses have, in one place."""
    parts = result["components"]
    parts |= {"responses": {}, "parameters": {}}
    for methods in result["paths"].values():
        operation = methods["get"]
        for status in sorted(operation["responses"].keys() - {"200"}):
            name = f"Error{status}" if int(status) >= 400 else "NotModified"
            parts["responses"][name] = operation["responses"][status]
            operation["responses"][status] = {"$ref": f"#/components/responses/{name}"}
        for place, one in enumerate(operation["parameters"]):
            if one["name"] in answers.OWN:
                parts["parameters"][one["name"]] = one
                operation["parameters"][place] = {"$ref": f"#/components/parameters/{one['name']}"}
    return result


def plain(result: Any, **told: Any) -> Any:
    """Leave out what is said of everything here: that it is read only."""
    if isinstance(result, dict):
        optional = {"withdrawn"} if "withdrawn" in result.get("properties", {}) else set()
        return {
            name: [one for one in value if one not in optional] if name == "required" and optional else plain(value)
            for name, value in result.items()
            if name != "readOnly" or not isinstance(value, bool)
        }
    return [plain(one) for one in result] if isinstance(result, list) else result


def described() -> str:
    """Return the description as it is committed."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
