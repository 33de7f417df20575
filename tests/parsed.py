"""Files as they are read, made by hand for tests: an invented meeting in Lisdoon."""

from __future__ import annotations

from typing import Any

from documents.intake.parsed import Parsed, ReadNote, ReadParagraph, ReadSection


def section(key: str, heading: str = "", number: str = "", **fields: Any) -> ReadSection:
    return ReadSection(key, heading, number, **fields)


def numbered(label: str, at: str, text: str = "", **fields: Any) -> ReadParagraph:
    """Make a paragraph under its printed label: `4`, or `4 (a)`, which is part of 4."""
    anchor = label.replace(" (", "-").rstrip(")")
    parent = anchor.rpartition("-")[0]
    return ReadParagraph(label, anchor, at, text or f"They spoke of matter {label}.", parent, **fields)


def plain(word: str, ordinal: int, at: str, text: str = "", **fields: Any) -> ReadParagraph:
    """Make a paragraph without number: `Summary ¶1`."""
    text = text or f"They began with {word}, {ordinal}."
    label, anchor = f"{word} ¶{ordinal}", f"{word.lower().replace(' ', '-')}-{ordinal}"
    return ReadParagraph(label, anchor, at, text, ordinal=ordinal, **fields)


def note(number: str, text: str = "See the list of those present.") -> ReadNote:
    return ReadNote(number, text)


def file(sections: list[ReadSection], paragraphs: list[ReadParagraph], **fields: Any) -> Parsed:
    return Parsed("text", sections, paragraphs, **fields)


def meeting(**texts: str) -> Parsed:
    """Make the report of a meeting: a summary, two sections, a list and a note; `texts` by anchor replace its own."""
    sections = [
        section("summary", "Summary"),
        section("i", "Opening", "I"),
        section("ii", "Discussion", "II"),
        section("ii-a", "Shelters", "II.A", level=2),
    ]
    paragraphs = [
        plain("Summary", 1, "summary"),
        numbered("1", "i"),
        numbered("2", "i", notes=[note("1")]),
        numbered("3", "ii"),
        numbered("3 (a)", "ii"),
        numbered("3 (b)", "ii"),
        numbered("4", "ii-a"),
    ]
    for one in paragraphs:
        one.text = texts.get(f"p{one.anchor.replace('-', '_')}", one.text)
    return file(sections, paragraphs)


def in_french(parsed: Parsed) -> Parsed:
    """Give a file another language, with keys and labels as its own headings make them."""
    for one in parsed.sections:
        one.language, one.heading = "fr", f"{one.heading} (fr)"
    for each in parsed.paragraphs:
        each.language, each.text = "fr", f"{each.text} (fr)"
        each.label = each.label.replace("Summary", "Résumé")
        each.anchor = each.anchor.replace("summary", "resume")
    return parsed
