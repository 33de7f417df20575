"""The fields of a record form by which something is chosen, or named, among what the record holds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from desk.forms.fields import Field, chosen_in, text_of
from desk.forms.hints import hint_of
from desk.names import FEW, Names, choices_name, list_name


@dataclass(frozen=True)
class Option:
    """One value that can be chosen."""

    value: str
    label: str
    chosen: bool


Options = list[Option]


class Choice(Field):
    """One of a few values."""

    control = "desk/fields/choice.html"

    @property
    def options(self) -> list[Option]:
        chosen = str(self.value or "")
        pairs = [(str(value), str(label)) for value, label in self.pairs]
        unknown = [(chosen, self.offered.label(chosen))] if chosen and chosen not in dict(pairs) else []
        return [Option(value, label, value == chosen) for value, label in [*pairs, *unknown]]

    @property
    def in_words(self) -> str:
        return next((option.label for option in self.options if option.chosen), "")

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        return list(self.offered.labels.items())

    @property
    def offered(self) -> Names:
        """The names of what can be chosen."""
        return self.names.choices(self.model_field)

    def read(self, post: QueryDict) -> Any:
        typed = text_of(post, self.name)
        return self.offered.key(typed) if typed else ""


class YesOrNo(Choice):
    """Yes, no, or not known."""

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        return [("True", _("Yes")), ("False", _("No"))]

    @property
    def options(self) -> list[Option]:
        return [Option(value, label, value == str(self.value)) for value, label in self.pairs]

    def read(self, post: QueryDict) -> Any:
        return {"True": True, "False": False}.get(text_of(post, self.name))


class LinkChoice(Choice):
    """One thing of a small vocabulary."""

    @property
    def offered(self) -> Names:
        return self.names.of(self.model_field.remote_field.model)

    @property
    def is_vain(self) -> bool:
        return bool(self.prefix) and not self.value and not self.offered.labels


class LinkName(Field):
    """One thing among many, named; all names are offered while it is typed."""

    control = "desk/fields/named.html"

    @property
    def hint(self) -> str:
        return super().hint or ("" if self.prefix else str(_("Type a part of the name and choose it from the list.")))

    @property
    def offered(self) -> Names:
        """The names of what can be named."""
        return self.names.of(self.model_field.remote_field.model)

    @property
    def list_name(self) -> str:
        return list_name(self.model_field.remote_field.model)

    @property
    def shown(self) -> str:
        return self.offered.label(str(self.value)) if self.value else ""

    @property
    def in_words(self) -> str:
        return self.shown

    def read(self, post: QueryDict) -> Any:
        typed = text_of(post, self.name)
        return self.offered.key(typed, held=str(self.value or "")) if typed else ""


class ChoiceName(LinkName):
    """One of a few values, named: in rows that are so many that a list in each would be too much."""

    @property
    def hint(self) -> str:
        return str(hint_of(self.kind, self.model_field))

    @property
    def offered(self) -> Names:
        return self.names.choices(self.model_field)

    @property
    def list_name(self) -> str:
        return choices_name(self.model_field)


class Several(Field):
    """Several things of a vocabulary: boxes to tick where they are few; of many, those chosen and one more by name."""

    template = "desk/fields/several.html"

    @cached_property
    def _names(self) -> Any:
        return self.names.of(self.model_field.remote_field.model)

    @property
    def list_name(self) -> str:
        return list_name(self.model_field.remote_field.model)

    @property
    def are_few(self) -> bool:
        return len(self._names.labels) <= FEW

    @property
    def options(self) -> Options:
        chosen = list(self.value or [])
        keys = [*self._names.labels, *(key for key in chosen if key not in self._names.labels)]
        keys = keys if self.are_few else chosen
        return [Option(key, self._names.label(key), key in chosen) for key in keys]

    def read(self, post: QueryDict) -> Any:
        more = [self._names.key(line) for line in text_of(post, f"{self.name}-more").split("\n") if line.strip()]
        return list(dict.fromkeys([*chosen_in(post, self.name), *more]))
