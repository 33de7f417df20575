"""Peers like this one: other mechanisms by what they have in common with one; pure, reasons written out, no score."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from directory.models import Function, Mechanism


class Profile(NamedTuple):
    """What counts when mechanisms are compared; every value is an id."""

    mechanism: int
    functions: frozenset[int]
    model: int | None
    subregion: int
    region: int | None


class Peer(NamedTuple):
    """A mechanism and what it has in common with the one asked about."""

    mechanism: int
    functions: frozenset[int]
    same_model: bool
    same_subregion: bool
    same_region: bool

    @property
    def rank(self) -> tuple[int, bool, bool, bool]:
        """More functions in common count first; then the institutional model, then how near the region is."""
        return (-len(self.functions), not self.same_model, not self.same_subregion, not self.same_region)


def peers_of(own: Profile, others: Iterable[Profile], limit: int) -> list[Peer]:
    """Return the mechanisms most like one, nearest first; what comes out even stays in the order given.

    Where no function of the mechanism is known, those of the same region take their place.
    """
    found = [in_common(own, other) for other in others if other.mechanism != own.mechanism]
    wanted = [peer for peer in found if (peer.functions if own.functions else peer.same_region)]
    return sorted(wanted, key=lambda peer: peer.rank)[:limit]


def in_common(own: Profile, other: Profile) -> Peer:
    """Return what another mechanism shares with one."""
    return Peer(
        mechanism=other.mechanism,
        functions=own.functions & other.functions,
        same_model=own.model is not None and own.model == other.model,
        same_subregion=own.subregion == other.subregion,
        same_region=own.region is not None and own.region == other.region,
    )


def profiles(rows: Iterable[tuple[int, int | None, int, int | None, int | None]]) -> list[Profile]:
    """Gather rows of mechanism, model, sub-region, region and one function into profiles, in the order of the rows."""
    functions: dict[tuple[int, int | None, int, int | None], set[int]] = {}
    for mechanism, model, subregion, region, function in rows:
        functions.setdefault((mechanism, model, subregion, region), set()).update([function] if function else [])
    return [
        Profile(mechanism, frozenset(named), model, subregion, region)
        for (mechanism, model, subregion, region), named in functions.items()
    ]


def reasons(peer: Peer, mechanism: Mechanism, functions: Iterable[Function]) -> list[str]:
    """Write out what a peer has in common, in the order in which it counts."""
    names = [lower_first(function.name) for function in functions if function.pk in peer.functions]
    found = []
    if names:
        text = ngettext(
            "%(number)s function in common: %(names)s", "%(number)s functions in common: %(names)s", len(names)
        )
        found.append(text % {"number": len(names), "names": pgettext("between names", ", ").join(names)})
    if peer.same_model:
        found.append(_("Same institutional model: %(name)s") % {"name": mechanism.model})
    if peer.same_region:
        region = mechanism.country.region
        found.append(_("Same region: %(name)s") % {"name": region if peer.same_subregion else region.parent})
    return found


def lower_first(name: str) -> str:
    """Return a name as it stands inside a sentence."""
    return name[:1].lower() + name[1:]
