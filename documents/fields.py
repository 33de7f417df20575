"""Two kinds of field that several layers share: dates as exact as their source, and names in several languages."""

from __future__ import annotations

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

PARTIAL_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)


def is_partial_date(value: str) -> bool:
    """Tell whether value is `YYYY`, `YYYY-MM` or `YYYY-MM-DD` and such a day, month or year exists."""
    if not PARTIAL_DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        return False
    return True


def validate_partial_date(value: str) -> None:
    """Raise ValidationError unless value is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""
    if not is_partial_date(value):
        raise ValidationError(
            _("“%(value)s” is not a date of the form 2014, 2014-05 or 2014-05-21."), params={"value": value}
        )


class PartialDateField(models.CharField):
    """A date as exact as its source: a year, a month or a day (ISO 8601, reduced precision). Sorts as text."""

    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 10
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, validate_partial_date]

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs


def in_language(names: dict[str, str], language: str | None = None) -> str:
    """Return the name in the language asked for (the reader's by default), else the English one."""
    return names.get(language or get_language() or "en") or names.get("en", "")


class Named(models.Model):
    """A named thing has a name in each of the six languages of the United Nations, one of them English."""

    names = models.JSONField(_("names by language"), default=dict)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.names)
