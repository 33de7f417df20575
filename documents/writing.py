"""Writing dicts of shapes into the database, with every link found by natural key."""

from __future__ import annotations

import datetime
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from documents.models.document import Document
from documents.models.paragraph import Paragraph
from documents.models.reference import Reference, parse_key
from documents.publication import Record, State, uid_of
from documents.shapes import (
    Dict,
    Shape,
    by_name,
    form_faults,
    key_paths,
    natural_key,
    separator,
    unchanged,
    with_uids,
)


class Keys:
    """Finds instances by natural key, each model read once."""

    def __init__(self) -> None:
        self._known: dict[type[models.Model], dict[str, int]] = {}

    def of(self, model: type[models.Model]) -> dict[str, int]:
        """Return primary keys by natural key."""
        if model not in self._known:
            rows = model._default_manager.values_list(*key_paths(model), "pk")
            self._known[model] = {separator(model).join(map(str, row[:-1])): row[-1] for row in rows}
        return self._known[model]

    def add(self, instance: models.Model, key: str) -> None:
        """Remember an instance just written."""
        self.of(type(instance))[key] = instance.pk

    def forget(self, shape: Shape) -> None:
        """Forget the instances of a shape and of its rows, some of which are no more."""
        self._known.pop(shape.model, None)
        for row in shape.rows:
            self.forget(row)

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
        reference = self.place(key)
        reference.save()
        return reference

    def place(self, key: str) -> Reference:
        """Return the place in a document that a key names, not written; raise ValidationError where there is none."""
        place = parse_key(key)
        paragraphs = [self.find(Paragraph, f"{place.document}#{a}") if a else None for a in (place.anchor, place.last)]
        reference = Reference(
            key=key,
            document_id=self.find(Document, place.document),
            paragraph_id=paragraphs[0],
            last_paragraph_id=paragraphs[1],
            locator=place.locator,
        )
        reference.clean_fields()
        reference.clean()
        return reference


class AskedKeys(Keys):
    """Finds instances by natural key, each asked for by itself: for one record among very many."""

    def of(self, model: type[models.Model]) -> dict[str, int]:
        """Return primary keys by natural key, of those found so far."""
        return self._known.setdefault(model, {})

    def find(self, model: type[models.Model], key: str) -> int:
        known, parts = self.of(model), key.split(separator(model), len(key_paths(model)) - 1)
        if key not in known and len(parts) == len(key_paths(model)):
            asked = dict(zip(key_paths(model), parts, strict=True))
            with suppress(ValueError):  # a word where a number is, a sign that no text may hold: names nothing
                pk = model._default_manager.filter(**asked).values_list("pk", flat=True).first()
                known |= {key: pk} if pk else {}
        return super().find(model, key)


