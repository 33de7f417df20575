"""One shape for a whole record: a dict with its fields, its rows and, by natural key, what it points to.

Forms edit it, differences compare it, versions store it, fixtures are written in it. Empty values are left out;
lists of references are in the order of their keys; rows are in their own order, each with its `uid`.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from documents.publication import NAMESPACE, Record, Row, uid_of

Dict = dict[str, Any]

WRITTEN_AS_TEXT = (models.CharField, models.TextField, models.DateField, models.TimeField)


@dataclass(frozen=True)
class Shape:
    """The shape of one kind of record: its model, the relations that are rows of it, and the number of the shape.

    `number` is raised when fields are renamed or removed; once dicts are kept, with a function that lifts old ones.
    """

    kind: str
    model: type[models.Model]
    rows: tuple[Shape, ...] = ()
    number: int = 1

    @cached_property
    def fields(self) -> list[models.Field]:
        """Plain fields that people write."""
        return [f for f in self.model._meta.concrete_fields if self._is_written(f) and not f.is_relation]

    @cached_property
    def links(self) -> list[models.ForeignKey]:
        """Foreign keys, written as the natural key of their target."""
        return [f for f in self._keys if self._is_written(f)]

    @cached_property
    def many(self) -> list[models.ManyToManyField]:
        """Many-to-many fields, written as lists of natural keys."""
        return list(self.model._meta.many_to_many)

    @cached_property
    def names(self) -> set[str]:
        """Every name that a dict of this shape may have."""
        return {f.name for f in [*self.fields, *self.links, *self.many]} | {row.kind for row in self.rows} | {"uid"}

    @cached_property
    def forms(self) -> dict[str, type]:
        """The form of links, of texts, dates and times, and of fields that hold JSON."""
        json = {f.name: type(f.get_default()) for f in self.fields if isinstance(f, models.JSONField)}
        texts = [f for f in self.fields if isinstance(f, WRITTEN_AS_TEXT)]
        return {f.name: str for f in [*self.links, *texts]} | json

    @cached_property
    def parent(self) -> str:
        """For rows: the name of the foreign key to the record they are part of."""
        return self.model._meta.get_field(self._parent_name).name

    @cached_property
    def _parent_name(self) -> str:
        return next(f.name for f in self._keys if f.remote_field.on_delete is models.CASCADE and not f.null)

    @property
    def _keys(self) -> list[models.ForeignKey]:
        return [f for f in self.model._meta.concrete_fields if isinstance(f, models.ForeignKey)]

    @property
    def is_row(self) -> bool:
        return issubclass(self.model, Row)

    def _is_written(self, f: models.Field) -> bool:
        outside = {"id", "uid", "position"} if self.is_row else {"id", "uid"}
        if issubclass(self.model, Record):
            outside |= {"state", "version", "withdrawn_reason"}
        if self.is_row:
            outside.add(self._parent_name)
        return f.editable and f.name not in outside

    def key_of(self, data: Dict) -> str:
        """Return the natural key that a dict of this shape carries."""
        parts = [str(data.get(name.split("__")[0], "")) for name in key_paths(self.model)]
        return separator(self.model).join(parts)


def key_paths(model: type[models.Model]) -> tuple[str, ...]:
    """Return the fields that make up the natural key of a model; people go by their user name."""
    return getattr(model, "KEY", None) or (model.USERNAME_FIELD,)  # type: ignore[attr-defined]


def separator(model: type[models.Model]) -> str:
    """Return what joins the parts of a natural key: `KEY_JOIN` of the model, `/` where it has none."""
    return getattr(model, "KEY_JOIN", "/")


def row_key(shape: Shape, row: Dict, position: int, parent: Dict) -> str:
    """Return the natural key of a row as its dict and that of its record say, which may hold parts of both."""
    given = {**row, "position": position}
    parts = [(parent if "__" in path else given).get(path.rpartition("__")[2], "") for path in key_paths(shape.model)]
    return separator(shape.model).join(map(str, parts))


def natural_key(instance: models.Model) -> str:
    """Return the natural key by which fixtures, forms and versions name this instance."""
    values = []
    for path in key_paths(type(instance)):
        value: Any = instance
        for name in path.split("__"):
            value = getattr(value, name)
        values.append(str(value))
    return separator(type(instance)).join(values)


def plain(value: Any) -> Any:
    """Return a field's value as JSON holds it."""
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


def to_dict(shape: Shape, instance: models.Model) -> Dict:
    """Return the whole record as a dict of its shape."""
    data: Dict = {"uid": str(instance.uid)} if shape.is_row else {}  # type: ignore[attr-defined]
    for f in shape.fields:
        data[f.name] = plain(getattr(instance, f.name))
    for link in shape.links:
        target = getattr(instance, link.name)
        data[link.name] = natural_key(target) if target else None
    for many in shape.many:
        data[many.name] = sorted(natural_key(target) for target in getattr(instance, many.name).all())
    for row in shape.rows:
        data[row.kind] = [to_dict(row, one) for one in getattr(instance, row.kind).all()]
    return {name: value for name, value in data.items() if value not in ("", None, [], {})}


