"""Where new sections and paragraphs stand among those of a document; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

STEP = 100  # positions stand so far apart, so that what a fuller copy adds finds its place
START = 0  # what stands before the first one


class Order:
    """Things in their order, into which new ones are put; what stands keeps its order."""

    def __init__(self, standing: list[Any]) -> None:
        self._next: dict[int, Any] = {}
        before = START
        for one in standing:
            self._next[before] = one
            before = id(one)
        self._next[before] = None

    def __iter__(self) -> Iterator[Any]:
        one = self._next[START]
        while one is not None:
            yield one
            one = self._next[id(one)]

    def __contains__(self, one: Any) -> bool:
        return id(one) in self._next

    def put_after(self, before: Any, new: Any, *, passes: Callable[[Any], bool]) -> None:
        """Put a new one after another, past what still belongs there."""
        place = id(before)
        while (following := self._next[place]) is not None and passes(following):
            place = id(following)
        self._put(place, new)

    def put_before(self, after: Any, new: Any) -> None:
        """Put a new one right before another; before nothing is the end."""
        place = START
        while (following := self._next[place]) is not None and following is not after:
            place = id(following)
        self._put(place, new)

    def _put(self, place: int, new: Any) -> None:
        self._next[id(new)] = self._next[place]
        self._next[place] = new


def spread(things: list[Any]) -> bool:
    """Give those without a position one between their neighbours; return whether all had to move to make room."""
    before, waiting = 0, []
    for one in [*things, None]:
        if one is not None and one.position is None:
            waiting.append(one)
            continue
        after = one.position if one is not None else before + STEP * (len(waiting) + 1)
        if waiting and len(waiting) >= after - before:
            return _anew(things)
        for number, each in enumerate(waiting, start=1):
            each.position = before + (after - before) * number // (len(waiting) + 1)
        before, waiting = after, []
    return False


def _anew(things: list[Any]) -> bool:
    for number, one in enumerate(things, start=1):
        one.position = number * STEP
    return True
