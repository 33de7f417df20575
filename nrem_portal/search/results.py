"""What a query finds: of each kind the best first, and each as a result with the words asked for marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from documents.models import Paragraph, SearchEntry, SearchText
from documents.models.search import first_id
from documents.search.cited import label_words
from documents.search.engine import best_entries, by_kind, entry_ids
from documents.search.marking import answers, marked, snippet
from documents.search.reading import Query
from documents.search.tree import Leaf, holds
from nrem_portal.search.sources import KINDS

WRITTEN = "en"


class Hit(NamedTuple):
    """One result: the entry, its texts with the words asked for marked, and where these stand."""

    entry: SearchEntry
    title: SafeString
    beside: SafeString
    snippet: SafeString
    under: list[SafeString]
    in_title: bool
    in_text: bool

    @property
    def address(self) -> str:
        """The address of the thing in the reader's language."""
        return f"/{get_language()}{self.entry.address}"


def ranked(query: Query) -> dict[str, list[int]]:
    """Return the ids of the entries found, by kind, the best first; none for no words.

    Where the query is the label of a paragraph, paragraphs that bear it come before all others.
    """
    found = best_entries(query, by_kind(entry_ids(query), KINDS))
    label = label_words(query.text)
    if not label or not found["paragraph"]:
        return found
    bearing = Paragraph.objects.filter(anchor="-".join(label)).values_list("pk", flat=True)
    first = {first_id("paragraph") + pk for pk in bearing}
    found["paragraph"].sort(key=lambda pk: pk not in first)
    return {"paragraph": found.pop("paragraph")} | found


def hits_of(ids: Iterable[int], query: Query) -> dict[int, Hit]:
    """Return entries, by id, as results of this query."""
    entries = SearchEntry.objects.prefetch_related("texts").in_bulk(list(ids))
    return {pk: hit_of(entry, query.words) for pk, entry in entries.items()}


def hit_of(entry: SearchEntry, asked: Sequence[Leaf]) -> Hit:
    """Return an entry as a result of a query for these words."""
    texts = in_order(entry.texts.all())
    title, _tags, text = ([holds(part, leaf) for leaf in asked] for part in entry.terms.parts())
    body, language = body_of(texts, asked)
    return Hit(
        entry,
        shown(texts, "title", asked),
        shown(texts, "beside", asked),
        in_language(marked(snippet(body, asked), asked), language),
        tags_of(texts, asked),
        any(title),
        any(text),
    )


def in_order(texts: Iterable[SearchText]) -> list[SearchText]:
    """Return texts with the reader's language first and English second."""
    first = {get_language(): 0, WRITTEN: 1}
    return sorted(texts, key=lambda text: (first.get(text.language, 2), text.language))


def shown(texts: list[SearchText], name: str, asked: Sequence[Leaf]) -> SafeString:
    """Return one field in the first language that has it, marked."""
    found = next(((getattr(text, name), text.language) for text in texts if getattr(text, name)), ("", WRITTEN))
    return in_language(marked(found[0], asked), found[1])


def body_of(texts: list[SearchText], asked: Sequence[Leaf]) -> tuple[str, str]:
    """Return the text of a thing in the first language in which it answers, else in the first, and the language."""
    bodies = [(text.body, text.language) for text in texts if text.body]
    return next((one for one in bodies if answers(one[0], asked)), bodies[0] if bodies else ("", WRITTEN))


def tags_of(texts: list[SearchText], asked: Sequence[Leaf]) -> list[SafeString]:
    """Return what a thing is filed under that answers, in the first language in which anything does."""
    for text in texts:
        found = [tag for tag in text.tags.split("\n") if tag and answers(tag, asked)]
        if found:
            return [in_language(marked(tag, asked), text.language) for tag in found]
    return []


def in_language(text: SafeString, language: str) -> SafeString:
    """Return a text marked with its language where that is not the reader's."""
    return text if not text or language == get_language() else format_html('<bdi lang="{}">{}</bdi>', language, text)
