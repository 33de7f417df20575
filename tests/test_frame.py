"""The frame of every page: languages, navigation, headers, errors."""

from __future__ import annotations

import re

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from directory.models import Mechanism
from documents.publication import State


def test_an_address_without_language_leads_to_the_readers_language(client):
    assert client.get("/", headers={"accept-language": "ar,en;q=0.5"}).headers["Location"] == "/ar/"
    assert client.get("/mechanisms/", headers={"accept-language": "xx"}).headers["Location"] == "/en/mechanisms/"
    assert not client.get("/").cookies


def test_an_address_without_its_slash_is_moved(client):
    response = client.get("/en/mechanisms")
    assert (response.status_code, response.headers["Location"]) == (301, "/en/mechanisms/")


def test_the_language_switch_keeps_page_and_filters(client):
    html = client.get("/en/mechanisms/?region=africa").content.decode()
    assert 'href="/ar/mechanisms/?region=africa"' in html


def test_arabic_pages_run_from_right_to_left(client):
    assert '<html lang="ar" dir="rtl">' in client.get("/ar/about/").content.decode()


def test_the_current_section_is_marked(client):
    assert 'href="/en/mechanisms/" aria-current="page"' in client.get("/en/mechanisms/").content.decode()
    assert 'href="/en/mechanisms/" aria-current="true"' in client.get("/en/mechanisms/nigeria-naptip/").content.decode()
    assert "aria-current" not in client.get("/en/themes/").content.decode().split("<main")[0].replace(
        '<b lang="en" aria-current="true">', ""
    )


@pytest.mark.parametrize("address", ["/en/", "/en/nothing/", "/healthz", "/robots.txt", "/en/account/login/"])
def test_every_answer_carries_the_security_headers(client, address):
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Permissions-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_reading_sets_no_cookie(client):
    for address in ("/en/", "/en/mechanisms/?region=africa", "/en/search/?q=law"):
        assert not client.get(address).cookies


def test_a_failure_has_the_look_of_the_site(monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("nrem_portal.search.views.ranked", fail)
    response = Client(raise_request_exception=False).get("/en/search/?q=law")
    assert response.status_code == 500
    assert b"Something failed on our side" in response.content
    assert "Content-Security-Policy" in response.headers


def test_health_needs_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok\n"


def test_an_unchanged_page_is_not_sent_twice(client):
    first = client.get("/en/about/")
    again = client.get("/en/about/", headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304


def test_the_sitemap_is_named_to_robots(client):
    body = client.get("/robots.txt").content.decode()
    assert "Disallow: /en/search/" in body
    assert "Disallow: /ar/search/" in body
    assert "/sitemap.xml" in body


@override_settings(CONTACT_EMAIL="office@example.org")
def test_the_contact_address_is_shown_where_one_is_set(client):
    assert b"office@example.org" in client.get(reverse("about")).content


def test_a_form_without_its_token_is_refused_in_the_look_of_the_site():
    response = Client(enforce_csrf_checks=True).post("/en/account/login/", {"login": "x", "password": "y"})
    assert response.status_code == 403
    assert b"<h1>This form could not be accepted</h1>" in response.content


def test_what_an_account_does_not_allow_is_refused_in_the_look_of_the_site(admin_client):
    response = admin_client.get("/en/admin/directory/mechanism/add/")
    assert response.status_code == 403
    assert b"<h1>Not allowed</h1>" in response.content


def test_a_request_for_another_host_is_refused_in_the_look_of_the_site(client):
    response = client.get("/en/about/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert b"<h1>This request could not be read</h1>" in response.content


def switch(response) -> dict[str, str]:
    """Return the address of each language but the page's own, as the language switch leads to it."""
    bar = response.content.decode().partition('<ul class="langs">')[2].partition("</ul>")[0]
    return dict(re.findall(r'hreflang="([^"]+)" href="([^"]+)"', bar))


@pytest.mark.parametrize(
    ("address", "headers", "status", "arabic"),
    [
        ("/en/about/", {"host": "elsewhere.example"}, 400, "/ar/about/"),
        ("/nothing/", {"host": "elsewhere.example"}, 400, "/ar/"),
        ("/r/nothing/nothing", {}, 404, "/ar/"),
        ("/en/nothing/", {}, 404, "/ar/"),
        ("/en/nothing/?q=law", {}, 404, "/ar/"),
        ("/en/mechanisms/nothing/", {}, 404, "/ar/mechanisms/nothing/"),
        ("/en/mechanisms/nigeria-naptip/", {}, 410, "/ar/mechanisms/nigeria-naptip/"),
    ],
)
def test_an_error_page_leads_to_the_other_language(client, address, headers, status, arabic):
    if status == 410:
        Mechanism.objects.filter(slug="nigeria-naptip").update(state=State.WITHDRAWN, withdrawn_reason="Merged.")
    response = client.get(address, headers=headers)
    assert response.status_code == status
    assert switch(response) == {"ar": arabic}


def test_the_icon_is_found_at_its_old_place(client):
    assert client.get("/favicon.ico").headers["Location"] == "/static/favicon.svg"
