"""The tile map, from places to shapes."""

from __future__ import annotations

from directory.models import Country
from directory.tilemap import tile_map


def placed(number: int, column: int, row: int) -> Country:
    names = {"en": f"State {number}"}
    return Country(pk=number, slug=f"state-{number}", iso3=f"S{number}", names=names, tile_column=column, tile_row=row)


def test_tiles_are_filled_outlined_or_pale():
    drawn = tile_map([placed(1, 0, 0), placed(2, 3, 0), placed(3, 1, 2), placed(4, 2, 2)], {1}, {1, 3})
    assert [(tile.code, tile.outlined, tile.x, tile.y) for tile in drawn.tiles] == [
        ("S1", False, -1, -1),
        ("S3", True, 19, 39),
    ]
    assert drawn.pale == "M60 0h18v18h-18zM40 40h18v18h-18z"
    assert (drawn.filled_count, drawn.outlined_count, drawn.pale_count) == (1, 1, 2)
    assert (drawn.width, drawn.height) == (83, 63)
    assert drawn.tiles[0].address == "/en/countries/state-1/"


def test_a_map_of_nothing():
    assert tile_map([], set()).tiles == []
