"""Files of every kind into blocks: formats, numbers as Word and lists print them, notes, and files that are refused."""

from __future__ import annotations

import contextlib
import io
import random
import zipfile

import pytest

from documents.intake import limits, pdf
from documents.intake.blocks import Block, Blocks, RawNote, mark
from documents.intake.counting import printed
from documents.intake.files import blocks_of
from documents.intake.parsed import IntakeError
from tests import intake_samples as samples
from tests.intake_samples import call, docx, level, note, numbering, paragraph, part, run, style, zipped

LISTED = level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)") + level(2, "lowerRoman", "(%3)")


def word(body: str, **parts: str) -> Blocks:
    """Return what is read from a Word file."""
    name, blocks = blocks_of(docx(body, **parts))
    assert name == "docx"
    return blocks


def web(body: str) -> Blocks:
    """Return what is read from a web page."""
    name, blocks = blocks_of(f"<!DOCTYPE html><html><body>{body}</body></html>".encode())
    assert name == "html"
    return blocks


def lines(blocks: Blocks) -> list[str]:
    return [f"{block.number} {block.text}".strip() for block in blocks.blocks]


def numbers(blocks: Blocks) -> list[str]:
    return [block.number for block in blocks.blocks]


def listed(*places: tuple[int, int], lists: str) -> list[str]:
    """Return the numbers of paragraphs, each of a list and a level there."""
    return numbers(word("".join(paragraph("Words", number=place) for place in places), numbering=lists))


# What may come in


@pytest.mark.parametrize("name", sorted(samples.SAMPLES))
def test_each_format_is_known_by_its_content(name):
    found, blocks = blocks_of(samples.SAMPLES[name])
    assert found == name.partition(".")[2].replace("txt", "text")
    assert "Lisdoon" in blocks.blocks[0].text or "لسدون" in blocks.blocks[0].text


@pytest.mark.parametrize("name", ["en.docx", "en.html", "ar.docx", "ar.html"])
def test_marked_formats_give_every_block_with_its_number_and_notes(name):
    report = samples.ENGLISH if name.startswith("en") else samples.ARABIC
    expected = [
        samples.NOTE.sub(lambda match: mark(match[1]), f"{item.number} {item.text}".strip()) for item in report.items
    ]
    _name, blocks = blocks_of(samples.SAMPLES[name])
    assert [line.replace("\t", " ") for line in lines(blocks)] == expected
    assert blocks.notes == [RawNote("1", report.notes[0]), RawNote("2", report.notes[1])]
    assert "LIS/2031/4" in blocks.left_out


def test_the_arabic_text_is_read_in_its_old_encoding_too():
    text = "\n\n".join(item.text for item in samples.ARABIC.items)
    expected = blocks_of(text.encode())
    for encoding in ("cp1256", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"):
        assert blocks_of(text.encode(encoding)) == expected


@pytest.mark.parametrize(
    ("text", "encoding"), [("Réunion à Besançon – “première”", "cp1252"), ("Встреча на берегу реки", "cp1251")]
)
def test_western_and_russian_texts_are_read_in_their_old_encodings(text, encoding):
    assert lines(blocks_of(text.encode(encoding))[1]) == [text]


def test_a_page_says_its_encoding():
    page = '<html><head><meta charset="koi8-r"></head><body><p>Встреча</p></body></html>'
    assert lines(blocks_of(page.encode("koi8-r"))[1]) == ["Встреча"]
    page = page.replace("koi8-r", "iso-8859-1").replace("Встреча", "Réunion – fin")
    assert lines(blocks_of(page.encode("cp1252"))[1]) == ["Réunion – fin"]


def test_text_that_speaks_of_tags_is_text():
    assert blocks_of(b"The mark <http://lisdoon.example/> names the site, 3 < 4.")[0] == "text"


# Word


@pytest.mark.parametrize(
    ("value", "style", "expected"),
    [
        (28, "lowerLetter", "bb"),
        (3, "upperLetter", "C"),
        (49, "lowerRoman", "xlix"),
        (1994, "upperRoman", "MCMXCIV"),
        (7, "decimalZero", "07"),
        (3, "arabicAbjad", "ج"),
        (3, "arabicAlpha", "ت"),
        (21, "chineseCounting", "二十一"),
        (10, "chineseCounting", "十"),
        (5, "russianLower", "д"),
        (4, "none", ""),
        (12, "unknown", "12"),
        (0, "lowerLetter", "0"),
        (10**9, "lowerRoman", "1000000000"),
    ],
)
def test_numbers_are_written_in_each_style(value, style, expected):
    assert printed(value, style) == expected


def test_a_list_begins_anew_under_each_higher_level():
    places = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2)]
    assert listed(*places, lists=numbering(LISTED)) == ["1.", "(a)", "(b)", "(i)", "2.", "(a)", "(i)"]


