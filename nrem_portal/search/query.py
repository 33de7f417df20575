"""Asking the index: all words of a query in the reader's language, results grouped by kind."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from documents.filters import readable
from documents.normalise import CHINESE, terms
from nrem_portal.search.models import SearchEntry

SNIPPET = 220  # characters of a result's text
LONG_WORD = 40  # characters that a snippet may begin earlier or end earlier to hold whole words


class Hit(NamedTuple):
    """One result: the entry, and its texts with the words asked for marked."""

    entry: SearchEntry
    title: SafeString
    beside: SafeString
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
    entries = SearchEntry.objects.filter(language=get_language())
    for term in dict.fromkeys(asked):
        entries = entries.filter(terms__contains=f" {term}")
    return entries


def ranked(query: str) -> defaultdict[str, list[int]]:
    """Return the ids of the entries found, by kind, the best first; none for no words.

    Best are those with all the words in their titles or beside these, then those that hold the words one after the
    other, then those with most of the words in their titles. They are ordered here: each database sorts letters its
    own way.
    """
    asked = terms(readable(query))
    in_a_row = ExpressionWrapper(Q(terms__contains=f" {' '.join(asked)} "), BooleanField())
    rows = matching(query).values_list("pk", "kind", "key", "title", "beside", in_a_row)
    places = [
        (rank(f"{title} {beside}", asked, in_a_row=row), key, kind, pk) for pk, kind, key, title, beside, row in rows
    ]
    found: defaultdict[str, list[int]] = defaultdict(list)
    for _rank, _key, kind, pk in sorted(places):
        found[kind].append(pk)
    return found


def rank(title: str, asked: list[str], *, in_a_row: bool) -> tuple[bool, bool, int]:
    """Return the place of a title among others, the smaller the better."""
    held = terms(title)
    named = sum(any(term.startswith(one) for term in held) for one in asked)
    return named < len(asked), not in_a_row, -named


def is_lettered(char: str) -> bool:
    """Tell whether a character is part of a word; the marks on letters are."""
    return char.isalnum() or unicodedata.combining(char) > 0


def pieces(text: str) -> Iterator[str]:
    """Yield a text in pieces: words as printed, and what stands between them; of Chinese, each character."""
    for lettered, run in groupby(text, key=is_lettered):
        piece = "".join(run)
        yield from piece if lettered and CHINESE.search(piece) else [piece]


def marked(text: str, asked: list[str]) -> SafeString:
    """Return the text with every word that the query asks for marked."""
    runs = groupby(with_answers(text, asked), key=lambda pair: pair[1])
    parts = [(answers, "".join(piece for piece, _answers in run)) for answers, run in runs]
    html = [format_html("<mark>{}</mark>" if answers else "{}", part) for answers, part in parts]
    return mark_safe("".join(html))  # every part is escaped above


def with_answers(text: str, asked: list[str]) -> list[tuple[str, bool]]:
    """Return the pieces of a text, each with whether the query asks for it."""
    found = list(pieces(text))
    answers = [is_asked(piece, asked) for piece in found]
    for place, pair in enumerate(pairwise(found)):
        if all(map(CHINESE.fullmatch, pair)) and is_asked("".join(pair), asked):
            answers[place] = answers[place + 1] = True
    return list(zip(found, answers, strict=True))


def is_asked(word: str, asked: list[str]) -> bool:
    """Tell whether a word of a text is one that the query asks for."""
    return any(term.startswith(one) for term in terms(word) for one in asked)


def snippet(text: str, asked: list[str]) -> str:
    """Return the piece of a text around the first word asked for, cut at words."""
    if len(text) <= SNIPPET:
        return text
    start = max(0, first_place(text, asked) - SNIPPET // 3)
    start = text.rfind(" ", max(0, start - LONG_WORD), start) + 1 or start if start else 0
    end = min(start + SNIPPET, len(text))
    end = text.rfind(" ", end - LONG_WORD, end) if " " in text[end - LONG_WORD : end] and end < len(text) else end
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"


def first_place(text: str, asked: list[str]) -> int:
    """Return where the first word asked for begins in a text; 0 where none does."""
    place = 0
    for piece, answers in with_answers(text, asked):
        if answers:
            return place
        place += len(piece)
    return 0


def in_language(text: SafeString, language: str) -> SafeString:
    """Return a text marked with its language where that is not the reader's."""
    return text if not text or language == get_language() else format_html('<bdi lang="{}">{}</bdi>', language, text)


def hits_of(ids: Iterable[int], query: str) -> dict[int, Hit]:
    """Return entries, by id, as results of this query."""
    asked = terms(query)
    return {pk: hit_of(entry, asked) for pk, entry in SearchEntry.objects.in_bulk(ids).items()}


def hit_of(entry: SearchEntry, asked: list[str]) -> Hit:
    """Return an entry as a result of a query for these terms."""
    return Hit(
        entry,
        in_language(marked(entry.title, asked), entry.title_language),
        marked(entry.beside, asked),
        in_language(marked(snippet(entry.body, asked), asked), entry.body_language),
    )
