"""A further language is a setting and a catalogue: every string of every page passes through it."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.urls import resolve

from tests.pseudo import CODE, Unmarked, name_everything, write_catalogue
from tests.walk import Page

EACH = 3  # pages looked at of each kind


@pytest.fixture
def pseudo(settings, tmp_path):
    """Switch the made-up language on."""
    write_catalogue(settings.BASE_DIR / "locale/ar/LC_MESSAGES/django.po", tmp_path)
    settings.LOCALE_PATHS = [tmp_path]
    settings.LANGUAGES = [("en", "English"), (CODE, "Français")]
    name_everything()


def pages(client):
    """Yield address and HTML of some pages of each kind, along the links from the home page."""
    seen, waiting, kinds = {f"/{CODE}/"}, [f"/{CODE}/"], Counter()
    while waiting:
        address = waiting.pop(0)
        html = client.get(address).content.decode()
        yield address, html
        for link in Page(html).links:
            parts = urlsplit(urljoin(address, link))
            is_page = parts.path.startswith(f"/{CODE}/") and parts.path.endswith("/")  # no format of one
            if parts.netloc or not is_page or parts.path in seen or "/admin/" in parts.path:
                continue
            seen.add(parts.path)
            kind = resolve(parts.path).view_name
            kinds[kind] += 1
            if kinds[kind] <= EACH:
                waiting.append(parts.path)


@pytest.mark.slow
def test_every_word_is_translated_or_marked(client, pseudo):
    problems, number = [], 0
    for address, html in pages(client):
        number += 1
        assert f'<html lang="{CODE}" dir="ltr">' in html
        assert "⟦Skip to content⟧" in html
        problems += [f"{address}: {text}" for text in dict.fromkeys(Unmarked(html).found)]
    assert number > 50
    assert not problems, "\n".join(problems[:300])


def test_the_frame_of_an_odd_address_is_translated_too(client, pseudo):
    for address in (f"/{CODE}/nothing/", f"/{CODE}/search/?q=victims", f"/{CODE}/mechanisms/?country=nowhere&q=zz"):
        html = client.get(address).content.decode()
        assert not Unmarked(html).found, address


def test_a_language_is_on_only_by_its_setting(client):
    assert client.get(f"/{CODE}/").status_code == 404
    assert CODE not in dict(settings.LANGUAGES)