def test_a_level_may_be_told_when_to_begin_anew():
    never = LISTED.replace('"lowerLetter"/>', '"lowerLetter"/><w:lvlRestart w:val="0"/>')
    assert listed((1, 0), (1, 1), (1, 0), (1, 1), lists=numbering(never)) == ["1.", "(a)", "2.", "(b)"]
    after_first = LISTED.replace('"lowerRoman"/>', '"lowerRoman"/><w:lvlRestart w:val="1"/>')
    places = [(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2)]
    assert listed(*places, lists=numbering(after_first)) == ["1.", "(a)", "(i)", "(b)", "(ii)", "2.", "(i)"]


def test_numbers_of_several_levels():
    many = "".join(level(at, "decimal", "".join(f"%{one}." for one in range(1, at + 2))) for at in range(9))
    places = [(1, at) for at in range(9)] + [(1, 8), (1, 1)]
    assert listed(*places, lists=numbering(many))[-3:] == ["1.1.1.1.1.1.1.1.1.", "1.1.1.1.1.1.1.1.2.", "1.2."]


def test_a_legal_level_prints_figures_only():
    legal = level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    assert listed((1, 0), (1, 0), (1, 1), lists=numbering(legal)) == ["I.", "II.", "2.1"]


def test_bullets_and_levels_without_number():
    lists = numbering(level(0, "bullet", "\uf0b7") + level(1, "bullet", "–") + level(2, "none", ""))
    assert listed((1, 0), (1, 1), (1, 2), lists=lists) == ["•", "–", ""]


def uses(*inner: str) -> str:
    """Return uses of the one list, numbered from 1."""
    found = [f'<w:num w:numId="{at}"><w:abstractNumId w:val="0"/>{one}</w:num>' for at, one in enumerate(inner, 1)]
    return "".join(found)


def test_uses_of_one_list_go_on_unless_one_begins_anew():
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="40"/></w:lvlOverride>'
    lists = numbering(LISTED, uses("", "", anew))
    places = [(1, 0), (2, 0), (3, 0), (3, 0), (1, 0)]
    assert listed(*places, lists=lists) == ["1.", "2.", "40.", "41.", "42."]


def test_a_use_may_look_otherwise():
    other = f'<w:lvlOverride w:ilvl="1">{level(1, "upperLetter", "%2)", start=3)}</w:lvlOverride>'
    assert listed((2, 0), (2, 1), lists=numbering(LISTED, uses("", other))) == ["1.", "C)"]


def test_paragraphs_are_numbered_by_their_style():
    linked = level(0, "decimal", "%1.", '<w:pStyle w:val="Numbered"/>') + level(
        1, "lowerLetter", "(%2)", '<w:pStyle w:val="Lettered"/>'
    )
    own = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    known = [style("Numbered", inner=own), style("Lettered", inner=f'<w:basedOn w:val="Text"/>{own}'), style("Text")]
    known.append(style("Child", inner='<w:basedOn w:val="Numbered"/>'))
    body = "".join(paragraph("Words", name) for name in ("Numbered", "Lettered", "Child", "Text"))
    body += paragraph("Words", "Numbered", (0, 0))
    blocks = word(body, styles=part("styles", "".join(known)), numbering=numbering(linked))
    assert numbers(blocks) == ["1.", "(a)", "2.", "", ""]


def test_styles_based_on_each_other_end():
    known = style("A", inner='<w:basedOn w:val="B"/>') + style("B", inner='<w:basedOn w:val="A"/>')
    assert lines(word(paragraph("Words", "A"), styles=part("styles", known))) == ["Words"]


def test_lists_of_a_list_style():
    linked = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="Ours"/></w:abstractNum>'
    first = f'<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="Ours"/>{LISTED}</w:abstractNum>'
    lists = part("numbering", f'{first}{linked}<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>')
    assert listed((1, 0), (1, 1), lists=lists) == ["1.", "(a)"]


def test_an_empty_paragraph_counts():
    body = paragraph("One", number=(1, 0)) + paragraph("", number=(1, 0)) + paragraph("Three", number=(1, 0))
    assert lines(word(body, numbering=numbering(LISTED))) == ["1. One", "3. Three"]


