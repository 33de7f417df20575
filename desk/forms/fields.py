"""The fields of a record form: what each is called, how it is shown, and how what was typed becomes a dict's value.

Nothing is refused here: a draft keeps what was typed, and what is wrong with it is told at its field (`checking.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.forms.hints import hint_of
from desk.names import AllNames
from documents.fields import PartialDateField
from documents.numerals import western

DOTTED = re.compile(r"\A(\d{1,2})[.h](\d\d)\Z")  # an hour written as 9.30 or 9h30


def text_of(post: QueryDict, name: str) -> str:
    """Return what was typed into a field, with the ends of lines as one character."""
    return post.get(name, "").replace("\r\n", "\n").replace("\x00", "").strip()


def chosen_in(post: QueryDict, name: str) -> list[str]:
    """Return what was ticked of a field."""
    return [one for text in post.getlist(name) if (one := text.replace("\x00", ""))]


def is_number(typed: str) -> bool:
    """Tell whether this is a whole number, in figures of any script, that the record can hold."""
    return typed.isdecimal() and len(typed) < 10


def number_in(post: QueryDict, name: str) -> int:
    """Return a number as the form tells it; 0 for what is none."""
    typed = post.get(name, "")
    return int(typed) if is_number(typed) else 0


@dataclass
class Field:
    """One field of a form, with the value it shows and what is wrong with it."""

    model_field: Any
    kind: str  # of the form, for the hint
    prefix: str
    names: AllNames
    value: Any = None
    faults: list[str] = field(default_factory=list)
    otherwise: Any = None  # what another person wrote into it meanwhile

    is_folded: bool = (
        False  # in a row that stands folded: its label is the element around it, its hint that of all rows
    )

    template = "desk/fields/labelled.html"
    control = "desk/fields/line.html"  # what is filled in, where it stands beside its label

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
        parts = [(self.hint_id, self.hint), (f"{self.id}_fault", self.faults)]
        return " ".join(id for id, there in parts if there)

    @property
    def hint_id(self) -> str:
        """The element that holds the hint: one for all folded rows of a kind."""
        return f"h-{self.kind[:4]}-{self.model_field.name}" if self.is_folded else f"{self.id}_hint"

    @property
    def is_vain(self) -> bool:
        """Whether there is nothing to be entered."""
        return False

    @property
    def in_words(self) -> str:
        """The value as people say it."""
        return str(self.value or "")

    def read(self, post: QueryDict) -> Any:
        """Return the value for the dict of the record; one that is empty goes without."""
        return text_of(post, self.name)


class Line(Field):
    """One line of text, a date or a key. Figures of dates and hours may be those of any of our scripts."""

    @property
    def is_left_to_right(self) -> bool:
        return self.is_in_figures or isinstance(self.model_field, models.SlugField)

    @property
    def is_in_figures(self) -> bool:
        return isinstance(self.model_field, PartialDateField | models.DateField | models.TimeField)

    def read(self, post: QueryDict) -> Any:
        typed = text_of(post, self.name)
        typed = western(typed) if self.is_in_figures else typed
        return DOTTED.sub(r"\1:\2", typed) if isinstance(self.model_field, models.TimeField) else typed


class OwnKey(Line):
    """The name in addresses, which the desk makes of the title where an editor gives none."""

    @property
    def label(self) -> str:
        return capfirst(gettext("name in addresses"))

    @property
    def hint(self) -> str:
        made = _("It will be: %(key)s") % {"key": self.names.key} if self.names.key and not self.value else ""
        return f"{super().hint} {made}".strip()


class LongText(Field):
    """A text of several lines."""

    control = "desk/fields/text.html"

    @property
    def text(self) -> str:
        return str(self.value or "")


class Number(Field):
    """A whole number; what is none is kept as typed."""

    control = "desk/fields/number.html"

    def read(self, post: QueryDict) -> Any:
        typed = western(text_of(post, self.name))
        return int(typed) if is_number(typed) else typed


class Tick(Field):
    """Yes, or not."""

    template = "desk/fields/tick.html"

    def read(self, post: QueryDict) -> Any:
        return self.name in post


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
