"""The search page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from documents.filters import paged, readable
from nrem_portal.search.query import Hit, hits_of, ranked
from nrem_portal.search.sources import KINDS

FIRST = 5  # results of each kind before one chooses a kind


@dataclass(frozen=True)
class Group:
    """The results of one kind: how many there are, the first of them, and where to see all."""

    kind: str
    title: str
    count: int
    hits: list[Hit]
    address: str


def search(request: HttpRequest) -> HttpResponse:
    """Search everything published, grouped by kind, or one kind page by page."""
    query = readable(request.GET.get("q", ""))
    kind = request.GET.get("in", "") if request.GET.get("in") in KINDS else ""
    found = ranked(query)
    context = {"query": query, "kind": kind, "total": sum(map(len, found.values()))}
    if kind:
        page, page_numbers = paged(found[kind], request.GET.get("page", ""))
        shown = {kind: list(page)}
        context |= {"page": page, "page_numbers": page_numbers}
    else:
        shown = {name: ids[:FIRST] for name, ids in found.items()}
    hits = hits_of(chain(*shown.values()), query)
    groups = [
        Group(name, str(title), len(found[name]), [hits[pk] for pk in shown.get(name, [])], f"?{_address(query, name)}")
        for name, title in KINDS.items()
        if found[name]
    ]
    return render(request, "search/search.html", context | {"groups": groups, "query_string": _address(query, kind)})


def _address(query: str, kind: str) -> str:
    return urlencode([("q", query), ("in", kind)])
