"""The reading view with official text: its language, its notes, the quality of its copy."""

from __future__ import annotations

import pytest

from documents.intake.blocks import mark
from documents.models import Footnote, Paragraph, Rendition, Section
from nrem_portal.search.sources import paragraphs
from tests.factories import (
    make_document,
    make_footnote,
    make_paragraph,
    make_paragraph_text,
    make_rendition,
    make_section,
    make_section_text,
)
from tests.official import BANGKOK, block, give_text, html_of

DAKAR = "dakar-2010-report"
OTHER_LANGUAGE = "Official text is shown in English where it is held in it"


def test_official_text_replaces_the_gist(client):
    text = give_text(BANGKOK, "40", "en", "Official wording.")
    Footnote.objects.create(
        paragraph=text.paragraph, rendition=text.rendition, number="4", language="en", text="As printed."
    )
    found = block(html_of(client, f"/en/documents/{BANGKOK}/"), "40")
    assert '<p class="q" lang="en" dir="ltr">Official wording.</p>' in found
    assert '<p class="q fn" id="p40-note-4" lang="en" dir="ltr"><sup>4</sup> As printed.</p>' in found
    assert "gist" not in found
    assert "In our words" not in found
    assert "In our words" in block(html_of(client, f"/en/documents/{BANGKOK}/"), "41")


def test_the_readers_language_comes_first_then_the_original(client):
    give_text(BANGKOK, "40", "en", "Official wording.")
    give_text(BANGKOK, "40", "ar", "النص الرسمي")
    assert 'lang="ar" dir="rtl">النص الرسمي</p>' in block(html_of(client, f"/ar/documents/{BANGKOK}/"), "40")
    assert "Official wording." in block(html_of(client, f"/en/documents/{BANGKOK}/"), "40")
    give_text(BANGKOK, "41", "ar", "نص بالعربية فقط")
    only_arabic = block(html_of(client, f"/en/documents/{BANGKOK}/"), "41")
    assert 'lang="ar" dir="rtl">نص بالعربية فقط</p>' in only_arabic
    assert '<p class="gist tight">' in only_arabic  # for those who do not read it


def test_a_replaced_copy_is_not_shown(client):
    give_text(BANGKOK, "40", "en", "Older wording.", current=False)
    assert "Older wording." not in html_of(client, f"/en/documents/{BANGKOK}/")


def test_the_quality_of_a_copy_is_told(client):
    text = give_text(BANGKOK, "40", "en", "Official wording.")
    Rendition.objects.filter(pk=text.rendition_id).update(quality_note="A scan: letters may be wrong.")
    assert "A scan: letters may be wrong." in html_of(client, f"/en/documents/{BANGKOK}/")


# Languages


def test_a_reader_may_choose_among_the_languages_held(client):
    give_text(DAKAR, "summary-1", "en", "Official wording.")
    give_text(DAKAR, "summary-1", "ar", "النص الرسمي")
    give_text(DAKAR, "1", "en", "Only in English.")
    address = f"/en/documents/{DAKAR}/"
    html = html_of(client, address)
    assert '<b lang="en" aria-current="true">English</b>' in html
    assert f'<a lang="ar" hreflang="ar" href="{address}?text=ar">العربية</a>' in html
    assert 'rel="canonical"' not in html
    chosen = html_of(client, f"{address}?text=ar")
    assert 'lang="ar" dir="rtl">النص الرسمي</p>' in block(chosen, "summary-1")
    assert "gist" not in block(chosen, "summary-1")  # who asks for it reads it
    assert "Only in English." in block(chosen, "1")
    assert f'<link rel="canonical" href="{address}">' in chosen
    assert f'href="{address}marked/?text=ar"' in chosen
    assert f'<a lang="en" hreflang="en" href="{address}">English</a>' in chosen


@pytest.mark.parametrize("asked", ["fr", "xx", "", "<b>"])
def test_a_language_that_is_not_held_is_no_choice(client, asked):
    give_text(DAKAR, "1", "en", "Official wording.")
    html = client.get(f"/en/documents/{DAKAR}/", {"text": asked}).content.decode()
    assert "Official wording." in block(html, "1")
    assert "Read in:" not in html  # one language is no choice
    assert f'<link rel="canonical" href="/en/documents/{DAKAR}/">' in html


def test_text_in_another_language_than_the_pages_is_told_once(client):
    give_text(DAKAR, "1", "en", "Official wording.")
    assert OTHER_LANGUAGE not in html_of(client, f"/en/documents/{DAKAR}/")
    give_text(DAKAR, "summary-1", "ar", "النص الرسمي")
    html = html_of(client, f"/en/documents/{DAKAR}/")
    assert html.count(OTHER_LANGUAGE) == 1
    assert "Held in: Arabic (1 paragraph), English (1 paragraph)." in html


def test_headings_are_those_of_the_text(client):
    summary = Section.objects.get(document__key=DAKAR, key="summary")
    make_section_text(summary, rendition=make_rendition(summary.document), heading="Summary as printed")
    make_section_text(summary, rendition=make_rendition(summary.document, language="ar"), heading="موجز")
    make_section_text(summary, rendition=make_rendition(summary.document), heading="Older", current=False)
    heading = '<h2 id="s-summary">{}</h2>'
    assert heading.format("Summary as printed") in html_of(client, f"/en/documents/{DAKAR}/")
    give_text(DAKAR, "summary-1", "ar", "النص الرسمي")
    give_text(DAKAR, "1", "en", "Official wording.")
    chosen = html_of(client, f"/en/documents/{DAKAR}/?text=ar")
    assert heading.format('<bdi lang="ar" dir="rtl">موجز</bdi>') in chosen
    assert '<h2 id="s-i">I. Introduction</h2>' in chosen


