"""The records of a list by the values of its filters, held in memory for one data version.

No index lets a database count 250,000 matches once for each facet in time for a page; sets of bits do. A catalogue
holds the places of the records in the order of the list, and for each value of each filter the set of places that
have it. It is built in one pass at a worker's first use; on a newer data version the records changed since are read
anew, and all of them only where many changed or where a vocabulary did.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import QuerySet
from django.utils.translation import get_language

from documents import bitsets
from documents.publication import DataVersion, current_version

if TYPE_CHECKING:
    from documents.filters import ListFilter

T = TypeVar("T")
MANY = 200  # changed records from which on a catalogue is built anew
CHUNK = 5_000  # rows read at once
# Kinds of records that have lists of their own: a change to one of another list moves nothing in this one,
# unless the list says so (`depends_on`).
LISTED = {
    "mechanism",
    "practice",
    "agreement",
    "consultation",
    "recommendation",
    "follow-up",
    "document",
    "tool",
    "proposal",
    "discrepancy",
}


class Catalogue:
    """The places of the records of one list, and the set of places that each value of each filter has."""

    def __init__(self, filter_class: type[ListFilter], version: int) -> None:
        self.filter_class, self.version = filter_class, version
        records = filter_class.records()
        self.pks = array("q", ids(records))
        self._rank()
        self.sets: dict[str, dict[str, int]] = {
            declared.field_name: self._sets(declared.pairs(records.order_by()))
            for declared in held_filters(filter_class)
        }

    def _rank(self) -> None:
        """Note the place of each record."""
        self.low = min(self.pks, default=0)
        self.ranks = array("l", [-1]) * (max(self.pks, default=0) - self.low + 1)
        for place, pk in enumerate(self.pks):
            self.ranks[pk - self.low] = place
        self.every = bitsets.everything(len(self.pks))
        self._forget()

    def _forget(self) -> None:
        """Let go of what was made for one data version."""
        self.orders: dict[tuple[str, str | None], array[int]] = {}
        self.made: dict[tuple[Hashable, str | None], Any] = {}
        self.rows: dict[tuple[str | None, int], str] = {}  # of pages, as HTML, by language and id
        self.named: dict[int, Any] = {}  # records that pages of others name, by id
        self.shelf: Any = None  # what its records name

    def _sets(self, pairs: Iterable[tuple[int, str]]) -> dict[str, int]:
        held: dict[str, bytearray] = defaultdict(lambda: bytearray(len(self.pks) // 8 + 1))
        for pk, value in pairs:
            place = self.place(pk)
            if place >= 0:
                held[value][place >> 3] |= 1 << (place & 7)
        return {value: int.from_bytes(places, "little") for value, places in held.items()}

    def place(self, pk: int) -> int:
        """Return the place of a record; -1 where the list does not hold it."""
        return self.ranks[pk - self.low] if 0 <= pk - self.low < len(self.ranks) else -1

    def of(self, pks: Iterable[int]) -> int:
        """Return the set of the records with these ids that the list holds."""
        low, ranks, end = self.low, self.ranks, len(self.ranks)
        found = (ranks[pk - low] for pk in pks if 0 <= pk - low < end)
        return bitsets.of((place for place in found if place >= 0), len(self.pks))

    def any_of(self, field: str, values: Iterable[str]) -> int:
        """Return the set of records that have any of these values of a field."""
        held, bits = self.sets[field], 0
        for value in values:
            bits |= held.get(value, 0)
        return bits

    def values_of(self, pks: Iterable[int], field: str, values: Iterable[str]) -> dict[int, list[str]]:
        """Return which of these values of a field each record has that has any, in their order."""
        asked, held, own = self.of(pks), self.sets[field], self.pks
        low = max((asked & -asked).bit_length() - 1, 0)  # records near one another are looked for nowhere else
        asked >>= low
        found: dict[int, list[str]] = defaultdict(list)
        for value in values:
            for place in bitsets.places(held.get(value, 0) >> low & asked):
                found[own[low + place]].append(value)
        return found

    def counts(self, field: str, bits: int) -> Counter[str]:
        """Count, for each value of a field, the records of a set that have it."""
        return Counter({value: (held & bits).bit_count() for value, held in self.sets[field].items()})

    def ordered(self, name: str, records: Callable[[], QuerySet]) -> array[int]:
        """Return the places of all records in another order of the list, which is read once in each language."""
        key = name, get_language()
        if key not in self.orders:
            places = map(self.place, ids(records()))
            self.orders[key] = array("l", [place for place in places if place >= 0])
        return self.orders[key]

    def once(self, name: Hashable, make: Callable[[], T]) -> T:
        """Return what is made once for a data version in each language."""
        key = name, get_language()
        if key not in self.made:
            self.made[key] = make()
        return self.made[key]

    def renewed(self, version: int) -> Catalogue:
        """Return the catalogue of a newer data version; this one stays as it is for those who are reading it."""
        changed = changed_since(self.filter_class, self.version)
        if changed is None:
            return Catalogue(self.filter_class, version)
        new = copy(self)
        new.version = version
        if not changed:
            new._forget()
            return new
        pks = array("q", ids(self.filter_class.records()))
        if [pk for pk in self.pks if pk not in changed] != [pk for pk in pks if pk not in changed]:
            return Catalogue(self.filter_class, version)
        new.pks = pks
        new._rank()
        gone = sorted((place for pk in changed if (place := self.place(pk)) >= 0), reverse=True)
        come = [place for place, pk in enumerate(pks) if pk in changed]
        new.sets = {
            field: {value: moved(bits, gone, come) for value, bits in held.items()} for field, held in self.sets.items()
        }
        new._add(changed)
        return new

    def _add(self, changed: set[int]) -> None:
        records = self.filter_class.records().order_by().filter(pk__in=changed)
        for declared in held_filters(self.filter_class):
            held = self.sets[declared.field_name]
            for value, bits in self._sets(declared.pairs(records)).items():
                held[value] = held.get(value, 0) | bits


def moved(bits: int, gone: list[int], come: list[int]) -> int:
    """Return a set after places were taken out of the list, the last first, and others put in, the first first."""
    for place in gone:
        bits = bitsets.without_place(bits, place)
    for place in come:
        bits = bitsets.with_gap(bits, place)
    return bits


def held_filters(filter_class: type[ListFilter]) -> list[Any]:
    """Return one filter for each field whose values a catalogue holds."""
    held = [declared for declared in filter_class.base_filters.values() if hasattr(declared, "pairs")]
    return list({declared.field_name: declared for declared in held}.values())


def ids(records: QuerySet) -> Iterable[int]:
    """Return the ids of records in their order, read some at a time."""
    return records.prefetch_related(None).values_list("pk", flat=True).iterator(chunk_size=CHUNK)


def changed_since(filter_class: type[ListFilter], version: int) -> set[int] | None:
    """Return the ids of the records of a list changed since a data version; None where it must be built anew."""
    uids: set[str] = set()
    for records in DataVersion.objects.filter(number__gt=version).values_list("records", flat=True):
        kinds = {kind for kind, _uid in records} - {filter_class.record_kind}
        if not records or kinds - LISTED or kinds & set(filter_class.depends_on):
            return None
        uids |= {uid for kind, uid in records if kind == filter_class.record_kind}
    if len(uids) > MANY:
        return None
    return set(filter_class.records().model._default_manager.filter(uid__in=uids).values_list("pk", flat=True))


_held: dict[type[ListFilter], Catalogue] = {}
_apart: ContextVar[dict[type[ListFilter], Catalogue] | None] = ContextVar("apart", default=None)
_locks: dict[type[ListFilter], Lock] = defaultdict(Lock)


def catalogue(filter_class: type[ListFilter]) -> Catalogue:
    """Return the catalogue of a list as of the newest data version."""
    version, own = current_version(), _apart.get()
    if own is not None:
        if filter_class not in own:
            own[filter_class] = Catalogue(filter_class, version)
        return own[filter_class]
    held = _held.get(filter_class)
    if held and held.version >= version:
        return held
    with _locks[filter_class]:
        held = _held.get(filter_class)
        if held is None:
            _held[filter_class] = Catalogue(filter_class, version)
        elif held.version < version:
            _held[filter_class] = held.renewed(version)
        return _held[filter_class]


@contextmanager
def apart() -> Iterator[None]:
    """Build catalogues for nobody else, for as long as something is tried that is taken back."""
    token = _apart.set({})
    try:
        yield
    finally:
        _apart.reset(token)


def forget() -> None:
    """Let go of all catalogues, so that the next request builds them; what a database that was put back asks for."""
    _held.clear()
