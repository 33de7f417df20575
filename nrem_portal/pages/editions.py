"""The languages in which the official text of a document is held, and the one in which a page shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from documents.models import Paragraph


class Choice(NamedTuple):
    """A language that official text is held in: its own name, this page with that text, how many paragraphs have it."""

    code: str
    name: str
    address: str
    current: bool
    number: int


class Edition(NamedTuple):
    """How a page shows official text: in `language` where it is held in it; `query` keeps a choice on other pages.

    `is_choice` tells whether any paragraph is held in several languages, so that choosing changes something.
    """

    language: str
    query: str
    choices: list[Choice]
    is_choice: bool
    canonical: str


def edition(request: HttpRequest, paragraphs: Iterable[Paragraph]) -> Edition:
    """Return the text that the reader has chosen by `?text=ar`, else that of the page's language.

    A language that no text is held in is no choice.
    """
    held = [{text.language for text in one.texts.all()} for one in paragraphs]
    codes = Counter(code for languages in held for code in languages)
    names = {code: name for code, name in settings.ALL_LANGUAGES if code in codes}
    reader, asked = get_language() or "en", request.GET.get("text", "")
    usual = next((code for code in (reader, "en", *names) if code in names), reader)
    chosen = asked if asked in names and asked != usual else ""
    choices = [
        Choice(
            code,
            name,
            request.path if code == usual else f"{request.path}?text={code}",
            current=code == (chosen or usual),
            number=codes[code],
        )
        for code, name in names.items()
    ]
    return Edition(
        language=chosen or reader,
        query=f"?text={chosen}" if chosen else "",
        choices=choices,
        is_choice=any(len(languages) > 1 for languages in held),
        canonical=request.path if "text" in request.GET else "",
    )
