"""Tags of answers (ETag): what names all that an answer depends on, so that nobody is sent twice what he has."""

from __future__ import annotations

from hashlib import sha256

from django.utils import timezone

from documents.publication import current_version


def tag_of(*parts: str) -> str:
    """Return the tag of an answer made of these parts, of the data version in force and of the day it is read on."""
    told = "\n".join([str(current_version()), str(timezone.localdate()), *parts])
    return f'"{sha256(told.encode("utf-8", "replace")).hexdigest()[:32]}"'
