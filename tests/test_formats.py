"""Documents and paragraphs taken along: exact citations, texts and data of what is published, and nothing else."""

from __future__ import annotations

import datetime
import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from documents import citations
from documents.citations import Cited
from documents.formats import FORMATS
from documents.intake.blocks import mark
from documents.models import Document, Paragraph
from documents.publication import State
from tests.factories import make_document, make_footnote, make_paragraph, make_paragraph_text, make_section

BANGKOK = "/en/documents/A-HRC-29-38-Add.2"
BARE = BANGKOK + "/p/45-c"
RIS_LINE = re.compile(r"[A-Z][A-Z0-9]  - [^\r\n]*")
TOKEN = "Zzdraftzz"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("nrem_portal.pages.taken.timezone.localdate", lambda: datetime.date(2026, 3, 9))


@pytest.fixture
def numbered() -> Paragraph:
    document = make_document(
        key="A-HRC-1-2-Add.3",
        symbol="A/HRC/1/2/Add.3",
        title="Report on a made-up & tested meeting",
        date="2015-04-02",
        issuing_body="Human Rights Council, first session, agenda item 3",
        languages=["en"],
    )
    return make_paragraph(make_section(document), label="4 (c)", anchor="4-c", gist="Study {it} at 100%.")


@pytest.fixture
def unnumbered() -> Paragraph:
    document = make_document(key="made-note", title="A note", kind="concept-note", issuing_body="Body, with a comma")
    return make_paragraph(make_section(document), label="Context ¶2", anchor="context-2")


@pytest.fixture
def excerpt() -> Paragraph:
    source = make_document(key="A-1", symbol="A/1", title="The whole", date="2010-05", held=False, kind="treaty")
    section = make_section(make_document(key="made-note", title="A note"), excerpt_of=source)
    return make_paragraph(section, label="106", anchor="106", gist="")


