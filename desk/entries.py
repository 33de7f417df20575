"""What a change begins with that is made of a message or of a link, and not of a published record."""

from __future__ import annotations

import uuid
from typing import Any, NamedTuple

from desk.kinds import KINDS, Kind
from desk.models import Message, MessageKind
from desk.names import RecommendationNames
from desk.places import resolved, today
from desk.writing import Addresses
from documents.models import Reference
from documents.shapes import Dict, natural_key, to_dict
from recommendations.models import Recommendation
from recommendations.models.follow_up import TEXT_LIMIT

CUT = "…"


class Draft(NamedTuple):
    """What a change begins with."""

    kind: Kind
    uid: Any
    data: Dict
    addresses: Addresses
    base: int = 0

    @property
    def basis(self) -> dict[str, Any]:
        """What its first save is compared with, and what it brings along."""
        return {"addresses": self.addresses, "revision": 0, "base": self.base}


def of_message(message: Message) -> Draft:
    """Return the change that a message asks for: a new entry or, for a correction, the record that it is about."""
    if message.kind == MessageKind.CORRECTION and message.recommendation:
        kind, about = KINDS["recommendation"], message.recommendation
        return Draft(kind, about.uid, to_dict(kind.shape, kind.record(about.uid)), {}, about.version)
    data = told_by(message)
    return Draft(KINDS["follow-up"], uuid.uuid4(), data, new_addresses(data.get("references", [])))


def told_by(message: Message) -> Dict:
    """Return what a message says, as far as an entry has a place for it."""
    return without_empty(
        {
            "bearings": [bearing_on(natural_key(message.recommendation))] if message.recommendation else [],
            "date": message.when.strip(),
            "actor": message.actor,
            "text": in_short(message.text),
            "references": sorted({resolved(part) for part in message.source.split(";") if part.strip()}),
        }
    )


def without_empty(data: Dict) -> Dict:
    return {name: value for name, value in data.items() if value}


def in_short(text: str) -> str:
    """Return a text cut to the length of an entry, between words."""
    return text if len(text) <= TEXT_LIMIT else f"{text[:TEXT_LIMIT].rpartition(' ')[0] or text[: TEXT_LIMIT - 1]}{CUT}"


def new_addresses(keys: list[str]) -> Addresses:
    """Return what is told, to begin with, of the addresses of the web that no statement cites yet."""
    held = set(Reference.objects.filter(key__in=keys).values_list("key", flat=True))
    return {key: today() for key in keys if "://" in key and key not in held}


def bearing_on(key: str) -> Dict:
    """Return the row by which an entry bears on a recommendation."""
    return {"uid": str(uuid.uuid4()), "recommendation": key}


def begun_with(kind: Kind, asked: str) -> Dict:
    """Return what a new record of a kind begins with, where an address names a recommendation."""
    if not asked or kind.name != "follow-up":
        return {}
    return {"bearings": [bearing_on(RecommendationNames(Recommendation).key(asked))]}
