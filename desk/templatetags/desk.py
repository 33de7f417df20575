"""Template tags of the desk: what fields and rows are called."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from desk.forms.layouts import ROWS
from desk.interrupted import mark_for
from desk.queue import named

register = template.Library()
TYPED = re.compile(r"\b(?:\d{4}(?:-\d\d)*|\d\d:\d\d)\b")


@register.simple_tag(takes_context=True)
def made_for(context: Any) -> SafeString:
    """Return the field by which a form tells whom it was made for, so that what is typed outlives the session."""
    return format_html('<input type="hidden" name="made-for" value="{}">', mark_for(context["user"]))


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