@pytest.mark.parametrize(
    ("key", "name", "inner", "expected"),
    [
        ("Heading3", "heading 3", "", 3),
        ("Titel", "Title", "", 1),
        ("HChG", "_ H _Ch_G", "", 1),
        ("H1G", "_ H_1_G", "", 2),
        ("H23G", "_ H_2/3_G", "", 3),
        ("H4", "_ H_4", "", 4),
        ("Own", "Own", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>', 2),
        ("Own", "Own", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>', 0),
        ("Based", "Based", '<w:basedOn w:val="H1G"/>', 2),
        ("Plain", "Plain", "", 0),
    ],
)
def test_headings_have_the_level_of_their_style(key, name, inner, expected):
    known = style("H1G", "_ H_1_G") + style(key, name, inner)
    assert word(paragraph("Words", key), styles=part("styles", known)).blocks == [Block("Words", expected)]


def test_notes_are_numbered_in_the_order_of_their_calls():
    body = paragraph(run("One") + call(7) + run(" two") + call("*", ' w:customMarkFollows="1"', "*") + call(3))
    held = (
        note(3, "Third.") + note("*", "Star.") + note(7, "Seventh.") + note(0, "line", "separator") + note(9, "Lost.")
    )
    blocks = word(body, footnotes=part("footnotes", held))
    assert lines(blocks) == [f"One{mark('1')} two{mark('*')}{mark('2')}"]
    assert blocks.notes == [RawNote("1", "Seventh."), RawNote("*", "Star."), RawNote("2", "Third.")]
    assert blocks.left_out == ["Lost."]


def test_endnotes_have_numerals_unless_the_file_says_otherwise():
    body = paragraph(run("One") + call(1).replace("footnote", "endnote"))
    held = part("endnotes", note(1, "Ending.").replace("footnote", "endnote"))
    assert word(body, endnotes=held).notes == [RawNote("i", "Ending.")]
    section = '<w:sectPr><w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr></w:sectPr>'
    assert word(body + section, endnotes=held).notes == [RawNote("1", "Ending.")]


def field(result: str) -> str:
    turns = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{turns[0]}<w:r><w:instrText>PAGE</w:instrText></w:r>{run('hidden part')}{turns[1]}{run(result)}{turns[2]}"


BOX = "<w:p><w:r><w:t>In a box</w:t></w:r></w:p>"
COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
ALTERNATIVES = f"""<w:r><mc:AlternateContent xmlns:mc="{COMPATIBLE}"><mc:Choice>{BOX}</mc:Choice>
<mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></w:r>"""


VISIBLE = '<w:vanish w:val="0"/>'


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", ["a\tb\nc"]),
        (
            "<w:r><w:t>well</w:t><w:noBreakHyphen/><w:t>known</w:t><w:softHyphen/><w:t>ness</w:t></w:r>",
            ["well-knownness"],
        ),
        (
            f"{run('kept ')}<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins>{run('new')}</w:ins>",
            ["kept new"],
        ),
        (f"{run('from ')}<w:moveFrom>{run('here')}</w:moveFrom><w:moveTo>{run('there')}</w:moveTo>", ["from there"]),
        (run("Page ") + field("12"), ["Page 12"]),
        (f'<w:fldSimple w:instr="DATE">{run("May")}</w:fldSimple>', ["May"]),
        (f"{run('Beside')}{ALTERNATIVES}", ["In a box", "Beside"]),
        (f"{run('seen')}{run('secret', '<w:vanish/>')}{run('!', VISIBLE)}", ["seen!"]),
        ('<w:r><w:t>x</w:t><w:sym w:font="Symbol" w:char="F0B7"/><w:sym w:font="Arial" w:char="00E9"/></w:r>', ["xé"]),
        (f"<w:hyperlink>{run('linked')}</w:hyperlink><w:smartTag>{run(' tagged')}</w:smartTag>", ["linked tagged"]),
        (
            "<w:ruby><w:rt><w:r><w:t>small</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>字</w:t></w:r></w:rubyBase></w:ruby>",
            ["字"],
        ),
    ],
)
def test_the_text_is_what_is_printed(inner, expected):
    assert lines(word(f"<w:p>{inner}</w:p>")) == expected


