"""The parameters and headers of the API, as its description has them; part of what `manage.py describe_api` writes."""

from __future__ import annotations

from typing import Any, Literal

import django_filters
from django.conf import settings
from drf_spectacular.utils import OpenApiParameter

from documents.filters import TEXT_LIMIT, AnyOf, ListFilter, Order, Plain, Text, Year
from nrem_portal.api.answers import MOST_PER_PAGE, PER_PAGE

Node = dict[str, Any]

PARTS = {
    "key": ("Key of the record, as lists give it", r"^[A-Za-z0-9][A-Za-z0-9_.\-]*$"),
    "origin": ("First part of the key: where it was made", r"^[a-z0-9][a-z0-9\-]*$"),
    "anchor": ("The paragraph in addresses: `45-c`", r"^[a-z0-9][a-z0-9\-]*$"),
}


def part(name: str) -> Node:
    """Return a part of an address."""
    words, pattern = PARTS[name]
    schema = {"type": "string", "pattern": pattern}
    return {"in": "path", "name": name, "required": True, "description": words, "schema": schema}


def query(name: str, words: str, schema: Node, **more: Any) -> OpenApiParameter:
    return OpenApiParameter(name, schema, OpenApiParameter.QUERY, description=words, **more)


def header(name: str, words: str, statuses: list[int], schema: Node, *, always: bool = True) -> OpenApiParameter:
    place: Literal["header"] = "header"
    return OpenApiParameter(name, schema, place, description=words, response=statuses, required=always)


PAGING = [
    query("page", "The page asked for", {"type": "integer", "minimum": 1, "maximum": 999_999, "default": 1}),
    query(
        "per_page",
        "How many records it shall hold",
        {"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE, "default": PER_PAGE},
    ),
]
HEADERS = [
    header("ETag", "Send it back as If-None-Match: 304 answers if nothing changed", [200, 304], {"type": "string"}),
    header("Retry-After", "Seconds after which to ask again", [429], {"type": "string", "pattern": r"^\d+$"}),
]


def links() -> list[OpenApiParameter]:
    """Return the header that leads to other pages."""
    return [header("Link", "Pages first, prev, next and last (RFC 8288)", [200], {"type": "string"})]


def language() -> OpenApiParameter:
    """Return the parameter by which a language is chosen."""
    codes = [code for code, _name in settings.ALL_LANGUAGES]
    words = "Language of labels and pages; one that this installation has not switched on is refused"
    return query("lang", words, {"type": "string", "enum": codes, "default": "en"})


def filters(filter_class: type[ListFilter]) -> list[OpenApiParameter]:
    """Return the parameters of a list's filters."""
    return [one_filter(name, declared) for name, declared in filter_class.base_filters.items()]


def one_filter(name: str, declared: django_filters.Filter) -> OpenApiParameter:
    """Return one filter: its values where they are a closed list, any word where they depend on the data."""
    choices = declared.extra.get("choices", [])
    values = [] if callable(choices) else [str(value) for value, _label in choices]
    word = {"type": "string", **({"enum": values} if values else {})}
    if isinstance(declared, Text):
        return query(name, "What to search the list for, as on its page", {"type": "string", "maxLength": TEXT_LIMIT})
    if isinstance(declared, Year):
        return query(name, f"{LABELS[name]}, as `2014`", {"type": "string", "pattern": r"^[0-9]{4}$"})
    if isinstance(declared, Plain):
        words = "Words of `q` to be taken as they stand, without synonyms; repeat it for several"
        return query(name, words, {"type": "array", "items": word}, style="form", explode=True)
    if isinstance(declared, Order):
        return query(name, "The order of the list", {**word, "default": declared.default})
    words = f"{LABELS.get(name, name.capitalize())}: any of these values; repeat it for several"
    assert isinstance(declared, AnyOf)  # noqa: S101
    return query(name, words, {"type": "array", "items": word}, style="form", explode=True)


LABELS = {
    "fn": "Function",
    "model": "Institutional model",
    "source": "Made in",
    "to": "Addressed to",
    "status": "Status",
    "strength": "Strength of wording",
    "for": "Useful for the theme",
    "year_from": "From this year on",
    "year_to": "Up to this year",
}