def whole(shape: Shape) -> models.QuerySet:
    """Return all records of a shape with everything that `to_dict` reads, in a few queries."""
    return shape.model._default_manager.prefetch_related(*_read_along(shape))


def _read_along(shape: Shape, prefix: str = "") -> Iterator[str]:
    """Yield the relations that `to_dict` follows: links, what their natural keys are made of, and rows."""
    for f in [*shape.links, *shape.many]:
        yield f"{prefix}{f.name}"
        for path in key_paths(f.remote_field.model):
            if "__" in path:
                yield f"{prefix}{f.name}__{path.rpartition('__')[0]}"
    for row in shape.rows:
        yield f"{prefix}{row.kind}"
        yield from _read_along(row, f"{prefix}{row.kind}__")


def normal(shape: Shape, data: Dict, uid: str = "") -> Dict:
    """Return a dict as `to_dict` would: defaults filled in, links in order, rows with their uid, no empty values."""
    full: Dict = {"uid": uid} if shape.is_row else {}
    full |= {f.name: data.get(f.name, plain(f.get_default())) for f in shape.fields}
    full |= {link.name: data.get(link.name) for link in shape.links}
    full |= {many.name: sorted(set(data.get(many.name, []))) for many in shape.many}
    owner = uid or str(uid_of(shape.kind, shape.key_of(data)))
    for row in shape.rows:
        full[row.kind] = [normal(row, one, one["uid"]) for one in with_uids(row, owner, data.get(row.kind, []))]
    return {name: value for name, value in full.items() if value not in ("", None, [], {})}


def unchanged(shape: Shape, rows: models.Manager, given: list[Dict]) -> set[str]:
    """Return the identifiers of the rows that are in the database just as given, and in the same place."""
    wanted = {one["uid"]: (place, normal(shape, one, one["uid"])) for place, one in enumerate(given, start=1)}
    existing = {str(row.uid): (row.position, to_dict(shape, row)) for row in rows.all()}
    return {uid for uid, row in existing.items() if row == wanted.get(uid)}


def with_uids(shape: Shape, parent_uid: str, rows: Iterable[Dict]) -> Iterator[Dict]:
    """Yield rows with their identifier; those of fixtures take theirs from their record and place."""
    for position, row in enumerate(rows, start=1):
        yield {"uid": str(uid_of(parent_uid, shape.kind, str(position))), **row}


def form_faults(shape: Shape, data: Dict) -> dict[str, list[str]]:
    """Return, by place and name, unknown names, and values that are no text, list of keys, list of rows or JSON.

    Rows of rows are looked into; what the values say is left to the fields.
    """
    faults = {name: [_("unknown field")] for name in data if name not in shape.names}
    for name, form in shape.forms.items():
        if not isinstance(data.get(name), form | None):
            faults[name] = [_("has a wrong form")]
    for many in shape.many:
        if not is_list_of(str, data.get(many.name, [])):
            faults[many.name] = [_("is not a list of keys")]
    if shape.is_row and not is_uid(data.get("uid", NAMESPACE)):
        faults["uid"] = [_("is not an identifier")]
    for row in shape.rows:
        faults |= _row_faults(row, data.get(row.kind, []))
    return faults


def _row_faults(shape: Shape, rows: Any) -> dict[str, list[str]]:
    if not is_list_of(dict, rows):
        return {shape.kind: [_("is not a list of rows")]}
    return {
        f"{shape.kind} {place}: {name}": messages
        for place, row in enumerate(rows, start=1)
        for name, messages in form_faults(shape, row).items()
    }


def fitting(shape: Shape, data: Dict) -> Dict:
    """Return what of a dict has a place in this shape, in the form that it asks for: of one kept in an older shape."""
    fit = {name: value for name, value in data.items() if name in shape.names and _has_form(shape, name, value)}
    for row in shape.rows:
        rows = data.get(row.kind, [])
        fit[row.kind] = [fitting(row, one) for one in rows] if is_list_of(dict, rows) else []
    return {name: value for name, value in fit.items() if value not in ("", None, [], {})}


def _has_form(shape: Shape, name: str, value: Any) -> bool:
    """Tell whether a value is what the field of this name holds; what rows hold is told by themselves."""
    if name == "uid":
        return is_uid(value)
    if name in {many.name for many in shape.many}:
        return is_list_of(str, value)
    return isinstance(value, shape.forms.get(name, bool | int)) or name in {row.kind for row in shape.rows}


def is_uid(value: Any) -> bool:
    """Tell whether this is the identifier of a row."""
    try:
        uuid.UUID(str(value))
    except ValueError:
        return False
    return True


def is_list_of(form: type, value: Any) -> bool:
    """Tell whether this is a list of texts, or of dicts."""
    return isinstance(value, list) and all(isinstance(one, form) for one in value)


def by_name(error: ValidationError) -> dict[str, list[str]]:
    """Return the messages of an error by the field they are about; an empty name for those about the whole."""
    return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}


def flat(error: ValidationError) -> list[str]:
    """Return the messages of an error, each with the field it is about."""
    return [
        message
        for name, messages in by_name(error).items()
        for message in ([f"{name}: {' '.join(messages)}"] if name else messages)
    ]
