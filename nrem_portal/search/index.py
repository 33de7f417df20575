"""Building the index: from published records to rows of terms."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import translation

from documents.normalise import terms
from nrem_portal.search.models import SearchEntry
from nrem_portal.search.sources import SOURCES, Found

LANGUAGE = "en"  # the language that the record is written in


def padded(text: str) -> str:
    """Return the terms of a text with a space before and after each, so that whole words can be looked up."""
    return f" {' '.join(terms(text))} "


def entry(found: Found) -> SearchEntry:
    """Return the index row of one thing; its address goes without the language."""
    return SearchEntry(
        kind=found.kind,
        key=found.key,
        language=LANGUAGE,
        title=found.title,
        body=found.body,
        terms=padded(f"{found.title} {found.body} {found.also}"),
        theme=found.theme,
        country=found.country,
        year=found.year,
        address=found.address.removeprefix(f"/{LANGUAGE}"),
    )


@transaction.atomic
def reindex() -> int:
    """Build the index anew; return the number of its rows."""
    with translation.override(LANGUAGE):
        rows = [entry(found) for source in SOURCES for found in source()]
    SearchEntry.objects.all().delete()
    return len(SearchEntry.objects.bulk_create(rows, batch_size=500))


def refresh(sender: Any, records: list[tuple[str, str]], **kwargs: Any) -> None:
    """Bring the index up to date, in the transaction that changed these published records."""
    reindex()
