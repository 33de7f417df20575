"""What stands in the repository: links between its texts lead somewhere, and no file is large."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
LINK = re.compile(r"\]\(([^)\s]+)\)")
LARGEST = 1_000_000  # bytes of a file

pytestmark = pytest.mark.skipif(
    not (ROOT / ".git").exists() or not shutil.which("git"), reason="not a working copy of git"
)


def tracked(*patterns: str) -> list[str]:
    """Return the files that git keeps or would be asked to keep."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [name for name in listed if name and (ROOT / name).is_file()]


def test_links_between_texts_lead_to_files():
    links = [
        (name, link.partition("#")[0])
        for name in tracked("*.md")
        for link in LINK.findall((ROOT / name).read_text("utf-8"))
        if not re.match(r"[a-z]+:|#", link)
    ]
    assert len(links) > 20
    assert [(name, link) for name, link in links if not (ROOT / name).parent.joinpath(link).exists()] == []


def test_no_file_is_large():
    sizes = {name: (ROOT / name).stat().st_size for name in tracked()}
    assert len(sizes) > 200
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}
