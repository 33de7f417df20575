"""A web page in pieces, without comments, scripts, declarations and pictures written out in letters; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.intake.limits import PIECE

# What begins something long that is no text, and what ends it. Those that never end would hold up the parser.
NO_TEXT = re.compile(r"<!--|<(?:script|style)\b|<[!?]|data:[\w/+.-]+;base64,", re.IGNORECASE)
ENDS = {"<!--": re.compile("-->"), "<script": re.compile("</script[^>]*>", re.IGNORECASE)} | {
    "<style": re.compile("</style[^>]*>", re.IGNORECASE),
    "<!": re.compile(">"),
    "<?": re.compile(">"),
}
PICTURE_END = re.compile(r"[^\w+/=%\s-]")


def pieces(text: str) -> Iterator[str]:
    """Yield a page piece by piece, without what is no text."""
    at = 0
    while match := NO_TEXT.search(text, at):
        yield from cut(text, at, match.start())
        end = ENDS.get(match[0].lower(), PICTURE_END).search(text, match.end())
        if end is None:
            return
        at = end.start() if match[0].lower().startswith("data:") else end.end()
    yield from cut(text, at, len(text))


def cut(text: str, start: int, end: int) -> Iterator[str]:
    yield from (text[at : min(at + PIECE, end)] for at in range(start, end, PIECE))
