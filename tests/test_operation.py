"""What an operator is told who sets the portal up: by the settings in one line, by the checks with a hint."""

from __future__ import annotations

import logging
import runpy

import pytest
from django.conf import settings as own
from django.core.checks import Warning
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from nrem_portal.checks import (
    languages_have_catalogues,
    letters_reach_somebody,
    local_mode_stays_local,
    others_can_reach_it,
    somebody_can_be_asked,
)


def settings_read(monkeypatch, tmp_path, **environment: str) -> dict[str, object]:
    """Read the settings as a server does that starts with this environment."""
    for name, value in ({"VAR": str(tmp_path)} | environment).items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(own.BASE_DIR / "nrem_portal" / "settings.py"))


@pytest.mark.parametrize("hosts", ["portal.example", "localhost,portal.example", "*"])
def test_local_mode_is_refused_off_loopback(monkeypatch, tmp_path, hosts):
    with pytest.raises(ImproperlyConfigured, match="LOCAL=1 is refused"):
        settings_read(monkeypatch, tmp_path, LOCAL="1", ALLOWED_HOSTS=hosts)


def test_local_mode_serves_loopback_and_others_serve_any_name(monkeypatch, tmp_path):
    assert settings_read(monkeypatch, tmp_path, LOCAL="1", ALLOWED_HOSTS="localhost,127.0.0.1")["LOCAL"] is True
    public = settings_read(monkeypatch, tmp_path, LOCAL="0", ALLOWED_HOSTS="portal.example")
    assert public["SECURE_SSL_REDIRECT"] is True


def test_lists_may_have_spaces(monkeypatch, tmp_path):
    read = settings_read(
        monkeypatch, tmp_path, LOCAL="0", LANGUAGES_ON="ar, en", ALLOWED_HOSTS=" a.example , b.example,"
    )
    assert [code for code, _name in read["LANGUAGES"]] == ["ar", "en"]
    assert read["ALLOWED_HOSTS"] == ["a.example", "b.example"]


@pytest.mark.parametrize(
    ("languages", "words"),
    [
        ("en,xx", r"does not know \(xx\)"),
        ("zh,en,EN", r"does not know \(zh, EN\)"),
        ("fr,ar", "lacks en"),
        ("", "lacks en"),
    ],
)
def test_a_language_that_cannot_be_on_stops_in_one_line(monkeypatch, tmp_path, languages, words):
    with pytest.raises(SystemExit, match=words) as caught:
        settings_read(monkeypatch, tmp_path, LANGUAGES_ON=languages)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("address", ["office", "office@", "https://portal.example/contact", "a@b.example, c@d.example"])
def test_a_contact_that_is_no_address_stops_in_one_line(monkeypatch, tmp_path, address):
    with pytest.raises(SystemExit, match="is no e-mail address") as caught:
        settings_read(monkeypatch, tmp_path, CONTACT_EMAIL=address)
    assert "\n" not in str(caught.value)


def ids(messages: list[Warning]) -> list[str | None]:
    assert all(message.hint for message in messages)
    return [message.id for message in messages]


def test_a_language_without_catalogue_is_told_of(settings, tmp_path):
    settings.LANGUAGES = [("en", "English"), ("ar", "العربية"), ("zh-hans", "中文")]
    assert [message.msg for message in languages_have_catalogues(None)] == ["中文 has no catalogue in locale/."]
    assert ids(languages_have_catalogues(None)) == ["nrem_portal.W001"]
    (tmp_path / "zh_Hans" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "zh_Hans" / "LC_MESSAGES" / "django.po").touch()
    settings.LOCALE_PATHS = [*settings.LOCALE_PATHS, tmp_path]
    assert languages_have_catalogues(None) == []


@override_settings(LOCAL=True)
def test_local_mode_is_told_of_in_a_deployment():
    assert ids(local_mode_stays_local(None)) == ["nrem_portal.E001"]


def test_a_deployment_that_nobody_can_reach_is_told_of(settings):
    for hosts in ([], ["localhost"], ["127.0.0.1", "[::1]"]):
        settings.ALLOWED_HOSTS = hosts
        assert ids(others_can_reach_it(None)) == ["nrem_portal.W002"]
    settings.ALLOWED_HOSTS = ["localhost", "portal.example"]
    assert others_can_reach_it(None) == []


def test_a_deployment_with_nobody_to_ask_is_told_of(settings):
    settings.CONTACT_EMAIL = ""
    assert ids(somebody_can_be_asked(None)) == ["nrem_portal.W003"]
    settings.CONTACT_EMAIL = "office@example.org"
    assert somebody_can_be_asked(None) == []


def test_a_request_for_another_host_is_logged_without_traceback(client, caplog):
    logger = logging.getLogger("django.security.DisallowedHost")
    assert {type(one).__name__ for one in logger.filters} == {"OneLine"}
    client.get("/en/about/", headers={"host": "elsewhere.example"})
    logged = [record for record in caplog.records if record.name == logger.name]
    assert logged
    for record in logged:
        assert "elsewhere.example" in record.getMessage()
        assert "\n" not in caplog.handler.format(record)


def test_letters_that_are_files_are_reported():
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.filebased.EmailBackend"):
        [warning] = letters_reach_somebody(None)
    assert warning.id == "nrem_portal.W004"
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend"):
        assert letters_reach_somebody(None) == []


def test_where_letters_go_and_where_they_lead(monkeypatch, tmp_path):
    here = settings_read(monkeypatch, tmp_path, LOCAL="1", HOST="127.0.0.1", PORT="8123")
    assert here["EMAIL_FILE_PATH"] == str(tmp_path / "mail")
    assert (here["PORTAL_URL"], here["DEFAULT_FROM_EMAIL"]) == ("http://127.0.0.1:8123", "nrem-portal@localhost")
    server = {"LOCAL": "0", "ALLOWED_HOSTS": "localhost,a.example", "CONTACT_EMAIL": "desk@a.example"}
    public = settings_read(monkeypatch, tmp_path, EMAIL_URL="smtp+tls://u:p%40@mail.example:587", **server)
    assert (public["EMAIL_HOST"], public["EMAIL_PORT"], public["EMAIL_HOST_PASSWORD"]) == ("mail.example", 587, "p@")
    assert public["EMAIL_USE_TLS"] is True
    assert (public["PORTAL_URL"], public["DEFAULT_FROM_EMAIL"]) == ("https://a.example", "desk@a.example")
    named = settings_read(monkeypatch, tmp_path, PORTAL_URL="https://b.example/", MAIL_FROM="post@b.example")
    assert (named["PORTAL_URL"], named["DEFAULT_FROM_EMAIL"]) == ("https://b.example", "post@b.example")


@pytest.mark.parametrize(
    ("name", "value"), [("EMAIL_URL", "pigeon://x"), ("EMAIL_URL", "smtp://a:b"), ("MAIL_FROM", "x")]
)
def test_mail_that_cannot_go_stops_in_one_line(monkeypatch, tmp_path, name, value):
    with pytest.raises(SystemExit, match=name):
        settings_read(monkeypatch, tmp_path, **{name: value})
