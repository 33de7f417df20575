"""Fields of objects: what is not known is null, choices come with their label, dates are as exact as the source."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils.functional import Promise
from rest_framework import serializers


class Shape(serializers.Serializer):
    """An object that is read and never written."""

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        for field in fields.values():
            field.read_only, field.required = True, False
        return fields


class Sorted(serializers.ListSerializer):
    """A list in the order that the shape of its parts tells: the database keeps none."""

    def to_representation(self, data: Any) -> list[Any]:
        rows = data.all() if isinstance(data, models.manager.BaseManager) else data
        child: Any = self.child
        return super().to_representation(sorted(rows, key=child.place))


class Text(serializers.CharField):
    """A text; null where the record has none."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("allow_null", True)
        super().__init__(**kwargs)

    def to_representation(self, value: Any) -> str | None:  # type: ignore[override]
        return str(value) or None


class Known(serializers.CharField):
    """A text that every record has."""


class PartialDate(Text):
    """A date as exact as its source: a year, a month or a day; null where the source tells none."""


class Hour(serializers.TimeField):
    """A time of day, `09:30`, where the meeting was."""

    def to_representation(self, value: Any) -> str:
        return value.strftime("%H:%M")


class Choice(serializers.Field):
    """One value of a closed list, with its label in the language asked for; null where none is set."""

    def __init__(self, choices: type[models.TextChoices], **kwargs: Any) -> None:
        self.choices = choices
        self.labels: dict[str, str | Promise] = dict(choices.choices)
        super().__init__(**kwargs)

    def to_representation(self, value: str) -> dict[str, str] | None:
        return {"value": value, "label": str(self.labels.get(value, value))} if value else None


class Whole(serializers.Field):
    """A field made of the whole record by a function; `schema` describes it."""

    schema: dict[str, Any] = {"type": "string"}

    def __init__(self, made: Callable[[Any], Any], **kwargs: Any) -> None:
        self.made = made
        super().__init__(**kwargs)

    def get_attribute(self, instance: Any) -> Any:
        return instance

    def to_representation(self, value: Any) -> Any:
        return self.made(value)


class Identifier(Whole):
    """An identifier that stays with the record through every change."""

    schema = {"type": "string", "format": "uuid"}

    def __init__(self, made: Callable[[Any], Any] = lambda one: one.uid, **kwargs: Any) -> None:
        super().__init__(made, **kwargs)

    def to_representation(self, value: Any) -> str:
        return str(self.made(value))


class Address(Whole):
    """The full address of a page; the page of the record where no other is named, null where there is none."""

    schema = {"type": "string", "format": "uri"}

    def __init__(self, made: Callable[[Any], str] = lambda one: one.get_absolute_url(), **kwargs: Any) -> None:
        super().__init__(made, **kwargs)

    def to_representation(self, value: Any) -> str | None:
        path = self.made(value)
        return self.context["request"].build_absolute_uri(path) if path else None


class ByLanguage(Whole):
    """Texts, or lists of them, by the code of their language."""

    schema = {"type": "object", "additionalProperties": {}}


class Codes(serializers.ListField):
    """A list of codes or words."""

    child = serializers.CharField()
