"""What still stands in the way of a change: each fault at the field that it is about."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from desk.kinds import Kind
from desk.writing import Addresses, tried
from documents.models import Reference
from documents.shapes import Dict, Shape, flat, row_key
from documents.writing import AskedKeys

Faults = dict[str, list[str]]  # messages by field, as the form names it: `statements-2-text`; "" for the whole


class FaultsError(Exception):
    """The record cannot be published as it is; `faults` tells why, by field."""

    def __init__(self, faults: Faults) -> None:
        super().__init__(faults)
        self.faults = faults


def faults_of(kind: Kind, uid: Any, data: Dict, addresses: Addresses, *, now: datetime) -> Faults:
    """Return all that stands in the way of publishing a record as its dict says; nothing where it could be."""
    found = plain_faults(kind, data, addresses)
    if found:
        return found
    try:
        with tried(kind, uid, data, addresses, now=now):
            return {}
    except ValidationError as error:
        return {"": flat(error)}


def plain_faults(kind: Kind, data: Dict, addresses: Addresses) -> Faults:
    """Return what can be told of a dict without writing it: of its fields, and of it as a whole."""
    keys = Known(addresses)
    keys.learn(kind.shape, data)
    return kind.wrong(data) | field_faults(kind.shape, data, keys)


class Known(AskedKeys):
    """Finds by natural key what the record points to; the addresses that a change brings along are there already."""

    def __init__(self, addresses: Addresses) -> None:
        super().__init__()
        self.of(Reference).update(dict.fromkeys(addresses, 0))

    def learn(self, shape: Shape, data: Dict) -> None:
        """Take the rows of a record as there, so that others of its rows may point to them."""
        for row in shape.rows:
            for place, one in enumerate(data.get(row.kind, []), start=1):
                if hasattr(row.model, "KEY"):
                    self.of(row.model)[row_key(row, one, place, data)] = 0
                self.learn(row, one)

    def _place(self, key: str) -> Reference:
        """Return a place in a document, which is not written."""
        return self.place(key)


def field_faults(shape: Shape, data: Dict, keys: Known, prefix: str = "") -> Faults:
    """Return the faults of the fields of one dict, and of its rows, by the names that the form gives them."""
    found: Faults = {}
    for name, check in checks(shape, data, keys):
        try:
            check()
        except ValidationError as error:
            found[f"{prefix}{name}"] = error.messages
    for row in shape.rows:
        for place, one in enumerate(data.get(row.kind, [])):
            found |= field_faults(row, one, keys, f"{prefix}{row.kind}-{place}-")
    return found


def checks(shape: Shape, data: Dict, keys: Known) -> list[tuple[str, Any]]:
    """Return what is to be checked of a dict: the name of a field, and what raises ValidationError."""
    instance = shape.model()
    plain = [(f.name, lambda f=f: f.clean(data.get(f.name, f.get_default()), instance)) for f in shape.fields]
    links = [(f.name, lambda f=f: of_link(f, data.get(f.name), keys)) for f in shape.links]
    many = [(f.name, lambda f=f: of_many(f, data.get(f.name, []), keys)) for f in shape.many]
    return [*plain, *links, *many]


def of_link(f: Any, key: str | None, keys: Known) -> None:
    """Raise ValidationError where a link is missing that must be there, or leads nowhere."""
    if key:
        keys.find(f.remote_field.model, key)
    elif not f.null:
        raise ValidationError(_("Choose one."))


def of_many(f: Any, given: list[str], keys: Known) -> None:
    """Raise ValidationError where links are missing that must be there, or lead nowhere."""
    model = f.remote_field.model
    if not given and not f.blank:
        raise ValidationError(_("Give the source.") if model is Reference else _("Choose at least one."))
    for key in given:
        keys.find(model, key)
