"""Building the index: from published records to entries, and their texts in each language.

A change of some records makes their entries anew, and those of what shows them; any other change makes all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from itertools import chain, islice
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import translation

from documents.models import Paragraph, SearchEntry, SearchText
from documents.models.search import first_id
from documents.publication import Term
from documents.search.engine import engine
from documents.search.normalising import Normalised, Thing, another_core, in_order
from nrem_portal.search.dependants import changed, shown_in
from nrem_portal.search.found import ALL, Found, Texts, spoken
from nrem_portal.search.sources import KINDS, SOURCES

WRITTEN = "en"  # the language that the record is written in
BATCH = 1000  # entries written at a time
MANY = 5_000  # paragraphs for which another process is worth starting
ENTRY = ["id", "kind", "key", "theme", "country", "year", "address", "words", "stems"]
TEXT = ["entry_id", "language", "title", "beside", "body", "tags"]
Row = tuple[Any, ...]


def every(texts: Texts) -> Iterable[str]:
    """Return a text in all its languages."""
    return texts.values() if isinstance(texts, dict) else [texts]


def in_language(texts: Texts, language: str) -> str:
    """Return a text in this language; nothing where it has none."""
    if isinstance(texts, dict):
        return texts.get(language, "")
    return texts if language == WRITTEN else ""


def thing_of(found: Found, kind: Texts) -> Thing:
    """Return the texts of a thing that are searched: of its title and what tells it apart, of its tags, of its text."""
    return (
        [*every(found.title), *every(found.beside), *found.names],
        list(chain.from_iterable(every(tag) for tag in [*found.tags, kind])),
        [*every(found.body), found.also],
    )


def entry_of(found: Found, terms: Normalised) -> Row:
    """Return the index row of a thing, in the order of ENTRY; its address goes without the language."""
    pk, address = id_of(found), found.address.removeprefix(f"/{WRITTEN}")
    return pk, found.kind, found.key, found.theme, found.country, found.year, address, *terms


def texts_of(found: Found, kind: Texts) -> Iterator[Row]:
    """Yield what a thing shows, in the order of TEXT: in each language switched on, and in those of its text."""
    shown = [code for code, _name in settings.LANGUAGES]
    for language in dict.fromkeys([*shown, *(found.body if isinstance(found.body, dict) else [])]):
        texts = [in_language(text, language) for text in (found.title, found.beside, found.body)]
        tags = [in_language(tag, language) for tag in [*found.tags, kind]] if language in shown else []
        yield id_of(found), language, *texts, "\n".join(dict.fromkeys(filter(None, tags)))


def id_of(found: Found) -> int:
    """Return the id of the entry of a thing."""
    return first_id(found.kind) + found.record


def write(things: Iterable[Found], pool: Executor | None = None) -> Iterator[list[int]]:
    """Write entries, some at a time; yield the ids written."""
    index, kinds = engine(), {name: spoken(label) for name, label in KINDS.items()}
    for batch, terms in in_order(in_batches(things, kinds), pool):
        index.insert(SearchEntry, ENTRY, list(map(entry_of, batch, terms)))
        index.insert(SearchText, TEXT, [text for found in batch for text in texts_of(found, kinds[found.kind])])
        yield [id_of(found) for found in batch]


def in_batches(things: Iterable[Found], kinds: Mapping[str, Texts]) -> Iterator[tuple[list[Found], list[Thing]]]:
    """Yield things some at a time, with the texts that they are searched by."""
    stream = iter(things)
    while batch := list(islice(stream, BATCH)):
        yield batch, [thing_of(found, kinds[found.kind]) for found in batch]


@transaction.atomic
def reindex() -> int:
    """Build the index anew from one reading of the record; return the number of things that can be found."""
    index = engine()
    index.prepare()
    for model in (SearchText, SearchEntry):
        index.run(f"DELETE FROM {model._meta.db_table}")  # noqa: S608
    with translation.override(WRITTEN), another_core(Paragraph.objects.count() > MANY) as pool:
        number = sum(map(len, write((found for source in SOURCES.values() for found in source(ALL)), pool)))
    index.make()
    return number


@transaction.atomic
def update(records: dict[str, set[int]]) -> None:
    """Make the entries of these records of each kind anew; what is no longer published has none."""
    index = engine()
    with translation.override(WRITTEN):
        for kind, keys in records.items():
            old = [first_id(kind) + key for key in sorted(keys)]
            index.forget(old)
            SearchText.objects.filter(entry__in=old)._raw_delete(SearchText.objects.db)
            SearchEntry.objects.filter(pk__in=old)._raw_delete(SearchEntry.objects.db)
            index.learn(list(chain.from_iterable(write(SOURCES[kind](Q(pk__in=keys))))))


def is_built() -> bool:
    """Tell whether the index is made, and holds every language switched on."""
    held = SearchText.objects.order_by().values_list("language", flat=True).distinct()
    return engine().is_made() and set(held) >= {code for code, _name in settings.LANGUAGES}


def refresh(sender: Any, records: list[tuple[str, str]], term: Term | None = None, **kwargs: Any) -> None:
    """Bring the index up to date, in the transaction that changed these published records, or this vocabulary."""
    entries = shown_in(*term) if term else changed(records)
    if entries is None or not engine().is_made():
        reindex()
    else:
        update(entries)
