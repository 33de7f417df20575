"""Two editors' work on one record brought together: what one changed and the other did not is taken from who did."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from desk.differences import by_uid
from desk.rows import is_empty, places_in
from desk.writing import Addresses
from documents.shapes import Dict, Shape

REMOVED: Dict = {}  # what a row says that somebody took away


class Clash(NamedTuple):
    """A field that both wrote otherwise, where mine stands; or a row that one took away and the other changed."""

    path: tuple[str, ...]  # the rows that lead to it, each as its kind and identifier, and its name; of a row no name
    field: Any  # of the model; of a row its shape
    mine: Any
    theirs: Any  # as it would be with their words where the two clash, and mine elsewhere

    @property
    def key(self) -> str:
        """What it is called in the form that asks which of the two shall stand."""
        return "/".join(self.path)

    @property
    def is_row(self) -> bool:
        return isinstance(self.field, Shape)


@dataclass
class Merge:
    """What two people wrote, as one dict; and where they clash."""

    data: Dict
    clashes: list[Clash] = field(default_factory=list)

    def rows(self, shape: Shape, path: tuple[str, ...], base: Dict, mine: Dict, theirs: Dict) -> list[Dict]:
        """Return the rows of one kind; what neither took away, and what one took away and the other changed."""
        was, own, other = (
            {uid: one for uid, (_place, one) in by_uid(side.get(shape.kind, [])).items()}
            for side in (base, mine, theirs)
        )
        found = (self.row(shape, (*path, shape.kind, uid), was, own, other, uid) for uid in order(was, own, other))
        return [one for one in found if one]

    def row(self, shape: Shape, path: tuple[str, ...], was: Any, own: Any, other: Any, uid: str) -> Dict:
        """Return one row as it shall read; nothing where it goes."""
        if uid in own and uid in other:
            found = merged(shape, was.get(uid, {}), own[uid], other[uid], path)
            self.clashes += found.clashes
            return found.data
        one: Dict = own.get(uid) or other[uid]
        if uid in was and one == was[uid]:
            return REMOVED
        if uid in was:
            self.clashes.append(Clash((*path, ""), shape, own.get(uid, REMOVED), other.get(uid, REMOVED)))
        return one


def merged(shape: Shape, base: Dict, mine: Dict, theirs: Dict, path: tuple[str, ...] = ()) -> Merge:
    """Return what two people made of the same dict, as one; in a clash mine stands."""
    merge = Merge(dict(mine))
    for f in [*shape.fields, *shape.links, *shape.many]:
        sides = base.get(f.name), mine.get(f.name), theirs.get(f.name)
        combine = together if f.many_to_many else combined
        value, otherwise = combine(*sides), combine(sides[0], sides[2], sides[1])
        put(merge.data, f.name, value)
        if not is_same(value, otherwise):
            merge.clashes.append(Clash((*path, f.name), f, value, otherwise))
    for row in shape.rows:
        put(merge.data, row.kind, merge.rows(row, path, base, mine, theirs))
    return merge


def combined(base: Any, mine: Any, theirs: Any) -> Any:
    """Return a value as two people made it of one: mine where both changed it, each to something else.

    Texts by language are taken language by language, and what is told of several addresses each by itself.
    """
    if is_same(mine, base):
        return theirs
    if is_same(theirs, base) or not (isinstance(mine or {}, dict) and isinstance(theirs or {}, dict)):
        return mine
    was, own, other = base or {}, mine or {}, theirs or {}
    found = {name: combined(was.get(name), own.get(name), other.get(name)) for name in {**own, **other}}
    return {name: value for name, value in found.items() if not is_empty(value)}


def together(base: Any, mine: Any, theirs: Any) -> list[str]:
    """Return what is linked as two people made it of one: what either added comes in, what either took away goes."""
    was, own, other = (set(side or []) for side in (base, mine, theirs))
    return sorted((own | other) - (was - own) - (was - other))


def is_same(one: Any, other: Any) -> bool:
    return one == other or (is_empty(one) and is_empty(other))


def put(data: Dict, name: str, value: Any) -> None:
    """Write a value into a dict, which leaves out what is empty."""
    data.pop(name, None)
    if not is_empty(value):
        data[name] = value


def order(was: Dict, mine: Dict, theirs: Dict) -> list[str]:
    """Return the rows of both, in their order where only they moved some, else in mine; new ones as they were put."""
    is_moved = [uid for uid in mine if uid in was] != [uid for uid in was if uid in mine]
    first, second = (mine, theirs) if is_moved else (theirs, mine)
    uids, before = list(first), ""
    for uid in second:
        if uid not in first:
            uids.insert(uids.index(before) + 1 if before else 0, uid)
        before = uid
    return uids


def merged_addresses(shape: Shape, data: Dict, base: Addresses, mine: Addresses, theirs: Addresses) -> Addresses:
    """Return what was told of the new addresses that a merged dict cites."""
    cited = set(places_in(shape, data)) & {*mine, *theirs}
    sides = {url: (mine.get(url) or theirs[url], theirs.get(url) or mine[url]) for url in sorted(cited)}
    return {url: combined(base.get(url), own, other) for url, (own, other) in sides.items()}


def with_theirs(data: Dict, clash: Clash) -> Dict:
    """Return a dict with their words in the place of mine, in a field where the two clash."""
    return _put_at(data, clash.path, clash.theirs)


def _put_at(data: Dict, path: tuple[str, ...], value: Any) -> Dict:
    name, *rest = path
    data = dict(data)
    if rest:
        uid, *deeper = rest
        rows = data.get(name, [])
        value = [_put_at(one, tuple(deeper), value) if one.get("uid") == uid else one for one in rows]
    put(data, name, value)
    return data


def name_of(data: Dict, path: tuple[str, ...]) -> str:
    """Return the name by which the form of a dict knows a field: `sessions-2-title`."""
    name, *rest = path
    if not rest:
        return name
    rows = data.get(name, [])
    place = by_uid(rows)[rest[0]][0] - 1
    return f"{name}-{place}-{name_of(rows[place], tuple(rest[1:]))}"
