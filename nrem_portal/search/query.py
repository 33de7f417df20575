"""Asking the index: all words of a query, results grouped by kind."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from documents.filters import readable
from nrem_portal.search.models import SearchEntry
from nrem_portal.search.normalise import terms

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


def counts_by_kind(entries: QuerySet[SearchEntry]) -> Counter[str]:
    """Count the entries of each kind."""
    return Counter(entries.values_list("kind", flat=True))


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


def hit(entry: SearchEntry, query: str) -> Hit:
    """Return an entry as a result of this query."""
    asked = terms(query)
    return Hit(entry, marked(entry.title, asked), marked(snippet(entry.body, asked), asked))
