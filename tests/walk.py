"""Walking the portal as a reader would, from the home page along every link."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client


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
        if tag in {"script", "style"} and not given.get("src"):
            self.inline.append(tag)
        self._in_title = tag == "title" and "svg" not in self.tags

    def handle_endtag(self, tag):
        self._in_title = False

    def handle_data(self, data):
        if self._in_title:
            self.title += data


def walk(client: Client, start: str) -> Iterator[tuple[str, int, str, Page]]:
    """Yield address, status, body and what it holds of every page that links without a query string lead to."""
    seen, waiting = {start}, [start]
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        body = response.content.decode() if "html" in response.headers.get("Content-Type", "") else ""
        page = Page(body)
        yield address, response.status_code, body, page
        for link in page.links:
            target = urljoin(address, urldefrag(link).url)
            parts = urlsplit(target)
            if parts.netloc or parts.query or not parts.path.startswith(start) or parts.path in seen:
                continue
            seen.add(parts.path)
            waiting.append(parts.path)