def test_what_is_hidden_or_furniture_is_listed_apart():
    body = paragraph(run("seen") + run("secret", "<w:vanish/>")) + paragraph("Opening 3", "TOC1")
    known = part("styles", style("TOC1", "toc 1"))
    blocks = word(body, styles=known, header=part("hdr", paragraph("LIS/2031/4")), footer=part("ftr", paragraph("7")))
    assert lines(blocks) == ["seen"]
    assert blocks.left_out == ["secret", "Opening 3", "LIS/2031/4", "7"]


def test_a_paragraph_whose_end_was_taken_out_runs_on():
    first = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('One ')}</w:p>"
    assert lines(word(first + paragraph("two"))) == ["One two"]
    assert lines(word(paragraph("two") + first)) == ["two", "One"]


def cell(*texts: str) -> str:
    return f"<w:tc>{''.join(paragraph(text) for text in texts)}</w:tc>"


def test_rows_are_blocks_and_tables_for_layout_are_none():
    first, second = cell("Town") + cell("") + cell("Office", "hours"), cell("One", "two") + cell("")
    assert lines(word(f"<w:tbl><w:tr>{first}</w:tr><w:tr>{second}</w:tr></w:tbl>")) == [
        "Town\t\tOffice\nhours",
        "One",
        "two",
    ]


# Web pages


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<ol><li>One<li>Two</ol>", ["1. One", "2. Two"]),
        ('<ol start="4"><li>Four<ol type="a"><li>A</li></ol></li><li>Five</li></ol>', ["4. Four", "(a) A", "5. Five"]),
        ('<ol type="a"><li value="5">E</li><li>F</li></ol>', ["(e) E", "(f) F"]),
        ('<ol type="I"><li>One</ol><ol type="A"><li>A</ol><ol type="i"><li>i</ol>', ["I. One", "A. A", "(i) i"]),
        ('<ol style="list-style-type: lower-alpha"><li>One</li></ol>', ["(a) One"]),
        ('<ol style="list-style: none"><li>9. Nine</li></ol>', ["9. Nine"]),
        ('<ol reversed start="2"><li>Two</li><li>One</li></ol>', ["2. Two", "1. One"]),
        ("<ol><li>1. One</li></ol>", ["1. One"]),
        ("<ol><li><p>One</p><p>More</p></li></ol>", ["1. One", "More"]),
        ("<ol><li><ol type='a'><li><ol type='i'><li>All</li></ol></li></ol></li></ol>", ["1. (a) (i) All"]),
        ("<ul><li>Point</li><li>(b) Letter</li></ul>", ["• Point", "(b) Letter"]),
        ("Bare <b>words</b><br>in two   lines", ["Bare words\nin two lines"]),
        (
            "<dl><dt>Word</dt><dd>What it means</dd></dl><blockquote>Said</blockquote>",
            ["Word", "What it means", "Said"],
        ),
        ("<table><tr><td>a<td>b<tr><td>only</table>", ["a\tb", "only"]),
        ("<table><tr><td>a<table><tr><td>b<td>c</table><td>d</table>", ["a\nb\tc\td"]),
        ("<p>a &amp; b &eacute;&#8211;&#xE000;</p>", ["a & b é–"]),
        ("<pre>one\n  two</pre>", ["one\ntwo"]),
        ("<p>x<!-- <p>no</p> --><script>'<p>no'</script><style>no</style></p>", ["x"]),
        ("<p>7<sup>th</sup> and m<sup>2</sup></p>", ["7th and m2"]),
        ('<p>See <a href="#p4">4</a>.</p><p id="p4">Four</p>', ["See 4.", "Four"]),
    ],
)
def test_pages_give_what_a_browser_shows(body, expected):
    assert lines(web(body)) == expected


def test_headings_of_pages_have_their_level():
    blocks = web("<h1>One</h1><h3>Three<p>Text</p>")
    assert [(block.text, block.level) for block in blocks.blocks] == [("One", 1), ("Three", 3), ("Text", 0)]


def test_the_site_around_a_text_is_listed_apart():
    body = """<header>Site</header><nav>Home</nav><div role="banner">Ours</div><p>Text</p><p hidden>Secret<p>More</p>
    <p style="display: none">Unseen</p><article><header>Own</header></article><footer>Foot</footer><img alt="A map">"""
    blocks = web(body)
    assert lines(blocks) == ["Text", "More", "Own"]
    assert blocks.left_out == ["Site", "Home", "Ours", "Secret", "Unseen", "Foot", "A map"]


