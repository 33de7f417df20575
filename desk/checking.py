"""What still stands in the way of a change: each fault at the field that it is about, all of them at once."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.keys import keyed
from desk.kinds import Kind
from desk.mending import mended, told, unknown
from desk.rules import Faults, broken_rules, repeated
from desk.writing import Addresses, is_taken, tried
from documents.links import web_link
from documents.models import Paragraph, Reference
from documents.shapes import Dict, Shape, by_name, row_key
from documents.writing import AskedKeys

ROW = re.compile(r"(\S+) (\d+)(?:: |\Z)")  # as a place is told in the errors of writing: `sessions 2: report`

TO_BE_TOLD = {  # of an address of the web that is cited for the first time
    "publisher": gettext_lazy("Tell who published what stands at the web address."),
    "seen": gettext_lazy("Tell on which day the address was seen, such as 2014-05-21."),
}


class FaultsError(Exception):
    """The record cannot be published as it is; `faults` tells why, by field."""

    def __init__(self, faults: Faults) -> None:
        super().__init__(faults)
        self.faults = faults


def faults_of(kind: Kind, uid: Any, data: Dict, addresses: Addresses, *, now: datetime) -> Faults:
    """Return all that stands in the way of publishing a record as its dict says; nothing where it could be."""
    found = plain_faults(kind, uid, data, addresses)
    if found:
        return found
    try:
        with tried(kind, uid, data, addresses, now=now):
            return {}
    except ValidationError as error:
        return by_field(error)


def joined(*all_found: Faults) -> Faults:
    """Return faults of several kinds by field, each told once."""
    together: dict[str, list[str]] = defaultdict(list)
    for found in all_found:
        for name, messages in found.items():
            together[name] += [one for one in messages if one not in together[name]]
    return dict(together)


def by_field(error: ValidationError) -> Faults:
    """Return what was wrong when a record was written, by the names of the form: `sessions 2: report` by its own."""
    return {ROW.sub(in_form, place): messages for place, messages in by_name(error).items()}


def in_form(place: re.Match[str]) -> str:
    return f"{place[1]}-{int(place[2]) - 1}-"


def plain_faults(kind: Kind, uid: Any, data: Dict, addresses: Addresses) -> Faults:
    """Return what can be told of a dict without writing it: of its fields, and of it as a whole."""
    data, keys = keyed(kind, data), Known(addresses)
    keys.learn(kind.shape, data)
    pk = kind.records.filter(uid=uid).values_list("pk", flat=True).first()
    own = joined(field_faults(kind.shape, data, keys, pk=pk), kind.wrong(data), held_by_others(kind, pk, data, keys))
    return undated(kind, pk, data) | own


def undated(kind: Kind, pk: Any, data: Dict) -> Faults:
    """Return that the date is missing which the desk asks for, unless the record was published without it."""
    name = kind.dated
    if not name or data.get(name) or kind.records.filter(pk=pk, **{name: ""}).exists():
        return {}
    return {name: [_("Tell when it was: a year, a month or a day, as exact as the source.")]}


class Known(AskedKeys):
    """Finds by natural key what the record points to; the addresses that a change brings along are there already."""

    def __init__(self, addresses: Addresses) -> None:
        super().__init__()
        self.addresses = addresses
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


def field_faults(shape: Shape, data: Dict, keys: Known, prefix: str = "", pk: Any = None) -> Faults:
    """Return the faults of one dict, and of its rows, by the names that the form gives the fields."""
    instance = shape.model(pk=pk)
    own = filled(shape, instance, data, keys)
    own = joined(own, broken_rules(instance, own), said_together(shape, instance, own))
    found = {f"{prefix}{name}": messages for name, messages in own.items()}
    for row in shape.rows:
        rows, name = data.get(row.kind, []), f"{prefix}{row.kind}"
        of_rows = [field_faults(row, one, keys, f"{name}-{place}-") for place, one in enumerate(rows)]
        found |= joined(*of_rows, repeated(row, rows, name))
    return found


def filled(shape: Shape, instance: Any, data: Dict, keys: Known) -> Faults:
    """Write a dict into an instance, as far as it can be, and return what cannot."""
    found: Faults = {}
    for f in shape.fields:
        value = data.get(f.name, f.get_default())
        try:
            setattr(instance, f.name, f.clean(value, instance))
        except ValidationError as error:
            found[f.name] = mended(f, value, error)
    for f in shape.links:
        try:
            setattr(instance, f.attname, of_link(f, data.get(f.name), keys))
        except ValidationError as error:
            found[f.name] = error.messages
    many = {f.name: of_many(f, data.get(f.name, []), keys) for f in shape.many}
    return found | {name: messages for name, messages in many.items() if messages}


def of_link(f: Any, key: str | None, keys: Known) -> int | None:
    """Return what a link leads to; raise ValidationError where it must be there and is not, or leads nowhere."""
    model = f.remote_field.model
    if key:
        return found_at(model, key, keys)
    if not f.null:
        raise ValidationError(_("Name the paragraph.") if model is Paragraph else _("Choose one."))
    return None


def found_at(model: Any, key: str, keys: Known) -> int:
    """Return what a key leads to; raise ValidationError in an editor's words where it leads nowhere."""
    try:
        return keys.find(model, key)
    except ValidationError as error:
        is_backward = "last_paragraph" in getattr(error, "error_dict", {})
        raise ValidationError(told(error) if is_backward else unknown(model, key)) from None


