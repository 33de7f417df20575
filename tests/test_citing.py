"""Documents cited at a paragraph, and where a document is cited: as recorded, and as texts name them."""

from __future__ import annotations

import pytest

from documents import citing
from documents.citing import cited_at, unknown_symbols, with_texts
from documents.models import Document, Paragraph
from documents.publication import State
from nrem_portal.pages.reading import margins
from tests.factories import (
    linked,
    make_document,
    make_footnote,
    make_paragraph,
    make_paragraph_text,
    make_reference,
    make_rendition,
    make_section,
)


def worded(text: str, **fields) -> Paragraph:
    """Make a paragraph of a document of its own, with an official text."""
    paragraph = make_paragraph(**fields)
    make_paragraph_text(paragraph, text=text)
    return paragraph


def named(paragraph: Paragraph) -> list[str]:
    """Return the keys of the documents that a paragraph cites."""
    return [document.key for _at, document in cited_at(Paragraph.objects.filter(pk=paragraph.pk))]


def places(document: Document) -> list[Paragraph | None]:
    """Return the paragraphs at which a document is cited."""
    return [one.paragraph for one in with_texts(document, document.cited.with_place())]


def test_the_record_tells_what_is_cited_before_any_text_is_held():
    paragraph = Paragraph.objects.get(document__key="dakar-2010-report", anchor="12")
    assert named(paragraph) == [
        "coe-trafficking-convention",
        "Directive-2011-36-EU",
        "eu-framework-decision-2002",
        "eu-action-plan-2005-2010",
        "eu-trafficking-strategy",
        "eu-protocols-21-22",
    ]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("As told in A/HRC/ 14/32.", "A-HRC-14-32"),
        ("Under Assembly resolution 59/166 …", "59-166"),
        ("Under Human Rights Council resolution 8/12 …", "HRC-8-12"),
        ("A State party to the Palermo\nProtocol", "palermo-protocol"),
        ("Une loi selon la directive 2011/36/UE", "Directive-2011-36-EU"),
        ("وفقا للقرار ٦٤/٢٩٣", "64-293"),
    ],
)
def test_a_text_tells_what_is_cited(text, key):
    paragraph = worded(text)
    assert named(paragraph) == [key]
    assert places(Document.objects.get(key=key))[-1:] != []
    assert paragraph in places(Document.objects.get(key=key))
    Document.objects.filter(key=key).update(state=State.DRAFT)
    assert named(paragraph) == []


def test_what_is_recorded_and_named_stands_once():
    paragraph = worded("The Palermo Protocol, A/68/256 and again the Palermo Protocol.")
    protocol = Document.objects.get(key="palermo-protocol")
    protocol.cited.add(make_reference(paragraph))
    assert named(paragraph) == ["A-68-256", "palermo-protocol"]
    assert places(protocol).count(paragraph) == 1


def test_a_paragraph_inside_a_recorded_range_stands_once():
    section = make_section()
    first, second, third = (worded("The Palermo Protocol.", section=section) for _number in range(3))
    protocol = linked(make_document(names=["Palermo Protocol"]), cited=[make_reference(first, last_paragraph=second)])
    assert places(protocol) == [first, third]


def test_a_note_counts_with_the_text_that_it_belongs_to():
    text = make_paragraph_text()
    note = make_footnote(text.paragraph, rendition=text.rendition, text="See A/68/256.")
    assert named(text.paragraph) == ["A-68-256"]
    assert text.paragraph in places(Document.objects.get(key="A-68-256"))
    note.rendition = make_rendition(text.paragraph.document)
    note.save()
    assert named(text.paragraph) == []
    assert text.paragraph not in places(Document.objects.get(key="A-68-256"))


def test_a_replaced_text_does_not_count():
    paragraph = make_paragraph()
    make_paragraph_text(paragraph, text="See A/68/256.", current=False)
    assert named(paragraph) == []
    assert paragraph not in places(Document.objects.get(key="A-68-256"))


def test_neither_itself_nor_what_it_is_an_excerpt_of():
    document = make_document(symbol="A/99/901")
    excerpt = make_section(excerpt_of=document)
    for section in (make_section(document), excerpt):
        paragraph = worded("See A/99/901 and A/68/256.", section=section)
        assert named(paragraph) == ["A-68-256"]
    assert places(document) == []
    introduction = Paragraph.objects.get(document__key="dakar-2010-concept-note", anchor="excerpt-1")
    assert named(introduction) == []  # recorded as a place where the excerpted report is cited


