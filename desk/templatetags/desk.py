"""Template tags of the desk: what fields and rows are called."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.text import capfirst

from desk.forms.layouts import ROWS
from desk.queue import named

register = template.Library()


@register.filter
def label(field: Any) -> str:
    """Return what a field of a model is called."""
    return capfirst(str(field.verbose_name))


@register.filter
def rows_title(kind: str) -> str | Promise:
    """Return what the rows of one kind are called together."""
    return ROWS[kind][0]


@register.filter
def person(user: Any) -> str:
    """Return what a person is called on the desk."""
    return named(user) if user else ""
