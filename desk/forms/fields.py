"""The fields of a record form: what each is called, how it is shown, and how what was typed becomes a dict's value.

Nothing is refused here: a draft keeps what was typed, and what is wrong with it is told at its field (`checking.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf.locale import LANG_INFO
from django.db import models
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from desk.forms.hints import hint_of
from desk.forms.names import FEW, AllNames, list_name
from documents.by_language import CODES, language
from documents.fields import (
    PartialDateField,
    validate_languages,
    validate_lists_by_language,
    validate_texts_by_language,
)
from documents.models import Paragraph, Reference

LONG = 300  # characters from which on a text has several lines


def text_of(post: QueryDict, name: str) -> str:
    """Return what was typed into a field, with the ends of lines as one character."""
    return post.get(name, "").replace("\r\n", "\n").replace("\x00", "").strip()


@dataclass
class Field:
    """One field of a form, with the value it shows and what is wrong with it."""

    model_field: Any
    kind: str  # of the form, for the hint
    prefix: str
    names: AllNames
    value: Any = None
    faults: list[str] = field(default_factory=list)

    template = "desk/fields/line.html"

    @property
    def name(self) -> str:
        return f"{self.prefix}{self.model_field.name}"

    @property
    def id(self) -> str:
        return f"id_{self.name}"

    @property
    def label(self) -> str:
        return capfirst(str(self.model_field.verbose_name))

    @property
    def hint(self) -> str:
        return str(hint_of(self.kind, self.model_field))

    @property
    def described_by(self) -> str:
        """The elements that tell more of the field, for readers who hear it."""
        parts = [("hint", self.hint), ("fault", self.faults)]
        return " ".join(f"{self.id}_{name}" for name, there in parts if there)

    @property
    def in_words(self) -> str:
        """The value as people say it."""
        return str(self.value or "")

    def read(self, post: QueryDict) -> Any:
        """Return the value for the dict of the record; one that is empty goes without."""
        return text_of(post, self.name)


class Line(Field):
    """One line of text, a date or a key."""

    @property
    def is_left_to_right(self) -> bool:
        return isinstance(self.model_field, PartialDateField | models.DateField | models.TimeField | models.SlugField)


class LongText(Field):
    """A text of several lines."""

    template = "desk/fields/text.html"

    @property
    def text(self) -> str:
        return str(self.value or "")


class Number(Field):
    """A whole number; what is none is kept as typed."""

    template = "desk/fields/number.html"

    def read(self, post: QueryDict) -> Any:
        typed = text_of(post, self.name)
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else typed


class Tick(Field):
    """Yes, or not."""

    template = "desk/fields/tick.html"

    def read(self, post: QueryDict) -> Any:
        return self.name in post


@dataclass(frozen=True)
class Option:
    """One value that can be chosen."""

    value: str
    label: str
    chosen: bool


class Choice(Field):
    """One of a few values."""

    template = "desk/fields/choice.html"

    @property
    def options(self) -> list[Option]:
        chosen = str(self.value or "")
        pairs = [(str(value), str(label)) for value, label in self.pairs]
        unknown = [(chosen, chosen)] if chosen and chosen not in dict(pairs) else []
        return [Option(value, label, value == chosen) for value, label in [*pairs, *unknown]]

    @property
    def in_words(self) -> str:
        return next((option.label for option in self.options if option.chosen), "")

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        return [pair for pair in self.model_field.flatchoices if pair[0] not in ("", None)]


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
    def pairs(self) -> list[tuple[Any, Any]]:
        return list(self.names.of(self.model_field.remote_field.model).labels.items())


class LinkName(Field):
    """One thing among many, named; all names are offered while it is typed."""

    template = "desk/fields/named.html"

    @property
    def hint(self) -> str:
        return super().hint or str(_("Type a part of the name and choose it from the list."))

    @property
    def target(self) -> type[models.Model]:
        return self.model_field.remote_field.model

    @property
    def list(self) -> str:
        return list_name(self.target)

    @property
    def shown(self) -> str:
        return self.names.of(self.target).label(self.value) if self.value else ""

    @property
    def in_words(self) -> str:
        return self.shown

    def read(self, post: QueryDict) -> Any:
        typed = text_of(post, self.name)
        return self.names.of(self.target).key(typed) if typed else ""


class Several(Field):
    """Several things of a vocabulary: boxes to tick where they are few; of many, those chosen and one more by name."""

    template = "desk/fields/several.html"

    @cached_property
    def _names(self) -> Any:
        return self.names.of(self.model_field.remote_field.model)

    @property
    def list(self) -> str:
        return list_name(self.model_field.remote_field.model)

    @property
    def are_few(self) -> bool:
        return len(self._names.labels) <= FEW

    @property
    def options(self) -> list[Option]:
        chosen = list(self.value or [])
        keys = [*self._names.labels, *(key for key in chosen if key not in self._names.labels)]
        keys = keys if self.are_few else chosen
        return [Option(key, self._names.label(key), key in chosen) for key in keys]

    def read(self, post: QueryDict) -> Any:
        more = [self._names.key(line) for line in text_of(post, f"{self.name}-more").split("\n") if line.strip()]
        return list(dict.fromkeys([*post.getlist(self.name), *more]))


class Languages(Several):
    """Some of the six languages."""

    are_few = True

    @property
    def options(self) -> list[Option]:
        return [Option(code, str(language(code)), code in (self.value or [])) for code in CODES]

    def read(self, post: QueryDict) -> Any:
        return post.getlist(self.name)


class Lines(LongText):
    """Several texts, one a line."""

    def read(self, post: QueryDict) -> Any:
        return lines_of(text_of(post, self.name))

    @property
    def text(self) -> str:
        return "\n".join(self.value) if isinstance(self.value, list) else str(self.value or "")


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that say something, each once."""
    return list(dict.fromkeys(line.strip() for line in text.split("\n") if line.strip()))


