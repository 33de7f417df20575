"""Lists taken along: the list of the page in every format, well formed, safe in spreadsheets, nothing unpublished."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from itertools import product
from xml.etree import ElementTree

import openpyxl
import pytest
import time_machine
from django.conf import settings
from django.http import QueryDict
from django.test import Client
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from directory.models import Mechanism
from documents.cells import LONGEST, harmless, plain
from documents.models import Document, Theme
from documents.publication import State
from documents.spreadsheets import lines
from nrem_portal.lists import LISTS
from nrem_portal.outlets.columns import PROVENANCE, TABLES
from recommendations.models import Recommendation
from tests import factories as make

ATOM = "{http://www.w3.org/2005/Atom}"
# A filter that leaves some of each list; consultations and follow-up are not counted on to have one.
FILTERS = {
    "mechanisms": "region=africa",
    "practices": "kind=lesson",
    "cooperation": "form=memorandum",
    "consultations": "",
    "recommendations": "theme=data-research&source=bangkok-2014",
    "follow-up": "",
    "documents": "type=report",
    "tools": "for=data-research",
}
CITED = [name for name, one in LISTS.items() if "ris" in one.filter_class.formats]
EVERY = [(name, suffix) for name, one in LISTS.items() for suffix in one.filter_class.formats if suffix != "json"]
TOKEN = "Zzdraftzz"
SIGNS = "=+-@＝＋－＠"


def taken(client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response.streaming_content)


def rows(client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(taken(client, address).decode("utf-8-sig"))))


def count(name: str, query: str) -> int:
    return LISTS[name].filter_class(QueryDict(query)).count


def address(name: str, suffix: str, query: str = "", language: str = "en") -> str:
    return f"/{language}/{name}.{suffix}{'?' + query if query else ''}"


def number_in(suffix: str, body: bytes) -> int:
    """Return how many records a file holds, read as programs read it."""
    if suffix == "csv":
        return len(list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))) - 1
    if suffix == "xlsx":
        return openpyxl.load_workbook(io.BytesIO(body)).worksheets[0].max_row - 1
    if suffix == "atom":
        return len(ElementTree.fromstring(body).findall(f"{ATOM}entry"))  # noqa: S314 – our own
    if suffix == "ics":
        return len(Calendar.from_ical(body.decode()).walk("VEVENT"))
    if suffix == "csl":
        return len(json.loads(body))
    mark = {"ris": rb"^TY  - ", "bib": rb"^@techreport\{"}[suffix]
    return len(re.findall(mark, body, re.MULTILINE))


@pytest.mark.parametrize(("name", "suffix"), EVERY)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_list_in_every_format_holds_what_its_filter_leaves(client, name, suffix, language):
    for query in dict.fromkeys(["", FILTERS[name]]):
        wanted = count(name, query)
        body = taken(client, address(name, suffix, query, language))
        assert number_in(suffix, body) == (min(wanted, 50) if suffix == "atom" else wanted)
    assert count(name, FILTERS[name]) > 0


@pytest.mark.parametrize(("name", "query"), FILTERS.items())
def test_the_order_is_that_of_the_page(client, name, query):
    held = [one for chunk in LISTS[name].filter_class(QueryDict(query)).chunks() for one in chunk]
    key = "key" if name in {"documents", "follow-up"} else "slug"
    assert [row[key] for row in rows(client, address(name, "csv", query))] == [getattr(one, key) for one in held]


@pytest.mark.parametrize("name", LISTS)
def test_csv_and_workbook_say_the_same_under_the_same_columns(client, name):
    sheet = openpyxl.load_workbook(io.BytesIO(taken(client, address(name, "xlsx")))).worksheets[0]
    header, *told = sheet.iter_rows(values_only=True)
    assert list(header) == TABLES[name].header
    assert sheet.freeze_panes == "A2"
    written = rows(client, address(name, "csv"))
    assert list(written[0]) == TABLES[name].header
    in_sheet = [[as_written(value) for value in row] for row in told]
    assert in_sheet == [list(row.values()) for row in written]


def as_written(value) -> str:
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return harmless(value)


def test_a_recommendation_names_its_paragraph_and_addresses(client):
    (row,) = [one for one in rows(client, "/en/recommendations.csv") if one["permanent_address"].endswith("2014/45-c")]
    assert [row[name] for name in PROVENANCE] == [
        "A/HRC/29/38/Add.2",
        "A-HRC-29-38-Add.2",
        "45 (c)",
        "A/HRC/29/38/Add.2, 45 (c)",
        "http://testserver/en/recommendations/bangkok-2014/45-c/",
        "http://testserver/r/bangkok-2014/45-c",
        "1",
    ]
    assert (row["status"], row["status_name"]) == ("none", "No follow-up recorded")
    assert row["themes"].split("; ") == ["institutional-framework", "data-research", "networks-exchange"]
    assert row["addressees"] == "international-community; special-rapporteur"


def test_an_excerpt_names_the_document_whose_words_it_has(client):
    found = [one for one in rows(client, "/en/recommendations.csv?source=sr-report-2010") if one["slug"] == "115"]
    assert [(one["source_symbol"], one["source_paragraph"]) for one in found] == [("A/HRC/14/32", "115")]


def test_every_address_in_a_table_is_answered(client):
    for name in LISTS:
        for column in ("address", "permanent_address"):
            link = rows(client, address(name, "csv", language="ar"))[0][column]
            assert client.get(link.removeprefix("http://testserver").partition("#")[0], follow=True).status_code == 200


def test_names_are_in_the_language_of_the_address_and_codes_are_not(client):
    english, arabic = (rows(client, address("practices", "csv", language=one))[0] for one in ("en", "ar"))
    assert english["themes"] == arabic["themes"]
    assert english["theme_names"] != arabic["theme_names"]
    assert re.search("[\u0600-\u06ff]", arabic["kind_name"])
    assert arabic["address"].startswith("http://testserver/ar/")
    assert arabic["permanent_address"].startswith("http://testserver/en/")


def test_arabic_opens_right(client):
    body = taken(client, "/ar/mechanisms.csv")
    assert body.startswith(b"\xef\xbb\xbf")
    book = openpyxl.load_workbook(io.BytesIO(taken(client, "/ar/mechanisms.xlsx")))
    assert [sheet.sheet_view.rightToLeft for sheet in book.worksheets] == [True, True]
    english = openpyxl.load_workbook(io.BytesIO(taken(client, "/en/mechanisms.xlsx")))
    assert [bool(sheet.sheet_view.rightToLeft) for sheet in english.worksheets] == [False, False]


@time_machine.travel(datetime.datetime(2026, 3, 9, 12, tzinfo=datetime.UTC), tick=False)
def test_a_workbook_tells_what_was_asked_when_of_which_data_on_what_terms(client):
    query = "kind=lesson&none=1"
    about = openpyxl.load_workbook(io.BytesIO(taken(client, address("practices", "xlsx", query)))).worksheets[1]
    told = dict(about.iter_rows(values_only=True))
    assert told["List"] == "Practices"
    assert told["Filters"] == "Kind: Lesson learned"
    assert told["Not known, and left out"] == "none"
    assert told["Records"] == count("practices", "kind=lesson")
    assert told["Address"] == "http://testserver/en/practices/?kind=lesson"
    assert (told["Read on"].date(), told["Data version"]) == (datetime.date(2026, 3, 9), 1)
    assert "creativecommons.org/licenses/by/4.0" in told["Licence of the data"]


@time_machine.travel(datetime.datetime(2026, 3, 9, 12, tzinfo=datetime.UTC), tick=False)
def test_headers(client):
    response = client.get("/ar/practices.csv?kind=lesson&none=%0d%0aX")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="nrem-practices-2026-03-09-v1.csv"'
    assert response.headers["Link"].startswith('<http://testserver/ar/practices/?kind=lesson>; rel="canonical"')
    assert 'by/4.0/>; rel="license"' in response.headers["Link"]
    assert (response.headers["Content-Language"], response.headers["X-Data-Version"]) == ("ar", "1")
    assert response.headers["X-Ignored"] == "none"
    assert (response.headers["Access-Control-Allow-Origin"], response.headers["X-Robots-Tag"]) == ("*", "noindex")


@pytest.mark.parametrize(("name", "suffix"), EVERY)
def test_what_has_not_changed_is_not_made_again(client, django_assert_num_queries, name, suffix):
    tag = client.head(address(name, suffix)).headers["ETag"]
    with django_assert_num_queries(1):
        again = client.get(address(name, suffix), headers={"if-none-match": tag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    other = client.head(address(name, suffix, "a=1")).headers["ETag"]
    assert other != tag
    head = client.head(address(name, suffix))
    assert (head.status_code, head.headers["ETag"], head.getvalue()) == (200, tag, b"")
    assert Client(enforce_csrf_checks=True).post(address(name, suffix)).status_code == 405


def test_other_endings_lead_nowhere(client):
    wrong = ["mechanisms.ris", "mechanisms.ics", "tools.bib", "mechanisms.CSV", "mechanisms.csv/", "mechanisms.xml"]
    wrong += ["mechanisms/.csv", "countries.csv", "recommendations.ics", "follow-up.txt"]
    assert [one for one in wrong if client.get(f"/en/{one}", follow=True).status_code != 404] == []


# Safe in spreadsheets


def takes_for_formula(text: str) -> bool:
    """Tell whether a spreadsheet might run a cell: a sign stands first, or behind what is not seen."""
    seen = text.lstrip("".join(map(chr, range(33))) + "\u00a0\u200b\ufeff\u3000")
    return seen[:1] in set(SIGNS) or text[:1] in {"\t", "\r", "\n"}


BEGINNINGS = st.text(st.sampled_from(SIGNS + " \t\r\n\u00a0\u200b\ufeff\u3000'a1\x00"), max_size=6)


@given(st.builds(lambda first, rest: first + rest, BEGINNINGS, st.text(max_size=20)))
def test_no_cell_can_be_taken_for_a_formula(text):
    cell = harmless(text)
    assert not takes_for_formula(cell)
    assert cell.removeprefix("'") == "".join(char for char in text if char in "\t\n" or not is_control(char)) or (
        text.startswith("'")
    )


def is_control(char: str) -> bool:
    return char < " " or char == "\x7f" or "\ud800" <= char <= "\udfff" or char in "\ufffe\uffff"


CELLS = st.none() | st.booleans() | st.integers() | st.dates() | st.text(st.sampled_from("ab ,;\"'\n\r=é م"))


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4)))
def test_lines_are_those_of_the_standard_library(table):
    text = io.StringIO()
    csv.writer(text).writerows([harmless(cell) for cell in row] for row in table)
    assert lines(table) == text.getvalue()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_terms_of_rows_are_those_of_the_records(client, language):
    found = {(row["made_in"], row["slug"]): row for row in rows(client, f"/{language}/recommendations.csv")}
    with override(language):
        for one in Recommendation.objects.published().with_page():
            row = found.pop((one.origin.slug, one.slug))
            assert row["themes"].split("; ") == [theme.slug for theme in one.themes.all()]
            assert row["theme_names"] == "; ".join(theme.name for theme in one.themes.all())
            assert row["countries"] == "; ".join(country.slug for country in one.countries.all())
            assert row["addressee_names"] == "; ".join(one.groups)
            assert row["status_name"] == one.get_status_display()
            assert row["source_document"] == one.paragraph.open_source.key
    assert not found


def test_groups_stand_in_the_order_of_the_record(client):
    one = make.make_recommendation()
    for position, group in enumerate(["un-bodies", "states", "un-bodies", "mechanisms"], start=1):
        one.addressees.create(group=group, words=str(position), basis="implied", position=position)
    (row,) = [row for row in rows(client, "/en/recommendations.csv") if row["slug"] == one.slug]
    assert row["addressees"] == "un-bodies; states; mechanisms"


FORMULAS = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "＝1", "#REF!", " =cmd|' /C calc'!A0", '=HYPERLINK("x")']


def test_a_formula_in_the_record_stays_text(client):
    slugs = list(Mechanism.objects.published().values_list("slug", flat=True)[: len(FORMULAS)])
    for slug, sign in zip(slugs, FORMULAS, strict=True):
        Mechanism.objects.filter(slug=slug).update(name=sign)
    named = {one["slug"]: one["name"] for one in rows(client, "/en/mechanisms.csv")}
    assert [named[slug] for slug in slugs] == [sign if sign.startswith("#") else f"'{sign}" for sign in FORMULAS]
    sheet = openpyxl.load_workbook(io.BytesIO(taken(client, "/en/mechanisms.xlsx"))).worksheets[0]
    cells = {row[0].value: row[1] for row in sheet.iter_rows()}
    assert [(cells[slug].value, cells[slug].data_type) for slug in slugs] == [(sign, "s") for sign in FORMULAS]
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "inlineStr", "n", "b", "d"}


def test_what_no_spreadsheet_can_hold_is_left_out(client):
    Mechanism.objects.filter(slug="nigeria-naptip").update(name="A\x01\x0b name")
    sheet = openpyxl.load_workbook(io.BytesIO(taken(client, "/en/mechanisms.xlsx"))).worksheets[0]
    (name,) = [row[1] for row in sheet.iter_rows(values_only=True) if row[0] == "nigeria-naptip"]
    assert name == "A name"
    assert b"A name" in taken(client, "/en/mechanisms.atom?country=nigeria")
    assert len(plain("x" * 40_000)) == LONGEST


# Nothing that is not public


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "atom", "ris"])
def test_only_what_is_published_is_taken(client, suffix):
    Document.objects.filter(key="A-HRC-29-38-Add.2").update(state=State.DRAFT, title=TOKEN, symbol=TOKEN)
    Theme.objects.filter(slug="data-research").update(state=State.DRAFT, names={"en": TOKEN})
    Recommendation.objects.filter(slug="46-a").update(state=State.WITHDRAWN, withdrawn_reason="No", title=TOKEN)
    Mechanism.objects.filter(slug="nigeria-naptip").update(state=State.DRAFT, name=TOKEN)
    for name in LISTS:
        if suffix in LISTS[name].filter_class.formats:
            body = taken(client, address(name, suffix))
            assert TOKEN.encode() not in (unzipped(body) if suffix == "xlsx" else body), name


def unzipped(body: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(body))
    return repr([list(sheet.values) for sheet in book.worksheets]).encode()


def test_no_telephone_nor_address_of_mail_is_in_a_table(client):
    mechanism = Mechanism.objects.get(slug="nigeria-naptip")
    make.make_contact(mechanism, kind="email", value="someone@example.org")
    make.make_contact(mechanism, kind="website", value="https://staff.example.org/", audience="staff")
    for name, suffix in product(["mechanisms"], ["csv", "atom"]):
        body = taken(client, address(name, suffix)).decode()
        assert "someone@example.org" not in body
        assert "staff.example.org" not in body


# Feeds


def test_a_feed_names_its_languages_its_entries_and_itself(client):
    feed = ElementTree.fromstring(taken(client, "/ar/recommendations.atom?theme=data-research"))  # noqa: S314
    links = {(one.get("rel"), one.get("hreflang")): one.get("href") for one in feed.findall(f"{ATOM}link")}
    assert links["self", None] == "http://testserver/ar/recommendations.atom?theme=data-research"
    assert links["alternate", None] == "http://testserver/ar/recommendations/?theme=data-research"
    assert links["alternate", "en"] == "http://testserver/en/recommendations.atom?theme=data-research"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
    ids = [one.findtext(f"{ATOM}id") for one in feed.findall(f"{ATOM}entry")]
    uids = Recommendation.objects.published().filter(themes__slug="data-research").values_list("uid", flat=True)
    assert sorted(ids) == sorted(f"urn:uuid:{uid}" for uid in uids)


def test_a_feed_begins_with_what_was_published_last(client):
    newer = make.NOW + datetime.timedelta(days=9)
    Recommendation.objects.filter(slug="46-a").update(published_at=newer, version=1)
    feed = ElementTree.fromstring(taken(client, "/en/recommendations.atom"))  # noqa: S314
    first = feed.find(f"{ATOM}entry")
    assert first.findtext(f"{ATOM}updated") == newer.isoformat()
    assert "46 (a)" in first.findtext(f"{ATOM}title")
    assert feed.findtext(f"{ATOM}updated") == max(
        one.findtext(f"{ATOM}updated") for one in feed.findall(f"{ATOM}entry")
    )


@pytest.mark.parametrize(
    ("query", "told"),
    [("", "The 50 newest of 56, newest first; the page holds them all"), ("source=bangkok-2014", "Newest first")],
)
def test_a_feed_and_its_list_say_what_the_feed_does_not_hold(client, query, told):
    made = ElementTree.fromstring(taken(client, address("recommendations", "atom", query)))  # noqa: S314
    assert made.findtext("{http://www.w3.org/2005/Atom}subtitle") == told
    is_told = "Atom: newest 50" in client.get(f"/en/recommendations/?{query}").content.decode()
    assert is_told == ("50" in told)


def test_text_in_a_feed_is_no_markup(client):
    Recommendation.objects.filter(slug="46-a").update(summary="a <b>c</b> & d")
    feed = ElementTree.fromstring(taken(client, "/en/recommendations.atom?source=bangkok-2014"))  # noqa: S314
    assert "a &lt;b&gt;c&lt;/b&gt; &amp; d" in [one.text for one in feed.iter(f"{ATOM}summary")]


def test_an_empty_list_is_well_formed(client):
    query = "theme=data-research&q=zzzz"
    for suffix in ("csv", "xlsx", "atom", "ris", "bib", "csl"):
        assert number_in(suffix, taken(client, address("recommendations", suffix, query))) == 0


# Cheap


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("mechanisms", 9),
        ("practices", 7),
        ("cooperation", 8),
        ("consultations", 5),
        ("recommendations", 9),
        ("follow-up", 6),
        ("documents", 5),
        ("tools", 6),
    ],
)
def test_queries_of_tables(client, django_assert_num_queries, name, number):
    taken(client, address(name, "csv"))  # reads what is kept for a data version
    with django_assert_num_queries(number):
        taken(client, address(name, "csv"))


@pytest.mark.parametrize("suffix", ["csv", "ris"])
def test_queries_do_not_grow_with_rows_and_chunks_are_sent_one_by_one(
    client, django_assert_num_queries, monkeypatch, suffix
):
    taken(client, address("recommendations", suffix))
    with django_assert_num_queries(9 if suffix == "csv" else 4):
        taken(client, address("recommendations", suffix))
    monkeypatch.setattr("nrem_portal.outlets.asked.SIZE", 10)
    response = client.get(address("recommendations", suffix))
    sent = iter(response.streaming_content)
    parts = [next(sent), next(sent)]
    assert len([*parts, *sent]) >= 6


def test_languages_asked_for_in_between_do_not_mix(client):
    arabic = iter(client.get("/ar/practices.csv").streaming_content)
    next(arabic)
    client.get("/en/practices/")
    (row,) = list(csv.DictReader(io.StringIO(",".join(TABLES["practices"].header) + "\r\n" + next(arabic).decode())))[
        :1
    ]
    assert re.search("[\u0600-\u06ff]", row["kind_name"])


# Documentation


def test_every_column_is_described(client):
    text = (settings.BASE_DIR / "docs" / "data.md").read_text("utf-8")
    shared = described(text, "Every table ends in")
    assert shared == list(PROVENANCE)
    for name, table in TABLES.items():
        assert described(text, f"`{name}`") == list(table.columns), name


def described(text: str, heading: str) -> list[str]:
    """Return the columns that the table below a heading describes."""
    below = text.partition(f"### {heading}\n")[2].partition("\n### ")[0].partition("\n## ")[0]
    return [
        column
        for line in re.findall(r"^\| (`[^|]+) \|", below, re.MULTILINE)
        for column in re.findall(r"`(\w+)`", line)
    ]