@pytest.mark.parametrize(
    "body",
    [
        '<p>One<sup><a href="#n">1</a></sup></p><ol><li id="n">Note.</li></ol>',
        '<p>One<a href="#n"><sup>1</sup></a></p><p><a id="n">1</a> Note.</p>',
        '<p>One<a href="#_ftn1" name="r">[1]</a></p><div><p><a href="#r" name="_ftn1">[1]</a> Note.</p></div>',
        '<p>One<a role="doc-noteref" href="#x">1</a></p><aside id="x"><p>1. Note.</p></aside>',
        "<p>One<sup>1</sup></p><p><sup>1</sup> Note.</p>",
        '<p>One<sup><a href="a.html#n" id="r">1</a></sup></p><h2>Notes</h2><p id="n">Note. <a href="#r">↩</a></p>',
    ],
)
def test_notes_of_pages_are_found_by_what_calls_them(body):
    blocks = web(body)
    assert lines(blocks) == [f"One{mark('1')}"]
    assert blocks.notes == [RawNote("1", "Note.")]


def test_a_note_has_all_paragraphs_of_its_item_and_no_more():
    notes = '<ol><li id="a"><p>First.</p><p>More.</p></li><li id="b">Second.</li></ol><p>After.</p>'
    blocks = web(f'<p>One<sup><a href="#a">1</a></sup> two<sup><a href="#b">2</a></sup></p>{notes}')
    assert blocks.notes == [RawNote("1", "First.\nMore."), RawNote("2", "Second.")]
    assert lines(blocks)[1:] == ["After."]


# PDF


def test_raised_figures_of_a_pdf_stand_as_such():
    _name, blocks = blocks_of(samples.SAMPLES["en.pdf"])
    whole = "\n".join(lines(blocks))
    assert f"delegates,{mark('1')}" in whole or "delegates,¹" in whole


# Files that are refused


def changed(data: bytes, **members: str | bytes | None) -> bytes:
    """Return a Word file with other members; None takes one out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        held: dict[str, str | bytes | None] = {name: archive.read(name) for name in archive.namelist()}
    held |= {name.replace("__", "/"): content for name, content in members.items()}
    return zipped({name: content for name, content in held.items() if content is not None})


def document(inner: str, before: str = "") -> bytes:
    """Return a Word file whose document is just this."""
    return changed(docx(""), **{"word__document.xml": f"{before}{part('document', inner)}"})


def locked() -> bytes:
    """Return a PDF that needs a password."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"]
    key = f"<{'41' * 32}>"
    encryption = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -4 >> /ID [<41> <41>]"
    return samples.assembled(objects, encryption)


