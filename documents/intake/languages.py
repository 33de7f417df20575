"""The language a text is written in, by its letters and its commonest words; pure."""

from __future__ import annotations

import re

LETTERS = {
    "ar": re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"),
    "zh-hans": re.compile(r"[\u3400-\u9fff]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "en": re.compile(r"[A-Za-z\u00c0-\u024f]"),
}
# The commonest short words of languages in Latin letters; what no other of them has.
WORDS = {
    "en": {"the", "of", "and", "to", "in", "with", "for", "that", "was", "were"},
    "fr": {"les", "des", "et", "dans", "du", "une", "est", "aux", "qui", "pour", "sur", "le"},
    "es": {"los", "las", "y", "del", "una", "el", "por", "para", "con", "que", "en"},
}
LATIN = set(WORDS)
VOWEL_MARK = re.compile(r"[\u064b-\u0652\u0670]")


def script_of(text: str) -> str:
    """Return the language that most letters of a text belong to, `en` for all in Latin letters; or nothing."""
    counts = {language: len(letters.findall(text)) for language, letters in LETTERS.items()}
    counts["ar"] -= len(VOWEL_MARK.findall(text))
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] else ""


def latin_language(text: str) -> str:
    """Return which of the languages in Latin letters a text is in, English where that cannot be told."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return max(WORDS, key=lambda language: sum(word in WORDS[language] for word in words))


class Languages:
    """Tells the language of each text of a file; `given` is the one that the file is said to be in, or nothing."""

    def __init__(self, whole: str, given: str = "") -> None:
        self.last = given or "en"
        latin = " ".join(line for line in whole.splitlines() if script_of(line) == "en")
        self.latin = given if given in LATIN else latin_language(latin)
        self.of(whole)

    def of(self, text: str) -> str:
        """Return the language of a text; one without letters is in that of the text before it."""
        script = script_of(text)
        self.last = self.latin if script == "en" else script or self.last
        return self.last
