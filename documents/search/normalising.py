"""The words of many texts as the index holds them; pure, so that another process can do it on a core of its own."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import lru_cache
from multiprocessing import get_context
from typing import TypeVar

from documents.normalise import WORD, fold, terms_of
from documents.search.tree import BREAK, PART

LONGEST = 12_000  # words of one text that are searched
KNOWN = 1 << 18  # words whose stems are remembered
AHEAD = 4  # batches that are on their way while one is written
T = TypeVar("T")
Thing = tuple[list[str], list[str], list[str]]  # texts of its title, tags and body
Normalised = tuple[str, str]  # words as they stand, and their stems, one for one


class Forms(dict[str, str]):
    """The words of runs of letters and digits, as they stand or as stems; each run is looked at once."""

    def __init__(self, form: str) -> None:
        super().__init__()
        self.form = form

    def __missing__(self, run: str) -> str:
        if len(self) >= KNOWN:
            self.clear()
        found = self[run] = " ".join(getattr(term, self.form) for term in terms_of(run))
        return found


WORDS, STEMS = Forms("word"), Forms("stem")


@lru_cache(maxsize=1 << 12)
def normalised(text: str) -> Normalised:
    """Return the words of a text as they stand, and as stems, each with a break behind."""
    runs = WORD.findall(fold(text))[:LONGEST]
    if not runs:
        return "", ""
    words, stems = (" ".join(map(forms.__getitem__, runs)) for forms in (WORDS, STEMS))
    return f"{shortened(words)} {BREAK} ", f"{shortened(stems)} {BREAK} "


def shortened(words: str) -> str:
    """Return as many of the words as are searched."""
    return words if words.count(" ") < LONGEST else " ".join(words.split(" ")[:LONGEST])


def part(texts: Iterable[str]) -> Normalised:
    """Return the words of texts as they stand, and as stems, with a break before, between and behind."""
    found = [normalised(text) for text in dict.fromkeys(texts)]
    return f"{BREAK} " + "".join(words for words, _stems in found), f"{BREAK} " + "".join(stems for _, stems in found)


def terms_in(thing: Thing) -> Normalised:
    """Return the words of a thing: of its title and what tells it apart, of its tags, of its text."""
    words, stems = zip(*map(part, thing), strict=True)
    return f"{PART} ".join(words).strip(), f"{PART} ".join(stems).strip()


def terms_of_all(things: list[Thing]) -> list[Normalised]:
    """Return the words of each thing."""
    return [terms_in(thing) for thing in things]


def in_order(batches: Iterable[tuple[T, list[Thing]]], pool: Executor | None) -> Iterator[tuple[T, list[Normalised]]]:
    """Yield each batch with the words of its things, some of them made elsewhere while others are read and written."""
    waiting: deque[tuple[T, list[Thing], Future | None]] = deque()
    for batch, things in batches:
        waiting.append((batch, things, begun(things, pool)))
        if pool is None or len(waiting) > AHEAD:
            yield finished(*waiting.popleft())
    while waiting:
        yield finished(*waiting.popleft())


def begun(things: list[Thing], pool: Executor | None) -> Future | None:
    """Have the words of things made elsewhere, if it can be."""
    try:
        return pool.submit(terms_of_all, things) if pool else None
    except BrokenProcessPool:
        return None


def finished(batch: T, things: list[Thing], begun: Future | None) -> tuple[T, list[Normalised]]:
    """Return a batch with the words of its things, made here where they were not made elsewhere."""
    try:
        return batch, begun.result() if begun else terms_of_all(things)
    except BrokenProcessPool:
        return batch, terms_of_all(things)


@contextmanager
def another_core(is_worth_it: bool) -> Iterator[Executor | None]:
    """Lend another process to normalise in, where there is a core for it; it knows nothing of the database."""
    if not is_worth_it or len(os.sched_getaffinity(0)) == 1:
        yield None
        return
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield pool
