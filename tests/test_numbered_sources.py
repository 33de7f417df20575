"""What a page rests on: numbered addresses, mentions, years."""

from __future__ import annotations

from documents.sources import Age, Sources, age, mentions, years
from documents.templatetags.nrem import bare, host, numbered, refs
from tests.factories import (
    make_address,
    make_document,
    make_paragraph,
    make_reference,
    make_section,
)


def test_three_numbers_in_a_row_become_one_mark():
    assert [mark.text for mark in numbered([3, 1, 2, 5, 7, 8, 1])] == ["[1–3]", "[5]", "[7]", "[8]"]
    assert [mark.address for mark in numbered([1, 2, 3])] == ["#source-1"]
    assert numbered([1, 2, 3])[0].spoken == "sources 1 to 3"


def test_marks_stand_as_printed_paragraphs_before_addresses():
    section = make_section()
    later, earlier = (make_reference(make_paragraph(section, position=place, label=str(place))) for place in (9, 4))
    listed, other = make_address(), make_address(publisher="Other")
    marks = refs([other, listed, later, earlier], section.document, {listed.url: 1})["marks"]
    assert [mark.text for mark in marks] == ["¶\N{NO-BREAK SPACE}4", "¶\N{NO-BREAK SPACE}9", "Other", "[1]"]


def test_sources_are_numbered_by_first_use():
    one, two = make_address(seen="2026-01-02"), make_address(seen="2026-01-01")
    sources = Sources([[make_reference(), two], [one, two], []])
    assert sources.numbers == {two.url: 1, one.url: 2}
    assert (sources.first_seen, sources.last_seen) == ("2026-01-01", "2026-01-02")
    assert Sources([]).last_seen is None


def test_mentions_of_the_main_document_come_first():
    other, main = make_reference(), make_reference()
    assert mentions([other, main, make_address(), main], main.source) == [main, other]


def test_years_of_documents_and_of_web_pages_are_told_apart():
    dated = make_reference(make_paragraph(make_section(make_document(date="2015-03"))))
    pages = [make_address(date="2009-01-02"), make_address(date="2020")]
    assert age([dated]) == Age("2015", "", "", undated=False)
    assert age([dated, *pages]) == Age("2015", "2009–2020", "2026", undated=False)
    assert age([make_address()]) == Age("", "", "2026", undated=True)
    assert years(["", "2015-03", "2015"]) == "2015"


def test_addresses_as_people_write_them():
    assert bare("https://www.example.org/en/") == "example.org/en"
    assert host("http://example.org/en/") == "example.org"
