"""Recommendations in numbers: the plots, their points, their tables and files."""

from __future__ import annotations

import csv
import re
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from django.http import QueryDict
from django.utils.http import urlencode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertNotContains

from documents.cells import harmless
from documents.crossing import cross_counts
from documents.filters import NOT_STATED, facet_counts
from documents.models import Theme
from documents.publication import State
from documents.spreadsheets import as_csv
from recommendations import plots
from recommendations.filters import RecommendationFilter
from recommendations.models import Origin, Recommendation, Status
from recommendations.models.recommendation import AddresseeGroup, RecommendationKind, Strength
from recommendations.numbers import PLOTS, Figure, Numbers
from tests.factories import make_origin, make_recommendation, make_theme

PAGE = "/en/recommendations/numbers/"
FILE = "/en/recommendations/numbers.csv"
FACETS = {
    "theme": ["data-research", "gender-age", "regional-cooperation", "networks-exchange"],
    "source": ["bangkok-2014", "dakar-2010", "sr-report-2010"],
    "to": AddresseeGroup.values,
    "status": Status.values,
    "strength": Strength.values,
    "kind": RecommendationKind.values,
    "year_from": ["2010", "2012"],
    "q": ["States", "data"],
}


def filtered(query: str) -> RecommendationFilter:
    return RecommendationFilter(QueryDict(query))


def figure(name: str, query: str = "") -> Figure:
    return Numbers(filtered(query)).figure(PLOTS[name])


def row_of(made: Figure, label: str) -> list[int]:
    row = next(row for row in made.every_row if row.label == label)
    return [cell.number for cell in row.cells]


# From numbers to points


def test_the_parts_of_a_bar_stand_side_by_side():
    assert plots.bar([3, 0, 1], 8) == [
        plots.Segment("0%", "37.5%", 3, 0),
        plots.Segment("37.5%", "12.5%", 1, 2),
    ]


def test_a_bar_is_mirrored_where_lines_run_from_right_to_left():
    assert [(part.start, part.width) for part in plots.bar([3, 1], 8, mirrored=True)] == [
        ("62.5%", "37.5%"),
        ("50%", "12.5%"),
    ]


def test_nothing_is_no_bar_and_no_column():
    assert plots.bar([0, 0], 0) == []
    assert plots.columns([]) == []
    assert plots.columns([[], []]) == [[], []]


def test_the_area_of_a_dot_is_in_proportion():
    assert [plots.radius(number, 16) for number in (16, 4, 1, 0)] == ["10.0", "5.0", "2.5", "0.0"]
    assert plots.radius(0, 0) == "0.0"


def test_columns_stand_in_the_middle_of_their_year():
    (first, second), none, (third,) = plots.columns([[10, 5], [], [5]])
    assert (first.height, second.height, third.height) == ("66%", "33%", "33%")
    assert (first.top, second.top) == ("20%", "53%")
    assert not none
    assert float(first.start[:-1]) < float(second.start[:-1]) < 100 / 3 < float(third.start[:-1])
    assert plots.middles(4) == ["12.5%", "37.5%", "62.5%", "87.5%"]
    assert plots.middles(4, mirrored=True) == ["87.5%", "62.5%", "37.5%", "12.5%"]


@given(st.lists(st.lists(st.integers(0, 10**6), max_size=4), max_size=8), st.booleans())
def test_no_column_leaves_the_plot(slots, mirrored):
    for column in (one for slot in plots.columns(slots, mirrored=mirrored) for one in slot):
        start, top, width, height = (float(value[:-1]) for value in column[:4])
        assert start >= -0.01
        assert start + width <= 100.01
        assert top >= 0
        assert abs(top + height - plots.FLOOR) < 0.02


@given(st.lists(st.integers(0, 10**6), max_size=8), st.booleans())
def test_no_part_of_the_longest_bar_leaves_the_plot(numbers, mirrored):
    parts = plots.bar(numbers, sum(numbers), mirrored=mirrored)
    assert all(-0.02 <= float(one.start[:-1]) <= 100 for one in parts)
    assert abs(sum(float(one.width[:-1]) for one in parts) - (100 if sum(numbers) else 0)) < 0.1


# What is counted


def test_a_recommendation_counts_under_each_of_its_values():
    theme, other = make_theme(), make_theme()
    make_recommendation(themes=[theme, other], status="under-way")
    make_recommendation(themes=[theme])
    make_recommendation(themes=[theme], state=State.DRAFT)
    counts = cross_counts(filtered(""), "theme", "status")
    assert counts[theme.slug, "none"] == 1
    assert counts[theme.slug, "under-way"] == counts[other.slug, "under-way"] == 1


def test_what_has_no_value_is_not_stated():
    make_recommendation(themes=[])
    assert cross_counts(filtered(""), "theme", "status")[NOT_STATED, "none"] == 1


def test_rows_stand_in_the_order_of_the_vocabulary_and_are_those_of_the_facet():
    made, counts = figure("status-by-theme"), facet_counts(filtered(""))["theme"]
    expected = [(theme.name, counts[theme.slug]) for theme in Theme.objects.published() if counts[theme.slug]]
    assert [(row.label, row.total.number) for row in made.every_row] == expected
    assert list(made.heads) == Status.values