@dataclass(frozen=True)
class InLanguage:
    """The input for one language of a text held in several."""

    code: str
    name: str
    id: str
    value: str

    @property
    def label(self) -> str:
        return str(language(self.code))

    @property
    def direction(self) -> str:
        return "rtl" if LANG_INFO[self.code]["bidi"] else "ltr"


class ByLanguage(Field):
    """A text in each of the six languages, English first; the rest stand folded until they are wanted."""

    template = "desk/fields/by_language.html"
    are_lists = False

    @property
    def inputs(self) -> list[InLanguage]:
        held = self.value if isinstance(self.value, dict) else {}
        return [
            InLanguage(code, f"{self.name}_{code}", f"{self.id}_{code}", self._shown(held.get(code, "")))
            for code in CODES
        ]

    @property
    def english(self) -> InLanguage:
        return self.inputs[0]

    @property
    def others(self) -> list[InLanguage]:
        return self.inputs[1:]

    @property
    def others_filled(self) -> str:
        """The languages besides English that say something, to be seen while they are folded."""
        return ", ".join(one.label for one in self.others if one.value)

    def _shown(self, held: Any) -> str:
        return "\n".join(held) if isinstance(held, list) else str(held)

    def read(self, post: QueryDict) -> Any:
        typed = {code: text_of(post, f"{self.name}_{code}") for code in CODES}
        return {code: lines_of(text) if self.are_lists else text for code, text in typed.items() if text}


class ListsByLanguage(ByLanguage):
    """A list of texts in each of the six languages, one text a line."""

    are_lists = True


def field_class(f: Any, names: AllNames) -> type[Field]:
    """Return how a field of a model is shown in a form."""
    from desk.forms.places import OnePlace, Places

    if f.many_to_many:
        return Places if f.remote_field.model in (Reference, Paragraph) else Several
    if f.is_relation:
        return of_link(f.remote_field.model, names, OnePlace)
    if isinstance(f, models.JSONField):
        return of_json(f)
    if f.choices:
        return Choice
    if isinstance(f, models.BooleanField):
        return YesOrNo if f.null else Tick
    if isinstance(f, models.IntegerField):
        return Number
    is_long = isinstance(f, models.TextField) or (f.max_length or 0) > LONG
    return LongText if is_long and not isinstance(f, models.URLField) else Line


def of_link(target: type[models.Model], names: AllNames, place: type[Field]) -> type[Field]:
    """Return how a link to one thing is shown."""
    if target in (Reference, Paragraph):
        return place
    return LinkChoice if len(names.of(target).labels) <= FEW else LinkName


def of_json(f: Any) -> type[Field]:
    """Return how a field is shown that holds texts by language, or a list of texts."""
    if validate_texts_by_language in f.validators:
        return ByLanguage
    if validate_lists_by_language in f.validators:
        return ListsByLanguage
    if validate_languages in f.validators:
        return Languages
    return ByLanguage if f.get_default() == {} else Lines