def test_a_paragraph_alone_has_its_languages(client):
    give_text(DAKAR, "summary-1", "en", "Official wording.")
    give_text(DAKAR, "summary-1", "ar", "النص الرسمي")
    address = f"/en/documents/{DAKAR}/p/summary-1/"
    assert f'href="{address}?text=ar"' in html_of(client, address)
    assert "النص الرسمي" in html_of(client, f"{address}?text=ar")


# How it is set


def test_words_of_the_other_direction_are_set_apart(client):
    give_text(BANGKOK, "40", "ar", "انظر A/HRC/14/32 <b>")
    assert ">انظر <bdi>A/HRC/14/32</bdi> &lt;<bdi>b</bdi>&gt;</p>" in block(
        html_of(client, f"/ar/documents/{BANGKOK}/"), "40"
    )


def test_calls_lead_to_their_notes(client):
    text = give_text(BANGKOK, "40", "en", f"One.{mark('4')} Two.{mark('9')}")
    make_footnote(text.paragraph, rendition=text.rendition, number="4", text="See A/HRC/14/32.")
    other = make_rendition(text.paragraph.document, language="ar")
    make_footnote(text.paragraph, rendition=other, number="9", text="لغة أخرى")
    found = block(html_of(client, f"/en/documents/{BANGKOK}/"), "40")
    assert 'One.<sup><a href="#p40-note-4" aria-label="Note 4">4</a></sup> Two.<sup>9</sup></p>' in found
    assert 'id="p40-note-4"' in found
    assert "لغة أخرى" not in found


def test_a_recommendation_shows_calls_without_links(client):
    text = give_text(BANGKOK, "45-c", "en", f"One.{mark('4')}")
    make_footnote(text.paragraph, rendition=text.rendition, number="4", text="As printed.")
    html = html_of(client, "/en/recommendations/bangkok-2014/45-c/")
    assert "One.<sup>4</sup></p>" in html
    assert "4 As printed." in html


def test_calls_are_not_searched():
    give_text(BANGKOK, "40", "en", f"One.{mark('4')} Two.")
    bodies = {found.key: found.body for found in paragraphs()}
    assert bodies[f"{BANGKOK}#40"] == {"en": "One. Two."}


def test_doubtful_letters_are_told_where_they_stand(client):
    give_text(DAKAR, "summary-2", "ar", "نص مشكوك فيه", is_doubtful=True)
    give_text(DAKAR, "summary-1", "ar", "نص واضح")
    html = html_of(client, f"/ar/documents/{DAKAR}/")
    doubt = "Letters may be wrong here: compare with the official file."
    english = html_of(client, f"/en/documents/{DAKAR}/")
    assert doubt in block(english, "summary-2")
    assert doubt not in block(english, "summary-1")
    assert "نص مشكوك فيه" in html


def test_a_cover_is_shown_small_and_keeps_its_lines(client):
    document = Paragraph.objects.filter(document__key=BANGKOK).first().document
    cover = make_section(document, key="cover", heading="", position=1)
    first = make_paragraph(cover, label="Cover ¶1", anchor="cover-1", gist="", position=1)
    make_paragraph_text(first, text="Distr.: General\n2 April 2015")
    html = html_of(client, f"/en/documents/{BANGKOK}/")
    assert '<div class="para cover" id="pcover-1">' in html
    assert "Distr.: General\n2 April 2015" in block(html, "cover-1")
    assert "Cite" not in block(html, "cover-1")
    assert '<h2 id="s-cover">Cover</h2>' in html


# What can be read


def test_what_has_neither_gist_nor_text_is_not_shown(client):
    paragraph = Paragraph.objects.get(document__key=BANGKOK, anchor="41")
    empty = make_section(paragraph.document, key="empty")
    kept = make_paragraph(empty, label="900", anchor="900", gist="")
    Paragraph.objects.filter(pk=paragraph.pk).update(gist="")
    address = f"/en/documents/{BANGKOK}/"
    html = html_of(client, address)
    assert 'id="p41"' not in html
    assert 's-empty"' not in html
    assert client.get(f"{address}p/41/").status_code == 404
    assert 'id="p41"' not in html_of(client, f"{address}p/40/")
    assert f"{BANGKOK}#41" not in {found.key for found in paragraphs()}
    make_paragraph_text(kept, text="Official wording.")
    assert "Official wording." in block(html_of(client, address), "900")
    assert client.get(f"{address}p/900/").status_code == 200


def test_the_text_that_stands_in_for_others_is_the_same_at_each_reading():
    paragraph = make_paragraph(gist="")
    for language in ("ru", "fr", "zh"):
        make_paragraph_text(paragraph, rendition=make_rendition(paragraph.document, language=language))
    one = Paragraph.objects.with_text().get(pk=paragraph.pk)
    assert [text.language for text in one.texts.all()] == ["fr", "ru", "zh"]
    assert one.wording("es").language == "fr"


def test_a_section_is_readable_by_its_own_paragraphs_and_those_of_its_subsections():
    document = make_document()
    levels = {"a": 1, "a-1": 2, "a-1-i": 3, "a-2": 2, "b": 1, "b-1": 2, "c": 1}
    made = {key: make_section(document, key=key, level=level) for key, level in levels.items()}
    for key in ("a-1-i", "c"):
        make_paragraph(made[key])
    make_paragraph(made["b-1"], gist="")
    assert [one.key for one in document.sections.readable()] == ["a", "a-1", "a-1-i", "c"]
