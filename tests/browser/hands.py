"""Someone at the keyboard, on pages without scripts: they press Tab until a thing is in focus, and type."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

STOPS = 400  # of Tab, after which a thing counts as out of reach

# How many stops a thing lies ahead of what is in focus, or behind it; nothing where it is in focus.
# It is a guess, by which fewer questions are asked between two presses: where Tab leads is the browser's to say.
AHEAD = """e => {
  if (e === document.activeElement) return null;
  const kinds = 'a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex]';
  const stops = [...document.querySelectorAll(kinds)].filter(one => one.tabIndex >= 0 && !one.disabled
    && (one === e || one.matches('.skip') || one.checkVisibility({visibilityProperty: true})));
  const at = stops.indexOf(document.activeElement);
  return at < 0 ? 1 : stops.indexOf(e) - at || 1;
}"""


class Hands:
    """Hands use the keyboard alone."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, thing: Locator) -> None:
        """Press Tab, or Shift and Tab, until a thing is in focus."""
        pressed = 0
        while (ahead := thing.evaluate(AHEAD)) is not None:
            pressed += abs(ahead)
            assert pressed <= STOPS, f"the keyboard does not reach {thing}"
            for _stop in range(abs(ahead)):
                self.page.keyboard.press("Tab" if ahead > 0 else "Shift+Tab")

    def follow(self, name: str) -> None:
        """Follow a link."""
        self._enter(self.page.get_by_role("link", name=name, exact=True).first)

    def press(self, name: str, *, within: str = "main") -> None:
        """Press a button."""
        self._enter(self.page.locator(within).get_by_role("button", name=name, exact=True).last)

    def _enter(self, thing: Locator) -> None:
        self.to(thing)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, field: str, text: str) -> None:
        """Write into the field of a name, in place of what it says."""
        self._type(self.page.locator(f"main [name='{field}']"), text)

    def answer(self, label: str, text: str) -> None:
        """Write into the field of a label, in place of what it says."""
        self._type(self.page.locator("main").get_by_label(label, exact=True), text)

    def tick(self, label: str) -> None:
        """Tick a box."""
        self.to(self.page.locator("main").get_by_label(label, exact=True))
        self.page.keyboard.press("Space")

    def _type(self, thing: Locator, text: str) -> None:
        self.to(thing)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def choose(self, field: str, label: str) -> None:
        """Choose an option by its label, letter by letter."""
        thing = self.page.locator(f"main select[name='{field}']")
        self.to(thing)
        self.page.keyboard.type(label)
        chosen = thing.evaluate("e => e.selectedOptions[0].label")
        assert chosen == label, f"{chosen} is chosen in {field}, not {label}"
