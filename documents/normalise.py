"""One normaliser for the index, for queries and for the words of a list, alike on both database engines.

Text becomes words of letters and digits only: case folded, marks removed, Arabic letter forms and digits folded,
Chinese cut into pairs of characters. Each word has a stem (`stems.py`), by which it is found in its other forms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import filterfalse
from typing import NamedTuple

from documents.stems import stem

WORD = re.compile(r"[^\W_]+")
CHINESE = re.compile(r"[\u3400-\u9fff]+")
SCRIPTS = re.compile(r"[\u3400-\u9fff]+|[^\u3400-\u9fff]+")
LONGEST = 64  # characters of a word that count
# Letters that Arabic writers use for one another, and letters that decomposition leaves whole.
FOLDED = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": ""}
    | {"ø": "o", "ł": "l", "ı": "i", "đ": "d", "’": "'", "‘": "'"}
    | dict(zip("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2, strict=True))
)


class Term(NamedTuple):
    """A word of a text: as it stands, folded, and its stem."""

    word: str
    stem: str


def fold(text: str) -> str:
    """Return text without case, marks and variants of letters and digits; what is folded already stays as it is."""
    if text.isascii():
        return text.lower()
    whole = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", whole)))
    return bare.translate(FOLDED)


def terms(text: str) -> list[str]:
    """Return the stems of a text in order."""
    return [term.stem for run in WORD.findall(fold(text)) for term in terms_of(run)]


def words(text: str) -> list[str]:
    """Return the words of a text in order, as they stand."""
    return [term.word for run in WORD.findall(fold(text)) for term in terms_of(run)]


@lru_cache(maxsize=1 << 16)
def terms_of(run: str) -> tuple[Term, ...]:
    """Return the words of one folded run of letters and digits: each script is a word of its own."""
    return tuple(term for part in SCRIPTS.findall(run) for term in _terms(part))


def _terms(part: str) -> Iterator[Term]:
    """Yield a word and its stem; of Chinese, each character with the next one, so that any part of it is found."""
    if CHINESE.match(part):
        yield from (Term(part[i : i + 2], part[i : i + 2]) for i in range(len(part)))
    else:
        word = part[:LONGEST]
        yield Term(word, stem(word))
