"""Odd query strings and addresses get a page or a plain 404, never a 500."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.models import Country
from documents.filters import VALUES_LIMIT
from documents.listing import paged
from tests.observatory import public_settings
from tests.odd import Maker, leads_away
from tests.odd_run import Sender, run

LISTS = [
    "mechanisms",
    "practices",
    "cooperation",
    "recommendations",
    "follow-up",
    "documents",
    "tools",
    "search",
    "countries",
    "themes",
]
ODD = [
    "page=zz",
    "page=-1",
    "page=0",
    "page=99999999999999999999",
    "page=1.5",
    "page=%00",
    "q=%00",
    "q=%",
    "q=" + "a" * 10_000,
    "q=%27%20OR%201=1--",
    "q=<script>alert(1)</script>",
    "theme=%00&theme[]=1",
    "theme=nothing&source=nothing&to=&status=x",
    "country=ZZ&fn=a&model=b&role=c&region=d",
    "kind=%F0%9F%98%80",
    "in=nothing&q=law",
    "%00=%00",
    "order=%27",
    "q=%D9%85&page=2",
    "type=a&year=x&language=%",
]


@pytest.mark.parametrize("name", LISTS)
def test_odd_query_strings(client, name):
    for query in ODD:
        response = client.get(f"{reverse(name)}?{query}")
        assert response.status_code == 200, query
        assert b"<script>alert" not in response.content


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60))
def test_any_text_can_be_searched(client, text):
    for name in ("search", "mechanisms", "recommendations"):
        assert client.get(reverse(name), {"q": text}, follow=True).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/en/mechanisms/none/",
        "/en/documents/none/",
        "/en/documents/..%2F/",
        "/en/recommendations/dakar-2010/zz/",
        "/en/x",
    ],
)
def test_unknown_addresses_are_missing(client, address):
    response = client.get(address, follow=True)
    assert response.status_code == 404
    assert b"<h1>" in response.content


def test_the_missing_page_leads_on(client):
    html = client.get("/en/mechanisms/nigeria-police/").content.decode()
    assert 'value="nigeria police"' in html
    assert 'href="/en/mechanisms/"' in html


@pytest.mark.parametrize(
    ("address", "parent"),
    [
        ("/en/countries/nowhere/indicators/", "/en/countries/"),
        ("/en/documents/A-HRC-0/p/1/", "/en/documents/"),
        ("/en/recommendations/nowhere/1/", "/en/recommendations/"),
        ("/en/about/nothing/", "/en/about/"),
        ("/en/nothing/nothing/", "/en/"),
        ("/r/nowhere/1", "/en/"),
    ],
)
def test_the_nearest_page_above_answers(client, address, parent):
    response = client.get(address)
    assert response.status_code == 404
    assert response.context["parent"] == parent
    assert client.get(parent).status_code == 200


def test_an_empty_list_under_many_filters_costs_at_most_a_query_for_each_group(client, django_assert_num_queries):
    """Many values, one of them unknown: fifty are read, and one line tells what there is without them."""
    slugs = list(Country.objects.with_mechanisms().values_list("slug", flat=True))
    address = f"{reverse('mechanisms')}?{urlencode({'q': 'zzzzz', 'country': slugs, 'region': 'africa'}, doseq=True)}"
    client.get(reverse("mechanisms"))  # builds what is held in memory
    with django_assert_num_queries(8):
        response = client.get(address)
    listing = response.context["listing"]
    assert len(slugs) > 140
    assert len(listing.filterset.data.getlist("country")) == VALUES_LIMIT
    assert listing.ignored == ["country=…"]
    with django_assert_num_queries(0):  # from what is held in memory
        lines = listing.relaxed()
    assert [applied.label for applied, _number in lines] == ["Country: …", "Region: Africa", "“zzzzz”"]
    for applied, number in lines:
        assert client.get(applied.address).context["listing"].count == number
    assert lines[-1][1] > 0
    listing = client.get(f"{reverse('mechanisms')}?model=stand-alone&region=oceania&fn=reporting").context["listing"]
    with django_assert_num_queries(0):
        assert len(listing.relaxed()) == 3


def test_the_pages_of_every_list_are_cut_alike():
    numbers = {asked: paged(range(65), asked)[0].number for asked in ("", "zz", "-1", "0", "2", "99", "²", "9" * 5000)}
    assert numbers == {"": 1, "zz": 1, "-1": 1, "0": 1, "2": 2, "99": 4, "²": 1, "9" * 5000: 1}
    assert paged([], "3")[0].number == 1
    assert paged(range(400), "10")[1] == [1, "…", 8, 9, 10, 11, 12, "…", 20]


@pytest.mark.slow
def test_a_few_odd_requests_to_every_address_are_answered_in_order():
    """`script/odd_requests` sends thousands of them."""
    outcome = run(range(1, 151), seed=7)
    assert not outcome.failed, str(outcome)
    assert outcome.statuses.keys() >= {200, 302, 400, 403, 404}


def test_an_odd_request_is_the_same_again_by_its_number():
    first, again, other = (Maker(["/en/"], {"slug": ["a"]}, ["/en/"], seed) for seed in (3, 3, 4))
    first.request(41)
    assert first.request(42) == again.request(42) != other.request(42)


def test_some_odd_requests_sign_in_and_some_send_forms():
    """Else the ways that lead on after them would not be tried."""
    maker = Maker(["/en/admin/documents/theme/add/"], {"slug": ["a"]}, ["/en/"], seed=1)
    made = [maker.request(number) for number in range(400)]
    assert any(one.form and one.staff for one in made)
    with public_settings():
        sender = Sender()
        answers = [sender.send(one) for one in made if one.form and b"login=odd&" in one.body]
    assert sum(answer.status_code == 302 and "__Host-session" in answer.cookies for answer in answers) > 5


def test_what_leads_to_another_host_is_seen():
    away = [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example/",
        "\t//evil.example",
        "https:\\\\evil.example",
        "x:y",
    ]
    assert [to for to in away if not leads_away(to)] == []
    assert not any(map(leads_away, ["", "/en/", "/en//evil.example", "https://testserver/en/", "?a=//evil.example"]))