def taken(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def of(paragraph: Paragraph, suffix: str, language: str = "en") -> str:
    return f"/{language}/documents/{paragraph.document.key}/p/{paragraph.anchor}.{suffix}"


def read_in(address: str) -> str:
    return f"NREM Portal, http://testserver/p/{address}, data version 1, 9 March 2026."


# Citations


def test_ris_of_a_numbered_paragraph(client, numbered):
    assert taken(client, of(numbered, "ris")).split("\r\n") == [
        "TY  - RPRT",
        "ID  - A-HRC-1-2-Add.3-4-c",
        "TI  - Report on a made-up & tested meeting",
        "AU  - Human Rights Council,",
        "SN  - A/HRC/1/2/Add.3",
        "SP  - para. 4 (c)",
        "M3  - Report",
        "PY  - 2015",
        "DA  - 2015/04/02/",
        "LA  - en",
        "AB  - [gist by the NREM Portal] Study {it} at 100%.",
        f"N1  - Gist by the NREM Portal. {read_in('A-HRC-1-2-Add.3/4-c')}",
        "UR  - http://testserver/p/A-HRC-1-2-Add.3/4-c",
        "Y2  - 2026/03/09/",
        "ER  - ",
        "",
    ]


def test_bibtex_of_a_numbered_paragraph(client, numbered):
    assert taken(client, of(numbered, "bib")).splitlines() == [
        "@techreport{A-HRC-1-2-Add.3-4-c,",
        r"  title = {{Report on a made-up \& tested meeting}},",
        "  author = {{Human Rights Council}},",
        "  institution = {{Human Rights Council}},",
        "  type = {Report},",
        "  number = {A/HRC/1/2/Add.3},",
        "  pages = {para. 4 (c)},",
        "  year = {2015},",
        "  month = apr,",
        "  date = {2015-04-02},",
        "  langid = {english},",
        r"  abstract = {[gist by the NREM Portal] Study \textbraceleft{}it\textbraceright{} at 100\%.},",
        f"  note = {{Gist by the NREM Portal. {read_in('A-HRC-1-2-Add.3/4-c')}}},",
        "  url = {http://testserver/p/A-HRC-1-2-Add.3/4-c},",
        "  urldate = {2026-03-09},",
        "}",
    ]


def test_csl_of_a_paragraph_without_number_symbol_and_date(client, unnumbered):
    assert json.loads(taken(client, of(unnumbered, "csl"))) == [
        {
            "id": "made-note-context-2",
            "type": "report",
            "title": "A note",
            "genre": "Concept note",
            "page": "Context ¶2",
            "abstract": "[gist by the NREM Portal] What it says.",
            "note": f"Gist by the NREM Portal. {read_in('made-note/context-2')}",
            "URL": "http://testserver/p/made-note/context-2",
            "author": [{"literal": "Body, with a comma"}],
            "accessed": {"date-parts": [[2026, 3, 9]]},
        }
    ]


def test_what_is_not_known_is_left_out(client, unnumbered):
    tags = [line[:2] for line in taken(client, of(unnumbered, "ris")).split("\r\n")]
    assert not {"SN", "PY", "DA", "LA", "PB"} & set(tags)
    assert "AU  - Body – with a comma,\r\n" in taken(client, of(unnumbered, "ris"))
    assert not re.search(r"^  (number|year|month|date|langid|publisher) ", taken(client, of(unnumbered, "bib")), re.M)


def test_an_excerpt_cites_the_document_that_it_is_taken_from(client, excerpt):
    make_paragraph_text(excerpt, text="The words.")
    (item,) = json.loads(taken(client, of(excerpt, "csl")))
    assert (item["title"], item["number"], item["page"], item["type"]) == ("The whole", "A/1", "para. 106", "treaty")
    assert (item["issued"], item["language"]) == ({"date-parts": [[2010, 5]]}, "en")
    assert item["note"] == f"Read here as an excerpt in: A note. {read_in('made-note/106')}"
    assert "abstract" not in item
    assert "DA  - 2010/05//\r\n" in taken(client, of(excerpt, "ris"))


def test_an_excerpt_of_what_is_not_published_cites_the_document_it_was_read_in(client, excerpt):
    Document.objects.filter(key="A-1").update(state=State.DRAFT, title=TOKEN)
    make_paragraph_text(excerpt)
    for suffix in FORMATS:
        body = taken(client, of(excerpt, suffix))
        assert TOKEN not in body
        assert "A note" in body


def test_a_document_is_cited_by_its_symbol_else_its_page(client):
    assert "UR  - http://testserver/symbol/A/HRC/29/38/Add.2\r\n" in taken(client, BANGKOK + ".ris")
    assert "SP  -" not in taken(client, BANGKOK + ".ris")
    page = "http://testserver/en/documents/dakar-2010-report/"
    assert f"UR  - {page}\r\n" in taken(client, "/en/documents/dakar-2010-report.ris")


@pytest.mark.parametrize("suffix", ["ris", "bib", "csl"])
def test_reference_managers_are_told_the_same_in_every_language(client, numbered, suffix):
    assert taken(client, of(numbered, suffix, "ar")) == taken(client, of(numbered, suffix))
    make_paragraph_text(numbered, language="ar", text="نص الفقرة")
    make_paragraph_text(numbered, text="The words.")
    body = taken(client, of(numbered, suffix, "ar"))
    assert "para. 4 (c)" in body
    assert body == taken(client, of(numbered, suffix))
    page = "/documents/dakar-2010-report"  # without symbol: its page is what is cited
    assert taken(client, f"/ar{page}.{suffix}") == taken(client, f"/en{page}.{suffix}")


TEXTS = st.text(max_size=80)


def cited(title: str, gist: str) -> Cited:
    return Cited(
        "made-1", "report", "Report", title, "A/1", "2014", title, "1", gist, gist, "en", "/", datetime.date.min
    )


@given(title=TEXTS, gist=TEXTS)
def test_any_text_gives_lines_of_ris(title, gist):
    lines = citations.ris(cited(title, gist)).split("\r\n")
    assert [line for line in lines[:-1] if not RIS_LINE.fullmatch(line)] == []
    assert [line[:2] for line in lines if line.startswith(("TY", "ER"))] == ["TY", "ER"]


@given(title=TEXTS, gist=TEXTS)
def test_any_text_gives_braces_of_bibtex_in_pairs(title, gist):
    entry, depth = citations.bibtex(cited(title, gist)), 0
    for number, char in enumerate(entry):
        depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth > 0 or number < len("@techreport") or number >= len(entry) - 2
    assert depth == 0


@given(title=TEXTS, gist=TEXTS)
def test_any_text_stands_in_csl_on_one_line(title, gist):
    (item,) = json.loads(citations.csl(cited(title, gist)))
    assert item.get("title", "") == citations.one_line(title)
    assert "\n" not in item.get("abstract", "")


# Text and data


def test_text_and_notes_in_the_language_of_the_address(client, numbered):
    english = make_paragraph_text(numbered, text=f"The Protocol{mark('4')} binds.")
    make_footnote(numbered, rendition=english.rendition, number="4", text="See there.")
    arabic = make_paragraph_text(numbered, language="ar", text="نص الفقرة")
    body = taken(client, of(numbered, "txt"))
    assert body.startswith(
        "Report on a made-up & tested meeting, A/HRC/1/2/Add.3 (2 April 2015), para. 4 (c). NREM Portal"
    )
    assert "\n\n4 (c)  The Protocol[4] binds.\n\n[4] See there.\n\n" in body
    assert "gist by" not in body
    assert f"\n\n4 (c)  {arabic.text}\n\n" in taken(client, of(numbered, "txt", "ar"))


def test_a_gist_is_marked_as_ours(client, numbered):
    assert "\n\n4 (c)  [gist by the NREM Portal] Study {it} at 100%.\n\n" in taken(client, of(numbered, "txt"))


def test_a_document_as_text_has_headings_and_paragraphs_in_order(client):
    body = taken(client, BANGKOK + ".txt")
    places = [body.index(one) for one in ("# I. Context", "\n\n8  [", "## E. Way forward", "\n\n45 (c)  [")]
    assert places == sorted(places)


def test_a_document_that_is_not_held_says_so(client):
    body = taken(client, "/en/documents/A-HRC-26-37-Add.1.txt")
    assert "it is not in the portal" in body
    assert "[summary by the NREM Portal] " in body


def test_a_paragraph_as_json(client, numbered):
    text = make_paragraph_text(numbered, text=f"The Protocol{mark('4')} binds.", is_doubtful=True)
    make_footnote(numbered, rendition=text.rendition, number="4", text="See there.")
    told = json.loads(taken(client, of(numbered, "json")))
    footnotes = [{"number": "4", "text": "See there."}]
    assert told["texts"] == {"en": {"text": "The Protocol[4] binds.", "is_doubtful": True, "footnotes": footnotes}}
    assert (told["label"], told["anchor"], told["gist"]) == ("4 (c)", "4-c", "Study {it} at 100%.")
    assert told["document"]["symbol"] == "A/HRC/1/2/Add.3"
    assert told["permanent_address"] == "http://testserver/p/A-HRC-1-2-Add.3/4-c"
    assert told["address"] == "http://testserver/en/documents/A-HRC-1-2-Add.3/p/4-c/"
    assert (told["data_version"], told["read"], told["licence"]["data"]) == (1, "2026-03-09", "CC-BY-4.0")


def test_a_document_as_json_has_every_paragraph_and_what_points_to_it(client):
    told = json.loads(taken(client, BANGKOK + ".json"))
    paragraphs = {one["anchor"]: one for section in told["sections"] for one in section["paragraphs"]}
    own = Paragraph.objects.filter(document__key="A-HRC-29-38-Add.2").order_by("position")
    assert list(paragraphs) == list(own.values_list("anchor", flat=True))
    (link,) = paragraphs["45-c"]["links"]
    assert link["address"] == "http://testserver/en/recommendations/bangkok-2014/45-c/"
    assert paragraphs["45-c"] == {name: value for name, value in json.loads(taken(client, BARE + ".json")).items()
                                  if name in paragraphs["45-c"]}  # fmt: skip


def test_no_markup_in_arabic_data(client):
    for suffix in FORMATS:
        assert "<" not in taken(client, f"/ar/documents/A-HRC-29-38-Add.2.{suffix}")
        assert "&quot;" not in taken(client, f"/ar/documents/A-HRC-29-38-Add.2/p/45-c.{suffix}")


# What is answered


@pytest.mark.parametrize("suffix", FORMATS)
def test_headers(client, suffix):
    response = client.get(f"{BARE}.{suffix}")
    kept = "attachment" if suffix in {"ris", "bib", "csl"} else "inline"
    assert response.headers["Content-Type"] == FORMATS[suffix].content_type
    assert response.headers["Content-Disposition"] == f'{kept}; filename="A-HRC-29-38-Add.2-45-c.{suffix}"'
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    again = client.get(f"{BARE}.{suffix}", headers={"if-none-match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head(f"{BARE}.{suffix}").status_code == 200
    assert Client(enforce_csrf_checks=True).post(f"{BARE}.{suffix}").status_code == 405


@pytest.mark.parametrize("suffix", FORMATS)
def test_only_what_is_published_is_taken(client, suffix):
    Document.objects.filter(key="A-HRC-29-38-Add.2").update(state=State.DRAFT)
    assert [client.get(f"{one}.{suffix}").status_code for one in (BANGKOK, BARE)] == [404, 404]
    gone = {"state": State.WITHDRAWN, "withdrawn_reason": "Not ours <b>"}
    Document.objects.filter(key="A-HRC-29-38-Add.2").update(**gone)
    for address in (BANGKOK, BARE):
        response = client.get(f"{address}.{suffix}")
        assert (response.status_code, response.headers["Content-Type"]) == (410, "text/plain; charset=utf-8")
        assert response.content.decode().endswith("Reason: Not ours <b>\n")


def test_every_document_can_be_taken_and_holds_no_draft(client):
    Document.objects.filter(key="A-HRC-14-32").update(state=State.DRAFT, title=TOKEN, symbol=TOKEN)
    for document in Document.objects.published():
        for suffix in FORMATS:
            assert TOKEN not in taken(client, f"/en/documents/{document.key}.{suffix}")


def test_a_paragraph_without_gist_and_text_is_missing(client, excerpt):
    assert client.get(of(excerpt, "json")).status_code == 404
    make_paragraph_text(excerpt, current=False)
    assert client.get(of(excerpt, "json")).status_code == 404


@pytest.mark.parametrize(
    "address",
    [f"{BANGKOK}.xml", f"{BANGKOK}.json/", f"{BANGKOK}.json.json", f"{BARE}.xml", f"{BARE}.JSON", f"{BARE}.json/",
     f"{BANGKOK}/.json", "/en/documents/.json", "/en/documents/none.json", f"{BANGKOK}/p/99.json", f"{BANGKOK}.JSON"],
)  # fmt: skip
def test_other_endings_lead_nowhere(client, address):
    assert client.get(address, follow=True).status_code == 404


def test_addresses_without_slash_lead_to_the_page_as_ever(client):
    assert client.get(BANGKOK).headers["Location"] == f"{BANGKOK}/"
    assert client.get(BARE).headers["Location"] == f"{BARE}/"


@pytest.mark.parametrize("key", ["a.json", "A-1.Add.2.ris", "x.txt"])
def test_a_key_cannot_end_like_a_format(key):
    with pytest.raises(ValidationError):
        make_document(key=key).clean()
    for good in (key.replace(".", "-"), f"{key}.2"):
        Document(key=good).clean()


@pytest.mark.parametrize("page", [BANGKOK, BARE, "/en/documents/A-HRC-26-37-Add.1"])
def test_pages_lead_to_their_formats(client, page):
    html = client.get(f"{page}/").content.decode()
    for suffix, one in FORMATS.items():
        assert f'<link rel="alternate" type="{one.kind}" href="{page}.{suffix}">' in html
        assert f'<a href="{page}.{suffix}" type="{one.kind}"><bdi>{one.title}</bdi></a>' in html


@pytest.mark.parametrize(
    ("address", "number"),
    [(f"{BANGKOK}.ris", 3), (f"{BANGKOK}.txt", 8), (f"{BANGKOK}.json", 19), (f"{BARE}.bib", 5), (f"{BARE}.json", 17)],
)
def test_queries(client, django_assert_num_queries, address, number):
    with django_assert_num_queries(number):
        client.get(address)
