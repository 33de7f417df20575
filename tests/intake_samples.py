"""One invented report in each format that can be read, in English and Arabic: `SAMPLES`, and what builds such files."""

from __future__ import annotations

import io
import re
import textwrap
import zipfile
from typing import NamedTuple

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
NOTE = re.compile(r"\{(\d)\}")  # where a note is called


class Item(NamedTuple):
    """A block of the report. `kind` is title, section (I.), part (A.), number (1.), letter ((a)), annex or entry."""

    kind: str
    number: str
    text: str


class Report(NamedTuple):
    language: str
    items: list[Item]
    notes: list[str]
    furniture: str


ENGLISH = Report(
    "en",
    [
        Item("title", "", "Report of the Consultation of Lisdoon"),
        Item("section", "I.", "Opening"),
        Item("part", "A.", "Purpose"),
        Item("number", "1.", "The Consultation of Lisdoon met for two days in the hall of the old harbour office."),
        Item(
            "number",
            "2.",
            "Eleven offices sent delegates,{1} and three more followed the talks from a distance through the "
            "service that the host had set up for this purpose.",
        ),
        Item("part", "B.", "Order of work"),
        Item("number", "3.", "The chair proposed four sittings, with time for questions after each of them."),
        Item("section", "II.", "What was found"),
        Item("part", "A.", "Registers"),
        Item("number", "4.", "Delegates agreed that a register of offices should:"),
        Item("letter", "(a)", "Name the office, the town in which it sits and the law that founded it;"),
        Item("letter", "(b)", "Say in plain words whom the office serves, and in which languages it answers;"),
        Item("letter", "(c)", "Show the day on which somebody last looked whether all this is still so."),
        Item("number", "5.", "Two delegates thought that a register without dates misleads those who read it.{2}"),
        Item("part", "B.", "Next meeting"),
        Item("number", "6.", "The offices meet again in the spring of the year after next, in a town by the river."),
        Item("annex", "", "Annex"),
        Item("entry", "", "Office of the Coast: founded by the Harbours Act, serves nine towns on the shore."),
        Item("entry", "", "Office of the Hills: founded by decree, serves the valleys above the second lock."),
    ],
    ["The list of delegates lies with the host.", "Both spoke during the third sitting."],
    "LIS/2031/4",
)

ARABIC = Report(
    "ar",
    [
        Item("title", "", "تقرير مشاورة لسدون"),
        Item("section", "أولا -", "الافتتاح"),
        Item("part", "ألف -", "الغرض"),
        Item("number", "1-", "اجتمعت مشاورة لسدون يومين في قاعة مكتب الميناء القديم المطل على البحر."),
        Item("number", "2-", "وأوفد أحد عشر مكتبا مندوبين،{1} وتابعت ثلاثة مكاتب أخرى الحديث عن بعد."),
        Item("part", "باء -", "ترتيب العمل"),
        Item("number", "3-", "واقترحت الرئيسة أربع جلسات مع وقت للأسئلة بعد كل جلسة منها."),
        Item("section", "ثانيا -", "ما تبين"),
        Item("part", "ألف -", "السجلات"),
        Item("number", "4-", "واتفق المندوبون على أن سجل المكاتب ينبغي أن:"),
        Item("letter", "(أ)", "يذكر اسم المكتب وبلدته والقانون الذي أنشأه؛"),
        Item("letter", "(ب)", "يبين بكلمات بسيطة من يخدمهم المكتب وبأي لغات يجيب؛"),
        Item("letter", "(ج)", "يعرض اليوم الذي نظر فيه أحد آخر مرة في صحة ذلك كله."),
        Item("number", "5-", "ورأى مندوبان أن السجل الخالي من التواريخ يضلل قراءه.{2}"),
        Item("part", "باء -", "الاجتماع المقبل"),
        Item("number", "6-", "وتجتمع المكاتب مرة أخرى في ربيع العام بعد المقبل في بلدة على النهر."),
        Item("annex", "", "المرفق"),
        Item("entry", "", "مكتب الساحل: أنشأه قانون الموانئ ويخدم تسع بلدات على الشاطئ."),
        Item("entry", "", "مكتب التلال: أنشئ بمرسوم ويخدم الوديان فوق القفل الثاني."),
    ],
    ["قائمة المندوبين محفوظة لدى المضيف.", "تكلم كلاهما في الجلسة الثالثة."],
    "LIS/2031/4",
)


