"""Official text as HTML: calls of notes, runs of the other direction."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.intake.blocks import mark
from documents.marks import set_text, without_marks


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("انظر A/HRC/14/32، الفقرة 5", "انظر <bdi>A/HRC/14/32</bdi>، الفقرة 5"),
        ("و(A/HRC/29/38/Add.2).", "و(<bdi>A/HRC/29/38/Add.2</bdi>)."),
        ("موقع www.example.org/a-b.", "موقع <bdi>www.example.org/a-b</bdi>."),
        ("في ECOWAS و IOM", "في <bdi>ECOWAS</bdi> و <bdi>IOM</bdi>"),
        ("كتاب Fair Work هنا", "كتاب <bdi>Fair Work</bdi> هنا"),
        ("القرار 7/1 و68/192", "القرار 7/1 و68/192"),
        ("أ & <ب>", "أ &amp; &lt;ب&gt;"),
        ("أ R&D", "أ <bdi>R&amp;D</bdi>"),
    ],
)
def test_latin_words_in_arabic_text(text, html):
    assert set_text(text, is_rtl=True) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Called الميثاق العربي in full.", "Called <bdi>الميثاق العربي</bdi> in full."),
        ("A/HRC/14/32 & co", "A/HRC/14/32 &amp; co"),
    ],
)
def test_arabic_words_in_other_text(text, html):
    assert set_text(text, is_rtl=False) == html


def test_a_line_all_of_the_other_direction_is_set_apart_whole():
    lines = set_text("تقرير\nDistr.: General\n21 March 2031", is_rtl=True)
    assert lines == 'تقرير\n<bdi dir="ltr">Distr.: General</bdi>\n<bdi dir="ltr">21 March 2031</bdi>'
    assert set_text("Cover\nموجز: نص", is_rtl=False) == 'Cover\n<bdi dir="rtl">موجز: نص</bdi>'


def test_calls_are_links_where_the_note_is_shown():
    text = f"One{mark('1')} two{mark('*')}"
    assert set_text(text, is_rtl=False, notes={"1": "p3-note-1"}) == (
        'One<sup><a href="#p3-note-1" aria-label="Note 1">1</a></sup> two<sup>*</sup>'
    )
    assert set_text(mark("<b>"), is_rtl=False) == "<sup>&lt;b&gt;</sup>"


def test_without_marks():
    assert without_marks(f"One{mark('1')}, two{mark('12')}.") == "One, two."


@given(st.text(alphabet="aB1/. <&>'\"\ue000\ue001بج،"), st.booleans())
def test_nothing_but_its_own_tags_comes_out(text, is_rtl):
    html = set_text(text, is_rtl=is_rtl)
    for tag in ("<bdi>", '<bdi dir="ltr">', '<bdi dir="rtl">', "</bdi>", "<sup>", "</sup>"):
        html = html.replace(tag, "")
    assert "<" not in html
    assert ">" not in html
