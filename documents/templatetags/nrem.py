"""Template tags that every layer's pages use: references, dates, titles in the right language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple

from django import template
from django.conf import settings
from django.template import Context
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi, gettext_noop
from django.utils.translation import gettext as _

from documents.marks import set_text
from documents.models import Document, Footnote, Paragraph, ParagraphText, Reference
from documents.numerals import in_figures
from documents.search.marking import marked
from documents.sources import bare, host, told_apart

register = template.Library()
register.filter(bare)
register.filter(host)
WORD = re.compile(r"[A-Za-z]{2}")
ENGLISH = "en", None  # without a language the portal speaks English


class Mark(NamedTuple):
    """One reference as a page shows it; without address where its document is not published."""

    address: str
    text: str
    spoken: str
    is_paragraph: bool
    name: str = ""  # of the document, where it is not the page's main one

    @property
    def is_in_english(self) -> bool:
        """Tell whether it has English words, as in `UNODC ¶ 8, note 4`; `¶ 45 (c)` has none."""
        return bool(WORD.search(self.name) or WORD.search(self.text))

    @property
    def html(self) -> SafeString:
        """The reference as HTML; beside English text it keeps its own direction and language."""
        text = f"{self.name} {self.text}" if self.name else self.text
        if not self.address:
            return format_html('<span class="p"{}>{}</span>', self._direction, text)
        if self.is_paragraph:
            shown = '<a class="p" href="{}"><span aria-hidden="true"{}>{}</span><span class="vh"{}>{}</span></a>'
            return format_html(shown, self.address, self._direction, text, spoken_in(), self.spoken)
        if self.spoken:
            shown = '<a class="src nb" href="{}"><span class="vh">{} </span><span aria-hidden="true">{}</span></a>'
            return format_html(shown, self.address, self.spoken, text)
        return format_html('<a class="src" href="{}" rel="external">{}</a>', self.address, in_english(text))

    @property
    def _direction(self) -> str:
        if get_language() in ENGLISH:
            return ""
        return mark_safe(' dir="ltr"' if self.is_in_english else ' dir="auto"')


def spoken_in() -> str:
    """Return the attributes of words in the reader's language that stand beside English text."""
    language = get_language()
    if language in ENGLISH:
        return ""
    return format_html(' lang="{}" dir="{}"', language, "rtl" if get_language_bidi() else "ltr")


def mark(reference: Reference, main: Document | None, called: str = "") -> Mark:
    """Return how to show a reference on a page whose main document, if any, goes without its name.

    `called` is what an address is called where its publisher alone does not tell it from others.
    """
    source = reference.source
    if source is None:
        return Mark(reference.link, called or reference.publisher or host(reference.url), "", is_paragraph=False)
    sign = signed(reference.label) if reference.paragraph_id else reference.label
    name = "" if main is not None and source == main else source.short_name
    address = reference.get_absolute_url() if reference.is_public else ""
    return Mark(address, sign, spoken(source, reference.label), is_paragraph=True, name=name)


def mark_of(paragraph: Paragraph, main: Document | None) -> Mark:
    """Return how to show one paragraph as a reference."""
    return mark(Reference(document=paragraph.document, paragraph=paragraph), main)


def spoken(source: Document, label: str) -> str:
    """Return a place in full, for readers who hear it: “A/HRC/29/38/Add.2, paragraph 45 (c)”."""
    parts = {"document": conditional_escape(in_english(str(source))), "label": conditional_escape(in_words(label))}
    return mark_safe(_("%(document)s, paragraph %(label)s") % parts)


PLACES = {
    "note": gettext_noop("note"),
    "Annex": gettext_noop("Annex"),
    "entry": gettext_noop("entry"),
    "first page": gettext_noop("first page"),
    "cover": gettext_noop("cover"),
    "contents": gettext_noop("contents"),
    "Summary": gettext_noop("Summary"),
    "Context": gettext_noop("Context"),
    "Background": gettext_noop("Background"),
    "Objectives": gettext_noop("Objectives"),
    "Modalities": gettext_noop("Modalities"),
    "Appendix": gettext_noop("Appendix"),
    "Excerpt": gettext_noop("Excerpt"),
}
PLACE = re.compile(rf"\b({'|'.join(PLACES)})\b")


@register.filter
def in_words(label: str) -> str:
    """Return a label with its common words in the reader's language: `Annex, entry 3`, `8, note 4`, `Context ¶1`.

    One with other words is left in English, and marked as such.
    """
    put = PLACE.sub(lambda match: _(PLACES[match.group()]), label)
    return in_english(label) if WORD.search(put) else put


def signed(label: str) -> str:
    """Return a label with its paragraph sign; unnumbered places go without: `Annex, entry 3`."""
    return f"¶\N{NO-BREAK SPACE}{label}" if label[:1].isdigit() or label.startswith("(") else label


