"""Labels that a block begins with: numbers of paragraphs, letters of sub-paragraphs, numerals of sections; pure."""

from __future__ import annotations

import re
from typing import NamedTuple

# Digits that Arabic documents print, as others write them.
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
# Sub-paragraphs as Arabic documents letter them, in the order of the numbers that the letters stand for.
ABJAD = {letter: "abcdefghijklmnopqrstuv"[at] for at, letter in enumerate("ابجدهوزحطيكلمنسعفصقرشت")} | {
    "أ": "a",
    "هـ": "e",
    "ه": "e",
}
# Headings of the first and of the second level as Arabic documents number them, and of the first in Chinese ones.
ORDINALS = ["أولا", "ثانيا", "ثالثا", "رابعا", "خامسا", "سادسا", "سابعا", "ثامنا", "تاسعا", "عاشرا"]
CAPITALS = ["ألف", "باء", "جيم", "دال", "هاء", "واو", "زاي", "حاء", "طاء", "ياء"]
HAN = "一二三四五六七八九十"
ROMANS = [(10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]
LETTERS = "abcdefghijklmnopqrstuvwxyz"

# 12. or 12) or 12- or 12 followed by a space; 9.30 and 2.1 are no numbers of paragraphs.
NUMBER = re.compile(r"(?P<value>\d{1,3})\s?(?P<stop>[.)–—-])(?:\s+|(?=[^\W\d_]))|(?P<bare>\d{1,3})\s+(?=\S)")
LETTER = re.compile(r"\(?(?P<value>[a-z]|[ivx]{2,5}|\d{1,2}|[^\W\da-zA-Z_]ـ?)\)\s*(?=\S)")
SECTION = re.compile(r"(?P<value>[IVX]{1,5}|[A-Z])\s?[.)]\s+(?=\S)|(?P<plain>[IVX]{1,5}|[A-Z])\t\s*(?=\S)")

DASH = r"\s*[-–—.:]\s*(?=\S)"
ORDINAL = "|".join(f"{word[:-1]}ً?ا" for word in ORDINALS)
SPELT = re.compile(
    rf"(?P<ordinal>{ORDINAL})ً?{DASH}|(?P<capital>{'|'.join(CAPITALS)}){DASH}|(?P<han>[{HAN}])\s*[、.．]\s*(?=\S)"
)


class Label(NamedTuple):
    """A label and the text after it. `kind` is `number`, `bare` (without stop), `letter` or `section`."""

    kind: str
    value: str
    rest: str


NONE = Label("", "", "")


def roman(number: int) -> str:
    """Return a number below 40 as a Roman numeral in small letters."""
    found = ""
    for value, numeral in ROMANS:
        while number >= value:
            found, number = found + numeral, number - value
    return found


def from_roman(numeral: str) -> int:
    """Return the number of a Roman numeral in small letters, 0 where it is none."""
    return next((number for number in range(1, 40) if roman(number) == numeral.lower()), 0)


def label_of(text: str, number: str = "") -> Label:
    """Return the label that a text begins with; `number` is the one that a word processor writes before it."""
    if number:
        return automatic(text, number)
    printed = text.translate(DIGITS)
    if match := NUMBER.match(printed):
        value = match["value"] or match["bare"]
        return Label("number" if match["value"] else "bare", value, text[match.end() :])
    if match := SPELT.match(text):
        return Label("section", spelt(match), text[match.end() :])
    if match := SECTION.match(text):
        return Label("section", match["value"] or match["plain"], text[match.end() :])
    if match := LETTER.match(printed):
        return Label("letter", ABJAD.get(match["value"].strip("ـ"), match["value"]), text[match.end() :])
    return NONE


def spelt(match: re.Match[str]) -> str:
    """Return the numeral or capital that a heading’s spelt-out number stands for."""
    if match["capital"]:
        return LETTERS[CAPITALS.index(match["capital"])].upper()
    order = ORDINALS.index(match["ordinal"].replace("ً", "")) if match["ordinal"] else HAN.index(match["han"])
    return roman(order + 1).upper()


def automatic(text: str, number: str) -> Label:
    """Return the label that a word processor writes before a text; a bullet or a number of several parts is none."""
    found = label_of(f"{number.strip()} x")
    return found._replace(rest=text) if found.kind and found.rest == "x" else NONE


def following(letter: str) -> str:
    """Return the label of the sub-paragraph after this one: b after a, ii after i where numerals run."""
    return LETTERS[LETTERS.index(letter) + 1] if letter in LETTERS[:-1] else ""
