"""Template tags that every layer's pages use: references, dates, titles in the right language, bars."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from documents.models import Document, Reference

register = template.Library()


class Mark(NamedTuple):
    """One reference as a page shows it."""

    address: str
    text: str
    spoken: str
    is_paragraph: bool


def mark(reference: Reference, main: Document | None, sources: dict[str, int]) -> Mark:
    """Return how to show a reference on a page whose main document, if any, goes without its name.

    An address listed in the page's numbered sources is shown by its number, else by its publisher.
    """
    if reference.url:
        number = sources.get(reference.url)
        if number:
            spoken = _("source %(number)s") % {"number": number}
            return Mark(f"#source-{number}", f"[{number}]", spoken, is_paragraph=False)
        return Mark(reference.url, reference.publisher or reference.url, "", is_paragraph=False)
    source = reference.source
    sign = f"¶ {reference.label}" if reference.paragraph_id else reference.label
    name = "" if main is not None and source == main else f"{source.short_name} "
    return Mark(reference.get_absolute_url(), f"{name}{sign}", reference.spoken, is_paragraph=True)


@register.inclusion_tag("components/refs.html")
def refs(references: Iterable[Reference], main: Document | None = None, sources: dict[str, int] | None = None) -> dict:
    """Show the references of one statement, paragraphs first."""
    marks = [mark(reference, main or None, sources or {}) for reference in references]
    return {"marks": sorted(marks, key=lambda one: not one.is_paragraph)}


@register.filter
def partial_date(value: str | date | None) -> str:
    """Show a date as exact as its source: `2014`, `May 2014` or `21 May 2014`."""
    if not value:
        return ""
    if isinstance(value, date):
        return date_format(value, "j F Y")
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 1:
        return str(parts[0])
    day = date(parts[0], parts[1], parts[2] if len(parts) == 3 else 1)
    return date_format(day, "j F Y" if len(parts) == 3 else "F Y")


@register.simple_tag
def days(first: date, last: date) -> str:
    """Show a span of days: `21–22 May 2014`."""
    if first == last:
        return date_format(first, "j F Y")
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{date_format(last, 'j F Y')}"
    return f"{date_format(first, 'j F Y')} – {date_format(last, 'j F Y')}"


@register.inclusion_tag("components/bar.html")
def bar(number: int, largest: int) -> dict[str, Any]:
    """Draw a bar whose length is number against the largest of its list; the number itself stands beside as text."""
    return {"width": round(100 * number / largest, 1) if largest else 0}


@register.filter
def symbol(text: str) -> str:
    """Mark a document symbol as left-to-right text of its own."""
    return template.loader.render_to_string("components/symbol.html", {"text": text})
