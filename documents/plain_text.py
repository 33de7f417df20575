"""Texts as plain text has them: calls of notes as `[4]`, no markup."""

from __future__ import annotations

from html import unescape

from django.utils.html import strip_tags
from django.utils.safestring import SafeData

from documents.intake.blocks import MARK


def with_calls(text: str) -> str:
    """Show where notes are called as their numbers in brackets: `the Protocol[4]`."""
    return MARK.sub(r"[\1]", text)


def without_markup(text: object) -> str:
    """Return in one line what was written for a page; what is not marked as safe for one has no markup to lose."""
    plain = unescape(strip_tags(str(text))) if isinstance(text, SafeData) else str(text)
    return " ".join(plain.split())