def test_a_draft_theme_has_no_row():
    theme = Theme.objects.get(slug="data-research")
    Theme.objects.filter(pk=theme.pk).update(state=State.DRAFT)
    assert theme.name not in {row.label for row in figure("addressee-by-theme").every_row}


def test_years_without_a_source_are_on_the_axis():
    made = figure("source-by-year")
    assert list(made.heads) == ["2010", "2014"]
    assert [year for year, _middle in made.years] == ["2010", "2011", "2012", "2013", "2014"]
    assert [(stand.name, column.number) for stand, column in made.columns] == [
        ("Dakar 2010", 12),
        ("Report 2010", 33),
        ("Bangkok 2014", 11),
    ]


def test_a_source_without_date_is_in_the_table_alone():
    origin = make_origin(date="")
    make_recommendation(origin=origin)
    made = figure("source-by-year")
    assert made.heads[""] == "No date given"
    assert row_of(made, origin.title)[-1] == 1
    assert len(made.columns) == 3


def test_many_sources_share_the_column_of_their_year():
    for year in range(1990, 2020):
        make_recommendation(origin=make_origin(date=str(year)))
    made = figure("source-by-year")
    assert len(made.columns) == 30
    stand, column = made.columns[20]
    assert (stand.label, stand.name, column.number) == ("2010", "", 46)
    assert [year for year, _middle in made.years] == [str(year) for year in range(1990, 2020, 3)]


def test_many_sources_are_left_to_the_file(client):
    for _number in range(45):
        make_recommendation(origin=make_origin())
    made = figure("strength-by-source")
    assert (len(made.rows), made.further, len(list(made.table("")))) == (40, 8, 49)
    assertContains(client.get(PAGE), "8 further rows stand in the file.", count=2)


def test_only_chosen_values_are_shown():
    made = figure("status-by-theme", "theme=data-research&theme=gender-age&status=under-way")
    assert [row.label for row in made.every_row] == ["Data and research", "Gender and age"]
    assert list(made.heads) == ["under-way"]


def test_a_chosen_value_that_leaves_nothing_has_its_row():
    theme = make_theme()
    made = figure("status-by-theme", f"theme={theme.slug}&theme=gender-age")
    assert [row.total.number for row in made.every_row][-1] == 0


