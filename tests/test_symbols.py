"""The documents that a text names: by symbols, by the numbers of resolutions and directives, by wordings."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.citing import Index
from documents.models import Document
from documents.symbols import canonical, even, find, has_wording

NAMED = [
    # symbols
    ("See A/HRC/29/38/Add.2.", ["A/HRC/29/38/Add.2"]),
    ("(A/HRC/14/32, para. 2)", ["A/HRC/14/32"]),
    ("[A/68/457]; A/67/261: two", ["A/68/457", "A/67/261"]),
    ("told in A/HRC/ 14/32 too", ["A/HRC/14/32"]),
    ("A/HRC/29/38/Add. 2", ["A/HRC/29/38/Add.2"]),
    ("A/HRC/29/38/Add.\n2", ["A/HRC/29/38/Add.2"]),
    ("A/HRC/29/38\n/Add.2", ["A/HRC/29/38/Add.2"]),
    ("A/HRC/29/38/ADD 2", ["A/HRC/29/38/Add.2"]),
    ("A/HRC/23/48/Add.4/Corr.1", ["A/HRC/23/48/Add.4/Corr.1"]),
    ("A/HRC/29/38 and Add.1 and Add.2", ["A/HRC/29/38", "A/HRC/29/38/Add.1", "A/HRC/29/38/Add.2"]),
    ("A/HRC/29/38/Add.1–Add.3", ["A/HRC/29/38/Add.1", "A/HRC/29/38/Add.3"]),
    ("A/HRC/29/38, paras. 1–4", ["A/HRC/29/38"]),
    ("A/HRC/29/38-A/HRC/29/40", ["A/HRC/29/38", "A/HRC/29/40"]),
    ("A/HRC/29/38 / A/HRC/29/39", ["A/HRC/29/38", "A/HRC/29/39"]),
    ("A/68/256\n12. Next", ["A/68/256"]),
    ("E/2002/68/Add.1 and E/CN.4/2000/68", ["E/2002/68/Add.1", "E/CN.4/2000/68"]),
    ("CTOC/COP/WG.4/2015/1.", ["CTOC/COP/WG.4/2015/1"]),
    ("*CTOC/COP/WG.4/2015/1*", ["CTOC/COP/WG.4/2015/1"]),
    ("S/2000/1236", ["S/2000/1236"]),
    ("S/RES/1325 (2000)", ["S/RES/1325(2000)"]),
    ("ST/AI/2013/4", ["ST/AI/2013/4"]),
    ("CRC/C/CHN/CO/3-4", ["CRC/C/CHN/CO/3-4"]),
    ("CEDAW/C/GC/38", ["CEDAW/C/GC/38"]),
    ("A/CONF.157/23", ["A/CONF.157/23"]),
    ("A/C.3/68/L.5/Rev.1", ["A/C.3/68/L.5/Rev.1"]),
    ("A/RES/S-27/2", ["A/RES/S-27/2"]),
    ("HRI/GEN/1/Rev.9", ["HRI/GEN/1/Rev.9"]),
    ("الوثيقة A/HRC/14/32، الفقرة ٢", ["A/HRC/14/32"]),
    ("(\u200fA/HRC/14/32\u200f)", ["A/HRC/14/32"]),
    ("第A/68/256号文件", ["A/68/256"]),
    ("документ А/68/256", ["A/68/256"]),  # with a Cyrillic letter
    ("документы Е/2002/68/Add.1", ["E/2002/68/Add.1"]),
    # resolutions of the Assembly
    ("A/RES/59/166", ["A/RES/59/166"]),
    ("General Assembly resolution 64/293, annex, para. 51", ["A/RES/64/293"]),
    ("General Assembly resolutions 59/166, 61/144 and 63/156", ["A/RES/59/166", "A/RES/61/144", "A/RES/63/156"]),
    ("Resolution 63/156, 61/144 and A/RES/59/166", ["A/RES/63/156", "A/RES/61/144", "A/RES/59/166"]),
    ("Resolutions A/RES/59/166, 61/144", ["A/RES/59/166", "A/RES/61/144"]),
    ("in resolution 68/192 it asked", ["A/RES/68/192"]),
    ("GA resolution 64/293, 2010", ["A/RES/64/293"]),
    ("resolution 59/166 of 20 December 2004 and 61/144", ["A/RES/59/166", "A/RES/61/144"]),
    ("General Assembly resolution No. 68/192", ["A/RES/68/192"]),
    ("General Assembly resolution 217 A (III)", ["A/RES/217A(III)"]),
    ("résolutions 59/166 du 20 décembre 2004 et 61/144", ["A/RES/59/166", "A/RES/61/144"]),
    ("la resolución 59/166 de la Asamblea General", ["A/RES/59/166"]),
    ("резолюции Генеральной Ассамблеи 59/166 и 61/144", ["A/RES/59/166", "A/RES/61/144"]),
    ("قرار الجمعية العامة 59/166", ["A/RES/59/166"]),
    ("القرارين ٥٩/١٦٦ و٦١/١٤٤", ["A/RES/59/166", "A/RES/61/144"]),
    ("大会第59/166号和第61/144号决议", ["A/RES/59/166", "A/RES/61/144"]),
    # of other bodies
    ("Human Rights Council resolution 8/12", ["A/HRC/RES/8/12"]),
    ("Human Rights Council resolution 35/5", ["A/HRC/RES/35/5"]),
    ("resolution 8/12 of the Human Rights Council", ["A/HRC/RES/8/12"]),
    ("The Human Rights Council met; its resolution 17/1 says", ["A/HRC/RES/17/1"]),
    ("The Council heard of General Assembly resolution 68/192", ["A/RES/68/192"]),
    ("By General Assembly resolution 68/192 the Human Rights Council", ["A/RES/68/192"]),
    ("the Assembly’s resolution 68/192, the Human Rights Council", ["A/RES/68/192"]),
    ("резолюция 8/12 Совета по правам человека", ["A/HRC/RES/8/12"]),
    ("By its resolution 7/1, the Conference of the Parties asked", ["COP resolution 7/1"]),
    ("Conference of the Parties resolution 7/1", ["COP resolution 7/1"]),
    ("Security Council resolution 1325 (2000)", ["S/RES/1325(2000)"]),
    ("Economic and Social Council resolution 2005/20", ["E/RES/2005/20"]),
    ("Commission on Human Rights resolution 2004/110", ["E/CN.4/RES/2004/110"]),
    # law of the European Union
    ("directive 2011/36/EU of April", ["Directive 2011/36/EU"]),
    ("la directive 2011/36/UE", ["Directive 2011/36/EU"]),
    ("Directive (EU) 2024/1712", ["Directive (EU) 2024/1712"]),
    # addresses of the services that give a document by its symbol
    ("http://undocs.org/A/HRC/29/38/Add.2", ["A/HRC/29/38/Add.2"]),
    ("undocs.org/en/A/68/256", ["A/68/256"]),
    ("<http://undocs.org/m2/code?DS=A/HRC/29/38/Add.2&Size=2>", ["A/HRC/29/38/Add.2"]),
    ("https://docs.un.org/fr/A/67/261", ["A/67/261"]),
]
NOT_NAMED = [
    "on 24/11/2014",
    "and/or",
    "A/B testing of 12 pages",
    "a 2/3 majority, 1/2 of them",
    "https://example.org/A/68/457",
    "www.example.org/docs/A/HRC/14/32",
    "example.org/A/68/457",
    "resolution 7/1",  # of which body?
    "resolution 2000/1",
    "a resolution of 4/10",
    "resolution of 24/11/2014",
    "it took up 59/166 of them",
    "A/HRC/29/38x",
    "XA/HRC/29/38",
    "A/HRC",
    "A/68",
    "S/he",
    "Framework Decision 2011/36",
    "directive 2011",
    "Annex (III) and (2000)",
    "Add.2",
    "",
]


@pytest.mark.parametrize(("text", "symbols"), NAMED)
def test_what_a_text_names(text, symbols):
    assert [one.symbol for one in find(text)] == symbols


@pytest.mark.parametrize("text", NOT_NAMED)
def test_what_is_no_symbol(text):
    assert find(text) == []


def test_places_are_those_in_the_text():
    text = "In (A/HRC/ 14/32) and resolutions ٥٩/١٦٦, 61/144."
    assert [text[one.start : one.end] for one in find(text)] == ["A/HRC/ 14/32", "٥٩/١٦٦", "61/144"]


PIECES = [*(text for text, _symbols in NAMED), *NOT_NAMED, " ", "/", "A/", "Add.", "(", "1", ",", "和", "resolution "]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_any_text_gives_places_in_order_and_apart(text):
    found = find(text)
    ends = [0, *(place for one in found for place in (one.start, one.end)), len(text)]
    assert ends == sorted(ends)
    for one in found:
        assert one.start < one.end
        assert any(char.isdigit() for char in text[one.start : one.end])


@given(st.sampled_from([symbol for _text, symbols in NAMED for symbol in symbols if "/" in symbol.split()[0]]))
def test_a_symbol_found_is_its_own(symbol):
    assert canonical(symbol) == symbol


@pytest.mark.parametrize(
    ("symbol", "found"),
    [
        ("59/166", "A/RES/59/166"),
        ("A/HRC/14/32", "A/HRC/14/32"),
        ("Directive 2011/36/EU", "Directive 2011/36/EU"),
        ("OHCHR-1", "OHCHR-1"),
    ],
)
def test_the_symbol_of_a_record_is_put_as_texts_have_it(symbol, found):
    assert canonical(symbol) == found


@pytest.mark.parametrize(
    ("text", "wording", "stands"),
    [
        ("The PALERMO\n  Protocol.", "Palermo Protocol", True),
        ("Palermo Protocols", "Palermo Protocol", False),
        ("Palermo Protocols and the Palermo Protocol", "Palermo Protocol", True),
        ("the plan of 2005–2010", "plan of 2005-2010", True),
        ("a State’s plan", "State's plan", True),
        ("nonplan", "plan", False),
        ("plan", "plan", True),
    ],
)
def test_a_wording_stands_as_whole_words(text, wording, stands):
    assert has_wording(even(text), even(wording)) == stands


def test_no_two_documents_of_the_record_are_called_the_same():
    documents = list(Document.objects.all())
    index = Index(documents)
    called = sum(bool(one.symbol) for one in documents) + sum(len(one.names) for one in documents)
    assert len(index.symbols) + len({wording for wording, _document in index.wordings}) == called


# The five source texts: what each names, in order and once

SOURCES = {
    "bangkok-2014-concept-note": "A/RES/63/156 A/RES/61/144 A/RES/59/166 A/68/457 A/RES/64/293 A/HRC/10/16",
    "A-HRC-29-38-Add.2": "A/HRC/29/38/Add.2 A/RES/68/192 E/2002/68/Add.1 A/RES/64/293 A/RES/59/166 A/RES/61/144"
    " A/RES/63/156 Directive_2011/36/EU A/HRC/RES/8/12 A/HRC/10/16 A/HRC/14/32 A/HRC/26/37/Add.1 A/67/261"
    " A/HRC/23/48/Add.4 A/68/256",
    "unodc-coordination-paper": "COP_resolution_7/1 A/RES/63/156 A/RES/61/144 A/RES/59/166 A/RES/68/192"
    " CTOC/COP/WG.4/2015/1 A/RES/64/293",
    "dakar-2010-report": "A/HRC/14/32",
    "dakar-2010-concept-note": "A/HRC/14/32",
}


@pytest.mark.skipif(not os.environ.get("SOURCE_TEXTS"), reason="SOURCE_TEXTS names no folder with the source texts")
def test_the_source_texts_name_what_the_record_has_them_cite():
    index = Index(Document.objects.published())
    paths = sorted(Path(os.environ["SOURCE_TEXTS"]).glob("*.txt"))
    for (key, symbols), path in zip(SOURCES.items(), paths, strict=True):
        text = path.read_text("utf-8")
        found = dict.fromkeys(one.symbol.replace(" ", "_") for one in find(text))
        assert list(found) == symbols.split()
        cited = set(Document.objects.filter(cited__document__key=key).values_list("key", flat=True))
        beside = {key} if key == "A-HRC-29-38-Add.2" else set()  # its own symbol, in the address of its cover
        assert {one.key for one in index.named_in(text)} == cited | beside
