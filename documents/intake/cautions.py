"""What a person must look at: notes without a place, mixed directions, the letters of a scan, the symbol; pure."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from itertools import chain, count

from documents.intake.blocks import MARK, RawNote
from documents.intake.headings import SYMBOL
from documents.intake.languages import LETTERS, VOWEL_MARK
from documents.intake.lines import SYMBOL_LINE
from documents.intake.parsed import Caution, CautionKind, Parsed, ReadNote, ReadParagraph

VOWELLED = 0.25  # vowel marks for each Arabic letter: reports print nearly none, bad recognition adds them to every one
ENOUGH = 40  # letters of a text that can be judged
WORDS_OF_OTHER = 3  # words in the other direction from which a paragraph is mixed; names and symbols are fewer
ODD_SHARE, ODD_LEAST = 0.02, 3  # share and number of odd words that show a scan
# Words that no one writes: figures inside of letters, signs for letters, letters that were not recognised at all.
ODD_WORD = re.compile(r"\b[a-z]+[0158|][a-z]+\b|\ufffd|[a-z][¬¦|~][a-z]|\b[a-z]*[A-Z]{1,2}[a-z]+[A-Z][a-z]*[0-9]\b")
LOWER_WORD = re.compile(r"(?<![\w/.@-])[a-z]{3,}(?![\w/@-])")
ARABIC_WORD = re.compile(r"[\u0620-\u064a]{3,}")


def place_notes(parsed: Parsed, notes: list[RawNote], places: list[int], called: set[str]) -> None:
    """Give each note to the paragraph that calls it, one that no text calls to the paragraph it follows.

    `places` tells, for each paragraph, how many blocks were read when it began; `called` are called in headings.
    """
    waiting: dict[str, deque[RawNote]] = defaultdict(deque)
    for note in notes:
        waiting[note.number].append(note)
    for paragraph in parsed.paragraphs:
        for number in MARK.findall(paragraph.text):
            if waiting[number]:
                paragraph.notes.append(ReadNote(number, waiting[number].popleft().text))
            else:
                parsed.cautions.append(Caution(CautionKind.NOTE, paragraph.label, number))
    for note in [note for note in notes if note in waiting[note.number]]:
        waiting[note.number].remove(note)
        place_uncalled(parsed, note, places, is_called=note.number in called)


def place_uncalled(parsed: Parsed, note: RawNote, places: list[int], *, is_called: bool) -> None:
    """Give a note that no text calls to the last paragraph before it."""
    if not parsed.paragraphs:
        return
    before = [one for one, place in zip(parsed.paragraphs, places, strict=True) if 0 < place <= note.after]
    paragraph = (before or parsed.paragraphs[:1] if note.after >= 0 else parsed.paragraphs)[-1]
    numbers = {one.number for one in paragraph.notes}
    others = (f"{note.number}.{n}" for n in count(2))
    number = next(name for name in chain([note.number], others) if name not in numbers)
    paragraph.notes.append(ReadNote(number, note.text))
    if not is_called:
        parsed.cautions.append(Caution(CautionKind.NOTE, paragraph.label, note.number))


def look(parsed: Parsed) -> None:
    """Add what is odd about the letters of each paragraph."""
    for paragraph in parsed.paragraphs:
        if is_mixed(paragraph.text):
            parsed.cautions.append(Caution(CautionKind.DIRECTION, paragraph.label))
        if is_doubtful(paragraph):
            paragraph.is_doubtful = True
            parsed.cautions.append(Caution(CautionKind.SCAN, paragraph.label))


def is_mixed(text: str) -> bool:
    """Tell whether a text has words of both directions, symbols and names of bodies aside."""
    found = len(ARABIC_WORD.findall(text)), len(LOWER_WORD.findall(text))
    return min(found) >= WORDS_OF_OTHER


def is_doubtful(paragraph: ReadParagraph) -> bool:
    """Tell whether the letters of a paragraph are likely to be wrong."""
    text = paragraph.text
    arabic = len(LETTERS["ar"].findall(text)) - len(VOWEL_MARK.findall(text))
    if arabic >= ENOUGH and len(VOWEL_MARK.findall(text)) > VOWELLED * arabic:
        return True
    odd = len(ODD_WORD.findall(text))
    return odd >= ODD_LEAST and odd > ODD_SHARE * len(text.split())


def look_for_symbol(parsed: Parsed, symbol: str, whole: str) -> None:
    """Say so where a symbol is not printed on the copy, or its cover and running heads bear another one.

    Spaces and the case of letters do not matter.
    """

    def bare(text: str) -> str:
        return re.sub(r"[\s\u200e\u200f]+", "", text).casefold()

    borne = symbols_borne(parsed)
    others = [one for one in borne if bare(one) != bare(symbol)]
    if symbol and (bare(symbol) not in bare(whole) or (others and len(others) == len(borne))):
        parsed.cautions.append(Caution(CautionKind.SYMBOL, symbol, ", ".join(others)))


def symbols_borne(parsed: Parsed) -> list[str]:
    """Return the symbols that stand alone on a line of the cover, and in what was left out, such as running heads."""
    cover = [one.text for one in parsed.paragraphs if one.section == "cover"]
    lines = [line.strip() for text in cover for line in text.split("\n")]
    printed = [line for line in lines if SYMBOL_LINE.fullmatch(line)]
    return list(dict.fromkeys([*printed, *(match[0] for piece in parsed.left_out for match in SYMBOL.finditer(piece))]))
