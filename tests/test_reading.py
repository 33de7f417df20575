"""The reading view, and a paragraph alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents.models import Document, Paragraph
from documents.publication import State
from nrem_portal.pages.passages import extent, passage, printed_number
from nrem_portal.pages.reading import cited
from recommendations.models import Recommendation
from tests.factories import make_paragraph_text
from tests.official import BANGKOK, block, give_text, html_of
from tests.walk import Page

READING_QUERIES = 26


# The reading view


def test_every_paragraph_has_its_permanent_link(client):
    html = html_of(client, f"/en/documents/{BANGKOK}/")
    ids = Page(html).ids
    for anchor, label in Paragraph.objects.filter(document__key=BANGKOK).values_list("anchor", "label"):
        assert f"p{anchor}" in ids
        assert f'href="#p{anchor}" aria-label="Link to paragraph {label}"' in html
    assert block(html, "45-c").startswith('><a class="n" href="#p45-c" aria-label="Link to paragraph 45 (c)">(c)</a>')
    assert '<div class="para sub" id="p45-c">' in html


def test_contents_give_the_range_of_each_section(client):
    html = html_of(client, f"/en/documents/{BANGKOK}/")
    contents = html.partition('<nav class="toc"')[2].partition("</nav>")[0]
    assert 'href="#s-iii">III. Overview of the discussions held during the consultative … ' in contents
    assert ">12–48</span>" in contents
    assert ">¶1–3</span>" in contents
    assert {"s-summary", "s-i", "s-iii-e"} <= set(Page(html).ids)
    assert '<h3 id="s-iii-e">E. Way forward: recommendations' in html


def test_figures_are_computed(client):
    figures = client.get(f"/en/documents/{BANGKOK}/").context["figures"]
    assert figures.recommendations == Recommendation.objects.filter(paragraph__document__key=BANGKOK).count()
    Recommendation.objects.filter(paragraph__anchor="45-c").update(state=State.DRAFT)
    response = client.get(f"/en/documents/{BANGKOK}/")
    assert response.context["figures"].recommendations == figures.recommendations - 1
    assert f"{figures.mechanisms} mechanisms mentioned" in response.content.decode()


def test_a_gist_is_marked_as_ours_and_says_where_the_wording_is(client):
    html = html_of(client, f"/en/documents/{BANGKOK}/")
    assert '<p class="gist">' in block(html, "40")
    assert "In our words" in block(html, "40")
    assert "until the official text is in the portal" in html
    assert "looked up under the symbol <bdi>A/HRC/29/38/Add.2</bdi>" in html
    assert 'class="q"' not in html


def test_notes_on_the_copy_stand_above_the_text(client):
    html = html_of(client, "/en/documents/dakar-2010-report/")
    document = Document.objects.get(key="dakar-2010-report")
    note = html.partition('<div class="note')[2].partition('<div class="side')[0]
    assert document.symbol_note in note
    assert document.title_note in note
    assert "No symbol is known by which to look up the official wording" in note
    assert "badly recognised" in note


def test_the_line_above_the_heading_names_kind_symbol_date_and_languages(client):
    html = html_of(client, "/en/documents/dakar-2010-report/")
    line = html.partition('<p class="small muted">')[2].partition("</p>")[0]
    assert line.strip() == "Report · 21 March 2011 · <bdi>English</bdi>, <bdi>Arabic</bdi>"


def test_an_excerpt_names_the_document_it_is_taken_from(client):
    html = html_of(client, "/en/documents/dakar-2010-concept-note/s/excerpt/")
    section = html.partition('id="s-excerpt-b"')[2].partition('<div class="para')[0]
    assert (
        'Excerpt: the paragraphs are those of <a href="/en/documents/A-HRC-14-32/"><bdi>A/HRC/14/32</bdi></a>.'
        in section
    )
    assert "Excerpt:" not in html_of(client, "/en/documents/dakar-2010-concept-note/s/modalities/")
    Document.objects.filter(key="A-HRC-14-32").update(state=State.DRAFT)
    assert "Excerpt: the" not in html_of(client, "/en/documents/dakar-2010-concept-note/s/excerpt/")


def test_what_sources_differ_on_stands_with_the_document(client):
    html = html_of(client, "/en/documents/dakar-2010-report/")
    assert "Where the Dakar agenda is printed" in html
    document = Document.objects.get(key="dakar-2010-report")
    document.discrepancies.update(state=State.DRAFT)
    assert "Sources differ" not in html_of(client, "/en/documents/dakar-2010-report/")


def test_the_number_of_queries_does_not_grow_with_the_paragraphs(client, django_assert_num_queries):
    with django_assert_num_queries(READING_QUERIES):
        client.get(f"/en/documents/{BANGKOK}/")
    last = Paragraph.objects.filter(document__key=BANGKOK).order_by("position").last()
    for number in range(1, 41):
        last.pk, last.parent, last.position = None, None, last.position + 1
        last.label = last.anchor = f"{1000 + number}"
        last.save(force_insert=True)
    give_text(BANGKOK, "40", "en", "Official wording.")
    with django_assert_num_queries(READING_QUERIES):
        assert b'id="p1040"' in client.get(f"/en/documents/{BANGKOK}/").content


@pytest.mark.parametrize("key", ["none", "A-HRC-29-38-Add.2x", "a.b-c"])
def test_unknown_documents_are_missing(client, key):
    assert client.get(f"/en/documents/{key}/").status_code == 404
    assert client.get(f"/en/documents/{key}/p/1/").status_code == 404


# A paragraph alone


def test_a_paragraph_stands_between_its_neighbours(client):
    html = html_of(client, f"/en/documents/{BANGKOK}/p/38/")
    assert '<div class="para dim" id="p37"><a class="n" href="/en/documents/A-HRC-29-38-Add.2/p/37/"' in html
    assert '<div class="para on" id="p38"><a class="n" href="/en/documents/A-HRC-29-38-Add.2/#p38"' in html
    assert '<div class="para dim" id="p39">' in html
    assert html.count('class="para ') == 3
    assert 'href="/en/mechanisms/china-national-mechanism/"' in html
    assert "NAPTIP – sister mechanisms" not in html  # a note of 39


def test_a_sub_paragraph_comes_with_the_one_that_introduces_it(client):
    anchors = [one.paragraph.anchor for one in client.get(f"/en/documents/{BANGKOK}/p/45-b/").context["passages"]]
    assert anchors == ["45", "45-a", "45-b", "45-c"]


def test_the_citation_names_the_symbol_and_the_paragraph(client):
    html = html_of(client, f"/en/documents/{BANGKOK}/p/45-c/")
    assert (
        "<bdi>A/HRC/29/38/Add.2</bdi> (2 April 2015), para. 45 (c). Gist by the NREM Portal. NREM Portal, <bdi>" in html
    )
    assert f"<bdi>http://testserver/p/{BANGKOK}/45-c</bdi>, data version " in html
    make_paragraph_text(Paragraph.objects.get(document__key=BANGKOK, anchor="45-c"))
    assert "Gist by the NREM Portal." not in html_of(client, f"/en/documents/{BANGKOK}/p/45-c/")
    assert f'<a href="http://testserver/p/{BANGKOK}/45-c" dir="ltr">' in html
    assert "<h1>Paragraph 45 (c)</h1>" in html
    assert f'<li><a href="/en/documents/{BANGKOK}/">' in html


def test_a_paragraph_of_an_excerpt_is_cited_by_its_own_document(client):
    html = html_of(client, "/en/documents/dakar-2010-concept-note/p/115/")
    assert "<bdi>A/HRC/14/32</bdi> (4 May 2010), para. 115." in html
    assert "Read here as an excerpt in: Concept note for the Dakar consultation." in html


def test_unknown_paragraphs_are_missing(client):
    assert client.get(f"/en/documents/{BANGKOK}/p/49/").status_code == 404
    assert client.get("/en/documents/A-HRC-26-37-Add.1/p/1/").status_code == 404


def test_a_paragraph_of_an_excerpt_says_whose_it_is_and_where_it_is_read(client):
    html = html_of(client, "/en/documents/dakar-2010-concept-note/p/106/")
    assert 'Excerpt: this is a paragraph of <a href="/en/documents/A-HRC-14-32/"><bdi>A/HRC/14/32</bdi></a>' in html
    here = "/en/documents/dakar-2010-concept-note/s/excerpt/#p106"
    assert f'read here in: <a href="{here}">Concept note for the Dakar consultation, 2010</a>.' in html
    assert "Excerpt:" not in html_of(client, "/en/documents/dakar-2010-concept-note/p/background-1/")
    Document.objects.filter(key="A-HRC-14-32").update(state=State.DRAFT)
    assert "Excerpt:" not in html_of(client, "/en/documents/dakar-2010-concept-note/p/106/")


def test_the_reading_view_says_of_each_section_of_an_excerpt_whose_it_is(client):
    html = html_of(client, "/en/documents/dakar-2010-concept-note/s/excerpt/")
    whose = 'the paragraphs are those of <a href="/en/documents/A-HRC-14-32/"><bdi>A/HRC/14/32</bdi></a>'
    assert html.count(whose) == html.count('id="s-excerpt')


def test_queries_of_a_paragraph(client, django_assert_num_queries):
    for anchor in ("38", "45-c", "summary-1"):
        with django_assert_num_queries(18):
            client.get(f"/en/documents/{BANGKOK}/p/{anchor}/")


# Numbers as printed


@pytest.mark.parametrize(
    ("anchor", "number", "name"),
    [
        ("45", "45", "para. 45"),
        ("45-c", "(c)", "para. 45 (c)"),
        ("summary-1", "¶1", "Summary ¶1"),
    ],
)
def test_numbers_of_paragraphs(anchor, number, name):
    paragraph = Paragraph.objects.with_text().get(document__key=BANGKOK, anchor=anchor)
    assert passage(paragraph, "", [], "en").number == number
    assert cited(paragraph) == name


def test_numbers_of_sections():
    numbers = {section.key: printed_number(section) for section in Document.objects.get(key=BANGKOK).sections.all()}
    assert numbers["summary"] == ""
    assert numbers["iii"] == "III."
    assert numbers["iii-e"] == "E."
    excerpt = Document.objects.get(key="dakar-2010-concept-note").sections.get(key="excerpt-a")
    assert printed_number(excerpt) == "(a)"


def test_the_extent_of_passages():
    paragraphs = Paragraph.objects.filter(document__key=BANGKOK, parent=None).with_text()
    shown = [passage(one, "", [], "en") for one in paragraphs]
    assert extent([]) == ""
    assert extent(shown[:1]) == "¶1"
    assert extent(shown[:3]) == "¶1–3"
    assert extent(shown[3:]) == "1–48"


def test_what_leads_to_citing_can_be_left_off_paper(client):
    """The sheet for print hides it with the dot before it, and leaves the mark of a gist."""
    found = block(html_of(client, f"/en/documents/{BANGKOK}/"), "40")
    assert '<p class="ours">In our words<span> · <a href=' in found
    sheet = Path("static/print.css").read_text(encoding="utf-8")
    assert ".para .ours>span," in sheet.partition("{display:none!important}")[0]
