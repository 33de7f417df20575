"""How the administration says when and what."""

from __future__ import annotations

import json
from datetime import datetime

from django import template
from django.contrib.admin.models import LogEntry
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def moment(value: datetime) -> str:
    """Show a moment, in the order of the United Nations: `21 May 2014, 14:05 UTC`."""
    local = localtime(value)
    return f"{date_format(local, 'j F Y, H:i')} {local.tzname()}"


@register.filter
def change_in_words(entry: LogEntry) -> str:
    """Say what a change changed, in the reader's language: `Changed Position; Names: English, Arabic.`"""
    try:
        parts = json.loads(entry.change_message)
    except ValueError:
        return _(entry.get_change_message())  # a sentence of the catalogue, or one in words of its own
    for part in parts:
        changed = part.get("changed", {})
        if "fields" in changed:
            changed["fields"] = ["; ".join(map(translated, changed["fields"]))]
    return LogEntry(change_message=json.dumps(parts)).get_change_message()


@register.filter
def values_in_words(entry: LogEntry) -> str:
    """Say what each field said before a change and says since, as far as the log keeps it."""
    try:
        parts = json.loads(entry.change_message)
    except ValueError:
        return ""
    told = _("%(field)s: “%(after)s”, before it “%(before)s”.")
    values = [value for part in parts for value in part.get("values", [])]
    said = ({"field": translated(label), "before": before, "after": after} for label, before, after in values)
    return " ".join(told % one for one in said)


def translated(label: str) -> str:
    """Translate a label as the history keeps it, `Position` or `Names: English, Arabic`."""
    title, colon, languages = label.partition(": ")
    names = ", ".join(_(name) for name in languages.split(", ") if name)
    return f"{named(title)}{colon}{names}"


def named(title: str) -> str:
    """Translate the label of a field; the catalogues mostly hold it without its capital."""
    found = _(title)
    return found if found != title else capfirst(_(title[:1].lower() + title[1:]))
