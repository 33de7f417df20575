"""Take the pictures of docs/tour.md: the main pages, one in Arabic, one on a phone, one in the dark."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.browser import chromium
from tests.browser.served import ROOT, portal

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SCREENS = ROOT / "docs" / "screens"
PHONE = {"width": 390, "height": 780}
SCALE = 0.6
QUALITIES = (60, 40, 25)  # of a picture, the next one where it weighs too much
LIMIT = 60_000  # bytes


class Shot(NamedTuple):
    """A picture: its name, the page, and the window it is seen in."""

    name: str
    address: str
    window: dict[str, int] = chromium.WIDE
    colours: str = "light"


SHOTS = [
    Shot("home", "/en/"),
    Shot("mechanisms", "/en/mechanisms/"),
    Shot("mechanism", "/en/mechanisms/nigeria-naptip/"),
    Shot("practices", "/en/practices/"),
    Shot("cooperation", "/en/cooperation/"),
    Shot("consultation", "/en/consultations/bangkok-2014/"),
    Shot("recommendations", "/en/recommendations/"),
    Shot("recommendation", "/en/recommendations/bangkok-2014/46-c/"),
    Shot("reading", "/en/documents/A-HRC-29-38-Add.2/"),
    Shot("theme", "/en/themes/regional-cooperation/"),
    Shot("search", "/en/search/?q=prevention"),
    Shot("sources-differ", "/en/about/sources-differ/"),
    Shot("arabic", "/ar/mechanisms/"),
    Shot("phone", "/en/mechanisms/nigeria-naptip/", PHONE),
    Shot("dark", "/en/recommendations/bangkok-2014/46-c/", colours="dark"),
]


def take(browser: Browser, site: str, shot: Shot) -> bytes:
    """Return the picture of one page as it opens."""
    options = chromium.WINDOW | {"viewport": shot.window, "color_scheme": shot.colours}
    with browser.new_context(**options) as context:
        page = context.new_page()
        response = page.goto(site + shot.address)
        if response is None or not response.ok:
            raise SystemExit(f"{shot.address} does not answer; the tour needs another page.")
        clip = {"x": 0, "y": 0, **shot.window, "scale": SCALE}
        session = context.new_cdp_session(page)
        for quality in QUALITIES:
            options = {"format": "webp", "quality": quality, "clip": clip}
            picture = base64.b64decode(session.send("Page.captureScreenshot", options)["data"])
            if len(picture) <= LIMIT:
                break
    return picture


def main(folder: Path = SCREENS) -> None:
    """Take all pictures of a portal made for it."""
    from playwright.sync_api import sync_playwright

    if chromium.missing():
        raise SystemExit(chromium.missing())
    folder.mkdir(parents=True, exist_ok=True)
    with portal() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium.launch(site))
        for shot in SHOTS:
            (folder / f"{shot.name}.webp").write_bytes(take(browser, site, shot))
        browser.close()


if __name__ == "__main__":
    main()
