"""The lists: sets held in memory and the filter's own query say the same; years; a list kept up to date."""

from __future__ import annotations

from itertools import islice

import pytest
from django.http import QueryDict
from django.utils.html import escape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertNotContains

from documents import bitsets
from documents.catalogue import Catalogue, catalogue, forget
from documents.filters import AnyOf, ListFilter, Year, facet_counts
from documents.publication import State, record_version
from nrem_portal.lists import LISTS
from recommendations.filters import RecommendationFilter
from recommendations.models import Recommendation
from tests.factories import make_country, make_origin, make_recommendation, make_theme

FACETED = [one.filter_class for one in LISTS.values() if one.filter_class.facet_names()]
WORDS = ["data", "victims", "rapporteur", "police", "zzzz", "É", "Bangkok 13", "A/HRC/29/38/Add.2 45"]
places = st.sets(st.integers(0, 700))
HERE = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(places, st.integers(0, 40), st.integers(0, 40))
def test_a_set_holds_its_places_in_order(held, start, more):
    bits = bitsets.of(held, 701)
    assert list(bitsets.places(bits)) == sorted(held)
    assert bitsets.some(bits, start, start + more) == sorted(held)[start : start + more]
    assert bits & bitsets.everything(701) == bits


@given(st.lists(st.sets(st.integers(0, 40), max_size=12), max_size=5), st.integers(0, 9))
def test_places_that_most_sets_hold_come_first(sets, number):
    held = sorted(set().union(*sets), key=lambda place: (-sum(place in one for one in sets), place))
    assert bitsets.most_shared([bitsets.of(one, 701) for one in sets], number) == held[:number]


@given(places, st.permutations(range(60)))
def test_a_set_in_another_order(held, order):
    assert list(bitsets.among(bitsets.of(held, 701), order)) == [place for place in order if place in held]


@given(places, st.integers(0, 700))
def test_places_move_where_one_is_put_in_or_taken_out(held, place):
    bits = bitsets.of(held, 701)
    assert set(bitsets.places(bitsets.with_gap(bits, place))) == {one + (one >= place) for one in held}
    assert set(bitsets.places(bitsets.without_place(bits, place))) == {one - (one > place) for one in held - {place}}
    assert bitsets.without_place(bitsets.with_gap(bits, place), place) == bits


def asked(draw, filter_class: type[ListFilter]) -> QueryDict:
    """Draw a query of a list: values of some facets, years, words and an order."""
    query = QueryDict(mutable=True)
    held = catalogue(filter_class)
    for name, declared in filter_class.base_filters.items():
        if not draw(st.booleans()):
            continue
        if isinstance(declared, AnyOf):
            query.setlist(name, draw(st.lists(st.sampled_from(sorted(held.sets[declared.field_name])), max_size=3)))
        elif isinstance(declared, Year):
            query[name] = str(draw(st.integers(2005, 2016)))
        else:
            query[name] = draw(st.sampled_from(WORDS if name == "q" else ["newest", "oldest", "source", "follow-up"]))
    return query


@pytest.mark.parametrize("filter_class", FACETED)
@HERE
@given(data=st.data())
def test_counts_equal_the_lists_that_they_promise(filter_class, data):
    query = asked(data.draw, filter_class)
    filterset = filter_class(query)
    assert filterset.count == filterset.qs.count()
    assert [one.pk for one in filterset.slice(0, 9)] == [one.pk for one in filterset.qs[:9]]
    for name, counts in facet_counts(filterset).items():
        for value, number in islice(counts.items(), 4):
            alone = query.copy()
            alone.setlist(name, [value])
            if value in filterset.choices[name]:
                assert filter_class(alone).count == number
                assert filter_class(alone).qs.count() == number


@pytest.mark.parametrize("filter_class", FACETED)
def test_every_record_of_a_list_can_be_reached(filter_class):
    filterset = filter_class(QueryDict())
    assert [one.pk for chunk in filterset.chunks(7) for one in chunk] == [one.pk for one in filterset.qs]
    assert filterset.ids(filterset.total, filterset.total + 20) == []


@pytest.mark.parametrize(
    ("query", "count"),
    [("year_from=2014", 11), ("year_to=2010", 45), ("year_from=2011&year_to=2013", 0), ("year_from=2015", 0)],
)
def test_years(client, query, count):
    response = client.get(f"/en/recommendations/?{query}")
    assert response.context["listing"].count == count
    assert response.context["listing"].ignored == []


@pytest.mark.parametrize("year", ["14", "20144", "two", "-201", "２０１４", "2014 AD"])
def test_what_is_no_year_is_named_and_left_out(client, year):
    listing = client.get("/en/recommendations/", {"year_from": year}).context["listing"]
    assert listing.ignored == [f"year_from={year}"]
    assert listing.count == 56


def test_years_are_applied_and_can_be_lifted(client):
    listing = client.get("/en/recommendations/?year_to=2013&year_from=2010&theme=data-research").context["listing"]
    assert [applied.label for applied in listing.applied][1:] == ["From 2010", "To 2013"]
    assert listing.address.endswith("?theme=data-research&year_from=2010&year_to=2013")


@pytest.mark.parametrize(
    ("query", "turned"),
    [
        ("?year_from=2014&year_to=2010&q=data&order=oldest", "?year_from=2010&year_to=2014&q=data&order=oldest"),
        ("?year_from=2010&year_to=2010", ""),
        ("?year_from=2014", ""),
    ],
)
def test_years_the_wrong_way_round_are_told_and_can_be_turned(client, query, turned):
    response = client.get(f"/en/recommendations/{query}")
    assert ("From 2014 is later than To 2010." in response.content.decode()) == bool(turned)
    if turned:
        address = f"/en/recommendations/{turned}"
        assertContains(response, f'<a href="{escape(address)}">Show 2010 to 2014</a>')
        assert client.get(address).context["listing"].count > response.context["listing"].count == 0


