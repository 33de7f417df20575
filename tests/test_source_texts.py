"""The five source documents are read exactly; they are no part of the repository."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

from documents.intake.blocks import MARK
from documents.intake.parsed import Parsed
from documents.intake.reader import parse

FOLDER = os.environ.get("SOURCE_TEXTS", "")
pytestmark = pytest.mark.skipif(not FOLDER, reason="SOURCE_TEXTS names no folder with the source texts")

CONCEPT, BANGKOK, UNODC, DAKAR, NOTE = "000", "001", "002", "003", "004"


@cache
def read(number: str, symbol: str = "") -> Parsed:
    (path,) = Path(FOLDER).glob(f"{number}_*.txt")
    return parse(path.read_bytes(), symbol=symbol)


def labels(number: str, language: str = "en") -> list[str]:
    return [one.label for one in read(number).paragraphs if one.language == language]


def sections(number: str) -> list[tuple[str, str, int]]:
    return [(one.number, one.key, one.level) for one in read(number).sections]


def text(number: str, label: str) -> str:
    (found,) = [one.text for one in read(number).paragraphs if one.label == label]
    return MARK.sub("", found)


def notes(number: str) -> dict[str, list[str]]:
    """Return the numbers of the notes by the label of their paragraph."""
    return {one.label: [note.number for note in one.notes] for one in read(number).paragraphs if one.notes}


def under(label: str, letters: str) -> list[str]:
    return [label, *(f"{label} ({letter})" for letter in letters)]


def numbers(first: int, last: int) -> list[str]:
    return [str(number) for number in range(first, last + 1)]


def cautions(number: str, symbol: str = "") -> list[tuple[str, str]]:
    return [(one.kind.value, one.place) for one in read(number, symbol).cautions]


def test_bangkok_report_is_read_exactly():
    assert labels(BANGKOK) == [
        *["Summary ¶1", "Summary ¶2", "Summary ¶3"],
        *numbers(1, 44),
        *under("45", "abc"),
        *under("46", "abc"),
        *under("47", "ab"),
        *under("48", "abc"),
    ]
    assert sections(BANGKOK) == [
        ("", "summary", 1),
        *[("I", "i", 1), ("II", "ii", 1), ("III", "iii", 1)],
        *[(f"III.{letter}", f"iii-{letter.lower()}", 2) for letter in "ABCDE"],
    ]
    assert notes(BANGKOK) == {"1": ["4"], "3": ["5", "6", "7"], "11": ["8"]}
    assert cautions(BANGKOK, "A/HRC/29/38/Add.2") == []
    assert read(BANGKOK).languages == ["en"]


def test_bangkok_report_keeps_what_stands_in_the_line():
    assert "(a)" in text(BANGKOK, "10")
    assert "(c)" in text(BANGKOK, "10")
    assert not any("footnoteRef" in one.text or "[4:" in one.text for one in read(BANGKOK).paragraphs)
    assert read(BANGKOK).sections[6].heading.endswith("challenges, dilemmas and lessons learned")
    assert [one[:7] for one in read(BANGKOK).left_out] == ["[image:"]


def test_background_paper_is_read_exactly():
    assert labels(UNODC) == [
        *numbers(1, 3),
        *under("4", "abcdef"),
        *numbers(5, 8),
        *under("9", "abcdefghi"),
        *under("10", "abcdef"),
        "11",
        *under("12", "abcdefgh"),
        *[f"Annex, entry {number}" for number in range(1, 9)],
    ]
    assert sections(UNODC) == [
        *[("I", "i", 1), ("II", "ii", 1), ("III", "iii", 1)],
        *[(f"III.{letter}", f"iii-{letter.lower()}", 2) for letter in "ABC"],
        ("Annex", "annex", 1),
    ]
    assert notes(UNODC) == {"3": ["1", "*"], "6": ["2"], "8": ["3", "4"], "10": ["5"], "11": ["6"]}
    assert cautions(UNODC) == [("note", "3")]  # * of the cover, which the copy lacks


def test_background_paper_joins_what_pages_and_lines_broke():
    assert "to strengthen coordination" in text(UNODC, "3")
    assert "a lead ministry or agency" in text(UNODC, "8")
    assert "contributing to the development" in text(UNODC, "10")
    assert "Framework_for_Action_TIP.pdf" in text(UNODC, "Annex, entry 1")
    assert "documents/humantrafficking/UN_Handbook" in text(UNODC, "Annex, entry 2")
    assert "from and to the Baltic Sea" in text(UNODC, "Annex, entry 6")
    assert "by anti-trafficking actors" in text(UNODC, "Annex, entry 8")
    (fourth,) = [note.text for one in read(UNODC).paragraphs for note in one.notes if note.number == "4"]
    assert "executive secretary and eight departments" in fourth
    assert fourth.endswith("www.naptip.gov.ng.")
    assert not any("___" in one.text for one in read(UNODC).paragraphs)


def test_dakar_report_is_read_exactly():
    assert labels(DAKAR, "ar") == ["Cover ¶1", "Summary ¶1", "Summary ¶2"]
    assert labels(DAKAR) == [
        *numbers(1, 19),
        *under("20", "abc"),
        *numbers(21, 32),
        *under("33", "abcdefghijkl"),
        *[f"Appendix ¶{number}" for number in range(1, 7)],
    ]
    assert sections(DAKAR) == [
        *[("", "cover", 1), ("", "summary", 1), ("Annex", "annex", 1)],
        *[("I", "i", 1), ("II", "ii", 1), ("III", "iii", 1)],
        *[(f"III.{letter}", f"iii-{letter.lower()}", 2) for letter in "ABCD"],
        *[("IV", "iv", 1), ("Appendix", "appendix", 1)],
    ]
    assert notes(DAKAR) == {
        "Cover ¶1": ["*"],
        "2": ["1", "2"],
        "10": ["3"],
        "11": ["4"],
        "12": ["5", "6", "7"],
        "18": ["8", "9"],
        "22": ["10"],
    }
    assert [one.label for one in read(DAKAR).paragraphs if one.is_doubtful] == ["Summary ¶2"]
    assert cautions(DAKAR) == [("misread", "33 (1)"), ("scan", "Summary ¶2")]
    assert str(read(DAKAR).cautions[0]).endswith("(l)")


def test_dakar_report_joins_what_pages_and_notes_broke():
    for label, joined in {
        "6": "agenda of the consultation and all",
        "12": "visits by GRETA to",
        "20": "some prevention programmes, increased levels",
        "28": "complexities faced in",
        "33 (k)": "ways forward at",
    }.items():
        assert joined in text(DAKAR, label)
    assert not any("**" in one.text for one in read(DAKAR).paragraphs)
    assert read(DAKAR).left_out[0] == "Contents"


def test_dakar_agenda_keeps_its_order():
    found = [text(DAKAR, f"Appendix ¶{number}").split("\n") for number in range(1, 7)]
    assert [line.split()[0] for line in found[0][:3]] == ["4–5", "Ngor", "Monday,"]
    assert "Opening ceremony" in found[0][3]
    for number, lines in enumerate(found[1:], start=1):
        assert f"Session {number}:" in "".join(lines[:2])
    assert found[3][0].startswith("Tuesday,")
    hours = [line[:11] for lines in found for line in lines if line[:1].isdigit() and line[1:3] != "–5"]
    assert hours[0].startswith("9.00")
    assert hours[-1] == "17.15-17.50"


def test_dakar_concept_note_is_read_exactly():
    assert labels(NOTE) == [
        *["Background ¶1", "Background ¶2", "Background ¶3"],
        *[f"Summary ¶{number}" for number in range(1, 7)],
        *["Objectives ¶1", *(f"Objectives ¶1 ({number})" for number in range(1, 5)), "Objectives ¶2"],
        *["Modalities ¶1", "Modalities ¶2", "Modalities ¶3"],
        *[f"Annex, entry {number}" for number in range(1, 16)],
        "Excerpt ¶1",
        *numbers(106, 137),
        "(g)",
    ]
    assert sections(NOTE) == [
        *[("1", "background", 1), ("2", "summary", 1), ("3", "objectives", 1), ("4", "modalities", 1)],
        *[("Annex", "annex", 1), ("5", "excerpt", 1)],
        *[(f"({letter})", f"excerpt-{letter}", 2) for letter in "abcdefg"],
    ]
    excerpts = {one.key for one in read(NOTE).sections if one.excerpt_of == "A/HRC/14/32"}
    assert excerpts == {"excerpt", *(f"excerpt-{letter}" for letter in "abcdefg")}
    assert "the 14th session of" in text(NOTE, "Background ¶1")
    assert "the 14th session of" in text(NOTE, "Objectives ¶1 (1)")
    assert "trafficking of all persons, women" in text(NOTE, "108")
    assert read(NOTE).sections[1].heading.endswith("regional and sub-regional cooperation")
    assert cautions(NOTE) == []


def test_bangkok_concept_note_is_read_exactly():
    assert labels(CONCEPT) == [
        "Cover ¶1",
        *[f"Context ¶{number}" for number in range(1, 6)],
        *["Objectives ¶1", "Objectives ¶2", *(f"Objectives ¶2 ({number})" for number in range(1, 4)), "Objectives ¶3"],
        *["Modalities ¶1", *(f"Modalities ¶1 ({number})" for number in range(1, 7)), "Modalities ¶2", "Modalities ¶3"],
    ]
    assert [one.anchor for one in read(CONCEPT).paragraphs if one.label == "Context ¶1"] == ["context-1"]
    assert sections(CONCEPT)[1:] == [("", "context", 1), ("", "objectives", 1), ("", "modalities", 1)]
    assert notes(CONCEPT) == {"Context ¶3": ["1"]}
    assert text(CONCEPT, "Modalities ¶1 (1)").count("\n") == 1  # a topic and what it is about
    assert "*" not in text(CONCEPT, "Cover ¶1")
    assert cautions(CONCEPT) == []


@pytest.mark.parametrize("number", [CONCEPT, UNODC, DAKAR, NOTE])
def test_a_symbol_that_is_not_printed_is_said_and_not_guessed(number):
    assert ("symbol", "A/HRC/17/35/Add.9") in cautions(number, "A/HRC/17/35/Add.9")