# Word


def part(name: str, inner: str) -> str:
    return f'<w:{name} xmlns:w="{MAIN}" xmlns:r="{OFFICE}">{inner}</w:{name}>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inner: str, style: str = "", number: tuple[int, int] | None = None) -> str:
    """Return a paragraph; `number` is its list and its level there."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner if inner.startswith('<') or not inner else run(inner)}</w:p>"


def level(at: int, style: str, text: str, more: str = "", start: int = 1) -> str:
    inner = f'<w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{at}">{inner}</w:lvl>'


def numbering(levels: str, uses: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return part("numbering", f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{uses}')


def style(key: str, name: str = "", inner: str = "", more: str = "") -> str:
    return f'<w:style w:type="paragraph" w:styleId="{key}"{more}><w:name w:val="{name or key}"/>{inner}</w:style>'


def note(number: int | str, inner: str, kind: str = "") -> str:
    more = f' w:type="{kind}"' if kind else ""
    own = "<w:r><w:footnoteRef/></w:r>" if isinstance(number, int) else run(number)
    return f'<w:footnote w:id="{number}"{more}><w:p>{own}{run(" " + inner)}</w:p></w:footnote>'


def call(key: str | int, more: str = "", own: str = "") -> str:
    return f'<w:r><w:footnoteReference w:id="{key}"{more}/>{own and f"<w:t>{own}</w:t>"}</w:r>'


def zipped(members: dict[str, str | bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return held.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """Return a Word file; `parts` are other parts by kind: `styles`, `numbering`, `footnotes`, `header` …"""
    relations = "".join(
        f'<Relationship Id="r{at}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>' for at, kind in enumerate(parts)
    )
    root = f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">{root}</Relationships>',
            "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
        }
        | {f"word/{kind}.xml": content for kind, content in parts.items()}
    )


STYLES = {"title": ("HM", "_ H __M_G"), "section": ("HCh", "_ H _Ch_G"), "part": ("H1", "_ H_1_G")}


def report_docx(report: Report) -> bytes:
    """Return a report as the United Nations set it: headings with typed numbers, paragraphs numbered by Word."""
    is_arabic = report.language == "ar"
    levels = level(0, "decimal", "%1-" if is_arabic else "%1.")
    levels += level(1, "arabicAbjad" if is_arabic else "lowerLetter", "(%2)")
    notes = note(-1, "line", "separator") + "".join(note(at, text) for at, text in enumerate(report.notes, 1))
    return docx(
        "".join(map(item_docx, report.items)),
        styles=part("styles", "".join(style(key, name) for key, name in [*STYLES.values(), ("HCh2", "heading 1")])),
        numbering=numbering(levels),
        footnotes=part("footnotes", notes),
        header=part("hdr", paragraph(report.furniture)),
    )


def item_docx(item: Item) -> str:
    pieces = NOTE.split(item.text)
    inner = "".join(call(piece) if at % 2 else run(piece) for at, piece in enumerate(pieces) if piece)
    if item.kind in ("number", "letter"):
        return paragraph(inner, number=(1, 0 if item.kind == "number" else 1))
    if item.kind in ("section", "part"):
        inner = f"<w:r><w:t>{item.number}</w:t><w:tab/></w:r>{inner}"
    return paragraph(inner, "HCh2" if item.kind == "annex" else STYLES.get(item.kind, ("", ""))[0])


# HTML


def report_html(report: Report) -> bytes:
    """Return a report as a page of a site, with lists and linked notes."""
    notes = "".join(
        f'<li id="fn{at}"><p>{text} <a href="#ref{at}">↩</a></p></li>' for at, text in enumerate(report.notes, 1)
    )
    return f"""<!DOCTYPE html>