def test_texts_of_drafts_are_not_shown():
    document, draft = make_document(symbol="A/99/901"), make_document(state=State.DRAFT)
    worded("See A/99/901.", section=make_section(draft))
    assert places(document) == []


def test_the_newest_document_comes_first():
    document = make_document(symbol="A/99/901")
    older, newer = (make_section(make_document(date=date)) for date in ("2011", "2015"))
    expected = [worded("A/99/901", section=section) for section in (newer, newer, older)]
    assert places(document) == expected


def test_symbols_that_no_record_bears():
    section = make_section()
    worded("See A/99/901, A/68/256 and A/99/900.", section=section)
    worded("See A/99/901 and the Palermo Protocol.", section=section)
    assert unknown_symbols(section.document) == ["A/99/901", "A/99/900"]
    make_document(symbol="A/99/901", state=State.DRAFT)
    assert unknown_symbols(section.document) == ["A/99/900"]


# On pages


def test_the_margin_lists_them_under_one_heading(client):
    paragraph = worded("See A/68/256 and the Palermo Protocol.")
    (groups,) = margins(Paragraph.objects.filter(pk=paragraph.pk)).values()
    assert [(group.title, [note.title for note in group.notes]) for group in groups] == [
        ("Cited here", ["A/68/256", "Palermo Protocol"])
    ]
    html = client.get(paragraph.document.get_absolute_url()).content.decode()
    assert '<span class="k">Cited here</span><a href="/en/documents/A-68-256/">A/68/256</a>' in html


def test_a_document_held_tells_where_it_is_cited(client):
    document = make_document(symbol="A/99/901")
    assert "Cited in" not in client.get(document.get_absolute_url()).content.decode()
    paragraph = worded("See A/99/901.")
    html = client.get(document.get_absolute_url()).content.decode()
    row = html.partition("<dt>Cited in</dt>")[2].partition("</dd>")[0]
    assert f'href="{paragraph.get_absolute_url()}"' in row


def test_a_document_known_tells_where_texts_name_it(client):
    document = make_document(symbol="A/99/901", held=False)
    with_gist = worded("See A/99/901.", gist="It points to another report.")
    without = worded("Look at A/99/901.", gist="")
    html = client.get(document.get_absolute_url()).content.decode()
    for paragraph, text in ((with_gist, "See A/99/901."), (without, "Look at A/99/901.")):
        assert f'href="{paragraph.get_absolute_url()}"' in html
        assert html.count(f'<p class="q" lang="en" dir="auto">{text}</p>') == 1
    assert "It points to another report." not in html
    assert "In our words" not in html


def test_a_gist_stands_where_no_text_is_held_and_is_marked(client):
    section = make_section()
    first, last = worded("It binds.", section=section, gist="Of force."), make_paragraph(section, gist="Of scope.")
    document = linked(make_document(held=False), cited=[make_reference(first, last_paragraph=last)])
    html = client.get(document.get_absolute_url()).content.decode()
    assert '>It binds.</p><p class="gist tight">Of scope.</p><p class="ours">In our words</p>' in html
    assert "Of force." not in html
    assert html.count("In our words") == 1


def test_queries_do_not_grow_with_the_texts(client, django_assert_max_num_queries):
    document = make_document(symbol="A/99/901")
    section = make_section()
    for _number in range(3):
        worded("See A/99/901 and A/68/256.", section=section)
    with django_assert_max_num_queries(26):
        client.get(document.get_absolute_url())
    with django_assert_max_num_queries(26):
        client.get(section.document.get_absolute_url())


def test_a_document_published_while_citations_are_read_is_left_for_the_next_time(monkeypatch):
    new, rows = make_document(key="new", state=State.DRAFT), citing._rows
    paragraph = make_paragraph()
    linked(new, cited=[make_reference(paragraph)])

    def late(paragraphs):
        Document.objects.filter(pk=new.pk).update(state=State.PUBLISHED)
        return rows(paragraphs)

    monkeypatch.setattr(citing, "_rows", late)
    assert named(paragraph) == []
    assert named(paragraph) == ["new"]


def test_places_in_documents_of_one_date_stand_together():
    cited, sections = make_document(), [make_section(make_document(date="2014")) for _number in range(2)]
    made = [make_paragraph(sections[place % 2]) for place in range(4)]
    linked(cited, cited=[make_reference(one) for one in made])
    assert places(cited) == [made[0], made[2], made[1], made[3]]