@pytest.mark.parametrize("path", ["recommendations/", "search/", "alerts/new/?list=recommendations"])
def test_a_long_text_is_cut_and_the_reader_is_told(client, path):
    told = "Of your text only the first 200 characters were read."
    address = f"/en/{path}{'&' if '?' in path else '?'}q="
    assertContains(client.get(f"{address}{'data ' * 41}"), told)
    assertNotContains(client.get(f"{address}{'d' * 200}"), told)


def test_a_long_text_is_named_to_programs_and_not_among_what_is_not_known(client):
    response = client.get("/en/recommendations/", {"q": "data " * 41})
    assert (response.context["listing"].ignored, response.context["listing"].filterset.ignored) == ([], ["q=…"])


CITATIONS = [
    ("A/HRC/29/38/Add.2, paragraph 45 (c)", ["45-c"]),
    ("Bangkok report, paragraph 45 (c)", ["45-c"]),
    ("Bangkok report ¶ 45 (c)", ["45-c"]),
    ("Bangkok 2014 ¶ 45 (c)", ["45-c"]),
    ("بانكوك 2014 ¶ 45 (c)", ["45-c"]),
    ("A/HRC/29/38/Add.2 45", ["45-a", "45-b", "45-c"]),
    ("Consultation on regional mechanisms, Dakar, 4–5 October 2010, paragraph 33 (a)", ["33-a"]),
    ("Report 2010 ¶ 106", ["106"]),
]


@pytest.mark.parametrize(("citation", "slugs"), CITATIONS)
def test_a_citation_finds_what_rests_on_the_paragraph(client, citation, slugs):
    response = client.get("/en/recommendations/", {"q": citation})
    filterset = response.context["listing"].filterset
    assert sorted(one.slug for one in filterset.slice(0, 9)) == slugs
    assert sorted(one.slug for one in filterset.qs) == slugs
    assertContains(response, "Your words cite a paragraph.")
    assertContains(response, f'<a href="{filterset.citation.address}">')
    assertNotContains(response, "<mark>")


def test_a_citation_finds_mechanisms_whose_statements_rest_on_it(client):
    found = client.get("/en/mechanisms/", {"q": "Bangkok report ¶ 13"}).context["listing"].filterset
    assert found.count == found.qs.count() > 0
    for one in found.qs:
        assert one.statements.filter(references__paragraph__anchor="13").exists()


def test_a_paragraph_not_held_and_a_document_alone_are_told(client):
    missing = client.get("/en/recommendations/", {"q": "A/HRC/29/38/Add.2 999"})
    assertContains(missing, "cite a paragraph that the portal does not hold")
    assertContains(missing, '<a href="/en/documents/A-HRC-29-38-Add.2/">A/HRC/29/38/Add.2</a>')
    named = client.get("/en/recommendations/", {"q": "A/HRC/29/38/Add.2"})
    assertContains(named, "Your words name a document:")
    assert named.context["listing"].count == 11


def same(one: Catalogue, other: Catalogue) -> bool:
    def filled(held: Catalogue) -> dict[str, dict[str, int]]:
        return {field: {value: bits for value, bits in sets.items() if bits} for field, sets in held.sets.items()}

    return list(one.pks) == list(other.pks) and filled(one) == filled(other) and list(one.ranks) == list(other.ranks)


def published(*records: Recommendation) -> None:
    record_version(reason="Changed", records=[("recommendation", str(one.uid)) for one in records])


@pytest.fixture
def held(monkeypatch):
    """A catalogue that is kept while records change, as in a worker that runs."""
    monkeypatch.setattr("tests.conftest.forget", lambda: None)
    forget()
    return catalogue(RecommendationFilter)


def change_one() -> None:
    one = Recommendation.objects.get(slug="45-c")
    one.strength = "may"
    one.save()
    one.countries.add(make_country())
    published(one)


def add_two() -> None:
    first = make_recommendation(origin=make_origin(date="2012"), themes=[make_theme()])
    published(first, make_recommendation(origin=make_origin(date="2025")))


def withdraw_one() -> None:
    one = Recommendation.objects.get(slug="46-c")
    one.state, one.withdrawn_reason = State.WITHDRAWN, "Twice"
    one.save()
    published(one)


@pytest.mark.parametrize("change", [change_one, add_two, withdraw_one])
def test_a_catalogue_takes_changed_records_anew(held, change, django_assert_max_num_queries):
    before = held.version, list(held.pks)
    change()
    renewed = catalogue(RecommendationFilter)
    assert renewed.version == held.version + 1
    assert renewed is not held
    assert (held.version, list(held.pks)) == before  # for those who are reading it
    assert same(renewed, Catalogue(RecommendationFilter, renewed.version))


def test_it_reads_little_for_one_record(held, django_assert_num_queries):
    change_one()
    fields = len(held.sets)
    with django_assert_num_queries(4 + fields):  # version, versions since, ids of the changed, order, fields of these
        catalogue(RecommendationFilter)
    with django_assert_num_queries(1):
        catalogue(RecommendationFilter)


@pytest.mark.parametrize("records", [[], [("theme", "x")], [("recommendation", f"0000{n:028}") for n in range(300)]])
def test_it_is_built_anew_where_a_vocabulary_or_much_changed(held, records):
    Recommendation.objects.filter(slug="45-c").update(strength="noted")
    record_version(reason="Much", records=records)
    assert same(catalogue(RecommendationFilter), Catalogue(RecommendationFilter, 0))


def test_a_change_to_another_list_moves_nothing(held):
    record_version(reason="Another", records=[("practice", "0" * 32)])
    assert catalogue(RecommendationFilter).sets == held.sets
