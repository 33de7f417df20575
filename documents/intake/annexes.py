"""Annexes that are agendas: days, hours and who speaks; read as one paragraph for each session; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from documents.intake.blocks import Block

HOURS = re.compile(r"\d{1,2}[.:h]\d{2}\s*(?:a\.?m\.?|p\.?m\.?)?\s*[–—-]\s*\d{1,2}[.:h]\d{2}", re.IGNORECASE)
SESSION = re.compile(
    r"session|opening|séance|ouverture|sesión|apertura|заседание|открытие|الجلسة|افتتاح|第.{1,3}(?:会议|场)|开幕",
    re.IGNORECASE,
)
DAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?:lun|mar|mercre|jeu|vendre|same)di\b|dimanche\b"
    r"|(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b|day\s+\d|(?:يوم|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة)",
    re.IGNORECASE,
)
ENOUGH = 3  # lines with hours that make an agenda


def lines_in(blocks: Iterable[Block]) -> list[str]:
    return [line for block in blocks for line in f"{block.number} {block.text}".strip().split("\n")]


def is_agenda(blocks: Iterable[Block]) -> bool:
    """Tell whether blocks are an agenda."""
    return sum(bool(HOURS.match(line)) for line in lines_in(blocks)) >= ENOUGH


def agenda(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the lines of an agenda session by session; what stands before the first belongs to it, a day to its first.

    Where no session is named, each line with hours begins a paragraph.
    """
    lines = lines_in(blocks)
    begins = [at for at, line in enumerate(lines) if begins_session(line)]
    begins = begins or [at for at, line in enumerate(lines) if HOURS.match(line)]
    starts = [0, *(day_before(lines, at) for at in begins[1:])]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield "\n".join(lines[start:end])


def begins_session(line: str) -> bool:
    """Tell whether a line gives the hours of a session, and not those of a part of it or of a pause."""
    hours = HOURS.match(line)
    return bool(hours) and bool(SESSION.match(line[hours.end() :].strip(" \t:–-"))) if hours else False


def day_before(lines: list[str], at: int) -> int:
    """Return the first of the lines that name a day directly above a line."""
    while at and DAY.match(lines[at - 1]):
        at -= 1
    return at
