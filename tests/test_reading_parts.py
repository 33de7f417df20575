"""The reading view in parts: the pages of a long document, and the marked paragraphs alone."""

from __future__ import annotations

import pytest

from documents.models import Document, Paragraph, Section
from documents.pagination import LONG, pages, paginate
from documents.publication import State
from recommendations.models import Recommendation
from tests.factories import linked, make_document, make_paragraph, make_practice, make_reference, make_section
from tests.official import BANGKOK, block, html_of
from tests.walk import Page

PART_QUERIES = 20
NOTE = "dakar-2010-concept-note"


@pytest.fixture
def report() -> Document:
    """A document of a cover and three sections, the second with a subsection, of more paragraphs than one page has."""
    document = make_document(heading="A long report")
    plan = {"cover": (1, 1), "i": (1, 3), "ii": (1, 2), "ii-a": (2, 2), "iii": (1, LONG)}
    for position, (key, (level, count)) in enumerate(plan.items()):
        heading = "" if key == "cover" else f"Part {key}"
        section = make_section(document, key=key, heading=heading, level=level, position=position)
        for number in range(count):
            label = f"{key} {number}"
            place = 100 * position + number
            make_paragraph(section, label=label, anchor=f"{key}-{number}", position=place)
    paginate([document])
    return document


def address_of(document: Document, anchor: str) -> str:
    return Paragraph.objects.get(document=document, anchor=anchor).get_absolute_url()


# Long documents


def test_a_long_document_is_parted_by_its_top_sections(report):
    assert pages(report) == ["", "", "ii", "ii", "iii"]  # the cover stands with what follows it
    Paragraph.objects.filter(document=report, anchor="iii-0").update(gist="")
    assert len(set(pages(report))) == 3
    Paragraph.objects.filter(document=report, section__key="iii").update(gist="")
    assert set(pages(report)) == {""}


def test_a_document_that_became_short_is_one_page(report, client):
    Paragraph.objects.filter(document=report, section__key="iii").update(gist="")
    paginate([report])
    assert set(Section.objects.filter(document=report).values_list("page", flat=True)) == {""}
    response = client.get(f"{report.get_absolute_url()}s/ii/")  # without fragment: #pii-1 is kept by browsers
    assert (response.status_code, response.headers["Location"]) == (302, report.get_absolute_url())


def test_links_lead_to_the_page_that_holds_the_paragraph(report, client):
    first = report.get_absolute_url()
    assert address_of(report, "i-1") == f"{first}#pi-1"
    assert address_of(report, "ii-a-1") == f"{first}s/ii/#pii-a-1"
    assert make_reference(report.paragraphs.get(anchor="iii-2")).get_absolute_url() == f"{first}s/iii/#piii-2"
    for section in ("", "s/ii/", "s/iii/"):
        page = Page(html_of(client, first + section))
        assert len(page.ids) == len(set(page.ids))
        for anchor in report.paragraphs.filter(section__page=section[2:-1]).values_list("anchor", flat=True):
            assert f"p{anchor}" in page.ids


def test_every_paragraph_can_be_reached_from_the_first_page_by_its_anchor(report, client):
    html = html_of(client, report.get_absolute_url())
    for anchor in report.paragraphs.values_list("anchor", flat=True):
        assert f'id="p{anchor}"' in html
    assert f'<a id="pii-1" href="{report.get_absolute_url()}s/ii/#pii-1" aria-label="Paragraph ii 1">' in html
    assert 'id="pi-1"' not in html_of(client, f"{report.get_absolute_url()}s/ii/")


def test_the_contents_mark_the_section_that_is_shown(report, client):
    first = report.get_absolute_url()
    html = html_of(client, f"{first}s/ii/")
    contents = html.partition('<nav class="toc"')[2].partition("</nav>")[0]
    assert contents.count("aria-current") == 1
    assert 'href="#s-ii" aria-current="true">Part ii' in contents
    assert f'href="{first}#s-i">Part i' in contents
    assert f'href="{first}s/iii/#s-iii">Part iii' in contents
    assert 'href="#s-i" aria-current="true">Part i' in html_of(client, first)
    assert "aria-current" not in html_of(client, f"/en/documents/{BANGKOK}/").partition('class="toc"')[2]


