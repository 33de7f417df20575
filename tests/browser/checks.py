"""What is checked on an open page: each check returns the problems it finds, in words.

A page is loaded once, with its content policy in force; its width, colours and text are then changed as a reader would.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from tests.browser.chromium import NARROW, WIDE
from tests.browser.keyboard import keyboard

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page, Request

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# Colours alone differ between light and dark.
OF_COLOURS = ["color-contrast", "link-in-text-block"]

# The elements that hold text; of those alike in colours, letters and all that surrounds them, the first and the last.
DISTINCT = """(() => {
  const numbers = new Map(), held = new WeakMap(), alike = new Map();
  const own = e => {
    const s = getComputedStyle(e);
    return [s.color, s.fill, s.backgroundColor, s.backgroundImage, s.opacity, s.fontSize, s.fontWeight,
      s.position, s.clipPath, s.filter, s.textShadow].join();
  };
  const look = e => {
    if (!e) return 0;
    if (!held.has(e)) {
      const words = look(e.parentElement) + ' ' + own(e);
      if (!numbers.has(words)) numbers.set(words, numbers.size + 1);
      held.set(e, numbers.get(words));
    }
    return held.get(e);
  };
  const says = e => e.matches('input,select,textarea,button') ||
    [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.textContent.trim());
  for (const e of document.body.querySelectorAll('*')) {
    if (says(e) && e.checkVisibility()) alike.set(look(e), [...alike.get(look(e)) || [], e]);
  }
  return [...alike.values()].flatMap(of => of.length > 1 ? [of[0], of.at(-1)] : of);
})()"""

TOO_WIDE = """tolerance => {
  const root = document.documentElement, room = root.clientWidth;
  if (root.scrollWidth <= room + tolerance) return [];
  const held = e => e.parentElement?.closest('.scroll, .toc, .vh') || e.closest('.vh');
  const out = [...document.body.querySelectorAll('*')].filter(e => {
    const r = e.getBoundingClientRect();
    return r.width && (r.right > room + 1 || r.left < -1) && !held(e);
  });
  const last = out.filter(e => !out.some(o => o !== e && e.contains(o)));
  return [`${root.scrollWidth} px wide in ${room} px`, ...last.slice(0, 3).map(e => e.outerHTML.slice(0, 90))];
}"""

CUT = """() => [...document.body.querySelectorAll('*')].filter(e => {
  const s = getComputedStyle(e), hides = v => v === 'hidden' || v === 'clip';
  if (!e.textContent.trim() || s.clipPath !== 'none' || !e.checkVisibility()) return false;
  if (e.closest('svg, .vh, .visually-hidden')) return false;
  const across = hides(s.overflowX) && e.scrollWidth > e.clientWidth + 1;
  return across || (hides(s.overflowY) && e.scrollHeight > e.clientHeight + 1);
}).slice(0, 3).map(e => e.outerHTML.slice(0, 90))"""

# Words of some length in a strip that holds a few letters a line.
SQUEEZED = """() => [...document.querySelectorAll('main *')].filter(e => {
  const size = parseFloat(getComputedStyle(e).fontSize), box = e.getBoundingClientRect();
  const words = [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.textContent.trim().length > 11);
  return words && !e.closest('svg, .vh') && box.width > 1 && box.width < 4 * size && box.height > 6.5 * size;
}).slice(0, 3).map(e => e.outerHTML.slice(0, 90))"""

DOUBLE = """() => {
  const root = document.documentElement;
  root.style.fontSize = 2 * parseFloat(getComputedStyle(root).fontSize) + 'px';
}"""
SINGLE = "() => { document.documentElement.style.fontSize = '' }"

# WCAG 2.2, 1.4.12; Arabic letters are joined, their distance is no property of that script.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('*{line-height:1.5!important;word-spacing:.16em!important}' +
    ':not(:lang(ar)){letter-spacing:.12em!important}p{margin-block-end:2em!important}');
  document.adoptedStyleSheets = [sheet];
}"""
UNSPACED = "() => { document.adoptedStyleSheets = [] }"


class Finding(NamedTuple):
    """A problem on a page: which check found it, and what it is."""

    check: str
    words: str


