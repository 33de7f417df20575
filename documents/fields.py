"""Fields that several layers share, and their rules: dates as exact as their source, texts in several languages."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.conf import settings
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


def validate_texts(value: Any) -> None:
    """Raise ValidationError unless value is a list of texts, none of them empty."""
    if not isinstance(value, list) or not all(is_text(one) for one in value):
        raise ValidationError(_("This is not a list of texts."))


def validate_languages(value: Any) -> None:
    """Raise ValidationError unless value is a list of codes of the six languages."""
    validate_texts(value)
    for code in value:
        if code not in dict(settings.ALL_LANGUAGES):
            raise ValidationError(_("“%(code)s” is not the code of one of the six languages."), params={"code": code})


def validate_texts_by_language(value: Any) -> None:
    """Raise ValidationError unless value holds a text for some of the six languages, English among them."""
    if not isinstance(value, dict):
        raise ValidationError(_("This is not a set of texts by language."))
    validate_languages(list(value))
    for code, text in value.items():
        if not is_text(text):
            raise ValidationError(_("What stands for “%(code)s” is not a text, or empty."), params={"code": code})
    if "en" not in value:
        raise ValidationError(_("The English text is missing."))


def validate_lists_by_language(value: Any) -> None:
    """Raise ValidationError unless value holds a list of texts for some of the six languages."""
    if not isinstance(value, dict):
        raise ValidationError(_("This is not a set of lists by language."))
    validate_languages(list(value))
    for texts in value.values():
        validate_texts(texts)


def is_text(value: Any) -> bool:
    """Tell whether this is a text that says something."""
    return isinstance(value, str) and value.strip() != ""


def in_language(names: dict[str, str], language: str | None = None) -> str:
    """Return the name in the language asked for (the reader's by default), else the English one."""
    return names.get(language or get_language() or "en") or names.get("en", "")


class Named(models.Model):
    """A named thing has a name in each of the six languages of the United Nations, one of them English."""

    names = models.JSONField(_("names by language"), default=dict, validators=[validate_texts_by_language])

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.names)
