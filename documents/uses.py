"""What uses an entry of a vocabulary: records of every kind, counted for a list and named in words for one entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F, Func, OuterRef, Q, Subquery, Value
from django.utils.text import capfirst

from documents.publication import Row

Kind = type[models.Model]
Users = dict[Kind, set[Any]]  # by kind, the records that use an entry


def owner(model: Kind) -> tuple[Kind, str]:
    """Return the record that rows of this model are part of, and the way there; other models own themselves."""
    if not issubclass(model, Row):
        return model, "pk"
    fields: list[Any] = [field for field in model._meta.concrete_fields if field.is_relation]
    parent = next(field for field in fields if field.remote_field.on_delete is models.CASCADE)
    above, way = owner(parent.related_model)
    return above, parent.name if way == "pk" else f"{parent.name}__{way}"


def links_to(model: Kind) -> list[Any]:
    """Return the fields of all models that point to this one; its own rows and own lists do not count."""
    relations: list[Any] = [f for f in model._meta.get_fields(include_hidden=True) if not f.concrete]
    return [f.field for f in relations if f.many_to_many or f.on_delete is models.PROTECT]


def users(model: Kind, key: Any) -> dict[Kind, models.QuerySet[Any]]:
    """Return the records that use an entry, kind by kind, each once however often it does; `key` is the entry's."""
    conditions: dict[Kind, Q] = {}
    for field in links_to(model):
        kind, way = owner(field.model)
        pointing = field.model._base_manager.filter(**{field.name: key}).values(way)
        conditions[kind] = conditions.get(kind, Q()) | Q(pk__in=pointing)
    return {kind: kind._base_manager.filter(condition) for kind, condition in conditions.items()}


def with_uses(queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """Add `uses` to each entry: the number of records that use it."""
    total: Any = Value(0)
    for found in users(queryset.model, OuterRef(OuterRef("pk"))).values():
        number = found.order_by().annotate(number=Func(F("pk"), function="COUNT")).values("number")
        total = total + Subquery(number, output_field=models.IntegerField())
    return queryset.annotate(uses=total)


def users_of_each(model: Kind, keys: Iterable[Any]) -> dict[Any, Users]:
    """Return the records that use each of several entries, kind by kind, in as many queries as fields point there."""
    found: dict[Any, Users] = {key: defaultdict(set) for key in keys}
    for field in links_to(model) if found else []:
        kind, way = owner(field.model)
        pointing = field.model._base_manager.filter(**{f"{field.name}__in": list(found)})
        for key, user in pointing.values_list(field.name, way):
            if key in found:
                found[key][kind].add(user)
    return found


def in_words(users: Users) -> list[str]:
    """Say how many records of each kind there are: `Mechanisms: 12`."""
    return [worded(kind, len(pks)) for kind, pks in users.items() if pks]


def uses_of(entry: models.Model) -> list[str]:
    """Say in words how many records of each kind use an entry: `Mechanisms: 12`."""
    counts = ((kind, found.count()) for kind, found in users(type(entry), entry.pk).items())
    return [worded(kind, count) for kind, count in counts if count]


def worded(kind: Kind, count: int) -> str:
    return f"{capfirst(str(kind._meta.verbose_name_plural))}: {count}"
