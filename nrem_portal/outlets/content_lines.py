"""Content lines, of which address cards and calendars are made: escaped, and folded at 75 octets (RFC 5545, 6350)."""

from __future__ import annotations

import re
from collections.abc import Iterable

WIDTH = 75  # octets of a line, at the most
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def escaped(text: str) -> str:
    """Return a text as the value of a line: line breaks and the signs that part values are escaped."""
    kept = CONTROL.sub("", text.replace("\\", "\\\\").replace("\r\n", "\n"))
    return kept.replace(";", r"\;").replace(",", r"\,").replace("\n", r"\n")


def content(lines: Iterable[tuple[str, str]]) -> str:
    """Return lines of names and values that are escaped already, folded; those without value are left out."""
    return "".join(f"{folded(f'{name}:{value}')}\r\n" for name, value in lines if value)


def folded(line: str) -> str:
    """Return a line in parts of at most 75 octets, no character cut; each part but the first begins with a space."""
    parts, room = [""], WIDTH
    for char in line:
        size = len(char.encode())
        if size > room:
            parts.append("")
            room = WIDTH - 1
        parts[-1] += char
        room -= size
    return "\r\n ".join(parts)
