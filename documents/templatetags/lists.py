"""Template tags of lists: rows kept as HTML, and the options of a facet.

A page of twenty rows and three hundred options takes a template longer than the records take to be found.
"""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from documents.listing import Listing
from documents.listing_parts import Facet, Option
from documents.templatetags.nrem import in_english

register = template.Library()
KEPT = 4_000  # rows of one list held in memory, about a kilobyte each


@register.simple_tag(takes_context=True)
def rows(context: Context, listing: Listing, name: str) -> SafeString:
    """Show the rows of a list by a template that takes one record under its kind; kept for one data version."""
    row = context.template.engine.get_template(name)  # type: ignore[union-attr]
    kind = listing.filterset.record_kind
    if listing.words:  # marked in the rows, and no two queries alike
        with context.push():
            return mark_safe("".join(row.render(with_record(context, kind, one)) for one in listing.page))
    held, language, ids = listing.filterset.catalogue.rows, get_language(), listing.ids
    shown = {pk: html for pk in ids if (html := held.get((language, pk))) is not None}
    for one in listing.filterset.fetched([pk for pk in ids if pk not in shown]):
        shown[one.pk] = row.render(Context({kind: one}))
    if len(held) + len(shown) > KEPT:  # other threads may do the same: a page is put together from its own
        held.clear()
    held.update({(language, pk): html for pk, html in shown.items()})
    return mark_safe("".join(shown.get(pk, "") for pk in ids))


def with_record(context: Context, kind: str, record: object) -> Context:
    """Return the context of a page with one record under its kind."""
    context[kind] = record
    return context


@register.simple_tag
def boxes(facet: Facet) -> SafeString:
    """Show the options of a facet as boxes to tick, each with its count."""
    return mark_safe("".join(box(facet, option) for option in facet.boxes))


def box(facet: Facet, option: Option) -> str:
    """Return one option as a box to tick."""
    label = in_english(option.label) if facet.in_english else option.label
    checked = " checked" if option.chosen else ""
    return (
        f'<label><input type="checkbox" name="{facet.name}" value="{conditional_escape(option.value)}"{checked}>'
        f"{conditional_escape(label)}<span>{option.count}</span></label>"
    )


@register.simple_tag
def further(facet: Facet) -> SafeString:
    """Show the options of a facet that are not chosen as those of a drop-down list."""
    return mark_safe(
        "".join(
            f'<option value="{conditional_escape(option.value)}">{conditional_escape(option.label)}</option>'
            for option in facet.options
            if not option.chosen
        )
    )
