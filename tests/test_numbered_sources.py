"""What a page rests on: numbered addresses, mentions, years."""

from __future__ import annotations

import datetime

from django.template.loader import render_to_string

from documents.sources import Age, Sources, age, bare, host, mentions, told_apart, years
from documents.templatetags.nrem import numbered, refs
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


def test_addresses_of_one_site_are_listed_with_all_of_them():
    one, two, other = (make_address(f"https://{name}") for name in ("a.org/x", "a.org/y", "www.b.org/z"))
    assert [row.place for row in Sources([[one, two, other]]).rows] == ["a.org/x", "a.org/y", "b.org"]


def test_marks_of_one_publisher_are_told_apart():
    one, two = make_address("https://a.org/x", date="2019"), make_address("https://a.org/y")
    alike = make_address("https://a.org/z")
    assert [mark.text for mark in refs([one])["marks"]] == ["Example"]
    assert [mark.text for mark in refs([one, two])["marks"]] == ["Example, 2019", "Example"]
    assert [mark.text for mark in refs([one, two, alike])["marks"]] == [
        "Example, 2019",
        "Example: a.org/y",
        "Example: a.org/z",
    ]
    assert told_apart([make_reference()]) == {}


def test_the_day_seen_stands_at_each_source_where_the_days_differ():
    def shown(*days):
        sources = Sources([[make_address(seen=datetime.date(2026, 1, day)) for day in days]])
        return render_to_string("components/sources.html", {"sources": sources})

    assert shown(2, 3).count("Seen on 2 January 2026") == 1
    assert shown(2, 2).count("Seen on 2 January 2026") == 1
    assert "Seen on 2–3 January 2026" in shown(2, 3)


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
