"""The names in addresses that the desk makes of a title where an editor gives none."""

from __future__ import annotations

from django.utils.text import slugify

from desk.kinds import Kind
from documents.shapes import Dict

LONGEST = 60  # characters


def key_for(kind: Kind, data: Dict) -> str:
    """Return the name in addresses of a record: of a recommendation its paragraph, of others the title."""
    if kind.name == "recommendation":
        return str(data.get("paragraph", "")).rpartition("#")[2]
    if kind.name == "document":
        return str(data.get("symbol") or slugify(data.get("title", ""))).replace("/", "-")[:LONGEST]
    return cut(slugify(kind.title(data)))


def session_key(consultation: str, session: Dict) -> str:
    """Return the key of a session: that of its consultation and its number."""
    return cut(f"{consultation}-s{session.get('number', '')}-{str(session.get('uid', ''))[:4]}")


def cut(slug: str) -> str:
    """Return a slug that is not too long, cut between words."""
    return slug if len(slug) <= LONGEST else slug[: LONGEST + 1].rpartition("-")[0]