WORD, PDF = samples.SAMPLES["en.docx"], samples.SAMPLES["en.pdf"]
ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
REFUSED = {
    "nothing": (b"", "empty"),
    "spaces": (b" \n\t \r\n", "no text"),
    "mark of order alone": (b"\xef\xbb\xbf", "not a text"),
    "zeros": (bytes(5000), "not a text"),
    "zeros in text": (b"Some words\0and others, and more of them.", "not a text"),
    "controls": (b"\x01\x02\x03\x04words\x05\x06" * 50, "not a text"),
    "noise": (random.Random(7).randbytes(4000), "not a text"),  # noqa: S311 (no secret)
    "100 MB": (bytes(100_000_000), "larger than 20 MB"),
    "old Word": (OLE, "older Office"),
    "locked Word": (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "rich text": (b"{\\rtf1\\ansi Words}", "Rich Text"),
    "PNG": (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
    "JPEG": (b"\xff\xd8\xff\xe0" + bytes(50), "picture"),
    "WebP": (b"RIFF\x20\0\0\0WEBPVP8 " + bytes(50), "picture"),
    "film": (b"\0\0\0\x18ftypmp42" + bytes(50), "picture"),
    "gzip": (b"\x1f\x8b\x08" + bytes(50), "archive"),
    "mail": (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<p>x</p>", "single file"),
    "other XML": (b"<?xml version='1.0'?><rss><channel/></rss>", "file of data"),
    "Word cut off": (WORD[: len(WORD) // 2], "Word file is damaged"),
    "Word's end alone": (b"PK\x05\x06" + bytes(18), "archive"),
    "Word's head alone": (b"PK\x03\x04", "Word file is damaged"),
    "byte of Word changed": (WORD.replace(b"\x4b\x01\x02", b"\x4b\x01\x03", 1), "Word file is damaged"),
    "Word without document": (changed(WORD, **{"word__document.xml": None}), "Word file is damaged"),
    "Word without words": (docx(""), "no text"),
    "Word of broken XML": (document("<w:body><w:p>"), "Word file is damaged"),
    "Word of noise": (changed(WORD, **{"word__document.xml": b"\xff\xfe\x01"}), "Word file is damaged"),
    "broken styles": (docx(paragraph("x"), styles="<w:styles"), "Word file is damaged"),
    "entities that swell": (document("<w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body>", ENTITIES), "damaged"),
    "entity from outside": (document("<w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body>", EXTERNAL), "damaged"),
    "odd encoding": (document("<w:body/>", "<?xml version='1.0' encoding='rot13'?>"), "damaged"),
    "deep XML": (document("<w:p>" * 200_000 + "</w:p>" * 200_000), "damaged"),
    "bomb": (document(f"<w:body>{' ' * 30_000_000}</w:body>"), "unpacks to far more"),
    "many members": (changed(WORD, **{f"m{at}": "" for at in range(limits.MEMBERS)}), "unpacks to far more"),
    "workbook": (zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"}), "spreadsheet"),
    "slides": (zipped({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<x/>"}), "presentation"),
    "OpenDocument": (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "OpenDocument"),
    "archive": (zipped({"a.txt": "words"}), "archive"),
    "PDF cut off": (PDF[:300], "PDF is damaged"),
    "PDF's head alone": (b"%PDF-1.7\n", "PDF is damaged"),
    "PDF of noise": (b"%PDF-1.7\n" + random.Random(8).randbytes(3000), "PDF is damaged"),  # noqa: S311 (no secret)
    "locked PDF": (locked(), "password"),
    "PDF of pictures": (samples.pdf(["q 100 0 0 100 0 0 cm Q"] * 3), "pictures of pages"),
    "PDF of no pages": (samples.pdf([]), "pictures of pages"),
    "PDF of a large page": (samples.pdf(["%" + "x" * limits.PAGE]), "page of this PDF"),
    "PDF of many pages": (samples.pdf([""] * (limits.PAGES + 1)), "too long"),
    "page without words": (b"<html><body><nav>Home</nav></body></html>", "no text"),
    "tag without end": (b'<p>x</p><a href="' + b"x" * 200_000, "never ends"),
    "tags in tags": (b"<p>x</p>" + b"<a " * 100_000, "never ends"),
    "long text": (b"word " * 700_000, "too long"),
    "long page": (b"<p>" + b"word " * 700_000, "too long"),
    "many blocks": (b"<p>x" * (limits.BLOCKS + 1), "too long"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_in_words(name):
    data, words = REFUSED[name]
    with pytest.raises(IntakeError) as caught:
        blocks_of(data)
    assert words in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_page_as_deep_as_no_page_is_read():
    blocks = web("<div><ul><li>" * 20_000 + "Below" + "</li></ul></div>" * 20_000 + "<p>After")
    assert lines(blocks) == ["• Below", "After"]


def test_a_page_of_many_steps_is_refused(monkeypatch):
    monkeypatch.setitem(pdf.LIMITS, "stream_parsing_work_maximum_count", 500)
    assert blocks_of(samples.pdf(["q Q " * 200 + samples.drawn([(700, "Words")])]))[1].blocks
    with pytest.raises(IntakeError, match="page of this PDF"):
        blocks_of(samples.pdf(["q Q " * 300 + samples.drawn([(700, "Words")])]))


@pytest.mark.parametrize("data", [WORD, PDF, samples.SAMPLES["en.html"]], ids=["Word", "PDF", "page"])
def test_a_reader_stops_when_its_time_is_over(data):
    times = iter([0.0])
    with pytest.raises(IntakeError, match="takes too long"):
        blocks_of(data, clock=lambda: next(times, limits.SECONDS + 1))


@pytest.mark.parametrize("seed", range(60))
def test_damage_anywhere_is_read_or_refused(seed):
    chance = random.Random(seed)  # noqa: S311 (no secret)
    data = bytearray(chance.choice(sorted(samples.SAMPLES.values())))
    for _time in range(chance.choice([1, 5, 50])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    found = []
    with contextlib.suppress(IntakeError):
        found = [blocks_of(bytes(data))[1].blocks]
    assert all(found)


def test_lines_that_all_run_on_make_blocks_of_bounded_size():
    _name, blocks = blocks_of(b"and so on they went along the shore\n" * 3_000)
    assert max(len(block.text) for block in blocks.blocks) < 21_000
    assert sum(block.text.count("shore") for block in blocks.blocks) == 3_000
