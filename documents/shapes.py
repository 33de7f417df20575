"""One shape for a whole record: a dict with its fields, its rows and, by natural key, what it points to.

Forms edit it, differences compare it, versions store it, fixtures are written in it. Empty values are left out;
lists of references are in the order of their keys; rows are in their own order, each with its `uid`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from documents.models.reference import Reference, parse_key
from documents.publication import Record, Row, State, uid_of

Dict = dict[str, Any]


@dataclass(frozen=True)
class Shape:
    """The shape of one kind of record: its model, the relations that are rows of it, and the number of the shape.

    `number` is raised when fields are renamed or removed, with a function that lifts old dicts.
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
        return [f for f in self.model._meta.concrete_fields if self._is_written(f) and f.is_relation]

    @cached_property
    def many(self) -> list[models.ManyToManyField]:
        """Many-to-many fields, written as lists of natural keys."""
        return list(self.model._meta.many_to_many)

    @cached_property
    def parent(self) -> str:
        """For rows: the name of the foreign key to the record they are part of."""
        return self.model._meta.get_field(self._parent_name).name

    @cached_property
    def _parent_name(self) -> str:
        cascading = [
            f.name
            for f in self.model._meta.concrete_fields
            if f.is_relation and f.remote_field.on_delete is models.CASCADE and not f.null
        ]
        return cascading[0]

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
        parts = [str(data.get(name.split("__")[0], "")) for name in self.model.KEY]  # type: ignore[attr-defined]
        return separator(self.model).join(parts)


def separator(model: type[models.Model]) -> str:
    """Return what joins the parts of a natural key: `#` before a paragraph, `/` elsewhere."""
    return "#" if model._meta.model_name in {"paragraph", "section"} else "/"


def natural_key(instance: models.Model) -> str:
    """Return the natural key by which fixtures, forms and versions name this instance."""
    values = []
    for path in instance.KEY:  # type: ignore[attr-defined]
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


def normal(shape: Shape, data: Dict, uid: str = "") -> Dict:
    """Return a dict as `to_dict` would: defaults filled in, links in order, rows with their identifier, no empty values."""
    full: Dict = {"uid": uid} if shape.is_row else {}
    full |= {f.name: data.get(f.name, plain(f.get_default())) for f in shape.fields}
    full |= {link.name: data.get(link.name) for link in shape.links}
    full |= {many.name: sorted(set(data.get(many.name, []))) for many in shape.many}
    owner = uid or str(uid_of(shape.kind, shape.key_of(data)))
    for row in shape.rows:
        full[row.kind] = [normal(row, one, one["uid"]) for one in with_uids(row, owner, data.get(row.kind, []))]
    return {name: value for name, value in full.items() if value not in ("", None, [], {})}


class Keys:
    """Finds instances by natural key, each model read once."""

    def __init__(self) -> None:
        self._known: dict[type[models.Model], dict[str, int]] = {}

    def of(self, model: type[models.Model]) -> dict[str, int]:
        """Return primary keys by natural key."""
        if model not in self._known:
            rows = model._default_manager.values_list(*model.KEY, "pk")  # type: ignore[attr-defined]
            self._known[model] = {separator(model).join(map(str, row[:-1])): row[-1] for row in rows}
        return self._known[model]

    def add(self, instance: models.Model, key: str) -> None:
        """Remember an instance just written."""
        self.of(type(instance))[key] = instance.pk

    def find(self, model: type[models.Model], key: str) -> int:
        """Return the primary key of what a natural key names; places in documents are made when first named.

        Raises ValidationError when there is no such thing.
        """
        known = self.of(model)
        if key not in known and model is Reference and "://" not in key:
            known[key] = self._place(key).pk
        if key not in known:
            raise ValidationError(_("no %(what)s “%(key)s”") % {"what": model._meta.verbose_name, "key": key})
        return known[key]

    def _place(self, key: str) -> Reference:
        from documents.models import Document, Paragraph

        place = parse_key(key)
        paragraphs = [self.find(Paragraph, f"{place.document}#{a}") if a else None for a in (place.anchor, place.last)]
        return Reference.objects.create(
            key=key,
            document_id=self.find(Document, place.document),
            paragraph_id=paragraphs[0],
            last_paragraph_id=paragraphs[1],
            locator=place.locator,
        )


