"""The answer to finders of a weakness: whom to write to, for how long that holds."""

from __future__ import annotations

import datetime

import pytest

from nrem_portal.health import security_fields

ADDRESS = "/.well-known/security.txt"


@pytest.fixture
def contact(settings) -> str:
    settings.CONTACT_EMAIL = "office@example.org"
    return settings.CONTACT_EMAIL


def test_the_fields_of_security_txt(client, contact):
    response = client.get(ADDRESS)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "Content-Security-Policy" in response.headers
    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert list(fields) == ["Contact", "Expires", "Preferred-Languages", "Canonical"]
    assert fields["Contact"] == "mailto:office@example.org"
    assert fields["Canonical"] == f"http://testserver{ADDRESS}"
    left = datetime.datetime.fromisoformat(fields["Expires"]) - datetime.datetime.now(datetime.UTC)
    assert datetime.timedelta(days=90) < left < datetime.timedelta(days=365)


def test_security_txt_is_the_same_all_day(contact):
    morning, evening = (datetime.datetime(2026, 11, 24, hour, tzinfo=datetime.UTC) for hour in (1, 23))
    fields = dict(security_fields(now=morning, canonical="https://portal.example/"))
    assert fields["Expires"] == "2027-05-23T00:00:00Z"
    assert fields == dict(security_fields(now=evening, canonical="https://portal.example/"))


def test_security_txt_names_a_policy_where_the_operator_has_one(client, contact, settings):
    settings.SECURITY_POLICY_URL = "https://code.example/SECURITY.md"
    assert b"Policy: https://code.example/SECURITY.md\n" in client.get(ADDRESS).content


def test_without_an_address_there_is_no_security_txt(client):
    response = client.get(ADDRESS)
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content == b"This installation names no address for reports.\n"


def test_security_txt_needs_no_database(client, contact, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(ADDRESS)
