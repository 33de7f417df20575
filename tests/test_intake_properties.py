"""Reading any text: no exception, and nothing lost."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import example, given, settings
from hypothesis import strategies as st

from documents.intake.blocks import MARK, Block, Blocks, RawNote
from documents.intake.labels import LETTERS, from_roman
from documents.intake.parsed import IntakeError, Parsed
from documents.intake.plain import read
from documents.intake.reader import structured
from documents.intake.titles import is_prose

WORD = re.compile(r"[^\W\d_]{3,}|\d{4,}")

lines = st.text(st.characters(categories=["L", "N", "P", "Zs", "Mn"], exclude_characters="<>*_[]`\\-‐‑#"), max_size=90)
BEGINNINGS = """1. |2. |3. |12. |7 |(a) |(b) |(c) |(i) |(1) |I. |II. |A. |B. |١- |(أ) |¹ |* |   |9.00 – 9.30 Session """
labels = st.sampled_from(
    [*BEGINNINGS.split("|"), "", "\n", "\f", "Annex\n", "Summary\n\n", "Contents\n", "_____\n 1  "]
)
words = st.text(st.characters(categories=["Ll", "Lu"]), min_size=3, max_size=12)
sentences = st.lists(words, min_size=1, max_size=25).map(lambda found: " ".join(found) + ".")
texts = st.lists(st.tuples(labels, st.one_of(lines, sentences)), max_size=30).map(
    lambda parts: "\n".join(label + line for label, line in parts)
)


def counted(*found: str) -> Counter[str]:
    """Count words of three letters or more; numerals of sections and items are labels, not words."""
    all_words = (word for text in found for word in WORD.findall(MARK.sub(" ", text)))
    return Counter(word for word in all_words if not from_roman(word))


def held(parsed: Parsed) -> Counter[str]:
    """Count the words of everything that was read."""
    sections = [f"{one.printed} {one.heading}" for one in parsed.sections]
    notes = [note.text for one in parsed.paragraphs for note in one.notes]
    return counted(*sections, *(one.text for one in parsed.paragraphs), *notes, *parsed.left_out)


def parsed_or_none(blocks: Blocks) -> Parsed | None:
    try:
        return structured("text", blocks)
    except IntakeError:
        return None


@settings(max_examples=120, deadline=None)
@given(texts)
@example("Summary")
@example("1. \n2. \n")
@example("Annex\nA list\n1. One\n3. Three\n")
@example("(a) Alone.\n(b) And another.")
def test_any_text_is_read_whole(text):
    parsed = parsed_or_none(read(text))
    if parsed is None:
        assert not any(is_prose(block.text) for block in read(text).blocks)  # refused: headings or notes alone
        return
    assert held(parsed) == counted(text)
    names = [one.label for one in parsed.paragraphs]
    anchors = [one.anchor for one in parsed.paragraphs]
    assert len(set(names)) == len(names)
    assert len(set(anchors)) == len(anchors)
    assert all(re.fullmatch(r"[a-z0-9-]+", anchor) for anchor in anchors)
    assert {one.section for one in parsed.paragraphs} <= {one.key for one in parsed.sections}
    assert {one.parent for one in parsed.paragraphs} <= {"", *anchors}


blocks = st.builds(
    Block,
    text=st.one_of(lines, sentences),
    level=st.integers(0, 9),
    number=st.sampled_from(["", "1.", "2.", "(a)", "(b)", "I.", "A.", "•", "1.1."]),
    is_start=st.booleans(),
)
notes = st.builds(RawNote, number=st.sampled_from(["1", "2", "3", "*"]), text=sentences, after=st.integers(-1, 40))


@settings(max_examples=80, deadline=None)
@given(st.lists(blocks, max_size=30), st.lists(notes, max_size=5))
def test_any_blocks_are_read_whole(found, raw):
    parsed = parsed_or_none(Blocks(found, raw))
    if parsed is not None:
        assert held(parsed) == counted(*(one.text for one in found), *(one.text for one in raw))


@settings(max_examples=30, deadline=None)
@given(texts)
def test_reading_twice_gives_the_same(text):
    assert parsed_or_none(read(text)) == parsed_or_none(read(text))


def test_letters_may_run_out():
    groups = "".join(
        f"({letter}) They should:\n\n{number}. Do this.\n\n" for number, letter in enumerate(LETTERS, start=2)
    )
    parsed = structured("text", read(f"1. Begun.\n\n{groups}(z) And more.\n\nZ. Title\n\nA. Title\n"))
    assert [one.label for one in parsed.paragraphs][:27] == [str(number) for number in range(1, 28)]
