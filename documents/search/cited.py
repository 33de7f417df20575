"""Reading a citation: a document by its symbol, name or key, and a paragraph of it, however they are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from django.db.models import Q

from documents.models import Document, Paragraph
from documents.normalise import fold

# A word of a citation is a run of letters or of digits: `Add.2`, `Add. 2` and `add2` are the same two.
WORD = re.compile(r"[^\W\d_]+|\d+")
# What may stand before a symbol, and `A/RES/` before the number of a resolution.
LEAD = re.compile(r"^\W*(?:(?:un\s+)?doc(?:ument)?\b\.?|a/res/|(?:ال)?وثيقه\s)\s*")
# The words for a paragraph in six languages, and the signs.
SIGN = re.compile(
    r"(?<![^\W\d_])(?<!\()(?:paragraph[es]*|parrafos?|paras?|parr|par|пункт[аы]?|пп?|pp?|(?:ال)?فقر(?:ه|ات))\.?(?=\W*\d|\W*\()"
    r"|[¶§]+|第|段"
)
# What every citation of a paragraph has.
FIGURE = re.compile(r"[\d(]")
# What stands between the first and the last paragraph of several.
RANGE = re.compile(r"[–—−‑,;&-]|(?<!\w)(?:to|and|et seq|et|ff|al|y|и|по|الي|و|至)(?!\w)")
# A label that a numbered paragraph could bear: 45, 45 (c), 45c, (g).
LABEL = re.compile(r"(?:\d{1,4}|\(\w{1,4}\))(?:\s*\(\w{1,4}\)|\s*[a-z]\b)*")
# Sub-paragraphs as documents in Arabic letter them: أ ب ج د هـ و ز ح ط ي ك ل, as fold() leaves these.
ABJAD = dict(zip("ابجدهوزحطيكل", "abcdefghijkl", strict=True))
LETTER = re.compile(rf"\(([{''.join(ABJAD)}])\)")
# What may follow a symbol and name nothing: a slash, a stop, a bracket.
TAIL = " \t/.,;:!?\"'“”«»)]}،؛؟。…"


class Name(NamedTuple):
    """A name of a document as its words; `alone` if it names the document even where no paragraph follows."""

    document: Document
    words: list[str]
    alone: bool
    is_symbol: bool

    def weight(self) -> tuple[int, bool, bool, bool]:
        """Return how well a name fits among others that a query begins with: the longest, a symbol, of one held."""
        return len(self.words), self.is_symbol, self.alone, self.document.held


class Citation(NamedTuple):
    """What a query cites: a document, a paragraph of it if one is found, or the wish for one that is not."""

    document: Document
    paragraph: Paragraph | None = None
    missing: bool = False

    @property
    def address(self) -> str:
        """The page of what is cited; a paragraph's is the one that shows it between its neighbours."""
        return self.paragraph.alone if self.paragraph else self.document.get_absolute_url()

    @property
    def place(self) -> str:
        """The document as readers cite it, and the label of the paragraph."""
        return f"{self.document.citation} ¶ {self.paragraph.label}" if self.paragraph else self.document.citation


def words(text: str) -> list[str]:
    """Return the words of a citation, folded."""
    return WORD.findall(fold(text))


def label_words(query: str) -> list[str]:
    """Return the words of a query that is nothing but the label of a paragraph, as 45 (c) or ¶ 7; else none."""
    text = SIGN.sub(" ", fold(query)).strip(TAIL.replace(")", ""))
    return words(text) if LABEL.fullmatch(text) else []


def cited(query: str, also: Callable[[], Iterable[Name]] = list) -> Citation | None:
    """Return the published place that the query cites, if it is nothing but a citation.

    `also` gives names of documents that higher layers know; none of them cites a document by itself.
    """
    text = LEAD.sub("", fold(query))
    return first_cited(text, names(text)) or (first_cited(text, also()) if FIGURE.search(text) else None)


def first_cited(text: str, known: Iterable[Name]) -> Citation | None:
    """Return the place that a text cites by the best of these names."""
    found = list(WORD.finditer(text))
    asked = [match.group() for match in found]
    begun = [name for name in known if name.words and asked[: len(name.words)] == name.words]
    for name in sorted(begun, key=Name.weight, reverse=True):
        rest = text[found[len(name.words) - 1].end() :]
        citation = None if goes_on(rest) else place_in(name, rest)
        if citation:
            return citation
    return None


def goes_on(rest: str) -> bool:
    """Tell whether what follows a name makes it the beginning of another one: `/Add.9`, `-bis`."""
    return bool(re.match(r"\s*/\s*\w|[\w.-]\w", rest))


def names(text: str) -> Iterator[Name]:
    """Yield every name of every published document, as far as it can name it in this text."""
    for one in Document.objects.published().only("key", "symbol", "short_name", "heading", "title", "held"):
        symbol = words(one.symbol or "")
        is_clear = any(word.isalpha() for word in symbol) or "/" in text or "-" in text
        if is_clear:
            yield Name(one, symbol, alone=True, is_symbol=True)
        yield Name(one, words(one.key), alone=fold(one.key) == text.strip(TAIL), is_symbol=False)
        yield Name(one, words(one.short_name), alone="/" in one.short_name, is_symbol=False)
        for longer in (f"{one.short_name} report", one.display_title):
            yield Name(one, words(longer), alone=False, is_symbol=False)


def place_in(name: Name, rest: str) -> Citation | None:
    """Return the paragraph that follows a name, or the first of several.

    Where the document has none such, a symbol still cites the document if what follows looks like a paragraph.
    """
    label = SIGN.sub(" ", rest).strip(TAIL.replace(")", "") + "#")
    label = LETTER.sub(lambda match: f"({ABJAD[match[1]]})", label)
    if not label.strip(TAIL):
        return Citation(name.document) if name.alone else None
    first, *others = [part.strip() for part in RANGE.split(label) if part.strip()] or [""]
    held = labels(name.document)
    found = held.get(tuple(words(label)))
    if not found and all(map(LABEL.fullmatch, others)):
        found = held.get(tuple(words(first)))
        if not found and name.is_symbol and LABEL.fullmatch(first):
            return Citation(name.document, missing=True)
    return Citation(name.document, found) if found else None


def labels(document: Document) -> dict[tuple[str, ...], Paragraph]:
    """Return the paragraphs of a document by the words of their labels, its own and those held as an excerpt."""
    rows = Paragraph.objects.of_published().readable().select_related("document")
    rows = rows.filter(Q(document=document) | Q(section__excerpt_of=document)).order_by("position")
    found: dict[tuple[str, ...], Paragraph] = {}
    for one in sorted(rows, key=lambda one: one.document_id != document.pk):
        for name in (one.anchor, one.label):
            found.setdefault(tuple(words(name)), one)
    return found
