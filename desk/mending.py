"""What is wrong with what was typed into a field, in words that tell an editor what to do."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from desk.names import meant_by
from documents.dates import readings
from documents.fields import PartialDateField, validate_texts_by_language
from documents.models import Paragraph, Reference
from recommendations.models import Recommendation

OFFERED = 3  # names of those that may be meant
SHOWN = 60  # characters of what was typed
DAY = len("2014-05-21")


def mended(f: Any, value: Any, error: ValidationError) -> list[str]:
    """Return, each once, what is wrong with a field, and what to do."""
    return list(dict.fromkeys(in_words(f, value, one) for one in error.error_list))


def in_words(f: Any, value: Any, one: Any) -> str:
    """Return what one thing is that is wrong; what a rule of the record's own tells is told as it is."""
    if one.code in {"null", "blank"}:
        return missing(f)
    if isinstance(f, PartialDateField):
        return no_date(value, exact=False)
    if one.code == "max_length":
        return too_long(one.params["limit_value"], one.params["show_value"])
    if one.code in {"min_value", "max_value"}:
        return _("Give a number from 0 to 32,767.")
    return (
        not_taken(f, value) if one.code in {"invalid", "invalid_choice", "invalid_date", "invalid_time"} else told(one)
    )


def told(error: ValidationError) -> str:
    """Return the words that an error has of its own."""
    return " ".join(error.messages)


def missing(f: Any) -> str:
    """Return what to do where a field that must say something is empty."""
    if validate_texts_by_language in f.validators:
        return _("Give the English text.")
    if f.choices:
        return _("Choose one.")
    if isinstance(f, models.DateField):
        return _("Give the day, such as 2014-05-21.")
    return _("Give a number.") if isinstance(f, models.IntegerField) else _("Fill this in.")


def not_taken(f: Any, value: Any) -> str:
    """Return what to do where a field cannot take what was typed."""
    typed = {"typed": in_short(value)}
    if f.choices:
        return _("“%(typed)s” is not in the list. Choose one of those offered.") % typed
    if isinstance(f, models.DateField):
        return no_date(value, exact=True)
    if isinstance(f, models.TimeField):
        return _("“%(typed)s” is no hour. Write it as 09:30.") % typed
    if isinstance(f, models.IntegerField):
        return _("“%(typed)s” is no whole number. Write it in figures, such as 12.") % typed
    if isinstance(f, models.URLField):
        return _("“%(typed)s” is no web address. Write it in full, such as https://www.ohchr.org/.") % typed
    return _("“%(typed)s” cannot stand in an address. Take letters from a to z, figures and hyphens alone.") % typed


def too_long(most: int, long: int) -> str:
    """Return that a text is too long, and by how much."""
    return _("This is longer than %(most)s characters, by %(number)s. Shorten it.") % {
        "most": most,
        "number": long - most,
    }


def no_date(value: Any, *, exact: bool) -> str:
    """Return how to write a date that was written in another way, or that it is none; `exact` where a day is asked."""
    meant = [one for one in readings(str(value)) if not exact or len(one) == DAY]
    if len(meant) == 1:
        return _("Write the date as %(date)s: the year first, then the month and the day.") % {"date": meant[0]}
    if meant:
        both = {"one": meant[0], "other": meant[1]}
        return _("Write the date as %(one)s or %(other)s, whichever is meant: the year, the month, the day.") % both
    if exact:
        return _("“%(typed)s” is no day. Write it as 2014-05-21.") % {"typed": in_short(value)}
    return _("“%(typed)s” is no date. Write a year, a month or a day as 2014, 2014-05 or 2014-05-21.") % {
        "typed": in_short(value)
    }


def unknown(model: type[models.Model], key: str) -> str:
    """Return what to do where a thing was named that is not held."""
    typed = {"typed": in_short(key)}
    if several := meant_by(model, key)[:OFFERED]:
        names = "; ".join(in_short(name) for name in several)
        return _("Several are called “%(typed)s”. Choose one: %(names)s.") % {**typed, "names": names}
    if model is Recommendation:
        return _("“%(typed)s” is no recommendation held. Give its title, or where it is written.") % typed
    if model is Paragraph:
        return _("“%(typed)s” is no paragraph held. Write its symbol and number.") % typed
    if model is Reference:
        return _("“%(typed)s” is no paragraph held. Write its symbol and number, or a web address.") % typed
    return _("“%(typed)s” is not in the list. Choose one of those offered.") % typed


def in_short(value: Any) -> str:
    """Return the beginning of what was typed."""
    text = str(value)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
