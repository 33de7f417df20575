"""Walking the portal as a reader would, from the home page along every link."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import resolve

DATA_BLOCK = {"type": "application/ld+json"}  # of a script element that no browser runs


class Page(HTMLParser):
    """What a walk needs to know of one page: its links, anchors, headings, title and forbidden markup."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.levels: list[int] = []
        self.attributes: dict[str, str] = {}
        self.inline: list[str] = []
        self.title = ""
        self._in_title = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append(tag)
        if tag == "html":
            self.attributes = given
        if tag in {"a", "link"} and given.get("href"):
            self.links.append(given["href"])
        if given.get("id"):
            self.ids.append(given["id"])
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.levels.append(int(tag[1]))
        self.inline += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        if tag in {"script", "style"} and not given.get("src") and given != DATA_BLOCK:
            self.inline.append(tag)
        self._in_title = tag == "title" and "svg" not in self.tags

    def handle_endtag(self, tag):
        self._in_title = False

    def handle_data(self, data):
        if self._in_title:
            self.title += data


ALIKE = {"record-history": 20}  # kinds of pages of which some stand for all: how many


def walk(client: Client, start: str, each: int | None = None) -> Iterator[tuple[str, int, str, Page]]:
    """Yield address, status, body and what it holds of every page that links without a query string lead to.

    A number walks that many pages of each kind. Of histories some are walked, since they tell of a record what the
    walk has seen, and most are of records that nobody has edited.
    """
    seen, waiting, kinds = {start}, [start], Counter[str]()
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        body = response.content.decode() if "html" in response.headers.get("Content-Type", "") else ""
        page = Page(body)
        yield address, response.status_code, body, page
        for target, _anchor in targets(address, page):
            if target.startswith(start) and target.endswith("/") and target not in seen:  # a page, no format of one
                seen.add(target)
                kinds[kind := resolve(target).view_name] += 1
                if kinds[kind] <= (each or ALIKE.get(kind, math.inf)):
                    waiting.append(target)


def targets(address: str, page: Page) -> Iterator[tuple[str, str]]:
    """Yield path and anchor of the links of a page to pages of the portal; those with a query show parts of a list."""
    for link in dict.fromkeys(page.links):
        parts = urlsplit(urljoin(address, link))
        if not parts.netloc and not parts.scheme and not parts.query:
            yield parts.path, parts.fragment
