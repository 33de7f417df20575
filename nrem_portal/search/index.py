"""Building the index: from published records to rows of terms, one row in each language switched on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation

from documents.normalise import terms
from nrem_portal.search.models import SearchEntry
from nrem_portal.search.sources import SOURCES, Found, Texts

WRITTEN = "en"  # the language that the record is written in


def padded(texts: Iterable[str]) -> str:
    """Return the terms of texts with a space before and after each, so that whole words can be looked up."""
    return f" {' '.join(terms(' '.join(texts)))} "


def every(texts: Texts) -> Iterable[str]:
    """Return a text in all its languages."""
    return texts.values() if isinstance(texts, dict) else [texts]


def in_language(texts: Texts, language: str) -> tuple[str, str]:
    """Return a text in this language, else as it is written, and the language it then is in."""
    if not isinstance(texts, dict):
        return texts, WRITTEN
    return (texts[language], language) if texts.get(language) else (texts.get(WRITTEN, ""), WRITTEN)


def entries(found: Found) -> Iterator[SearchEntry]:
    """Yield the index rows of one thing, alike in their terms; its address goes without the language."""
    words = padded([*every(found.title), *every(found.beside), *every(found.body), found.also])
    for language, _name in settings.LANGUAGES:
        title, title_language = in_language(found.title, language)
        body, body_language = in_language(found.body, language)
        yield SearchEntry(
            kind=found.kind,
            key=found.key,
            language=language,
            title=title,
            title_language=title_language,
            beside=in_language(found.beside, language)[0],
            body=body,
            body_language=body_language,
            terms=words,
            theme=found.theme,
            country=found.country,
            year=found.year,
            address=found.address.removeprefix(f"/{WRITTEN}"),
        )


@transaction.atomic
def reindex() -> int:
    """Build the index anew from one reading of the record; return the number of things that can be found."""
    with translation.override(WRITTEN):
        things = [list(entries(found)) for source in SOURCES for found in source()]
    SearchEntry.objects.all().delete()
    SearchEntry.objects.bulk_create([row for rows in things for row in rows], batch_size=500)
    return len(things)


def is_built() -> bool:
    """Tell whether the index holds rows, in exactly the languages switched on."""
    held = SearchEntry.objects.order_by().values_list("language", flat=True).distinct()
    return set(held) == {code for code, _name in settings.LANGUAGES}


def refresh(sender: Any, records: list[tuple[str, str]], **kwargs: Any) -> None:
    """Bring the index up to date, in the transaction that changed these published records."""
    reindex()
