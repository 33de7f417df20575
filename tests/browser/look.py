"""Look at every page in Chromium: from the home page along every link, with the checks of tests/browser/checks.py.

Where only some are asked for, the sitemap leads there too, and links to other pages are not followed.

Pages of a query are not followed: they show a part of a list. The first pages of a kind are walked by keyboard.
"""

from __future__ import annotations

import argparse
import os
import re
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.request import urlopen

import django
from django.conf import settings
from django.urls import Resolver404, resolve

from tests.browser import chromium, nu
from tests.browser.checks import Finding, Watch, look_at
from tests.browser.served import portal
from tests.walk import Page

SAMPLE = 3  # pages of a kind and language that are walked by keyboard
SHOWN = 5  # findings of each check that are told in full
EVERY = 50  # pages between two lines on how far it is
LOCATION = re.compile("<loc>([^<]+)</loc>")
LINKS = "() => [...document.querySelectorAll('a[href]')].map(link => link.href)"

watch: Watch  # of this process


class Visit(NamedTuple):
    """A page that was opened: the addresses it links to, and what was found; nothing where it was only passed."""

    address: str
    links: list[str]
    findings: list[Finding]


def start(site: str) -> None:
    """Open the window of this process."""
    from playwright.sync_api import sync_playwright

    global watch
    browser = sync_playwright().start().chromium.launch(**chromium.launch(site))
    watch = Watch(browser.new_context(**chromium.WINDOW).new_page(), site)


def look(address: str, by_keyboard: bool, keep: Path) -> Visit:
    """Check one page and keep its HTML for the Nu checker."""
    findings = look_at(watch, address, by_keyboard=by_keyboard)
    keep.write_bytes(watch.body)
    return Visit(address, watch.page.evaluate(LINKS), findings)


def pass_by(address: str) -> Visit:
    """Read the links of a page without looking at it; where there is no page there are none."""
    try:
        with urlopen(address) as answer:  # noqa: S310
            page = Page(answer.read().decode())
    except HTTPError:
        return Visit(address, [], [])
    return Visit(address, [urljoin(address, link) for link in page.links], [])


def listed(site: str) -> list[str]:
    """Return the addresses of the sitemaps, for those that only pages not asked for link to."""
    parts = [urlsplit(address)._replace(scheme="", netloc="").geturl() for address in located(f"{site}/sitemap.xml")]
    return [site + urlsplit(address).path for part in parts for address in located(site + part)]


def located(sitemap: str) -> list[str]:
    """Return the addresses that a sitemap, or the index of all, names."""
    with urlopen(sitemap) as answer:  # noqa: S310
        return LOCATION.findall(answer.read().decode())


class Crawl:
    """One look at a portal: what was seen, what waits, and what was found."""

    def __init__(self, site: str, folder: Path, *, language: str, only: str) -> None:
        self.site, self.folder, self.only = site, folder, only
        self.start = f"/{language}/" if language else "/"
        self.seen: set[str] = set()
        self.looked: list[str] = []
        self.done = 0
        self.sample: Counter[str] = Counter()
        self.findings: dict[str, list[str]] = defaultdict(list)

    def run(self, processes: int) -> float:
        """Open page after page on all processes until none is left; return how many seconds it took."""
        begun = time.monotonic()
        with ProcessPoolExecutor(processes, get_context("spawn"), start, (self.site,)) as pool:
            first = [] if self.only == "/" else listed(self.site)
            waiting = set(self._follow(pool, [self.site + self.start, *first]))
            while waiting:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for future in done:
                    waiting |= set(self._take(pool, future.result()))
                    self.done += 1
                    self._tell(time.monotonic() - begun, len(waiting))
        return time.monotonic() - begun

    def _follow(self, pool: ProcessPoolExecutor, links: list[str]) -> Iterator[Future[Visit]]:
        for link in links:
            path = self._path(link)
            if path and path not in self.seen:
                self.seen.add(path)
                yield self._open(pool, path)

    def _path(self, link: str) -> str:
        """Return the path of a page to follow, or nothing."""
        parts = urlsplit(urldefrag(link).url)
        own = f"{parts.scheme}://{parts.netloc}" == self.site and parts.path.startswith(self.start)
        page = own and not parts.query and parts.path.endswith("/")
        return parts.path if page and (self._wanted(parts.path) or self._on_the_way(parts.path)) else ""

    def _open(self, pool: ProcessPoolExecutor, path: str) -> Future[Visit]:
        if not self._wanted(path):
            return pool.submit(pass_by, self.site + path)
        kind = kind_of(path)
        self.sample[kind] += 1
        self.looked.append(path)
        keep = self.folder / f"{len(self.looked) - 1}.html"
        return pool.submit(look, self.site + path, self.sample[kind] <= SAMPLE, keep)

    def _wanted(self, path: str) -> bool:
        """Tell whether a page is looked at: `/en/mechanisms/x/` where only `/mechanisms/` is asked for."""
        return path != "/" and without_language(path).startswith(self.only)

    def _on_the_way(self, path: str) -> bool:
        """Tell whether a page stands above those asked for: `/en/` and `/en/documents/` above `/documents/a-hrc`."""
        return path == "/" or self.only.startswith(without_language(path))

    def _take(self, pool: ProcessPoolExecutor, visit: Visit) -> Iterator[Future[Visit]]:
        for finding in visit.findings:
            self.findings[finding.check].append(f"{urlsplit(visit.address).path}  {finding.words}")
        return self._follow(pool, visit.links)

    def _tell(self, seconds: float, waiting: int) -> None:
        """Print how far the look has come, now and then."""
        if waiting == 0 or self.done % EVERY == 0:
            found = sum(map(len, self.findings.values()))
            print(f"{len(self.seen)} addresses, {waiting} wait, {found} findings, {seconds:.0f} s", flush=True)  # noqa: T201

    def html(self) -> str:
        """Check the HTML of all pages looked at; return why it was not, if so."""
        reason = nu.missing()
        for fault in [] if reason else nu.faults([self.folder]):
            self.findings["HTML"].append(f"{self.looked[int(Path(fault.file).stem)]}  {fault.words}")
        return reason