def of_many(f: Any, given: list[str], keys: Known) -> list[str]:
    """Return what is wrong with links: that there are none where there must be, or that one leads nowhere."""
    model = f.remote_field.model
    if not given and not f.blank:
        return [_("Give the source.") if model is Reference else _("Choose at least one.")]
    return [message for key in given for message in of_key(model, key, keys)]


def of_key(model: Any, key: str, keys: Known) -> list[str]:
    """Return what is wrong with one link of several, and with what was told of a new address."""
    if model is Reference and key in keys.addresses:
        return of_address(key, keys.addresses[key])
    try:
        found_at(model, key, keys)
    except ValidationError as error:
        return error.messages
    return []


def of_address(url: str, given: dict[str, str]) -> list[str]:
    """Return what is wrong with an address of the web that is cited for the first time, and with what is told of it."""
    if not web_link(url):
        return [unknown(Reference, url)]
    about = [Reference._meta.get_field(name) for name in ("url", "publisher", "date", "seen")]
    values = {"url": url, **given}
    return [message for f in about for message in of_told(f, values.get(f.name, ""))]


def of_told(f: Any, value: str) -> list[str]:
    """Return what is wrong with one thing that is told of an address."""
    try:
        f.clean(value or (f.get_default() if f.name != "seen" else None), None)
    except ValidationError as error:
        return [f"{f.verbose_name}: {message}" for message in mended(f, value, error)]
    return [] if value or f.name not in TO_BE_TOLD else [str(TO_BE_TOLD[f.name])]


def said_together(shape: Shape, instance: Any, own: Faults) -> Faults:
    """Return what the fields of a model may not say together, by its own rules.

    Of rows that point elsewhere it is found out when they are written: what they point to may not be there yet.
    """
    if own or (shape.is_row and shape.links):
        return {}
    try:
        instance.clean()
    except ObjectDoesNotExist:
        return {}
    except ValidationError as error:
        return by_field(error)
    return {}


def held_by_others(kind: Kind, pk: Any, data: Dict, keys: Known) -> Faults:
    """Return a fault at each field whose value only one record may have, and another has."""
    if pk is None and is_taken(kind, data):
        return {kind.fixed[-1]: [_("Another record has this address already. Choose another.")]}
    alone = [f for f in [*kind.shape.fields, *kind.shape.links] if f.unique and f.name not in kind.fixed]
    asked = {f.name: value_of(f, data, keys) for f in alone if data.get(f.name)}
    others = kind.records.exclude(pk=pk)
    held = {name: others.filter(**{name: value}).first() for name, value in asked.items() if value}
    told_of = _("This stands in another record already: %(record)s. Change that one, or choose another.")
    return {name: [told_of % {"record": one}] for name, one in held.items() if one}


def value_of(f: Any, data: Dict, keys: Known) -> Any:
    """Return what a field is compared by: the text typed, or what a link leads to."""
    return keys.of(f.remote_field.model).get(data[f.name]) if f.is_relation else data[f.name]
