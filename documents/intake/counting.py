"""Numbers as lists print them: figures, letters and numerals of several scripts; pure."""

from __future__ import annotations

from collections.abc import Callable

LATIN = "abcdefghijklmnopqrstuvwxyz"
RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
ALPHABET = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
CHINESE = "〇一二三四五六七八九"
HUNDREDS = [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")]
ROMANS = [*HUNDREDS, (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]
HIGHEST = 4_000  # above it, numerals and letters are longer than any list


def printed(value: int, style: str) -> str:
    """Return a number in a style, by its name in Word; in figures where the style has no such number."""
    write = STYLES.get(style, str)
    return write(value) if 0 < value < HIGHEST else str(value)


def number_of(value: str, other: int = 0) -> int:
    """Return a number that a file gives, or another where it gives none."""
    return int(value) if value.isascii() and value.lstrip("-").isdigit() and len(value) < 9 else other


def letters(alphabet: str) -> Callable[[int], str]:
    """Return what writes numbers in letters: after the last come the same letters twice, as Word has it."""

    def write(value: int) -> str:
        times, at = divmod(value - 1, len(alphabet))
        return alphabet[at] * (times + 1)

    return write


def roman(value: int) -> str:
    """Return a number as a Roman numeral in small letters."""
    found = ""
    for size, numeral in ROMANS:
        found, value = found + numeral * (value // size), value % size
    return found


def chinese(value: int) -> str:
    """Return a number below 100 in Chinese characters."""
    if value > 99:
        return str(value)
    tens, ones = divmod(value, 10)
    head = ("" if tens == 1 else CHINESE[tens]) + "十" if tens else ""
    return head + (CHINESE[ones] if ones or not tens else "")


STYLES: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda value: f"{value:02}",
    "lowerLetter": letters(LATIN),
    "upperLetter": letters(LATIN.upper()),
    "lowerRoman": roman,
    "upperRoman": lambda value: roman(value).upper(),
    "russianLower": letters(RUSSIAN),
    "russianUpper": letters(RUSSIAN.upper()),
    "arabicAlpha": letters(ALPHABET),
    "arabicAbjad": letters(ABJAD),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "chicago": letters("*†‡§"),
    "none": lambda _value: "",
}
