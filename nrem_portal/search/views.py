"""The search page."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from documents.filters import PER_PAGE, page_of, readable
from nrem_portal.search.query import Hit, counts_by_kind, hit, matching
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
    found = matching(query).order_by("kind", "key")
    counts = counts_by_kind(found)
    context = {"query": query, "kind": kind, "total": sum(counts.values())}
    if kind:
        paginator = Paginator(found.filter(kind=kind), PER_PAGE)
        page = page_of(paginator, request.GET.get("page", ""))
        numbers = paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
        context |= {"page": page, "page_numbers": numbers, "hits": [hit(entry, query) for entry in page]}
    groups = [_group(name, counts[name], query, [] if kind else found) for name in KINDS if counts[name]]
    return render(request, "search/search.html", context | {"groups": groups, "query_string": _address(query, kind)})


def _group(kind: str, count: int, query: str, found) -> Group:
    first = [hit(entry, query) for entry in found.filter(kind=kind)[:FIRST]] if found else []
    return Group(kind, str(KINDS[kind]), count, first, f"?{_address(query, kind)}")


def _address(query: str, kind: str) -> str:
    return urlencode([("q", query), ("in", kind)])
