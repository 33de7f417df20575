"""Someone at the keyboard, on pages without scripts: they press Tab until a thing is in focus, and type."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

STOPS = 400  # of Tab, after which a thing counts as out of reach
IN_FOCUS = "e => e === e.ownerDocument.activeElement"


class Hands:
    """Hands use the keyboard alone."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, thing: Locator) -> None:
        """Press Tab until a thing is in focus."""
        for _stop in range(STOPS):
            if thing.evaluate(IN_FOCUS):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {thing}")

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
        self.to(self.page.locator(f"main [name='{field}']"))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def choose(self, field: str, label: str) -> None:
        """Choose an option by its label, letter by letter."""
        thing = self.page.locator(f"main select[name='{field}']")
        self.to(thing)
        self.page.keyboard.type(label)
        chosen = thing.evaluate("e => e.selectedOptions[0].label")
        assert chosen == label, f"{chosen} is chosen in {field}, not {label}"
