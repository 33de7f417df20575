"""Template tags of the desk: what fields and rows are called."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.conf.locale import LANG_INFO
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language

from desk.forms.layouts import ROWS
from desk.interrupted import mark_for
from desk.kinds import KINDS, kind_of_record
from desk.queue import named
from desk.words import language_name
from documents.templatetags.nrem import spoken_in

register = template.Library()
LATIN = re.compile("[A-Za-z]")
LETTERS = {
    "ar": re.compile("[\u0600-\u06ff]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
}
# What stands in a message as it was or is to be typed: quotations, addresses, places in documents, dates and hours.
TYPED = re.compile(
    r"""(?<=[“«])[^“”«»]+(?=[”»])|https?://[^\s،]*[^\s،.]"""
    r"""|\b[A-Z]+(?:/[\w.]*\w)+(?:, \d+(?:\ \([a-z]\))?)?|\b(?:\d{4}(?:-\d\d)*|\d\d:\d\d)\b"""
)


@register.simple_tag(takes_context=True)
def made_for(context: Any) -> SafeString:
    """Return the field by which a form tells whom it was made for, so that what is typed outlives the session."""
    return format_html('<input type="hidden" name="made-for" value="{}">', mark_for(context["user"]))


@register.filter
def label(field: Any) -> str:
    """Return what a field of a model is called."""
    return capfirst(str(field.verbose_name))


@register.filter
def row_title(kind: str) -> str | Promise:
    """Return what one row of a kind is called."""
    return ROWS[kind].one


@register.filter
def called(change: Any) -> str:
    """Return what the record of a change is called."""
    return KINDS[change.kind].called(change.data)


@register.filter
def as_named(name: str) -> str:
    """Set a name apart, as it was written: in the reader's language where it has letters of it, else in English."""
    letters = LETTERS.get(get_language() or "en")
    if letters is None or not name:
        return name
    if letters.search(name) or not LATIN.search(name):
        return format_html("<bdi>{}</bdi>", name)
    return format_html('<bdi lang="en" dir="ltr">{}</bdi>', name)


@register.filter
def in_lines(text: str, are_names: bool) -> SafeString:
    """Show a text line by line; names each set apart."""
    return format_html_join(
        mark_safe("<br>"), "{}", ((as_named(line) if are_names else line,) for line in text.split("\n"))
    )


@register.simple_tag
def ours() -> str:
    """Mark the portal's own words that stand in a text of another language."""
    return spoken_in()


@register.simple_tag
def written_in(code: str) -> str:
    """Mark an element whose text is in one language, in its direction."""
    if code not in LANG_INFO:
        return mark_safe(' dir="auto" lang=""')
    return format_html(' lang="{}" dir="{}"', code, "rtl" if LANG_INFO[code]["bidi"] else "ltr")


register.filter(language_name)


@register.filter
def examples(text: str) -> SafeString:
    """Set apart what a hint or a fault quotes or gives as an example, for fields hold it with the figures 0–9."""
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
