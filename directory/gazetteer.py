"""Countries in the order of an index: by letter in the reader's language, and by region; pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from directory.models import Country, Region

ALPHABET = 40  # more first letters than any alphabet has: names are not written in letters

ARTICLE = "ال"


class Letter(NamedTuple):
    """A letter, and the countries whose names start with it."""

    letter: str
    countries: list[Country]


class RegionPart(NamedTuple):
    """A region, and the countries that lie in it."""

    region: Region
    countries: list[Country]


def by_letter(countries: Iterable[Country]) -> list[Letter]:
    """Return countries by first letter; by the English one where names are not written in letters."""
    every = list(countries)
    in_letters = len({plain(country.name)[:1] for country in every}) <= ALPHABET
    names = {country: plain(country.name if in_letters else country.slug) for country in every}
    ordered = sorted(every, key=names.__getitem__)
    return [Letter(letter.upper(), list(group)) for letter, group in groupby(ordered, key=lambda one: names[one][:1])]


def by_name(countries: Iterable[Country]) -> list[Country]:
    """Return countries by their names in the reader's language, as an index sorts them."""
    return sorted(countries, key=lambda country: plain(country.name))


def by_region(countries: Iterable[Country]) -> list[RegionPart]:
    """Return countries by sub-region, in the order of the regions, each by name."""
    ordered = sorted(countries, key=lambda country: (country.region.position, plain(country.name)))
    return [RegionPart(region, list(group)) for region, group in groupby(ordered, key=lambda country: country.region)]


def plain(name: str) -> str:
    """Return a name as an index sorts it: in small letters, without marks and without the Arabic article."""
    parts = unicodedata.normalize("NFD", name.removeprefix(ARTICLE))
    return "".join(char for char in parts if not unicodedata.combining(char)).casefold()
