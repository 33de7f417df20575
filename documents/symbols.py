"""The documents that a text names: by a symbol, by the number of a resolution or directive, by a wording; pure.

Symbols come out as they are printed on documents: `A/HRC/29/38/Add.2`, `A/RES/59/166`, `A/HRC/RES/8/12`,
`S/RES/1325(2000)`, `Directive 2011/36/EU`. What has none is called by its body: `COP resolution 7/1`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from documents.resolutions import resolutions


class Found(NamedTuple):
    """A document named in a text: where, and its symbol."""

    start: int
    end: int
    symbol: str


SERIES = "A|E|S|ST|CRC|CEDAW|CAT|CCPR|CERD|CMW|CRPD|CED|CTOC|CAC|HRI|HSP|TD|DP|UNEP"
END = r"(?![A-Za-z0-9_])"  # letters of other scripts may follow at once
ADDED = rf"(?i:Add|Corr|Rev|Amend)\s?\.?\s{{0,2}}\d+{END}"
PART = (
    r"(?:RES/\s?\d+(?:\s?[A-Z])?\s?\((?:[IVXL]+|\d{4})\)"  # 1325 (2000), 217 A (III)
    rf"|{ADDED}|(?:[A-Z]{{1,8}}|Sub)(?:[.-]\d+)?{END}|\d-\d{{1,2}}{END}|\d+{END})"
)
# A space may stand on one side of a stroke: between two symbols it stands on both. What goes on is no symbol.
SYMBOL = re.compile(rf"(?<![A-Za-z0-9_./])(?:{SERIES})(?>(?:(?:\s{{0,2}}/|/\s{{1,3}}){PART})+)(?!/?[A-Za-z0-9_])")
# `A/HRC/29/38 and Add.1` names an addendum beside the report.
MORE = re.compile(rf"\s?(?:,|and|&|[-–])\s{{0,2}}(?P<added>{ADDED})")
LAW = re.compile(r"(?:19|20)\d\d/\d+(?:/(?P<union>EU|UE|EC|CE|EEC|CEE))?(?![A-Za-z0-9_/])")
DIRECTIVE = re.compile(
    r"(?i:directives?|directivas?|директив\w*|\w*توجيه\w*|指令)\s+(?P<new>\((?:EU|UE)\)\s?)?(?:No\.?\s)?$"
)
LAWS = {"UE": "EU", "CE": "EC", "CEE": "EEC"}  # French and Spanish print them so

# An address is no text, but the services that give a document by its symbol are as good as the symbol.
ADDRESS = re.compile(r"(?:[Hh]ttps?://|[Ww]ww\.|undocs\.org/)[^\s<>\"]+")
SERVICE = re.compile(
    r"(?i:(?:https?://)?(?:www\.)?(?:undocs|docs\.un|daccess-ods\.un)\.org/(?:[\w./]*\?[\w=&]*=|(?:en|fr|es|ar|ru|zh)/)?)"
    r"(?=[A-Z])"
)

# Figures, strokes and marks of writing direction, one for one: places in the text stay the same.
PLAIN = str.maketrans(
    dict(zip("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2, strict=True))
    | dict.fromkeys("\u200b\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\u00ad", " ")
    | {"⁄": "/", "∕": "/", "／": "/"}
)
CYRILLIC = str.maketrans("АЕСТ", "AECT")  # typed for the Latin letters they look like
IN_ROW = re.compile(r"\((?:[IVXL]+|\d{4})\)")
BARE = re.compile(r"\d{1,3}/\d{1,3}")


def find(text: str) -> list[Found]:
    """Return each place where a text names a document by a symbol or number, in order, none within another."""
    if not text.isascii():
        text = text.translate(PLAIN)
    if "/" not in text and not IN_ROW.search(text):
        return []
    if "://" in text or "www." in text or "undocs.org" in text:
        text = without_addresses(text)
    own = [*printed(text), *directives(text)]
    numbers = (Found(*one) for one in resolutions(text, [(one.start, one.end) for one in own]))
    return apart(chain(own, numbers))


def canonical(symbol: str) -> str:
    """Return the symbol of a record as `find` gives it; a bare number is that of an Assembly resolution."""
    if BARE.fullmatch(symbol):
        return f"A/RES/{symbol}"
    return next((one.symbol for one in find(symbol)), symbol)


def without_addresses(text: str) -> str:
    """Return a text of the same length without addresses, but with the symbols that the document services take."""
    return ADDRESS.sub(lambda address: cleared(address[0]), text)


def cleared(address: str) -> str:
    """Return spaces instead of an address, up to the symbol if it is one of a document service."""
    service = SERVICE.match(address)
    end = service.end() if service else len(address)
    return " " * end + address[end:]


def printed(text: str) -> Iterator[Found]:
    """Yield the symbols printed in a text, and the addenda told beside one."""
    for match in SYMBOL.finditer(text if text.isascii() else text.translate(CYRILLIC)):
        symbol = tidy(match[0])
        if symbol.count("/") > 1 and any(char.isdigit() for char in symbol):
            yield Found(match.start(), match.end(), symbol)
            yield from more(text, match.end(), symbol)


def more(text: str, end: int, symbol: str) -> Iterator[Found]:
    """Yield the addenda that follow a symbol: `and Add.1`; of several in a row the first and last that are printed."""
    base = re.sub(r"/(?:Add|Corr|Rev|Amend)\.\d+$", "", symbol)
    while match := MORE.match(text, end):
        start, end = match.start("added"), match.end()
        yield Found(start, end, f"{base}/{tidy(text[start:end])}")


def tidy(symbol: str) -> str:
    """Return a symbol without spaces, its addenda as documents print them: `Add.2`."""
    symbol = "".join(symbol.split())
    return re.sub(r"(?i)\b(add|corr|rev|amend)\.?(?=\d)", lambda match: f"{match[1].capitalize()}.", symbol)


def directives(text: str) -> Iterator[Found]:
    """Yield the directives of the European Union that a text names, by number."""
    for match in LAW.finditer(text):
        begin = max(0, match.start() - 30)
        word, union = DIRECTIVE.search(text[begin : match.start()]), match["union"]
        if word and (union or word["new"]):
            number = "/".join(match[0].split("/")[:2])
            symbol = f"Directive {number}/{LAWS.get(union, union)}" if union else f"Directive (EU) {number}"
            yield Found(begin + word.start(), match.end(), symbol)


def apart(found: Iterable[Found]) -> list[Found]:
    """Return places in order, of two that share letters the first."""
    kept: list[Found] = []
    for one in sorted(found):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def even(text: str) -> str:
    """Return a text in which wordings can be looked for: without case, its spaces, apostrophes and dashes alike."""
    return " ".join(text.replace("’", "'").replace("–", "-").replace("‑", "-").casefold().split())


def has_wording(text: str, wording: str) -> bool:
    """Tell whether a wording stands in a text as whole words, both made even."""
    at = text.find(wording)
    while at >= 0:
        end = at + len(wording)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            return True
        at = text.find(wording, at + 1)
    return False
