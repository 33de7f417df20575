"""Official text as a page sets it: calls of notes as links, and words of the other direction set apart; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from documents.intake.blocks import MARK

# Letters of the scripts that run from right to left, their marks and forms included.
RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
LETTER = "A-Za-z\u00c0-\u024f"
# Words of the Latin script, and what is written with them: `A/HRC/14/32`, `www.example.org/a-b`, `OSCE and IOM`.
LATIN_RUN = re.compile(
    rf"(?<![0-9])[0-9]{{0,6}}[{LETTER}][{LETTER}0-9]*"
    rf"(?:(?:[./:\-–’'&@_?=%+~#]{{1,3}}[{LETTER}0-9]+)|(?: [{LETTER}]+))*/?"
)
RTL_LETTER, LATIN_LETTER = re.compile(f"[{RTL}]"), re.compile(f"[{LETTER}]")
# Words of those scripts, with the spaces and the marks between them.
RTL_RUN = re.compile(rf"[{RTL}]+(?:[ ./:\-–]{{1,2}}[{RTL}]+)*")


def without_marks(text: str) -> str:
    """Return a text without the calls of its notes: as it is searched and written out."""
    return MARK.sub("", text)


def set_text(text: str, *, is_rtl: bool, notes: Mapping[str, str] | None = None) -> SafeString:
    """Return a text as HTML; `notes` are the ids on the page of the notes it calls, by number."""
    parts = MARK.split(text)  # words and numbers of notes in turn
    html = [
        call(part, notes or {}) if place % 2 else set_apart(part, is_rtl=is_rtl) for place, part in enumerate(parts)
    ]
    return mark_safe("".join(html))


def call(number: str, notes: Mapping[str, str]) -> SafeString:
    """Return the call of a note: a link to it where the page shows it."""
    if number not in notes:
        return format_html("<sup>{}</sup>", number)
    spoken = _("Note %(number)s") % {"number": number}
    return format_html('<sup><a href="#{}" aria-label="{}">{}</a></sup>', notes[number], spoken, number)


def set_apart(text: str, *, is_rtl: bool) -> SafeString:
    """Return a text as HTML in which lines and runs of the other direction keep their own order."""
    return mark_safe("\n".join(set_line(line, is_rtl=is_rtl) for line in text.split("\n")))


def set_line(text: str, *, is_rtl: bool) -> SafeString:
    """Return a line as HTML; one that is all of the other direction, such as `Distr.: General`, is set apart whole."""
    own, other = (RTL_LETTER, LATIN_LETTER) if is_rtl else (LATIN_LETTER, RTL_LETTER)
    if other.search(text) and not own.search(text):
        return format_html('<bdi dir="{}">{}</bdi>', "ltr" if is_rtl else "rtl", text)
    run, html, end = (LATIN_RUN if is_rtl else RTL_RUN), [], 0
    for match in run.finditer(text):
        html += [conditional_escape(text[end : match.start()]), format_html("<bdi>{}</bdi>", match.group())]
        end = match.end()
    return mark_safe("".join([*html, conditional_escape(text[end:])]))