queries = st.fixed_dictionaries(
    {}, optional={name: st.lists(st.sampled_from(values), max_size=2) for name, values in FACETS.items()}
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(queries, st.sampled_from(list(PLOTS)), st.data())
def test_each_number_is_that_of_its_list(query, name, data):
    made = figure(name, urlencode(query, doseq=True))
    for row in data.draw(st.permutations(made.every_row))[:2]:
        for cell in [row.total, *(cell for cell in row.cells if cell.number or name != "source-by-year")]:
            assert filtered(cell.query.removeprefix("?")).count == cell.number, (query, name, cell)


# The page


def test_the_page_has_each_plot_with_its_table_source_file_and_citation(client):
    response = client.get(PAGE)
    for name, plot in PLOTS.items():
        assertContains(response, f'<figure id="{name}"><figcaption><h2>{plot.title}</h2></figcaption>')
        assertContains(response, f'href="{FILE}?plot={name}" type="text/csv"')
        assertContains(response, f"<bdi>http://testserver{PAGE}#{name}</bdi>, data version")
    assertContains(response, "<table", count=len(PLOTS))
    assertContains(response, "Source: NREM Portal, data version", count=len(PLOTS))
    assertContains(response, "“No follow-up recorded” is not a judgement", count=1)


def test_it_obeys_the_filters_of_the_list_and_names_them(client):
    response = client.get(f"{PAGE}?theme=data-research&colour=red&page=7")
    assertContains(response, "Remove filter: Data and research")
    assertContains(response, "Not known here and left out: colour.")
    assertContains(response, f"<bdi>http://testserver{PAGE}?theme=data-research#status-by-theme</bdi>")
    assertContains(response, f'href="{FILE}?plot=status-by-theme&amp;theme=data-research"')
    assertContains(response, '<a href="/en/recommendations/?theme=data-research">Read them as a list</a>')
    assertContains(response, "Published recommendations under the filters above")
    assertContains(response, f'<link rel="canonical" href="{PAGE}?theme=data-research">')


def test_the_list_leads_to_its_numbers_and_keeps_the_filters(client):
    response = client.get("/en/recommendations/?theme=data-research&order=oldest")
    assertContains(response, f'<a href="{PAGE}?theme=data-research">')


def test_links_lead_to_the_list(client):
    body = client.get(PAGE).content.decode()
    links = {urljoin(PAGE, link) for link in re.findall(r'href="(\.\./[^"]*)"', body)}
    assert {urlsplit(link).path for link in links} == {"/en/recommendations/"}
    assert any(parse_qs(urlsplit(link).query.replace("&amp;", "&")).keys() == {"theme", "to"} for link in links)


def test_nothing_left_says_what_there_is_without_each_filter(client):
    response = client.get(f"{PAGE}?theme=data-research&strength=noted")
    assertContains(response, "No recommendation matches all 2 filters.")
    assertContains(response, f'<a href="{PAGE}?theme=data-research">Without')
    assertNotContains(response, "<figure")


def test_nothing_published_yet(client):
    Recommendation.objects.update(state=State.DRAFT)
    assertContains(client.get(PAGE), "No recommendation is published yet")


class Shapes(HTMLParser):
    """Collects the drawings of a page, and attributes that no page may have."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.styled: list[str] = []
        self.feed(body)
        self.drawings = re.findall(r"<svg.*?</svg>", body, re.DOTALL)

    def handle_starttag(self, tag, attrs):
        self.styled += [tag for name, _value in attrs if name == "style" or name.startswith("on")]


@pytest.mark.parametrize("address", [PAGE, "/ar/recommendations/numbers/", f"{PAGE}?source=dakar-2010"])
def test_drawings_are_well_formed_and_named_patterns_exist(client, address):
    shapes = Shapes(client.get(address).content.decode())
    assert not shapes.styled
    drawn = [ElementTree.fromstring(drawing) for drawing in shapes.drawings]  # noqa: S314 - our own page
    patterns = {one.get("id") for drawing in drawn for one in drawing.iter("pattern")}
    used = {fill for drawing in drawn for one in drawing.iter() if (fill := one.get("fill", "")).startswith("url(")}
    assert used
    assert {fill[5:-1] for fill in used} <= patterns
    assert all(drawing.get("aria-hidden") == "true" or drawing.get("class") == "sw" for drawing in drawn)
    sizes = [one.get(name) for drawing in drawn for one in drawing.iter("rect") for name in ("x", "y", "width")]
    assert not [size for size in sizes if size and "," in size]


def test_each_kind_of_part_has_a_pattern_of_its_own(client):
    body = client.get(PAGE).content.decode()
    for value in [*Status.values, *Strength.values]:
        assert body.count(f'<pattern id="p-{value}"') == 1


def test_in_arabic_time_runs_from_the_right(client):
    response = client.get("/ar/recommendations/numbers/")
    assertContains(response, '<text x="90%" y="97%">٢٠١٠</text>')
    assertContains(response, Theme.objects.get(slug="gender-age").names["ar"])


def test_the_page_is_light(client):
    assert len(client.get(PAGE).content) < 50_000


@pytest.mark.parametrize(
    "query",
    ["theme=%00", "theme[]=1", "plot=zz", "q=" + "a" * 10_000, "page=zz", "order=oldest", "status=none'--", "%00=1"],
)
def test_odd_query_strings(client, query):
    assert client.get(f"{PAGE}?{query}").status_code == 200
    assert client.get(f"{FILE}?{query}").status_code == (404 if "plot" in query else 200)


def test_an_untouched_form_leads_to_the_page(client):
    assert client.get(f"{PAGE}?q=").headers["Location"] == PAGE


@pytest.mark.parametrize(("query", "number"), [("", 3), ("?theme=data-research&status=none&q=data", 5)])
def test_queries(client, django_assert_num_queries, query, number):
    client.get(PAGE + query)
    with django_assert_num_queries(number):
        client.get(PAGE + query)


def test_reading_sets_no_cookie(client):
    assert not client.get(PAGE).cookies


# The file


def read(response) -> list[list[str]]:
    return list(csv.reader(response.content.decode("utf-8-sig").splitlines()))


@pytest.mark.parametrize("name", PLOTS)
def test_the_file_is_the_very_table(client, name):
    response = client.get(f"{FILE}?plot={name}&source=dakar-2010")
    made = figure(name, "source=dakar-2010")
    head, *rows = read(response)
    assert head == [made.row_title, *made.heads.values(), "All", "Address"]
    assert [row[0] for row in rows] == [row.label for row in made.every_row]
    assert [row[1:-1] for row in rows] == [
        [str(cell.number) for cell in [*row.cells, row.total]] for row in made.every_row
    ]
    address = urlsplit(rows[0][-1])
    assert address.path == "/en/recommendations/"
    assert filtered(address.query).count == int(rows[0][-2])


def test_the_file_is_named_and_open_to_all(client):
    response = client.get(FILE)
    assert re.search(
        r'filename="recommendations-status-by-theme-version-\d+-\d{4}-\d\d-\d\d\.csv"',
        response.headers["Content-Disposition"],
    )
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert client.post(FILE).status_code == 405


def test_the_file_in_arabic(client):
    assert Theme.objects.get(slug="gender-age").names["ar"] in client.get(f"/ar{FILE[3:]}").content.decode()


def test_queries_of_the_file(client, django_assert_num_queries):
    client.get(FILE)
    with django_assert_num_queries(2):
        client.get(FILE)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1", "\n-1"])
def test_no_cell_is_a_formula(cell):
    assert harmless(cell) == f"'{cell}"
    assert harmless(-1) == "-1"
    assert harmless("A-B") == "A-B"
    assert as_csv([[cell, 3]]).startswith("\ufeff")


def test_origins_have_the_dates_that_the_plot_tells():
    assert {origin.date[:4] for origin in Origin.objects.all()} == {"2010", "2014"}
