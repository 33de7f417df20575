"""Debian's Chromium: where it is, how it starts, and what a reader's window is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 800}

# Motion is off, so that a page stands still when it is measured.
WINDOW: dict[str, Any] = {"viewport": WIDE, "reduced_motion": "reduce", "color_scheme": "light"}


def executable() -> str:
    return os.environ.get("CHROMIUM", "/usr/bin/chromium")


def missing() -> str:
    """Return in one sentence that Chromium is not there and what to do, or nothing."""
    advice = "Install it (on Debian: apt install chromium) or name it: CHROMIUM=/path"
    return "" if Path(executable()).is_file() else f"Chromium is not at {executable()}. {advice}"


def launch(site: str) -> dict[str, Any]:
    """Return how Chromium is launched to look at one site: no other host can be found."""
    host = urlsplit(site).hostname
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    alone = f"--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE {host} , EXCLUDE localhost"
    return {"executable_path": executable(), "args": ["--no-sandbox", "--disable-gpu", *quiet, alone]}
