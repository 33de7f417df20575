"""Odd query strings and addresses get a page or a plain 404, never a 500."""

from __future__ import annotations

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60))
def test_any_text_can_be_searched(client, text):
    for name in ("search", "mechanisms", "recommendations"):
        assert client.get(reverse(name), {"q": text}).status_code == 200


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