@dataclass
class Writer:
    """Writes dicts of shapes into the database; many-to-many links are written by `finish`, all at once."""

    keys: Keys = field(default_factory=Keys)
    _links: list[tuple[models.ManyToManyField, int, str, str]] = field(default_factory=list)

    def write(self, shape: Shape, data: Dict, *, now: datetime.datetime, where: str = "") -> models.Model:
        """Create or change the record that this dict describes, with its rows; a new record is published at `now`.

        `where` names the dict's place for messages. Raises ValidationError naming each field at fault, in which case nothing of this record is written.
        """
        key = shape.key_of(data)
        pk = self.keys.of(shape.model).get(key)
        instance = shape.model._default_manager.get(pk=pk) if pk else shape.model()
        self._fill(shape, instance, data)
        if isinstance(instance, Record) and not pk:
            instance.uid = uid_of(shape.kind, key)
            instance.state, instance.published_at = State.PUBLISHED, now
        instance.save()
        self.keys.add(instance, key)
        self._point(shape, instance, data, where=where or key, fresh=not pk)
        self._write_rows(shape, instance, data, where=where or key)
        return instance

    def finish(self) -> list[tuple[str, str]]:
        """Write the many-to-many links gathered so far; return (where, message) for each that leads nowhere."""
        problems: list[tuple[str, str]] = []
        rows: dict[type[models.Model], list[models.Model]] = {}
        for f, pk, target_key, where in self._links:
            try:
                target = self.keys.find(f.remote_field.model, target_key)
            except ValidationError as error:
                problems.append((where, f"{f.name}: {' '.join(error.messages)}"))
                continue
            through = f.remote_field.through
            ids = {f"{f.m2m_field_name()}_id": pk, f"{f.m2m_reverse_field_name()}_id": target}
            rows.setdefault(through, []).append(through(**ids))
        for through, links in rows.items():
            through._default_manager.bulk_create(links, ignore_conflicts=True)
        self._links.clear()
        return problems

    def _fill(self, shape: Shape, instance: models.Model, data: Dict) -> None:
        """Set fields and foreign keys from the dict, each checked; raise ValidationError for all at fault."""
        errors: dict[str, Any] = {name: [_("unknown field")] for name in unknown_names(shape, data)}
        for f in shape.fields:
            value = data.get(f.name, f.get_default())
            try:
                setattr(instance, f.name, f.clean(value, instance))
            except ValidationError as error:
                errors[f.name] = error.messages
        for link in shape.links:
            try:
                self._link(instance, link, data.get(link.name))
            except ValidationError as error:
                errors[link.name] = error.messages
        if errors:
            raise ValidationError(errors)

    def _link(self, instance: models.Model, link: models.ForeignKey, key: str | None) -> None:
        if not key and not link.null:
            raise ValidationError(_("is missing"))
        setattr(instance, link.attname, self.keys.find(link.remote_field.model, key) if key else None)

    def _point(self, shape: Shape, instance: models.Model, data: Dict, *, where: str, fresh: bool) -> None:
        for f in shape.many:
            if not fresh:
                getattr(instance, f.name).clear()
            self._links += [(f, instance.pk, target, where) for target in data.get(f.name, [])]

    def _write_rows(self, shape: Shape, instance: models.Model, data: Dict, *, where: str) -> None:
        owner = str(getattr(instance, "uid", None) or uid_of(shape.kind, natural_key(instance)))
        for row in shape.rows:
            given = list(with_uids(row, owner, data.get(row.kind, [])))
            related = getattr(instance, row.kind)
            related.exclude(uid__in=[one["uid"] for one in given]).delete()
            known = {str(one.uid): one for one in related.all()}
            for position, one in enumerate(given, start=1):
                self._write_row(row, instance, one, known.get(one["uid"]), position, f"{where}, {row.kind} {position}")

    def _write_row(
        self, shape: Shape, parent: models.Model, data: Dict, known: models.Model | None, position: int, where: str
    ) -> None:
        instance = known or shape.model(uid=data["uid"], **{shape.parent: parent})
        try:
            self._fill(shape, instance, data)
        except ValidationError as error:
            raise ValidationError([f"{shape.kind} {position}: {message}" for message in flat(error)]) from error
        instance.position = position  # type: ignore[attr-defined]
        instance.save()
        if hasattr(shape.model, "KEY"):
            self.keys.add(instance, natural_key(instance))
        self._point(shape, instance, data, where=where, fresh=known is None)
        self._write_rows(shape, instance, data, where=where)


def with_uids(shape: Shape, parent_uid: str, rows: Iterable[Dict]) -> Iterator[Dict]:
    """Yield rows with their identifier; those of fixtures take theirs from their record and place."""
    for position, row in enumerate(rows, start=1):
        yield {"uid": str(uid_of(parent_uid, shape.kind, str(position))), **row}


def unknown_names(shape: Shape, data: Dict) -> list[str]:
    """Return the names in a dict that its shape does not know."""
    known = {f.name for f in [*shape.fields, *shape.links, *shape.many]} | {row.kind for row in shape.rows} | {"uid"}
    return [name for name in data if name not in known]


def flat(error: ValidationError) -> list[str]:
    """Return the messages of an error, each with the field it is about."""
    if not hasattr(error, "error_dict"):
        return error.messages
    return [f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items()]