<html lang="{report.language}"><head><meta charset="utf-8"><title>Library of Lisdoon</title>
<style>p {{ margin: 0 }}</style><script>document.write("<p>script</p>")</script></head>
<body><header><p>Library</p></header><nav><ul><li><a href="/">Home</a></li></ul></nav>
<main>{"".join(items_html(report))}<section class="footnotes"><ol>{notes}</ol></section></main>
<footer><p>{report.furniture}</p></footer></body></html>""".encode()


def items_html(report: Report) -> list[str]:
    """Return the blocks of a report: English numbers by lists, Arabic ones, for which there is no list, typed."""
    found, is_listed = [], report.language == "en"
    for item in report.items:
        text = NOTE.sub(
            lambda match: f'<sup><a id="ref{match[1]}" href="#fn{match[1]}">{match[1]}</a></sup>', item.text
        )
        if item.kind == "number":
            found.append(
                f'<ol start="{item.number[0]}"><li>{text}</li></ol>' if is_listed else f"<p>{item.number} {text}</p>"
            )
        elif item.kind == "letter" and is_listed:
            found[-1] = found[-1].removesuffix("</ol></li></ol>").removesuffix("</li></ol>")
            found[-1] += ("" if "<ol type" in found[-1] else '<ol type="a">') + f"<li>{text}</li></ol></li></ol>"
        else:
            tag = {"title": "h1", "section": "h2", "part": "h3", "annex": "h2"}.get(item.kind, "p")
            found.append(f"<{tag}>{item.number} {text}</{tag}>".replace("> ", ">"))
    return found


# Plain text


def lines_of(report: Report, width: int = 72) -> list[list[str]]:
    """Return each block of a report in lines; numbers are set in, as on paper."""
    blocks = []
    for item in report.items:
        text = f"{item.number} {item.text}".strip()
        indent = {"number": "     ", "letter": "          "}.get(item.kind, "")
        blocks.append(textwrap.wrap(text, width, initial_indent=indent))
    return blocks


def pages_of(report: Report) -> list[list[list[str]]]:
    """Return the blocks of each of the two pages: each calls one note, and the second heading begins the second."""
    blocks = lines_of(report)
    second = [at for at, item in enumerate(report.items) if item.kind == "section"][1]
    return [blocks[:second], blocks[second:]]


def report_text(report: Report) -> bytes:
    """Return a report as copied from pages: lines broken, the symbol above and the number of the page below."""
    pages = []
    for at, blocks in enumerate(pages_of(report), 1):
        body = NOTE.sub(r"\1", "\n\n".join("\n".join(block) for block in blocks))
        foot = f"_______________\n{at} {report.notes[at - 1]}\n\n{' ' * 34}{at}\n"
        pages.append(f"{report.furniture}\n\n{body}\n\n{foot}")
    return "\f".join(pages).encode()


# PDF


def pdf(streams: list[str]) -> bytes:
    """Return a PDF of pages, each drawn by a stream of operators; F1 is Helvetica."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(streams)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for at, stream in enumerate(streams):
        resources = f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * at} 0 R"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {resources} >>")
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    return assembled(objects)


def assembled(objects: list[str], trailer: str = "") -> bytes:
    """Return the objects of a PDF with the table that says where each begins."""
    out, places = "%PDF-1.4\n", []
    for at, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{at} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{len(out)}\n%%EOF\n"
    return f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode("latin-1")


def show(text: str) -> str:
    """Return what draws a line, with small raised figures where a note is called."""
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return NOTE.sub(r") Tj /F1 6 Tf 4 Ts (\1) Tj /F1 11 Tf 0 Ts (", f"({escaped}) Tj")


def drawn(lines: list[tuple[float, str]]) -> str:
    """Return what draws a page: lines, each at its height."""
    return "\n".join(f"BT /F1 11 Tf 1 0 0 1 72 {height} Tm {show(line)} ET" for height, line in lines)


def report_pdf(report: Report) -> bytes:
    streams = []
    for at, blocks in enumerate(pages_of(report), 1):
        height, lines = 740.0, [(800.0, report.furniture)]
        for block in blocks:
            for line in block:
                lines.append((height, line))
                height -= 13
            height -= 8
        lines += [(90.0, "_______________"), (76.0, f"{{{at}}} {report.notes[at - 1]}"), (40.0, str(at))]
        streams.append(drawn(lines))
    return pdf(streams)


SAMPLES: dict[str, bytes] = {
    "en.docx": report_docx(ENGLISH),
    "en.html": report_html(ENGLISH),
    "en.pdf": report_pdf(ENGLISH),
    "en.txt": report_text(ENGLISH),
    "ar.docx": report_docx(ARABIC),
    "ar.html": report_html(ARABIC),
    "ar.txt": report_text(ARABIC),
}