def without_language(path: str) -> str:
    """Return `/mechanisms/x/` for `/en/mechanisms/x/`."""
    return f"/{path.split('/', 2)[2]}"


def narrowed(only: str, language: str) -> tuple[str, str]:
    """Return what `--only` and `--language` ask for, as address without language and language; SystemExit at odds."""
    only = f"/{only.lstrip('/')}"
    first, _slash, rest = only[1:].partition("/")
    if first not in dict(settings.ALL_LANGUAGES):
        return only, language
    if language not in {"", first}:
        raise SystemExit(f"--only {only} and --language {language} name two languages. Leave one of them out.")
    return f"/{rest}", first


def kind_of(path: str) -> str:
    """Return the language and the name of the view of a page."""
    try:
        return f"{path.split('/')[1]} {resolve(path).view_name}"
    except Resolver404:
        return ""


def summary(crawl: Crawl, seconds: float, unchecked: str) -> str:
    """Return the result in words: pages, findings by check, the first of each in full."""
    pages = len(crawl.looked)
    lines = [f"{pages} pages looked at in {seconds:.0f} s, {pages / seconds:.2f} a second."]
    lines += [f"HTML was not checked: {unchecked}."] if unchecked else []
    for check, found in sorted(crawl.findings.items()):
        more = [f"  … and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
        lines += [f"{check}: {len(found)} findings", *(f"  {one}" for one in found[:SHOWN]), *more]
    return "\n".join([*lines, "Nothing was found." if not crawl.findings else ""])


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/look", description="Look at every page of the portal in Chromium.")
    parser.add_argument("--language", default="", help="only pages in this language, for instance ar")
    parser.add_argument("--only", default="/", help="only pages whose address begins so: /mechanisms/, /ar/tools/")
    parser.add_argument("--base-url", default="", help="a portal that runs; without it one is started for the look")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="windows at work at a time")
    return parser.parse_args()


def main() -> int:
    """Look, tell what was found, and return 1 on any finding."""
    given = asked()
    if chromium.missing():
        raise SystemExit(chromium.missing())
    django.setup()  # the addresses of the portal tell the kinds of pages
    with portal(given.base_url) as site, tempfile.TemporaryDirectory() as folder:
        only, language = narrowed(given.only, given.language)
        crawl = Crawl(site, Path(folder), language=language, only=only)
        seconds = crawl.run(given.processes)
        if not crawl.looked:
            raise SystemExit(f"No page was looked at: from {site}{crawl.start} no link leads to one under {only}")
        print(summary(crawl, seconds, crawl.html()))  # noqa: T201
    return 1 if crawl.findings else 0


if __name__ == "__main__":
    raise SystemExit(main())
