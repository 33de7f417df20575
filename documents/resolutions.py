"""The resolutions that a text names by their numbers, each by the body that adopted it; pure.

A number says little of itself: `8/12` may be a fraction, a day, or a resolution of any of three bodies. It counts
where the word stands before it, or before the list that it is part of, and its body is told nearby.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# As bodies count: 59/166 by session, 2005/20 by year, 1325 (2000) and 217 A (III) in one row.
NUMBER = re.compile(
    r"(?<![A-Za-z0-9_/.-])(?:(?P<session>\d{1,3})/\d{1,3}|(?P<year>(?:19|20)\d\d)/\d{1,3}"
    r"|(?P<row>\d{1,4})\s?(?P<letter>[A-Z])?\s?\((?P<mark>[IVXL]+|(?:19|20)\d\d)\))(?![A-Za-z0-9_/])"
)
WORD = r"(?:[Rr][eé]solutions?|[Rr]esoluci[oó]n(?:es)?|[Рр]езолюци\w*|\w*قرار\w*|决议)"
BODIES = {
    "S": r"Security Council|Conseil de sécurité|Consejo de Seguridad|Совет\w* Безопасности|مجلس الأمن|安全理事会",
    "ECOSOC": r"Economic and Social Council|ECOSOC|Conseil économique et social|Consejo Económico y Social"
    r"|Экономическ\w+ и Социальн\w+ Совет\w*|المجلس الاقتصادي والاجتماعي|经济及社会理事会",
    "CHR": r"Commission on Human Rights|Commission des droits de l['’]homme|Comisión de Derechos Humanos",
    "COP": r"Conference of the (?:States )?Parties|COP|Conférence des (?:États )?[Pp]arties|Conferencia de las Partes"
    r"|Конференци\w+ [Уу]частников|مؤتمر الأطراف|缔约方会议",
    "HRC": r"Human Rights? Council|HRC|Conseil des droits de l['’]homme|Consejo de Derechos Humanos"
    r"|Совет\w* по правам человека|مجلس حقوق الإنسان|人权理事会|(?<!European )Council(?! of)",
    "GA": r"General Assembly|Assembly|UNGA|GA|Assemblée générale|Asamblea General|Генеральн\w+ Ассамбле\w+"
    r"|الجمعية العامة|大会",
}
NAMED = "|".join(f"(?P<{name}>{words})" for name, words in BODIES.items())
BODY = re.compile(rf"(?<![A-Za-z])(?:{NAMED})(?![A-Za-z])")
# The word before a number, in some languages with the body between them.
LED = re.compile(
    rf"{WORD}(?:\s+(?:{'|'.join(BODIES.values())}))?\s*(?:(?:Nos?\.?|n[°º]s?|№|رقم)\s*)?(?:第\s?)?(?<=[\s第])$"
)
DAY = r"(?:\s+(?:of|dated|du|de|от)\s+\d{1,2}(?:er)?\s+(?:de\s+)?\w+\s+(?:de\s+)?\d{4}(?:\s+года)?)?"
BETWEEN = re.compile(rf"{DAY}\s*(?:[,;،、&–-]\s*)?(?:(?:and|or|to|through|et|y|e|и|و|和|至)\s*)?(?:第\s?)?")
CHINESE = re.compile(r"[第号、和\d/\s]*决议")
OF_BODY = re.compile(rf"{DAY}\s+(?:(?:(?:adopted )?by|of|de|du)\s+)?(?:the |la |l['’])?(?:{NAMED})(?![A-Za-z])")
THE_BODY = re.compile(rf"{DAY},?\s+(?:the |la |l['’])?(?:{NAMED})(?![A-Za-z])")
AT_WORD = re.compile(rf"(?:['’]s)?(?:\s+{WORD})?\s+(?:Nos?\.?\s*)?")
OWN = re.compile(rf"\b(?:its|sa|ses|su|sus|в своей|в своих)\s+{WORD}\s+$")

# How each body counts, and what then stands before the number.
YEARLY = {"S": "S"}  # 1325 (2000)
BY_SESSION = {"GA": "A", "ECOSOC": "E"}  # 217 A (III)
BY_YEAR = {"ECOSOC": "E/RES/", "CHR": "E/CN.4/RES/"}  # 2005/20
NUMBERED = {"GA": "A/RES/", "HRC": "A/HRC/RES/", "COP": "COP resolution "}  # 59/166
FIRST_SESSIONS = 30  # of the Assembly, which counted in one row

NEAR = 160  # letters before a number in which its body may be told


class Row(NamedTuple):
    """The numbers that stand behind one word, and where the list begins and ends; printed symbols may stand in it."""

    start: int
    end: int
    numbers: list[re.Match[str]]


def resolutions(text: str, printed: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and symbol of each resolution named by its number; `printed` are the places of symbols."""
    for row in rows(text, printed):
        bodies = list(bodies_near(text, row))
        for number in row.numbers:
            if symbol := symbol_of(number, bodies):
                yield number.start(), number.end(), symbol


def rows(text: str, printed: list[tuple[int, int]]) -> list[Row]:
    """Return the numbers that the word for a resolution stands before, list by list."""
    found: list[Row] = []
    for start, end, number in entries(text, printed):
        own = [number] if number else []
        if found and BETWEEN.fullmatch(text, found[-1].end, start):
            found[-1] = Row(found[-1].start, end, found[-1].numbers + own)
        elif LED.search(text[max(0, start - 80) : start]) or CHINESE.match(text, end):
            found.append(Row(start, end, own))
    return found


def entries(text: str, printed: list[tuple[int, int]]) -> list[tuple[int, int, re.Match[str] | None]]:
    """Return what a list may hold, in order: numbers that are no part of a symbol, and symbols."""
    covered = {place for start, end in printed for place in range(start, end)}
    numbers = [(one.start(), one.end(), one) for one in NUMBER.finditer(text) if one.start() not in covered]
    if not numbers:
        return []
    return sorted([*numbers, *((start, end, None) for start, end in printed)], key=lambda entry: entry[0])


def bodies_near(text: str, row: Row) -> Iterator[str]:
    """Yield the bodies told near a list, the likeliest first: at the word itself, right after, before, backwards."""
    lead = text[max(0, row.start - NEAR) : row.start]
    before = list(BODY.finditer(lead))
    if before and AT_WORD.fullmatch(lead, before[-1].end()):
        yield str(before[-1].lastgroup)
    if after := (THE_BODY if OWN.search(lead) else OF_BODY).match(text, row.end):
        yield str(after.lastgroup)
    for one in reversed(before):
        yield str(one.lastgroup)


def symbol_of(number: re.Match[str], bodies: Iterable[str]) -> str:
    """Return the symbol of a resolution of the first of these bodies that counts so; empty where none is likely."""
    for body in bodies:
        if symbol := symbol_by(body, number):
            return symbol
    return symbol_by("GA", number) or symbol_by("S", number)


def symbol_by(body: str, number: re.Match[str]) -> str:
    """Return the symbol of a resolution of a body; empty where the body does not count so."""
    if number["row"]:
        series = (YEARLY if number["mark"].isdigit() else BY_SESSION).get(body)
        return f"{series}/RES/{number['row']}{number['letter'] or ''}({number['mark']})" if series else ""
    if body == "GA" and int(number["session"] or 0) <= FIRST_SESSIONS:
        return ""
    lead = (BY_YEAR if number["year"] else NUMBERED).get(body)
    return f"{lead}{number[0]}" if lead else ""
