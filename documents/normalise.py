"""One normaliser for the index, for queries and for the words of a list, alike on both database engines.

Text becomes terms of letters and digits only: case folded, marks removed, Arabic letter forms and digits folded,
Chinese cut into pairs of characters, English plurals and the Arabic article cut.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

WORD = re.compile(r"[^\W_]+")
SPELLING = re.compile(r"is(e|ed|er|es|ing|ation|ations)$")
# "the", alone or joined to and, so, by, as or for, where at least two letters follow
ARTICLE = re.compile(r"^(?:[وفبك]?ال|لل)(?=\w\w)")
CHINESE = re.compile(r"[\u3400-\u9fff]+")
# Letters that Arabic writers use for one another, and letters that decomposition leaves whole.
FOLDED = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": ""}
    | {"ø": "o", "ł": "l", "ı": "i", "đ": "d", "’": "'", "‘": "'"}
    | dict(zip("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2, strict=True))
)


def fold(text: str) -> str:
    """Return text without case, marks and variants of letters and digits; what is folded already stays as it is."""
    whole = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(char for char in unicodedata.normalize("NFKD", whole) if not unicodedata.combining(char))
    return bare.translate(FOLDED)


def stem(word: str) -> str:
    """Return an English word without its plural ending, -ise spelled -ize; an Arabic one without its article."""
    word = ARTICLE.sub("", word)
    word = SPELLING.sub(r"iz\1", word)
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def terms(text: str) -> list[str]:
    """Return the terms of a text in order, those of a query and those of the index alike."""
    return [term for word in WORD.findall(fold(text)) for term in _split(word)]


def _split(word: str) -> Iterator[str]:
    """Yield the terms of one run of letters: Chinese characters in pairs, the rest stemmed."""
    position = 0
    for run in CHINESE.finditer(word):
        if run.start() > position:
            yield stem(word[position : run.start()])
        characters = run.group()
        yield from (characters[i : i + 2] for i in range(max(1, len(characters) - 1)))
        position = run.end()
    if position < len(word):
        yield stem(word[position:])
