"""Template tags of lists: rows kept as HTML, and the options of a facet.

A page of twenty rows and three hundred options takes a template longer than the records take to be found.
"""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.template import Context, Node
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from documents.listing import Listing
from documents.listing_parts import Facet, Option
from documents.templatetags.nrem import in_english

register = template.Library()
KEPT = 4_000  # rows of one list held in memory, about a kilobyte each


@register.simple_tag(takes_context=True)
def rows(context: Context, listing: Listing, name: str) -> SafeString:
    """Show the rows of a list by a template that takes one record under its kind; kept for one data version.

    Rows in which words are marked are not kept: no two queries are alike.
    """
    row = context.template.engine.get_template(name)  # type: ignore[union-attr]
    held, language, ids = listing.filterset.catalogue.rows, f"{get_language()} {name}", listing.ids
    kept = {} if listing.words else {pk: held.get((language, pk)) for pk in ids}
    shown = {pk: html for pk, html in kept.items() if html is not None}
    own = Context({"listing": listing})
    for card in listing.filterset.cards([pk for pk in ids if pk not in shown]):
        own[listing.filterset.record_kind] = card
        shown[card.pk] = row.render(own)
    if not listing.words:
        keep(held, language, shown)
    return mark_safe("".join(shown.get(pk, "") for pk in ids))


def keep(held: dict[tuple[str | None, int], str], language: str | None, shown: dict[int, str]) -> None:
    """Keep rows, and let go of those kept before where there would be too many."""
    if len(held) + len(shown) > KEPT:  # other threads may do the same: a page is put together from its own
        held.clear()
    held.update({(language, pk): html for pk, html in shown.items()})


@register.tag
def once(parser: Parser, token: Token) -> Once:
    """Show what all pages of a list say alike, in each language made once for a data version: `{% once listing %}`.

    On a page without a list it is made each time.
    """
    _tag, listing = token.split_contents()
    nodes = parser.parse(("endonce",))
    parser.delete_first_token()
    return Once(nodes, parser.compile_filter(listing))


class Once(Node):
    """A part of a template that is made once."""

    def __init__(self, nodelist: NodeList, listing: FilterExpression) -> None:
        self.nodelist, self.listing = nodelist, listing

    def render(self, context: Context) -> SafeString:
        listing = self.listing.resolve(context, ignore_failures=True)
        if not listing:
            return self.nodelist.render(context)
        return listing.filterset.catalogue.once(self, lambda: self.nodelist.render(context))


@register.simple_tag
def boxes(facet: Facet) -> SafeString:
    """Show the options of a facet as boxes to tick, each with its count."""
    return mark_safe("".join([box(facet, option) for option in facet.boxes]))


def box(facet: Facet, option: Option) -> str:
    """Return one option as a box to tick."""
    label = conditional_escape(in_english(option.label)) if facet.in_english else escaped(option.label)
    checked = " checked" if option.chosen else ""
    return (
        f'<label><input type="checkbox" name="{facet.name}" value="{escaped(option.value)}"{checked}>'
        f"{label}<span>{option.count}</span></label>"
    )


@register.simple_tag
def further(facet: Facet) -> SafeString:
    """Show the options of a facet that are not chosen as those of a drop-down list."""
    return mark_safe("".join([line(option.value, option.label) for option in facet.options if not option.chosen]))


@lru_cache(maxsize=4096)
def line(value: str, label: str) -> str:
    """Return one option as a line of a drop-down list."""
    return f'<option value="{escape(value)}">{escape(label)}</option>'


@lru_cache(maxsize=4096)
def escaped(text: str) -> str:
    """Return the value or label of an option, which is no HTML, as HTML."""
    return escape(text)
