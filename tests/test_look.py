"""`script/look` looks at what was asked for, goes no further, and says when that is nothing."""

from __future__ import annotations

from concurrent.futures import Executor, Future
from io import BytesIO
from urllib.parse import urljoin, urlsplit

import pytest

from tests.browser import look
from tests.walk import Page

SITE = "http://testserver"


class AtOnce(Executor):
    """Does in this process what it is given, at once."""

    def __init__(self, *args: object) -> None:
        pass

    def submit(self, function, /, *args):
        done = Future()
        done.set_result(function(*args))
        return done


@pytest.fixture
def crawl(client, monkeypatch, tmp_path):
    """Return a look, by the test client in place of Chromium, at the addresses asked for."""

    def visit(address, *args):
        response = client.get(urlsplit(address).path, follow=True)
        links = Page(response.content.decode()).links if response.status_code == 200 else []
        return look.Visit(address, [urljoin(address, link) for link in links], [])

    def urlopen(address):
        return BytesIO(client.get(urlsplit(address).path).content)

    monkeypatch.setattr(look, "urlopen", urlopen)
    monkeypatch.setattr(look, "ProcessPoolExecutor", AtOnce)
    monkeypatch.setattr(look, "look", visit)
    monkeypatch.setattr(look, "pass_by", visit)

    def begin(only: str, language: str = "") -> look.Crawl:
        address, code = look.narrowed(only, language)
        made = look.Crawl(SITE, tmp_path, language=code, only=address)
        made.run(1)
        return made

    return begin


def test_a_language_in_front_is_understood(crawl):
    done = crawl("/en/tools/")
    assert "/en/tools/" in done.looked
    assert all(path.startswith("/en/tools/") for path in done.looked)
    assert done.seen - set(done.looked) == {"/en/"}


def test_without_a_language_every_one_is_looked_at(crawl):
    done = crawl("/tools/")
    assert {"/en/tools/", "/ar/tools/"} <= set(done.looked)
    assert done.seen - set(done.looked) == {"/", "/en/", "/ar/"}


def test_a_page_on_a_later_part_of_its_list_is_reached(crawl):
    done = crawl("/mechanisms/nigeria", "en")
    assert done.looked == ["/en/mechanisms/nigeria-naptip/"]
    assert done.seen - set(done.looked) == {"/en/", "/en/mechanisms/"}


def test_two_languages_are_refused():
    assert look.narrowed("tools/", "ar") == ("/tools/", "ar")
    assert look.narrowed("/ar/", "ar") == ("/", "ar")
    with pytest.raises(SystemExit, match="name two languages"):
        look.narrowed("/en/tools/", "ar")


def test_a_look_at_nothing_fails(crawl, monkeypatch):
    monkeypatch.setattr("sys.argv", ["look", "--only", "/mechanisms/none-of-this-name", "--base-url", SITE])
    monkeypatch.setattr(look.chromium, "missing", lambda: "")
    with pytest.raises(SystemExit, match="No page was looked at"):
        look.main()
