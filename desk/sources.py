"""The sources that a record cites, each with what stands there, open below what is reviewed."""

from __future__ import annotations

from desk.places import PlaceShown, shown, today
from desk.rows import places_in
from desk.writing import Addresses
from documents.links import web_link
from documents.models import Paragraph
from documents.shapes import Dict, Shape


def sources_of(shape: Shape, data: Dict, addresses: Addresses) -> list[PlaceShown]:
    """Return every place that a dict cites, once, in their order; of addresses that are new what is told."""
    keys = list(dict.fromkeys([*paragraphs_in(shape, data), *places_in(shape, data)]))
    found = {place.key: place for place in shown(keys)}
    return [
        found.get(key) or PlaceShown(key, key, address=web_link(key), told=addresses.get(key) or today())
        for key in keys
    ]


def paragraphs_in(shape: Shape, data: Dict) -> list[str]:
    """Return the keys of the paragraphs that a record stands at, or is related to."""
    links = [data[f.name] for f in shape.links if f.remote_field.model is Paragraph and data.get(f.name)]
    related = [key for f in shape.many if f.remote_field.model is Paragraph for key in data.get(f.name, [])]
    return [*links, *related]
