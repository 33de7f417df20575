"""The tile map: one equal tile for each State, filled, outlined or pale; pure, from places to shapes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from directory.models import Country

STEP = 20  # from one tile to the next
SIDE = 18  # a pale tile; a linked one fills its step
EDGE = 3  # room for the outlines of the outer tiles


class Tile(NamedTuple):
    """The tile of a State in which a mechanism is recorded; it leads to the State's page."""

    name: str
    code: str
    address: str
    x: int
    y: int
    outlined: bool


class TileMap(NamedTuple):
    """A map to draw: all pale tiles as one path, the linked tiles each for itself."""

    pale: str
    tiles: list[Tile]
    pale_count: int
    width: int
    height: int

    @property
    def filled_count(self) -> int:
        return sum(not tile.outlined for tile in self.tiles)

    @property
    def outlined_count(self) -> int:
        return sum(tile.outlined for tile in self.tiles)


def tile_map(countries: Iterable[Country], filled: Collection[int], outlined: Collection[int] = ()) -> TileMap:
    """Draw every country at its place: filled or outlined where its id is among them, else pale."""
    every = sorted(countries, key=lambda country: (country.tile_row, country.tile_column))
    linked = [country for country in every if country.pk in filled or country.pk in outlined]
    pale = [country for country in every if country not in linked]
    return TileMap(
        pale="".join(f"M{x_of(one)} {y_of(one)}h{SIDE}v{SIDE}h-{SIDE}z" for one in pale),
        tiles=[tile(country, outlined=country.pk not in filled) for country in linked],
        pale_count=len(pale),
        width=STEP * (1 + max((country.tile_column for country in every), default=0)) + EDGE,
        height=STEP * (1 + max((country.tile_row for country in every), default=0)) + EDGE,
    )


def tile(country: Country, *, outlined: bool) -> Tile:
    """Return the linked tile of a country, a little larger than a pale one."""
    address = country.get_absolute_url()
    return Tile(country.name, country.iso3, address, x_of(country) - 1, y_of(country) - 1, outlined)


def x_of(country: Country) -> int:
    """Return where the tile of a country starts, from the left."""
    return country.tile_column * STEP


def y_of(country: Country) -> int:
    """Return where the tile of a country starts, from the top."""
    return country.tile_row * STEP
