"""The words that a query found, marked in a text as it is printed; and the piece of a text around them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from documents.normalise import CHINESE, SCRIPTS, WORD, Term, fold, terms_of
from documents.search.tree import Leaf

RUNS = re.compile(r"[^\W_]+|[\W_]+")  # letters and digits, and what stands between them
SNIPPET = 220  # characters of a result's text
LONG_WORD = 40  # characters that a snippet may begin earlier or end earlier to hold whole words


class Printed(NamedTuple):
    """A word of a text as the index knows it, and the first and last of the pieces it is printed in."""

    word: str
    stem: str
    first: int
    last: int


def is_lettered(char: str) -> bool:
    """Tell whether a character is part of a word; the marks on letters are."""
    return char.isalnum() or unicodedata.combining(char) > 0


def pieces(text: str) -> list[str]:
    """Return a text in pieces: words as printed, and what stands between them; of Chinese, each character."""
    found = runs(text)
    if not CHINESE.search(text):
        return found
    parts = [part for piece in found for part in (SCRIPTS.findall(piece) if is_lettered(piece[0]) else [piece])]
    return [piece for part in parts for piece in (part if CHINESE.match(part) else [part])]


def runs(text: str) -> list[str]:
    """Return the runs of characters of a text that are all part of words, or all not."""
    if text.isascii() or not any(map(unicodedata.combining, text)):
        return RUNS.findall(text)
    return ["".join(run) for _lettered, run in groupby(text, key=is_lettered)]


@lru_cache(maxsize=1 << 14)
def words_of(piece: str) -> tuple[Term, ...]:
    """Return the words of a piece as the index knows them: none, one, or for a sign such as ½ several."""
    return tuple(term for run in WORD.findall(fold(piece)) for term in terms_of(run))


def printed(found: Sequence[str]) -> Iterator[Printed]:
    """Yield the words of a text in pieces; of Chinese, each character with the next one."""
    for place, piece in enumerate(found):
        if CHINESE.fullmatch(piece):
            following = found[place + 1] if place + 1 < len(found) else ""
            is_pair = CHINESE.fullmatch(following) is not None
            pair = piece + following if is_pair else piece
            yield Printed(pair, pair, place, place + is_pair)
        else:
            for word, stem in words_of(piece):
                yield Printed(word, stem, place, place)


def with_answers(text: str, asked: Sequence[Leaf]) -> list[tuple[str, bool]]:
    """Return the pieces of a text, each with whether the query asks for it."""
    found = pieces(text)
    words = list(printed(found)) if asked else []
    answers = [False] * len(found)
    for leaf in asked:
        for first, last in spans(words, leaf):
            answers[first : last + 1] = [True] * (last + 1 - first)
    return list(zip(found, answers, strict=True))


def spans(words: list[Printed], leaf: Leaf) -> Iterator[tuple[int, int]]:
    """Yield the first and last pieces of each place where words stand in a row."""
    held = [word.word if leaf.exact else word.stem for word in words]
    *before, last = leaf.words
    if not leaf.is_open and last not in held:
        return
    for start in range(len(held) - len(before)):
        end = words[start + len(before)]
        fits = end.word.startswith(last) if leaf.is_open else held[start + len(before)] == last
        if fits and held[start : start + len(before)] == before:
            yield words[start].first, end.first if leaf.is_open else end.last


def marked(text: str, asked: Sequence[Leaf]) -> SafeString:
    """Return the text with every word that the query asks for marked."""
    html = []
    for answers, run in groupby(with_answers(text, asked), key=itemgetter(1)):
        part = escape("".join([piece for piece, _answers in run]))
        html.append(f"<mark>{part}</mark>" if answers else part)
    return mark_safe("".join(html))  # every part is escaped above


def answers(text: str, asked: Sequence[Leaf]) -> bool:
    """Tell whether a text holds anything that the query asks for."""
    return any(found for _piece, found in with_answers(text, asked))


def snippet(text: str, asked: Sequence[Leaf]) -> str:
    """Return the piece of a text around the first word asked for, cut at words."""
    if len(text) <= SNIPPET:
        return text
    start = max(0, first_place(text, asked) - SNIPPET // 3)
    start = text.rfind(" ", max(0, start - LONG_WORD), start) + 1 or start if start else 0
    end = min(start + SNIPPET, len(text))
    end = text.rfind(" ", end - LONG_WORD, end) if " " in text[end - LONG_WORD : end] and end < len(text) else end
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"


def first_place(text: str, asked: Sequence[Leaf]) -> int:
    """Return where the first word asked for begins in a text; 0 where none does."""
    place = 0
    for piece, found in with_answers(text, asked):
        if found:
            return place
        place += len(piece)
    return 0
