"""Asking the index: all words of a query, results grouped by kind."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from documents.filters import readable
from documents.normalise import terms
from nrem_portal.search.models import SearchEntry

SNIPPET = 220  # characters of a result's text
WORD = re.compile(r"[^\W_]+|[\W_]+")


class Hit(NamedTuple):
    """One result: the entry, and its title and text with the words asked for marked."""

    entry: SearchEntry
    title: SafeString
    snippet: SafeString

    @property
    def address(self) -> str:
        """The address of the thing in the reader's language."""
        return f"/{get_language()}{self.entry.address}"


def matching(query: str) -> QuerySet[SearchEntry]:
    """Return entries that hold every word of the query, as a word or the beginning of one; none for no words."""
    asked = terms(readable(query))
    if not asked:
        return SearchEntry.objects.none()
    entries = SearchEntry.objects.all()
    for term in dict.fromkeys(asked):
        entries = entries.filter(terms__contains=f" {term}")
    return entries


def ranked(query: str) -> defaultdict[str, list[int]]:
    """Return the ids of the entries found, by kind, the best first; none for no words.

    Best are those with all the words in their titles, then those that hold the words one after the other, then those
    with most of the words in their titles.
    """
    asked = terms(readable(query))
    in_a_row = ExpressionWrapper(Q(terms__contains=f" {' '.join(asked)} "), BooleanField())
    found: defaultdict[str, list[int]] = defaultdict(list)
    rows = matching(query).order_by("key").values_list("pk", "kind", "title", in_a_row)
    for pk, kind, _title, _row in sorted(rows, key=lambda row: rank(row[2], asked, in_a_row=row[3])):
        found[kind].append(pk)
    return found


def rank(title: str, asked: list[str], *, in_a_row: bool) -> tuple[bool, bool, int]:
    """Return the place of a title among others, the smaller the better."""
    held = terms(title)
    named = sum(any(term.startswith(one) for term in held) for one in asked)
    return named < len(asked), not in_a_row, -named


def marked(text: str, asked: list[str]) -> SafeString:
    """Return the text with every word that the query asks for marked."""
    parts = [
        format_html("<mark>{}</mark>", part) if is_asked(part, asked) else format_html("{}", part)
        for part in WORD.findall(text)
    ]
    return mark_safe("".join(parts))  # every part is escaped above


def is_asked(word: str, asked: list[str]) -> bool:
    """Tell whether a word of a text is one that the query asks for."""
    return any(term.startswith(one) for term in terms(word) for one in asked)


def snippet(text: str, asked: list[str]) -> str:
    """Return the piece of a text around the first word asked for, cut at words."""
    if len(text) <= SNIPPET:
        return text
    found = next((match.start() for match in WORD.finditer(text) if is_asked(match.group(), asked)), 0)
    start = max(0, found - SNIPPET // 3)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = text.rfind(" ", start, start + SNIPPET)
    end = end if end > start and start + SNIPPET < len(text) else start + SNIPPET
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"


def hits_of(ids: Iterable[int], query: str) -> dict[int, Hit]:
    """Return entries, by id, as results of this query."""
    asked = terms(query)
    return {
        pk: Hit(entry, marked(entry.title, asked), marked(snippet(entry.body, asked), asked))
        for pk, entry in SearchEntry.objects.in_bulk(ids).items()
    }
