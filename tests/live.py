"""What would run in a browser that opens a page: scripts and styles not our own, handlers, script addresses."""

from __future__ import annotations

import re
from html.parser import HTMLParser

ADDRESSES = {"href", "src", "action", "formaction", "data", "xlink:href", "srcdoc", "poster", "background"}
FOREIGN = {"iframe", "object", "embed", "base", "applet", "frame", "style"}
OWN_SCRIPT = re.compile(r"/static/[\w./-]+\.js|/(\w\w(-\w+)?)/admin/jsi18n/")  # the admin's alone; pages have none
INERT = {"application/json", "application/ld+json", "text/x-template"}
BLANKS = re.compile(r"[\x00-\x20]+")  # browsers leave them out of the scheme of an address


class Live(HTMLParser):
    """Collects in `found` what would run."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in FOREIGN:
            self.found.append(f"<{tag}>")
        if tag == "script" and not OWN_SCRIPT.fullmatch(given.get("src", "")) and given.get("type") not in INERT:
            self.found.append(f"<script src={given.get('src')!r}>")
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            self.found.append("<meta refresh>")
        self.found += [f"<{tag} {name}>" for name in given if name.startswith("on") or name == "style"]
        self.found += [f"<{tag} {name}={value!r}>" for name, value in given.items() if runs(name, value)]


def runs(name: str, value: str) -> bool:
    """Tell whether an attribute leads to an address that is a script."""
    scheme = BLANKS.sub("", value).lower().partition(":")[0]
    return name in ADDRESSES and ":" in value and scheme in {"javascript", "vbscript", "data"}


def live(html: str) -> list[str]:
    """Return what would run in a page beyond our own files."""
    return Live(html).found
