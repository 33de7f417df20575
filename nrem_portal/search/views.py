"""The search page."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.http import urlencode

from documents.filters import readable
from documents.listing import paged
from documents.normalise import terms
from nrem_portal.search.places import countries_among
from nrem_portal.search.query import Hit, hits_of, ranked
from nrem_portal.search.sources import KINDS
from nrem_portal.search.straight import straight

QUOTATION = '"“”„«»'  # marks around a phrase
FIRST = 5  # results of each kind before one chooses a kind


@dataclass(frozen=True)
class Group:
    """The results of one kind: how many there are, those shown, and where to see all."""

    kind: str
    title: str | Promise
    count: int
    address: str
    hits: list[Hit] = field(default_factory=list)


def search(request: HttpRequest) -> HttpResponse:
    """Go straight to the one thing that is named; else search everything published, by kind or one kind alone."""
    query, kind = (readable(request.GET.get(name, "")) for name in ("q", "in"))
    address = "" if kind or request.GET.get("all") else straight(query)
    if address:
        return redirect(address)
    context = results(query, kind if kind in KINDS else "", request.GET.get("page", ""))
    return render(request, "search/search.html", context | {"ignored": "" if kind in KINDS else kind})


def results(query: str, kind: str, page: str) -> dict[str, Any]:
    """Return what is found: how much of each kind, and the first few of each or one page of the kind asked for."""
    found = ranked(query)
    context: dict[str, Any] = {"query": query, "has_words": bool(terms(query)), "kind": kind, "kinds": KINDS}
    shown = {name: ids[:FIRST] for name, ids in found.items() if not kind}
    if kind:
        context["page"], context["page_numbers"] = paged(found[kind], page)
        shown = {kind: list(context["page"])}
    hits = hits_of(chain(*shown.values()), query)
    groups = [
        Group(name, title, len(found[name]), f"?{address(query, name)}", [hits[pk] for pk in shown.get(name, [])])
        for name, title in KINDS.items()
        if found[name] or name == kind
    ]
    total = sum(group.count for group in groups)
    if query and not total:
        context["places"] = countries_among(query)
        context["quoted"] = any(mark in query for mark in QUOTATION)
    everything = f"?{urlencode([('q', query), ('all', '1')])}"
    return context | {"groups": groups, "total": total, "everything": everything, "pages": f"{address(query, kind)}&"}


def address(query: str, kind: str) -> str:
    """Return the query string of the results of one kind."""
    return urlencode([("q", query), ("in", kind)])
