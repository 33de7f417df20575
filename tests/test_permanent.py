"""Short addresses for citation lead to the page in the reader's language."""

from __future__ import annotations

import pytest

from documents.models import Document
from documents.publication import State
from tests.factories import make_paragraph, make_paragraph_text

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
