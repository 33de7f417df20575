"""Arabic: figures, dates and commas as United Nations documents write them, and English kept apart as English."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.utils import translation
from pytest_django.asserts import assertContains, assertNotContains

from directory.gazetteer import by_name
from directory.models import Country
from documents.numerals import in_figures
from documents.templatetags.nrem import days, partial_date
from tests.walk import Page

PARAGRAPH = "/ar/documents/A-HRC-29-38-Add.2/p/45-c/"


@pytest.fixture
def arabic():
    with translation.override("ar"):
        yield


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("12 من 56", "١٢ من ٥٦"),
        ("¶ 45 (c)", "¶ ٤٥ (c)"),
        ("<b>3</b>, <i>4</i>; 5", "<b>٣</b>، <i>٤</i>؛ ٥"),
        ('<a href="/p/12?page=3" aria-label="page 3">12</a>', '<a href="/p/12?page=3" aria-label="page 3">١٢</a>'),
        ("A/HRC/14/32, 2010", "A/HRC/14/32, ٢٠١٠"),
        ("<bdi>A/68/457</bdi> 68", "<bdi>A/68/457</bdi> ٦٨"),
        ('<p lang="en">In <b>2014</b>, 19</p>19', '<p lang="en">In <b>2014</b>, 19</p>١٩'),
        ('<a dir="ltr" href="#">1–2</a>', '<a dir="ltr" href="#">1–2</a>'),
        ("it&#x27;s 7 &lt; 8", "it&#x27;s ٧ &lt; ٨"),
        ('<time datetime="2014-05-21">21</time>', '<time datetime="2014-05-21">٢١</time>'),
    ],
)
def test_figures_and_commas(written, shown):
    assert in_figures(written, "ar") == shown
    assert in_figures(written, "en") == written


def test_dates_name_the_month_twice(arabic):
    assert in_figures(partial_date("2014-05-21"), "ar") == "٢١ أيار/مايو ٢٠١٤"
    assert in_figures(partial_date("2011-03"), "ar") == "آذار/مارس ٢٠١١"
    assert in_figures(days(date(2010, 10, 4), date(2010, 10, 5)), "ar") == "٤–٥ تشرين الأول/أكتوبر ٢٠١٠"


def test_a_page_in_arabic(client):
    html = client.get(PARAGRAPH).content.decode()
    assert '<html lang="ar" dir="rtl">' in html
    assert "<h1>الفقرة ٤٥ (c)</h1>" in html
    assert "<bdi>A/HRC/29/38/Add.2</bdi>" in html
    assert '<p class="gist" lang="en" dir="ltr">' in html
    assert "٢ نيسان/أبريل ٢٠١٥" in html
    assert '<link rel="alternate" hreflang="en" href="/en/documents/A-HRC-29-38-Add.2/p/45-c/">' in html


def test_no_address_anchor_or_field_holds_an_arabic_figure(client):
    for address in (PARAGRAPH, "/ar/", "/ar/recommendations/?q=12&theme=data-research", "/ar/mechanisms/?page=2"):
        html = client.get(address).content.decode()
        page = Page(html)
        written = [*page.links, *page.ids, *re.findall(r'(?:value|name|datetime)="([^"]*)"', html)]
        assert not [one for one in written if re.search("[٠-٩]", one)], address
        assert re.search("[٠-٩]", html), address


def test_the_record_is_said_to_be_in_english(client):
    said = "محتوى السجل متاح بالإنكليزية"
    for address in ("/ar/", "/ar/mechanisms/nigeria-naptip/", PARAGRAPH, "/ar/practices/"):
        assertContains(client.get(address), said)
        assertContains(client.get(address), f'href="{address.replace("/ar/", "/en/")}">Read this page in English</a>')
        assertNotContains(client.get(address.replace("/ar/", "/en/")), "Read this page in English")
    assertNotContains(client.get("/ar/nothing/"), said, status_code=404)


def test_the_switch_keeps_the_page_and_its_filters(client):
    html = client.get("/ar/recommendations/?theme=data-research&status=under-way&page=1").content.decode()
    assert 'href="/en/recommendations/?theme=data-research&amp;status=under-way&amp;page=1"' in html


def test_countries_stand_in_the_order_of_arabic_names(arabic):
    names = [country.name for country in by_name(Country.objects.filter(iso2__in=["JO", "AR", "RU", "ES", "TN"]))]
    assert names == ["الاتحاد الروسي", "الأرجنتين", "الأردن", "إسبانيا", "تونس"]


def test_mechanisms_stand_in_the_order_of_arabic_names(client):
    rows = client.get("/ar/mechanisms/").context["rows"]
    with translation.override("ar"):
        countries = [row.mechanism.country for row in rows]
        assert countries == by_name(countries)
        assert countries[0].name.removeprefix("ال")[0] in "اأإآ"
