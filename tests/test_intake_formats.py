"""One report in four formats and two directions is read into the same paragraphs."""

from __future__ import annotations

import pytest

from documents.intake.blocks import MARK
from documents.intake.reader import parse
from tests.intake_samples import SAMPLES

SECTIONS = ["cover", "i", "i-a", "i-b", "ii", "ii-a", "ii-b", "annex"]
LABELS = ["Cover ¶1", "1", "2", "3", "4", "4 (a)", "4 (b)", "4 (c)", "5", "6", "Annex ¶1", "Annex ¶2"]
PLACES = ["cover", "i-a", "i-a", "i-b", *["ii-a"] * 5, "ii-b", "annex", "annex"]
ANCHORS = ["cover-1", "1", "2", "3", "4", "4-a", "4-b", "4-c", "5", "6", "annex-1", "annex-2"]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_format_gives_the_same_paragraphs(name):
    parsed = parse(SAMPLES[name])
    assert parsed.format == {"txt": "text"}.get(name.partition(".")[2], name.partition(".")[2])
    assert parsed.languages == [name[:2]]
    assert [section.key for section in parsed.sections] == SECTIONS
    assert [one.label for one in parsed.paragraphs] == LABELS
    assert [one.section for one in parsed.paragraphs] == PLACES
    assert [one.anchor for one in parsed.paragraphs] == ANCHORS
    assert {one.parent for one in parsed.paragraphs} == {"", "4"}
    assert {one.label: [note.number for note in one.notes] for one in parsed.paragraphs if one.notes} == {
        "2": ["1"],
        "5": ["2"],
    }
    assert [one.label for one in parsed.paragraphs if MARK.search(one.text)] == ["2", "5"]
    assert parsed.cautions == []
    assert "LIS/2031/4" in parsed.left_out


@pytest.mark.parametrize("name", SAMPLES)
def test_every_format_gives_the_same_words(name):
    first = parse(SAMPLES[f"{name[:2]}.docx"])
    other = parse(SAMPLES[name])
    assert [one.text for one in other.paragraphs] == [one.text for one in first.paragraphs]
    assert [one.notes for one in other.paragraphs] == [one.notes for one in first.paragraphs]
    assert [one.heading for one in other.sections] == [one.heading for one in first.sections]


def test_a_text_is_as_it_was_written():
    texts = {one.label: MARK.sub("", one.text) for one in parse(SAMPLES["en.txt"]).paragraphs}
    assert texts["4 (c)"] == "Show the day on which somebody last looked whether all this is still so."
    assert texts["2"].startswith("Eleven offices sent delegates, and three more followed")
    arabic = {one.label: one.text for one in parse(SAMPLES["ar.html"]).paragraphs}
    assert arabic["4 (c)"] == "يعرض اليوم الذي نظر فيه أحد آخر مرة في صحة ذلك كله."
