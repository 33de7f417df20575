"""The search page."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.http import urlencode

from documents.filters import is_cut, readable
from documents.listing import paged
from documents.listing_parts import Chip
from documents.search.reading import Query, read
from nrem_portal.search.places import countries_among
from nrem_portal.search.results import Hit, hits_of, ranked
from nrem_portal.search.sources import KINDS
from nrem_portal.search.straight import straight

FIRST = 5  # results of each kind before one chooses a kind
PLAIN_LIMIT = 20  # words to be taken as they stand that are read


@dataclass(frozen=True)
class Group:
    """The results of one kind: how many there are, those shown, and where to see all."""

    kind: str
    title: str | Promise
    count: int
    address: str
    hits: list[Hit] = field(default_factory=list)


class Asked(NamedTuple):
    """What an address asks the search page for."""

    text: str
    kind: str = ""
    plain: tuple[str, ...] = ()

    @classmethod
    def of(cls, data: QueryDict) -> Asked:
        """Return what a query string asks for."""
        text, kind = (readable(data.get(name, "")) for name in ("q", "in"))
        plain = sorted({readable(word) for word in data.getlist("plain")[:PLAIN_LIMIT]} - {""})
        return cls(text, kind if kind in KINDS else "", tuple(plain))

    @property
    def address(self) -> str:
        """The query string that asks for this, its parameters in their order."""
        pairs = [("q", self.text), ("in", self.kind), *(("plain", word) for word in self.plain)]
        return f"?{urlencode([pair for pair in pairs if pair[1]])}"

    def everything(self) -> str:
        """Return the query string for all kinds, which is never led away from."""
        return f"{self._replace(kind='').address}&all=1"

    def without(self, word: str) -> str:
        """Return the query string that takes a word as it stands."""
        return self._replace(plain=tuple(sorted({*self.plain, word}))).address

    def with_synonyms(self, word: str) -> str:
        """Return the query string that no longer takes a word as it stands."""
        return self._replace(plain=tuple(one for one in self.plain if one != word)).address


def search(request: HttpRequest) -> HttpResponse:
    """Go straight to the one thing that is named; else search everything published, by kind or one kind alone."""
    asked = Asked.of(request.GET)
    given = readable(request.GET.get("in", ""))
    address = "" if given or request.GET.get("all") else straight(asked.text)
    if address:
        return redirect(address)
    context = results(asked, request.GET.get("page", ""))
    context["ignored"] = "" if given == asked.kind else f"in={given}"
    context["is_cut"] = is_cut(request.GET.get("q", ""))
    return render(request, "search/search.html", context)


def results(asked: Asked, page: str) -> dict[str, Any]:
    """Return what is found: how much of each kind, and the first few of each or one page of the kind asked for."""
    query = read(asked.text, plain=asked.plain)
    found = ranked(query)
    context: dict[str, Any] = {"asked": asked, "query": asked.text, "read": query, "kind": asked.kind, "kinds": KINDS}
    shown = {name: ids[:FIRST] for name, ids in found.items() if not asked.kind}
    if asked.kind:
        context["page"], context["page_numbers"] = paged(found[asked.kind], page)
        shown = {asked.kind: list(context["page"])}
    hits = hits_of(chain(*shown.values()), query)
    groups = [
        Group(name, KINDS[name], len(ids), asked._replace(kind=name).address, [hits[pk] for pk in shown.get(name, [])])
        for name, ids in found.items()
        if ids or name == asked.kind
    ]
    total = sum(group.count for group in groups)
    if asked.text and not total:
        context["places"] = countries_among(asked.text)
    return context | {"groups": groups, "total": total, "pages": f"{asked.address[1:]}&"} | chips(query, asked)


def chips(query: Query, asked: Asked) -> dict[str, Any]:
    """Return what was added to the words of a query, what was not, how to change each, and the literal query."""
    added = [Chip(one.words, ", ".join(one.also), asked.without(one.words), one.left_out) for one in query.widened]
    kept = [Chip(words, "", asked.with_synonyms(words)) for words in query.kept]
    literally = asked._replace(text=query.literal).address if query.problem and query.literal else ""
    return {"added": added, "kept": kept, "literally": literally, "everything": asked.everything()}
