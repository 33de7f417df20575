"""Template tags of the desk: what fields and rows are called."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from desk.forms.layouts import ROWS
from desk.kinds import kind_of_record
from desk.queue import named

register = template.Library()
TYPED = re.compile(r"\b(?:\d{4}(?:-\d\d)*|\d\d:\d\d)\b")


@register.filter
def label(field: Any) -> str:
    """Return what a field of a model is called."""
    return capfirst(str(field.verbose_name))


@register.filter
def rows_title(kind: str) -> str | Promise:
    """Return what the rows of one kind are called together."""
    return ROWS[kind][0]


@register.filter
def examples(text: str) -> SafeString:
    """Set the dates and hours of a hint apart, for fields take the figures 0–9 in every language."""
    return mark_safe(TYPED.sub(r"<bdi>\g<0></bdi>", conditional_escape(text)))


@register.filter
def person(user: Any) -> str:
    """Return what a person is called on the desk."""
    return named(user) if user else ""


@register.filter
def kind_name(record: Any) -> str:
    """Return what the kind of a record is called in addresses; nothing for what the desk does not edit."""
    kind = kind_of_record(record)
    return kind.name if kind else ""
