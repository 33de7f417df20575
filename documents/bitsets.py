"""Sets of places in a list, one bit a place, held in plain integers; pure.

A set of 268,000 places is 33 kB, and what two of them have in common takes a few microseconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

NOT_EMPTY = re.compile(rb"[^\0]")  # a byte with places in it: most sets are empty for long stretches
STRIDE = 64  # bytes counted at once on the way to a place far down
BITS = [tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256)]  # the bits set in each byte


def of(places: Iterable[int], size: int) -> int:
    """Return the set of these places, all below `size`."""
    held = bytearray(size // 8 + 1)
    for place in places:
        held[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(held, "little")


def everything(size: int) -> int:
    """Return the set of all places below `size`."""
    return (1 << size) - 1


def in_bytes(bits: int) -> bytes:
    """Return a set as bytes, the first eight places in the first."""
    return bits.to_bytes((bits.bit_length() + 7) // 8, "little")


def places(bits: int) -> Iterator[int]:
    """Yield the places of a set in order."""
    held = in_bytes(bits)
    for found in NOT_EMPTY.finditer(held):
        base = found.start() << 3
        for bit in BITS[held[found.start()]]:
            yield base + bit


def some(bits: int, start: int, stop: int) -> list[int]:
    """Return the places that stand from `start` to before `stop` among those of a set, without going through all."""
    held, passed, begin = in_bytes(bits), 0, 0
    while begin < len(held):
        number = int.from_bytes(held[begin : begin + STRIDE], "little").bit_count()
        if passed + number > start:
            break
        passed, begin = passed + number, begin + STRIDE
    return _from(held, begin, start - passed, stop - passed)


def _from(held: bytes, begin: int, start: int, stop: int) -> list[int]:
    """Return the places number `start` to `stop` of those that stand in the bytes from `begin` on."""
    found: list[int] = []
    for number in range(begin, len(held)):
        if len(found) >= stop:
            break
        found += [(number << 3) + bit for bit in BITS[held[number]]]
    return found[max(start, 0) : max(stop, 0)]


def among(bits: int, order: Iterable[int]) -> Iterator[int]:
    """Yield the places of a set as they stand in another order of the list."""
    held = in_bytes(bits)
    end = len(held) << 3
    return (place for place in order if place < end and held[place >> 3] >> (place & 7) & 1)


def most_shared(sets: Iterable[int], number: int) -> list[int]:
    """Return the places that most of these sets hold, some at most: those of all sets first, each time in order."""
    levels = [0]  # levels[n]: the places that n sets or more hold, but the first
    for bits in sets:
        levels.append(0)
        for level in range(len(levels) - 1, 1, -1):
            levels[level] |= levels[level - 1] & bits
        levels[1] |= bits
    found: list[int] = []
    above = 0
    for held in reversed(levels[1:]):
        found += some(held & ~above, 0, number - len(found))
        above = held
    return found


def with_gap(bits: int, place: int) -> int:
    """Return a set after a new place was put into the list, which the set does not hold."""
    low = bits & ((1 << place) - 1)
    return low | (bits >> place) << (place + 1)


def without_place(bits: int, place: int) -> int:
    """Return a set after a place was taken out of the list."""
    low = bits & ((1 << place) - 1)
    return low | (bits >> (place + 1)) << place
