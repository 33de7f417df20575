"""Figures and commas as each language's documents write them; pure."""

from __future__ import annotations

import re
from collections.abc import Callable

# United Nations documents in Arabic; those in the other five languages write 0-9.
FIGURES = {"ar": str.maketrans("0123456789,;", "٠١٢٣٤٥٦٧٨٩،؛")}
# Arabic-Indic figures, and those of Persian and Urdu.
WESTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)

# What is left as it stands: tags, entities, and texts that are set apart, in another language or left to right.
APART = re.compile(
    r"""<(?P<raw>bdi|script)\b.*?</(?P=raw)>"""
    r"""|<(?P<tag>\w+)\b[^>]*\s(?:lang|dir="ltr")[^>]*>.*?</(?P=tag)>"""
    r"""|<[^>]*>|&\#?\w+;""",
    re.DOTALL,
)
# Words in which a Latin letter stands beside a figure, such as symbols and names of files; numbers of versions.
LATIN = re.compile(r"\S*[A-Za-z]\S*|\d+(?:\.\d+)+")


def outside(pattern: re.Pattern[str], change: Callable[[str], str], text: str) -> str:
    """Return the text with everything outside the pattern's matches changed."""
    parts, end = [], 0
    for match in pattern.finditer(text):
        parts += [change(text[end : match.start()]), match.group()]
        end = match.end()
    return "".join([*parts, change(text[end:])])


def in_figures(html: str, language: str) -> str:
    """Return a piece of HTML with its figures and commas as documents in this language write them.

    Attributes stay, and so do elements set apart by `bdi`, `lang` or `dir="ltr"`: symbols, addresses, quotations.
    """
    figures = FIGURES.get(language)
    if figures is None:
        return html
    return outside(APART, lambda text: outside(LATIN, lambda words: words.translate(figures), text), html)


def western(text: str) -> str:
    """Return a text with its figures as 0-9, in which the record is written."""
    return text.translate(WESTERN)
