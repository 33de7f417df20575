"""Headings: the names that parts of reports bear in six languages, and what looks like a heading; pure."""

from __future__ import annotations

import re
import unicodedata

# Parts that have one name in all reports: the word of the record, and the words of documents.
PARTS = {
    "Summary": (
        "summary", "abstract", "executive summary", "résumé", "resumen", "резюме", "摘要", "提要", "موجز", "ملخص",
    ),
    "Annex": ("annex", "annexe", "anexo", "приложение", "附件", "مرفق", "المرفق"),
    "Appendix": ("appendix", "appendice", "apéndice", "добавление", "附录", "تذييل", "التذييل"),
    "Contents": (
        "contents", "table of contents", "table des matières", "sommaire", "índice", "содержание", "目录", "المحتويات",
    ),
    "Introduction": ("introduction", "introducción", "введение", "导言", "مقدمة"),
}  # fmt: skip
KNOWN = {word: part for part, words in PARTS.items() for word in words}
ANNEXES = {"Annex", "Appendix"}
ANNEX = re.compile(
    rf"(?P<word>{'|'.join(word for part in ANNEXES for word in PARTS[part])})"
    r"(?:\s+(?P<numeral>[IVX]{1,4}|[A-H]|\d{1,2}))?\s*(?:[.:–—-]\s*(?P<title>\S.*))?",
    re.IGNORECASE | re.DOTALL,
)
CLOSERS = r"['\"”’»)\]*]*"
# The end of a sentence or item, with the call of a note after it: raised, marked, or a bare figure as in “sheltered;3”.
END = re.compile(
    rf"[.;:!?…؛؟。；：！？]{CLOSERS}(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\ue000[^\ue001]*\ue001)*{CLOSERS}$"
    rf"|(?<=[^\W\d_A-Z]{{3}})(?<!Corr)[.;:!?؛؟]{CLOSERS}\d{{1,2}}$"
)
OPENS_LIST = re.compile(r"[:：]['\"”’»)\]*]*$|[:：]\s*\(?[*]?$")
EMPTY_WORDS = {"the", "a", "an", "of", "on", "la", "le", "les", "l", "el", "los", "las", "des", "du", "de"}
TAIL = 60  # characters that tell how a text ends
TITLE_LENGTH, PROSE_WORDS, HEADING_LENGTH = 300, 12, 120


def is_terminated(text: str) -> bool:
    """Tell whether a text ends as sentences and items do."""
    return bool(END.search(text[-TAIL:].rstrip()))


def opens_list(text: str) -> bool:
    """Tell whether a text ends with a colon, so that items may follow."""
    return bool(OPENS_LIST.search(text[-TAIL:].rstrip()))


def is_prose(text: str) -> bool:
    """Tell whether a text is made of sentences."""
    return is_terminated(text) and (len(text.split()) >= PROSE_WORDS or len(text) > HEADING_LENGTH)


def is_title(text: str) -> bool:
    """Tell whether a text may be a title: not long, and without the stop of a sentence."""
    return bool(text.strip()) and len(text) <= TITLE_LENGTH and not is_terminated(text) and not text[0].islower()


def known_part(text: str) -> str:
    """Return the record's word for a part that this text is the name of, such as `Summary` for `Résumé`; or nothing."""
    return KNOWN.get(text.strip().rstrip(".:*").strip().casefold(), "")


def annex_of(text: str) -> tuple[str, str, str] | None:
    """Return number, title and printed number of an annex that this text heads: `Annex II`, `Ordre`, `Annexe II`."""
    match = ANNEX.fullmatch(text.strip().rstrip("*"))
    if not match or len(text) > TITLE_LENGTH:
        return None
    numeral = match["numeral"] or ""
    number = f"{KNOWN[match['word'].casefold()]} {numeral}".strip()
    return number, (match["title"] or "").strip(), f"{match['word']} {numeral}".strip()


def is_part(text: str) -> bool:
    """Tell whether a line is the name of a part that all reports have, or of an annex: it stands alone."""
    return bool(known_part(text) or annex_of(text))


def word_of(heading: str) -> str:
    """Return the word that unnumbered paragraphs under a heading go by: `Objectives`, `Summary`."""
    words = re.findall(r"[^\W\d_]+", heading)
    chosen = next((word for word in words if word.casefold() not in EMPTY_WORDS), words[0] if words else "")
    return known_part(heading) or known_part(chosen) or (chosen.capitalize() if chosen.isupper() else chosen)


def slug(word: str) -> str:
    """Return a word as addresses have it, in plain letters; nothing where it has none."""
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