@dataclass
class Writer:
    """Writes dicts of shapes into the database; many-to-many links are written by `finish`, all at once."""

    keys: Keys = field(default_factory=Keys)
    _links: list[tuple[models.ManyToManyField, int, str, str]] = field(default_factory=list)

    def write(self, shape: Shape, data: Dict, *, now: datetime.datetime, where: str = "") -> models.Model:
        """Create or change the record that this dict describes, with its rows; a new record is published at `now`.

        `where` names the dict's place for messages. Raises ValidationError naming each field at fault; the caller then
        rolls back to before this record.
        """
        pk = self.keys.of(shape.model).get(shape.key_of(data))
        instance = shape.model._default_manager.get(pk=pk) if pk else shape.model()
        if isinstance(instance, Record) and not pk:
            instance.uid = uid_of(shape.kind, shape.key_of(data))
        return self.write_into(instance, shape, data, now=now, where=where)

    def write_into(
        self, instance: models.Model, shape: Shape, data: Dict, *, now: datetime.datetime, where: str = ""
    ) -> models.Model:
        """Write what a dict says into this record, a new one or one that is there, as `write` does."""
        pk, key = instance.pk, shape.key_of(data)
        self._fill(shape, instance, data)
        if isinstance(instance, Record) and not pk:
            instance.state, instance.published_at = State.PUBLISHED, now
        instance.save()
        self.keys.add(instance, key)
        self._point(shape, instance, data, where=where or key, fresh=not pk)
        self._write_rows(shape, instance, data, where=where or key, fresh=not pk)
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
            through: Any = f.remote_field.through
            ids = {f"{f.m2m_field_name()}_id": pk, f"{f.m2m_reverse_field_name()}_id": target}
            rows.setdefault(through, []).append(through(**ids))
        for through, links in rows.items():
            through._default_manager.bulk_create(links, ignore_conflicts=True)
        self._links.clear()
        return problems

    def _fill(self, shape: Shape, instance: models.Model, data: Dict) -> None:
        """Set fields and foreign keys from the dict, each checked; raise ValidationError for all at fault."""
        errors: dict[str, Any] = dict(form_faults(shape, data))
        errors |= {f.name: [_("is missing")] for f in shape.many if not f.blank and not data.get(f.name, [])}
        for f in (f for f in shape.fields if f.name not in errors):
            try:
                setattr(instance, f.name, f.clean(data.get(f.name, f.get_default()), instance))
            except ValidationError as error:
                errors[f.name] = error.messages
        for link in (link for link in shape.links if link.name not in errors):
            try:
                self._link(instance, link, data.get(link.name))
            except ValidationError as error:
                errors[link.name] = error.messages
        if errors:
            raise ValidationError(errors)
        self._check(instance)

    def _check(self, instance: models.Model) -> None:
        """Check what the fields say together; what points to an entry that was refused itself is let be."""
        with suppress(ObjectDoesNotExist):
            instance.clean()

    def _link(self, instance: models.Model, link: models.ForeignKey, key: str | None) -> None:
        if not key and not link.null:
            raise ValidationError(_("is missing"))
        setattr(instance, link.attname, self.keys.find(link.remote_field.model, key) if key else None)

    def _point(self, shape: Shape, instance: models.Model, data: Dict, *, where: str, fresh: bool) -> None:
        for f in shape.many:
            if not fresh:
                getattr(instance, f.name).clear()
            self._links += [(f, instance.pk, target, where) for target in data.get(f.name, [])]

    def _write_rows(self, shape: Shape, instance: models.Model, data: Dict, *, where: str, fresh: bool) -> None:
        owner = str(getattr(instance, "uid", None) or uid_of(shape.kind, natural_key(instance)))
        faults: dict[str, list[str]] = {}
        for row in shape.rows:
            given = list(with_uids(row, owner, data.get(row.kind, [])))
            kept = set() if fresh else self._clear(row, instance, given)
            faults |= self._write_kind(row, instance, given, kept, where)
        if faults:
            raise ValidationError(faults)

    def _clear(self, shape: Shape, parent: models.Model, given: list[Dict]) -> set[str]:
        """Delete the rows of one kind that differ from those given; return the identifiers of the others.

        They are written anew under their uid: in place, two that swap a unique value would collide.
        """
        kept = set(unchanged(shape, getattr(parent, shape.kind), given))
        gone, _kinds = getattr(parent, shape.kind).exclude(uid__in=kept).delete()
        if gone:
            self.keys.forget(shape)
        return kept

    def _write_kind(
        self, shape: Shape, parent: models.Model, given: list[Dict], kept: set[str], where: str
    ) -> dict[str, list[str]]:
        """Write the rows of one kind that are not kept; return what is wrong with them, by place and field."""
        faults: dict[str, list[str]] = {}
        for position, one in enumerate(given, start=1):
            if one["uid"] not in kept:
                faults |= self._write_row(shape, parent, one, position, f"{where}, {shape.kind} {position}")
        return faults

    def _write_row(
        self, shape: Shape, parent: models.Model, data: Dict, position: int, where: str
    ) -> dict[str, list[str]]:
        """Write one row; return what is wrong with it, in which case it is not written."""
        instance = shape.model(uid=data["uid"], position=position, **{shape.parent: parent})
        try:
            self._fill(shape, instance, data)
            instance.save()
            if hasattr(shape.model, "KEY"):
                self.keys.add(instance, natural_key(instance))
            self._point(shape, instance, data, where=where, fresh=True)
            self._write_rows(shape, instance, data, where=where, fresh=True)
        except ValidationError as error:
            return {f"{shape.kind} {position}: {name}": told for name, told in by_name(error).items()}
        return {}
