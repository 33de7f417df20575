"""A copy that is brought in and not yet put in force: readers see nothing of it, at no address."""

from __future__ import annotations

import pytest

from documents.importing import bring_in, put_in_force
from documents.models import Document
from documents.search.engine import entry_ids
from documents.search.reading import read
from tests.factories import NOW, make_document, make_paragraph, make_section
from tests.parsed import file, numbered, section

WORD = "quillamore"
KEY, SOURCE, SYMBOL = "lisdoon", "lisdoon-source", "A/LIS/1"
PAGE = f"/en/documents/{KEY}/"
ADDRESSES = [
    PAGE,
    f"/en/documents/{KEY}.json",
    f"/en/documents/{KEY}.txt",
    f"{PAGE}marked/",
    f"/en/documents/{SOURCE}/",
    f"/en/documents/{SOURCE}.json",
    f"{PAGE}p/1/",
    "/en/documents/",
]
MISSING = [
    f"{PAGE}s/{WORD}/",
    f"{PAGE}s/{WORD}-a/",
    f"{PAGE}p/2/",
    f"/en/documents/{KEY}/p/2.json",
    f"/p/{KEY}/2",
    f"/symbol/A/LIS/{WORD}",
]


@pytest.fixture
def document():
    return make_document(key=KEY, languages=["en"])


@pytest.fixture
def draft(document):
    """Bring in a copy that adds two sections, an excerpt, a paragraph and a symbol, none of them for readers yet."""
    make_document(key=SOURCE, symbol=SYMBOL, held=False)
    make_paragraph(make_section(document, key="i", number="I", heading="Opening"), label="1", anchor="1")
    sections = [
        section("i", "Opening", "I"),
        section(WORD, f"From {WORD}", "II", excerpt_of=SYMBOL),
        section(f"{WORD}-a", f"More from {WORD}", "II.A", level=2, excerpt_of=SYMBOL),
    ]
    paragraphs = [numbered("1", "i", f"They met in {WORD}."), numbered("2", f"{WORD}-a", f"They left {WORD}.")]
    about = {"by": None, "publish": False, "now": NOW, "symbol": f"A/LIS/{WORD}"}
    return bring_in(file(sections, paragraphs), document=document, file_name=f"{WORD}.txt", digest="a" * 64, **about)


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_shows_a_word_of_a_draft_copy(draft, client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert WORD not in answer.content.decode().lower()


@pytest.mark.parametrize("address", MISSING)
def test_what_only_a_draft_copy_has_is_missing(draft, client, address):
    assert client.get(address).status_code == 404


def test_search_finds_nothing_in_a_draft_copy(draft, client):
    assert not entry_ids(read(WORD))
    assert PAGE not in client.get(f"/en/search/?q={WORD}").content.decode()


def test_all_of_it_is_there_once_it_is_in_force(draft, document, client):
    put_in_force(draft.renditions, by=None, now=NOW)
    for address in (PAGE, f"/en/documents/{KEY}.json", f"/en/documents/{KEY}.txt", f"/en/documents/{SOURCE}/"):
        assert WORD in client.get(address).content.decode().lower()
    assert client.get(f"{PAGE}s/{WORD}/").headers["Location"] == PAGE
    assert client.get(f"{PAGE}p/2/").status_code == 200
    assert entry_ids(read(WORD))
    assert Document.objects.get(pk=document.pk).symbol is None
