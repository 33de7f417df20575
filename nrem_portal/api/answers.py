"""What stands around the objects of an answer: how the query was understood, the version of the data, further pages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rest_framework import serializers

from documents.filters import AnyOf, ListFilter, Plain, readable
from documents.publication import current_version
from nrem_portal.api.documents import Licence
from nrem_portal.api.errors import Refused
from nrem_portal.api.fields import Codes, Known, Shape, Whole
from nrem_portal.api.kinds import Kind
from nrem_portal.pages.taken_json import LICENCE
from nrem_portal.tags import tag_of

PER_PAGE = 20
MOST_PER_PAGE = 100
DIGITS = 6  # of a number that are read; no list has more pages
OWN = ("page", "per_page", "lang")  # parameters that are no filters
SCHEMA = Path(__file__).with_name("openapi.json")
Made = dict[str, Any]


class Query(Whole):
    """The filters in force, by name."""

    schema = {
        "type": "object",
        "additionalProperties": {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
    }


class Meta(Shape):
    """What an answer says of itself."""

    data_version = serializers.IntegerField(help_text="Number of the data version; it rises with every change")
    read = serializers.DateField(help_text="Day on which this was read")
    language = Known(help_text="Code of the language of labels and pages")
    licence = Licence(help_text="On what terms the data may be used")
    ignored = Codes(
        help_text="Parameters that are not known and were left out: `theme=xyz`, `foo`; `q=…` for the end of a text"
    )


class ListMeta(Meta):
    """What a list says of itself."""

    query = Query(lambda one: one, help_text="The filters in force, as understood")
    count = serializers.IntegerField(help_text="Number of records that the filters leave")


class Links(Shape):
    """Addresses of the pages of a list; null where there is none."""

    first = serializers.URLField(help_text="The first page")
    prev = serializers.URLField(allow_null=True, help_text="The page before")
    next = serializers.URLField(allow_null=True, help_text="The page after")
    last = serializers.URLField(help_text="The last page")


def meta(ignored: list[str]) -> Made:
    """Return what every answer says of itself."""
    return {
        "data_version": current_version(),
        "read": timezone.localdate().isoformat(),
        "language": get_language() or "en",
        "licence": LICENCE,
        "ignored": ignored,
    }


def list_meta(found: ListFilter) -> Made:
    """Return what a list says of itself."""
    return {**meta(found.ignored), "query": understood(found), "count": found.count}


def understood(found: ListFilter) -> Made:
    """Return the filters in force: a list of values where any of them counts, else the one value."""
    several = {name for name, declared in found.base_filters.items() if isinstance(declared, AnyOf | Plain)}
    names = [name for name in found.base_filters if found.data.getlist(name)]
    return {name: found.data.getlist(name) if name in several else found.data[name] for name in names}


def without_own(asked: QueryDict, own: tuple[str, ...] = OWN) -> QueryDict:
    """Return what was asked for without the parameters that every list takes."""
    filters = asked.copy()
    for name in own:
        filters.pop(name, None)
    return filters


def number(asked: QueryDict, name: str, usual: int) -> int:
    """Return a parameter that is a number from 1 on; refuse anything else."""
    text = asked.get(name, "") or str(usual)
    if not (text.isascii() and text.isdigit() and len(text) <= DIGITS and int(text)):
        words = _("“%(given)s” is no number from 1 to %(most)s.")
        raise Refused(name, words % {"given": readable(text)[:40], "most": "9" * DIGITS})
    return int(text)


def per_page(asked: QueryDict) -> int:
    """Return how many records a page shall hold."""
    size = number(asked, "per_page", PER_PAGE)
    if size > MOST_PER_PAGE:
        words = _("A page holds at most %(most)d records. For the whole list, ask for its address that ends in .json.")
        raise Refused("per_page", words % {"most": MOST_PER_PAGE})
    return size


class Pages:
    """One page of a filtered list, and the addresses of the others."""

    def __init__(self, request: HttpRequest, kind: Kind) -> None:
        self.request = request
        self.page, self.size = number(request.GET, "page", 1), per_page(request.GET)
        self.found = kind.filtered(without_own(request.GET))
        self.last = max(-(-self.found.count // self.size), 1)
        if self.page > self.last:
            words = _("The list ends with page %(last)d; page %(page)d was asked for.")
            raise Refused("page", words % {"last": self.last, "page": self.page}, status=404)

    @property
    def records(self) -> list[Any]:
        """The records of the page."""
        return self.found.slice((self.page - 1) * self.size, self.page * self.size)

    def address(self, page: int) -> str | None:
        """Return the address of a page; None where there is none."""
        if not 1 <= page <= self.last:
            return None
        own = {"lang": get_language(), "per_page": str(self.size), "page": str(page)}
        pairs = [(name, value) for name, values in self.found.data.lists() for value in values]
        pairs += [(name, value) for name, value in own.items() if name == "page" or self.request.GET.get(name)]
        return f"{self.request.build_absolute_uri(self.request.path)}?{urlencode(pairs)}"

    @property
    def links(self) -> dict[str, str | None]:
        """The addresses of the pages that one may turn to."""
        near = {"first": 1, "prev": self.page - 1, "next": self.page + 1, "last": self.last}
        return {name: self.address(page) for name, page in near.items()}

    @property
    def link_header(self) -> str:
        """The same as a header (RFC 8288)."""
        return ", ".join(f'<{address}>; rel="{name}"' for name, address in self.links.items() if address)


@cache
def shape_digest() -> str:
    """Return what changes whenever the shape of the answers does."""
    return hashlib.sha256(SCHEMA.read_bytes()).hexdigest()


def kept(answer: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Answer 304, before any work is done, to whom has the answer already; give what is answered its ETag."""

    @wraps(answer)
    def asked(view: Any, request: Any, **parts: str) -> HttpResponseBase:
        tag = tag_of(request.build_absolute_uri(), get_language() or "", shape_digest())
        same = get_conditional_response(request._request, etag=tag)
        response = same if same is not None else answer(view, request, **parts)
        response.headers["ETag"] = tag
        return response

    return asked
