"""The walk through a page by the Tab key, from the skip link to the last link of the footer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

LIMIT = 120  # stops walked on a page; of a longer one the beginning and the end
TAIL = 30

# What stands in focus now: its place in the order, its name, and what is wrong with it.
STOP = """() => {
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return null;
  const words = e.getAttribute('aria-label') || e.textContent || e.name || '';
  const name = `<${e.localName}> “${words.trim().replace(/\\s+/g, ' ').slice(0, 50)}”`;
  const at = walk.stops.indexOf(e), wrong = [];
  const inside = r => ({left: Math.max(r.left, 0), top: Math.max(r.top, 0),
    right: Math.min(r.right, innerWidth), bottom: Math.min(r.bottom, innerHeight)});
  const boxes = [...e.getClientRects()].map(inside).filter(b => b.right - b.left > 1 && b.bottom - b.top > 1);
  const area = b => (b.right - b.left) * (b.bottom - b.top);
  const box = boxes.sort((a, b) => area(b) - area(a))[0];
  if (!box) wrong.push('has focus outside the window');
  else {
    const top = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    const covered = top && !e.contains(top) && !top.contains(e);
    if (covered) wrong.push(`has focus under <${top.localName} class="${top.getAttribute('class') || ''}">`);
  }
  const s = getComputedStyle(e), outlined = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0;
  if (!outlined && walk.before.get(e) === walk.look(e)) wrong.push('shows no focus');
  const scrolls = at < 0 && (e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight);
  return {at, name, wrong, scrolls, skip: at === 0 && e.matches('[href^="#"]')};
}"""

# Keeps the elements that Tab must reach, in order, what each looks like without focus, and where each key leads.
PREPARE = """() => {
  const seen = e => e.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true});
  const kinds = 'a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex]';
  const stops = [...document.querySelectorAll(kinds)]
    .filter(e => e.tabIndex >= 0 && !e.disabled && (e.matches('.skip') || seen(e)));
  const look = e => [e, ...e.querySelectorAll('*')].map(one => {
    const s = getComputedStyle(one);
    return [s.boxShadow, s.backgroundColor, s.color, s.borderColor, s.stroke, s.strokeWidth, s.fill,
      s.textDecorationLine].join();
  }).join(';');
  window.walk = {stops, look, before: new Map(stops.map(e => [e, look(e)])), stood: []};
  const stop = STOP;
  addEventListener('keyup', () => walk.stood.push(stop()), true);
  return {count: stops.length, at: stops.indexOf(document.activeElement)};
}""".replace("STOP", STOP)

# Where the keys pressed since it was last asked have led.
STOOD = "() => walk.stood.splice(0)"

FOCUS = "at => walk.stops[at].focus()"


def keyboard(page: Page) -> list[str]:
    """Return what stands against reading a page with the keyboard alone; the page is just open."""
    prepared = page.evaluate(PREPARE)
    count, first = prepared["count"], prepared["at"] + 1  # a form may take the focus as it opens
    if count <= LIMIT:
        return _walked(page, first, count, count)
    problems = _walked(page, first, LIMIT - TAIL, count)
    page.evaluate(FOCUS, count - TAIL - 1)
    return problems + _walked(page, count - TAIL, count, count)


def _walked(page: Page, first: int, end: int, count: int) -> list[str]:
    """Press Tab from one stop to another; each must be the next one, in sight and visibly in focus."""
    problems, expected, scrollers = [], first, 0
    while expected < end:
        for stop in _pressed(page, end - expected):
            if stop is None:
                return [*problems, f"Tab ends after {expected} of {count} stops"]
            problems += [f"{stop['name']} {wrong}" for wrong in stop["wrong"]]
            if expected == 0 and not scrollers and not stop["skip"]:
                problems.append(f"the first stop is {stop['name']}, not the link to the content")
            if stop["scrolls"] and scrollers < count:
                scrollers += 1
                continue
            if stop["at"] != expected:
                return [*problems, f"Tab leads to stop {stop['at'] + 1}, {stop['name']}, where {expected + 1} is due"]
            expected += 1
    return problems + (_left(page) if end == count else [])


def _pressed(page: Page, times: int) -> list[dict[str, Any] | None]:
    """Press Tab some times; return where each led."""
    for _ in range(times):
        page.keyboard.press("Tab")
    return page.evaluate(STOOD)


def _left(page: Page) -> list[str]:
    """Return whether the page holds the reader after its last stop."""
    (stop,) = _pressed(page, 1)
    return [] if stop is None or stop["at"] == 0 else [f"after the last stop Tab leads to {stop['name']}"]