class Watch:
    """A watch hears what a window reports: errors, and requests to other hosts."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.host = page, urlsplit(site).netloc
        self.heard: list[Finding] = []
        self.body = b""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.heard.append(Finding("console", f"error in the page: {error}")))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        own = urlsplit(message.location.get("url", ""))._replace(fragment="").geturl() == self.page.url
        answered = own and message.text.startswith("Failed to load resource")  # the page itself is a 404
        if message.type in {"error", "warning"} and not answered:
            self.heard.append(Finding("console", f"{message.type}: {message.text[:300]}"))

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).netloc != self.host:
            self.heard.append(Finding("hosts", f"asks {request.url[:200]}"))

    def open(self, address: str) -> list[Finding]:
        """Open a page; return what its window reports, and an answer that is a failure of the server."""
        self.heard.clear()
        response = self.page.goto(address)
        self.body = response.body() if response else b""
        failed = response is None or response.status >= 500
        answer = [Finding("answer", f"answers {response.status if response else 'nothing'}")] if failed else []
        return answer + self.heard


@cache
def axe_script() -> str:
    from axe_playwright_python.base import AXE_SCRIPT

    return AXE_SCRIPT


def axe(
    page: Page, rules: list[str] | None = None, *, without: Iterable[str] = (), among: str = "[document]"
) -> list[str]:
    """Return what axe-core finds by the rules named, else by all of WCAG A and AA and of good practice.

    It looks at the elements that a piece of script returns, and at what they hold; else at all.
    """
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
    off = {rule: {"enabled": False} for rule in without}
    options = {"runOnly": only, "rules": off, "resultTypes": ["violations"], "preload": False, "iframes": False}
    found = page.evaluate(f"axe.run({{include: {among}}}, {json.dumps(options)}).then(result => result.violations)")
    return [_words(violation) for violation in found]


def _words(violation: dict[str, Any]) -> str:
    nodes = violation["nodes"]
    places = "; ".join(f"{node['target'][0]}: {_reason(node)}" for node in nodes[:3])
    return f"{violation['id']} ({violation['help']}) at {len(nodes)}: {places}"


def _reason(node: dict[str, Any]) -> str:
    """Return why axe-core refuses an element, in one line."""
    return " ".join(node.get("failureSummary", "").split())[:220]


def sideways(page: Page, tolerance: int = 0) -> list[str]:
    """Return what makes the page scroll sideways."""
    return page.evaluate(TOO_WIDE, tolerance)


def cut(page: Page) -> list[str]:
    """Return elements that hide a part of their own text."""
    return [f"cut: {element}" for element in page.evaluate(CUT)]


def squeezed(page: Page) -> list[str]:
    """Return elements whose words stand a few letters a line."""
    return [f"squeezed: {element}" for element in page.evaluate(SQUEEZED)]


def large_text(page: Page) -> list[str]:
    """Return what does not fit when the reader doubles the size of text."""
    page.evaluate(DOUBLE)
    problems = sideways(page, tolerance=1) + cut(page) + squeezed(page)
    page.evaluate(SINGLE)
    return problems


def spaced_text(page: Page) -> list[str]:
    """Return what does not fit when the reader sets lines, words and letters wider apart."""
    page.evaluate(SPACED)
    problems = sideways(page) + cut(page)
    page.evaluate(UNSPACED)
    return problems


def forced_colours(page: Page) -> list[str]:
    """Return what does not fit in forced colours."""
    page.emulate_media(forced_colors="active")
    problems = sideways(page) + cut(page)
    page.emulate_media(forced_colors="none")
    return problems


def colours(page: Page) -> list[str]:
    """Return colours that cannot be told apart: of elements that look alike, two stand for the others."""
    return axe(page, ["color-contrast"], among=DISTINCT) + axe(page, ["link-in-text-block"])


def dark(page: Page) -> list[str]:
    """Return colours that cannot be told apart in the dark; what lies over what is as in light."""
    page.emulate_media(color_scheme="dark")
    problems = colours(page)
    page.emulate_media(color_scheme="light")
    return problems


def wide(page: Page, *, is_first: bool) -> dict[str, list[str]]:
    """Check a page in a wide window: light, forced colours, large and spaced text.

    On the first page of a kind all elements are seen in light, and those that look otherwise in the dark; on others the
    colours are those of the same style sheet, on elements that look otherwise.
    """
    if is_first:
        found = {"axe, 1280 px": axe(page), "axe, dark": dark(page)}
    else:
        found = {"axe, 1280 px": axe(page, without=OF_COLOURS) + colours(page)}
    found |= {"sideways, 1280 px": sideways(page) + cut(page)}
    found |= {"large text": large_text(page), "spaced text, 1280 px": spaced_text(page)}
    return found | {"forced colours, 1280 px": forced_colours(page)}


def narrow(page: Page) -> dict[str, list[str]]:
    """Check a page on a small phone, colours apart: they are those of the wide window, which is set again after."""
    page.set_viewport_size(NARROW)
    found = {"sideways, 320 px": sideways(page) + cut(page), "axe, 320 px": axe(page, without=OF_COLOURS)}
    found |= {"spaced text, 320 px": spaced_text(page), "forced colours, 320 px": forced_colours(page)}
    page.set_viewport_size(WIDE)
    return found


def look_at(watch: Watch, address: str, *, by_keyboard: bool, is_first: bool = True) -> list[Finding]:
    """Open a page and check all of it, the walk by keyboard where asked for."""
    return watch.open(address) + look(watch.page, by_keyboard=by_keyboard, is_first=is_first)


def look(page: Page, *, by_keyboard: bool, is_first: bool = True) -> list[Finding]:
    """Check all of a page that was just opened."""
    found = {"keyboard": keyboard(page)} if by_keyboard else {}
    page.evaluate(axe_script())
    found |= wide(page, is_first=is_first) | narrow(page)
    return [Finding(check, words) for check, problems in found.items() for words in problems]


def glance(page: Page, *, by_keyboard: bool) -> list[Finding]:
    """Check what a page of few words, made of parts that are looked at elsewhere, may still get wrong."""
    found = {"keyboard": keyboard(page)} if by_keyboard else {}
    page.evaluate(axe_script())
    found |= {"axe, 1280 px": axe(page), "sideways, 1280 px": sideways(page) + cut(page)}
    page.set_viewport_size(NARROW)
    found["sideways, 320 px"] = sideways(page) + cut(page)
    page.set_viewport_size(WIDE)
    return [Finding(check, words) for check, problems in found.items() for words in problems]
