"""Short addresses for citation lead to the page in the reader's language."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from documents.models import Document
from documents.publication import State
from tests.factories import make_document, make_paragraph, make_paragraph_text

PLACES = {
    "/r/bangkok-2014/45-c": "/en/recommendations/bangkok-2014/45-c/",
    "/p/A-HRC-29-38-Add.2/45-c": "/en/documents/A-HRC-29-38-Add.2/#p45-c",
    "/p/dakar-2010-concept-note/g": "/en/documents/dakar-2010-concept-note/s/excerpt/#pg",
    "/symbol/A/HRC/29/38/Add.2": "/en/documents/A-HRC-29-38-Add.2/",
}


@pytest.mark.parametrize("address", PLACES)
def test_it_leads_to_the_page(client, address):
    response = client.get(address)
    assert (response.status_code, response.headers["Location"]) == (302, PLACES[address])
    arabic = client.get(address, headers={"accept-language": "ar"})
    assert arabic.headers["Location"] == PLACES[address].replace("/en/", "/ar/")


@pytest.mark.parametrize(
    ("spelling", "key"),
    [
        ("A/HRC/29/38/Add.2/", "A-HRC-29-38-Add.2"),
        ("a/hrc/29/38/add.2", "A-HRC-29-38-Add.2"),
        ("A/HRC/29/38/Add2", "A-HRC-29-38-Add.2"),
        (" A / HRC/ 29/38 /  Add. 2 ", "A-HRC-29-38-Add.2"),
        ("A/RES/68/192", "68-192"),
        ("a/res/68/192/", "68-192"),
        ("68/192", "68-192"),
        ("2011/36/EU", "Directive-2011-36-EU"),
        ("2011/36/ue", "Directive-2011-36-EU"),
        ("directive\u00a02011/36/eu", "Directive-2011-36-EU"),
        ("ctoc/cop/wg.4/2015/1", "CTOC-COP-WG.4-2015-1"),
    ],
)
def test_a_symbol_is_known_in_its_common_spellings(client, spelling, key):
    response = client.get(f"/symbol/{quote(spelling)}")
    assert (response.status_code, response.headers["Location"]) == (302, f"/en/documents/{key}/")
    Document.objects.filter(key=key).update(state=State.DRAFT)
    assert client.get(f"/symbol/{quote(spelling)}").status_code == 404


def test_a_resolution_on_record_by_its_full_symbol_is_found_by_number(client):
    document = make_document(symbol="A/RES/99/901")
    assert client.get("/symbol/99/901").headers["Location"] == document.get_absolute_url()


@pytest.mark.parametrize("text", ["/", "%20", "Report A/HRC/29/38/Add.2", "A/HRC/29/38/Add.2 today", "A/RES/", "%00"])
def test_no_symbol_alone_is_missing(client, text):
    assert client.get(f"/symbol/{text}").status_code == 404


def test_a_stroke_at_the_end_changes_nothing(client):
    address = "/p/A-HRC-29-38-Add.2/45-c"
    assert client.get(f"{address}/").headers["Location"] == PLACES[address]


@pytest.mark.parametrize("address", ["/r/bangkok-2014/99", "/p/A-HRC-29-38-Add.2/99", "/p/none/1", "/symbol/A/HRC/0"])
def test_what_does_not_exist_is_missing(client, address):
    assert client.get(address).status_code == 404


def test_what_is_not_published_is_missing(client):
    Document.objects.filter(symbol="A/HRC/29/38/Add.2").update(state=State.DRAFT)
    assert client.get("/symbol/A/HRC/29/38/Add.2").status_code == 404
    assert client.get("/p/A-HRC-29-38-Add.2/45-c").status_code == 404


def test_a_paragraph_of_which_nothing_is_held_is_missing(client):
    paragraph = make_paragraph(gist="")
    address = f"/p/{paragraph.document.key}/{paragraph.anchor}"
    assert client.get(address).status_code == 404
    make_paragraph_text(paragraph)
    assert client.get(address).status_code == 302


@pytest.mark.parametrize(("address", "number"), list(zip(PLACES, [2, 1, 1, 1], strict=True)))
def test_queries(client, django_assert_num_queries, address, number):
    with django_assert_num_queries(number):
        client.get(address)
