"""Light stems: the forms of a word made one, by its script, for the six languages of the United Nations; pure.

Nobody knows in which language a word was typed, so that one rule holds for English, French and Spanish. A stem is no
word; it need only be the same for the forms of one word, and seldom for others. Words come folded (`normalise.py`).
"""

from __future__ import annotations

import re

SPELLING = re.compile(r"is(e|ed|er|es|ing|ation|ations)$")
IRREGULAR = {
    "women": "woman",
    "men": "man",
    "children": "child",
    "memoranda": "memorandum",
    "criteria": "criterion",
    "center": "centre",
    "program": "programme",
}
KEPT = {"united", "during"}  # words that only look like a form of another one
VOWEL = re.compile("[aeiouy]")
DOUBLED = re.compile(r"([bdfgmnprt])\1$")
# "the", alone or joined to and, so, by, as or for, where at least two letters follow; آلية (mechanism) begins so too
ARTICLE = re.compile(r"^(?:[وفبك]?ال(?!ي(?:ه|ا?ت(?:ها|هم|ه)?)$)|لل)(?=\w\w)")
# feminine and plural endings, alone or before "its" and "their"
ARABIC = re.compile(r"(?<=\w{3})(?:(?:ا?ت)?(?:ها|هم)|اته|ات|ه|(?<=\w{4})[وي]ن)$")
# case and number; й is folded to и, and of -ия and -ие the и stays: Нигерия is not Нигер
RUSSIAN = re.compile(
    r"^(\w{3,}?)(?:(?<=[кгхшщжч])и(?:и|е|х|м|ми)|ы(?:и|е|х|м|ми)|[ео]го|[ео]му|[ая]я|[ую]ю|[ое]е|[ая]ми|ьми"
    r"|[ая]м|[ая]х|[ео]в|[ео]м|[ое]и|ью|[аяоеыиуюь])?$"
)


def stem(word: str) -> str:
    """Return the stem of a folded word; what holds digits stays as it is."""
    if not word.isalpha():
        return word
    if "а" <= word[0] <= "я":
        return RUSSIAN.sub(r"\1", word)
    if "\u0620" <= word[0] <= "\u06ff":
        return ARABIC.sub("", ARTICLE.sub("", word))
    return latin(word) if len(word) > 3 else IRREGULAR.get(word, word)


def latin(word: str) -> str:
    """Return the stem of an English, French or Spanish word: without number, -ed, -ing, -ion and -e."""
    if word in KEPT:
        return word
    word = singular(SPELLING.sub(r"iz\1", word))
    word = bare(IRREGULAR.get(word, word))
    if len(word) > 5 and word.endswith("our"):
        word = f"{word[:-3]}or"
    if len(word) > 7 and word.endswith(("tion", "sion")):
        word = word[:-3]
    if len(word) > 4 and word.endswith("e"):
        word = word[:-1]
    if len(word) > 6 and word.endswith("at"):
        word = word[:-2]
    return f"{word[:-1]}i" if len(word) > 3 and word.endswith("y") else word


def singular(word: str) -> str:
    """Return a word without its plural ending."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}i"
    if len(word) > 4 and word.endswith("aux"):
        return word[:-1] if word.endswith("eaux") else f"{word[:-2]}l"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def bare(word: str) -> str:
    """Return a word without -ed, -ing, and -er where much is left."""
    if len(word) > 9 and word.endswith("er"):
        return word[:-2]
    if len(word) > 5 and word.endswith("ied"):
        return f"{word[:-3]}i"
    for ending in ("ing", "ed"):
        left = word.removesuffix(ending)
        if left != word and len(word) > 5 and VOWEL.search(left) and not word.endswith("eed"):
            return DOUBLED.sub(r"\1", left)
    return word