def test_sections_lead_to_the_next_and_the_one_before_by_name(report, client):
    first = report.get_absolute_url()
    html = html_of(client, f"{first}s/ii/")
    assert f'<a rel="prev" href="{first}#s-i">Previous section: Part i</a>' in html
    assert f'<a rel="next" href="{first}s/iii/#s-iii">Next section: Part iii</a>' in html
    assert 'rel="prev"' not in html_of(client, first)
    assert 'rel="next"' not in html_of(client, f"{first}s/iii/")
    assert "<title>Part ii – A long report" in html


def test_a_section_inside_a_page_leads_to_it(report, client):
    first = report.get_absolute_url()
    for section, page in [("ii-a", f"{first}s/ii/"), ("i", first), ("cover", first)]:
        assert client.get(f"{first}s/{section}/").headers["Location"] == page
    assert client.get(f"{first}s/none/").status_code == 404
    Section.objects.filter(document=report, key="ii").update(page="ii")
    Paragraph.objects.filter(section__page="ii", document=report).update(gist="")
    assert client.get(f"{first}s/ii/").status_code == 404


def test_a_document_that_is_not_public_has_no_parts(report, client):
    Document.objects.filter(pk=report.pk).update(state=State.DRAFT)
    for part in ("s/ii/", "marked/"):
        assert client.get(f"{report.get_absolute_url()}{part}").status_code == 404
    assert client.get("/en/documents/A-HRC-26-37-Add.1/marked/").status_code == 404
    assert report.key not in client.get("/sitemap-parts.xml").content.decode()


def test_queries_of_a_part(report, client, django_assert_num_queries):
    for address in (f"/en/documents/{NOTE}/s/excerpt/", f"{report.get_absolute_url()}s/iii/"):
        with django_assert_num_queries(PART_QUERIES):
            client.get(address)


# The marked paragraphs


def test_only_paragraphs_with_a_margin_are_marked(client):
    html = html_of(client, f"/en/documents/{BANGKOK}/marked/")
    whole = client.get(f"/en/documents/{BANGKOK}/").context["parts"]
    marked = {one.paragraph.anchor for part in whole for one in part.passages if one.margin}
    shown = {name[1:] for name in Page(html).ids if name.startswith("p")}
    assert marked <= shown
    assert "2" not in shown
    assert shown - marked == {"45", "46", "47", "48"} - marked
    assert '<div class="para dim" id="p45">' in html
    assert f'href="/en/documents/{BANGKOK}/#p45-c"' in block(html, "45-c")
    assert f'<link rel="canonical" href="/en/documents/{BANGKOK}/">' in html
    assert f'<a href="/en/documents/{BANGKOK}/">All paragraphs</a>' in html
    assert f'<a href="/en/documents/{BANGKOK}/marked/">Only the marked' in html_of(client, f"/en/documents/{BANGKOK}/")


def test_sections_without_marks_are_left_out(client):
    section = Section.objects.get(document__key=BANGKOK, key="ii")
    made = Recommendation.objects.filter(paragraph__section=section)
    assert not made.exists()
    html = html_of(client, f"/en/documents/{BANGKOK}/marked/")
    assert 's-summary"' not in html
    assert 'href="#s-iii-e"' in html


def test_a_document_without_marks_says_so(report, client):
    address = f"{report.get_absolute_url()}marked/"
    html = html_of(client, address)
    assert "none is marked" in html
    assert 'class="toc"' not in html
    linked(make_practice(), references=[make_reference(report.paragraphs.get(anchor="iii-5"))])
    html = html_of(client, address)
    assert "none is marked" not in html
    assert f'href="{report.get_absolute_url()}s/iii/#piii-5"' in block(html, "iii-5")


def test_queries_of_marked_paragraphs(client, django_assert_num_queries):
    with django_assert_num_queries(PART_QUERIES - 1):
        client.get(f"/en/documents/{BANGKOK}/marked/")