@register.inclusion_tag("components/refs.html")
def refs(references: Iterable[Reference], main: Document | None = None, sources: dict[str, int] | None = None) -> dict:
    """Show the references of one statement: paragraphs as printed, then addresses.

    Addresses listed in the page's numbered sources are shown by their numbers, others by their publisher and date.
    """
    numbers = sources or {}
    ordered = sorted(references, key=lambda reference: reference.order)
    others = [reference for reference in ordered if reference.url not in numbers]
    names = told_apart(others)
    marks = [mark(reference, main or None, names.get(reference.url, "")) for reference in others]
    return {"marks": marks + numbered(numbers[one.url] for one in ordered if one.url in numbers)}


def numbered(numbers: Iterable[int]) -> list[Mark]:
    """Return the marks of numbered sources; three or more in a row become one that leads to the first: `[1–4]`."""
    marks = []
    for _key, run in groupby(enumerate(sorted(set(numbers))), key=lambda pair: pair[1] - pair[0]):
        row = [number for _place, number in run]
        spans = [(row[0], row[-1])] if len(row) > 2 else [(number, number) for number in row]
        marks += [numbered_mark(first, last) for first, last in spans]
    return marks


def numbered_mark(first: int, last: int) -> Mark:
    """Return the mark of one numbered source, or of a run of them."""
    if first == last:
        return Mark(f"#source-{first}", f"[{first}]", _("source %(number)s") % {"number": first}, is_paragraph=False)
    spoken = _("sources %(first)s to %(last)s") % {"first": first, "last": last}
    return Mark(f"#source-{first}", f"[{first}–{last}]", spoken, is_paragraph=False)


@register.simple_tag
def place(paragraph: Paragraph, main: Document | None = None) -> SafeString:
    """Show one paragraph as a reference: the place a recommendation stands."""
    return format_html(" {}", mark_of(paragraph, main or None).html)


@register.filter
def official(paragraph: Paragraph) -> ParagraphText | None:
    """Return the official text held of a paragraph, in the reader's language where there is one."""
    return paragraph.wording(get_language() or "en")


@register.filter
def notes_to(paragraph: Paragraph, text: ParagraphText) -> list[Footnote]:
    """Return the footnotes that the copy of a text prints to its paragraph."""
    return paragraph.notes_to(text)


@register.filter
def printed(text: ParagraphText | Footnote) -> SafeString:
    """Show an official text or note as HTML, on pages where the calls of notes lead nowhere."""
    return set_text(text.text, is_rtl=text.language in settings.LANGUAGES_BIDI)


@register.simple_tag(takes_context=True)
def found(context: Context, text: str) -> str:
    """Show a text with the words that the list on the page is searched for marked."""
    listing = context.get("listing")
    words = listing.words if listing else ()
    return marked(text, words) if words else conditional_escape(text)


@register.filter
def in_english(text: str) -> str:
    """Mark a text that the portal holds in English alone, so that other languages' pages set and speak it as such."""
    return text if not text or get_language() == "en" else format_html('<bdi lang="en">{}</bdi>', text)


@register.filter
def in_language(text: str, language: str) -> str:
    """Mark a text in a language that is not the page's, so that it is set and spoken as such."""
    if language == get_language():
        return text
    direction = "rtl" if language in settings.LANGUAGES_BIDI else "ltr"
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', language, direction, text)


@register.simple_tag
def english() -> str:
    """Mark an element whose whole text the portal holds in English alone, its references with it."""
    return "" if get_language() == "en" else mark_safe(' lang="en" dir="ltr"')


@register.filter(is_safe=True)
def figures(html: str) -> str:
    """Write the figures and commas of a page, or a part of one, as documents in the reader's language do."""
    return mark_safe(in_figures(conditional_escape(html), get_language() or "en"))


# Named here so that each language's catalogue may write them as United Nations documents do: أيار/مايو.
MONTHS = [
    gettext_noop("January"),
    gettext_noop("February"),
    gettext_noop("March"),
    gettext_noop("April"),
    gettext_noop("May"),
    gettext_noop("June"),
    gettext_noop("July"),
    gettext_noop("August"),
    gettext_noop("September"),
    gettext_noop("October"),
    gettext_noop("November"),
    gettext_noop("December"),
]
LANGUAGES = [
    gettext_noop("Arabic"),
    gettext_noop("Simplified Chinese"),
    gettext_noop("English"),
    gettext_noop("French"),
    gettext_noop("Russian"),
    gettext_noop("Spanish"),
]


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
def as_of(date: str) -> str:
    """Show as of when a statement holds; nothing where that is not told."""
    words = _("as of %(date)s") % {"date": partial_date(date)}
    return format_html(' <span class="small muted"{}>({})</span>', spoken_in(), words) if date else ""


@register.simple_tag
def days(first: date, last: date) -> str:
    """Show a span of days: `21–22 May 2014`."""
    if first == last:
        return date_format(first, "j F Y")
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{date_format(last, 'j F Y')}"
    return f"{date_format(first, 'j F Y')} – {date_format(last, 'j F Y')}"


@register.simple_tag
def period(first: str, last: str = "") -> str:
    """Show a period as exact as its source: `2018`, `6–7 June 2023`, `2007 – October 2024`."""
    if len(first) == len(last) == 10:
        return days(date.fromisoformat(first), date.fromisoformat(last))
    return " – ".join(partial_date(one) for one in (first, last) if one)
