"""Which documents paragraphs cite: those recorded as cited there, and those that their text or notes name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from django.db.models import F, IntegerField, Q, QuerySet, TextField, Value

from documents.models import Document, Footnote, Paragraph, ParagraphText, Reference
from documents.symbols import canonical, even, find, has_wording

WORD = re.compile(r"[^\W\d_]+")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


class Index:
    """Documents by what texts call them: their symbols, and wordings that are none."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents: dict[int, Document] = {}
        self.symbols: dict[str, Document] = {}
        self.wordings: list[tuple[str, Document]] = []
        for one in documents:
            self.documents[one.pk] = one
            if one.symbol:
                self.symbols[canonical(one.symbol)] = one
            for name in one.names:
                self._add(name, one)

    def _add(self, name: str, document: Document) -> None:
        numbered = find(name)
        self.symbols |= {found.symbol: document for found in numbered}
        if not numbered:
            self.wordings.append((even(name), document))

    def named_in(self, text: str) -> set[Document]:
        """Return the documents that a text names."""
        named = {self.symbols[found.symbol] for found in find(text) if found.symbol in self.symbols}
        evened = even(text)
        return named | {document for wording, document in self.wordings if has_wording(evened, wording)}

    def clue(self) -> Q:
        """Return a condition that every text meets which names one of these documents, and few others do."""
        numbers = [re.findall(r"\d+", symbol) for symbol in self.symbols]
        clue = Q(pk__in=[])
        for own in chain(numbers, ([one.translate(ARABIC) for one in row] for row in numbers)):
            clue |= Q(*(Q(text__contains=number) for number in own))
        for wording, _document in self.wordings:
            longest = max(WORD.findall(wording), key=len, default=wording)
            clue |= Q(text__icontains=longest[1:])  # SQLite knows small and capital letters of English alone
        return clue


def held_texts(paragraphs: QuerySet[Paragraph]) -> tuple[QuerySet[ParagraphText], QuerySet[Footnote]]:
    """Return the texts of paragraphs that are in force, in every language, and the notes to these."""
    texts = ParagraphText.objects.filter(paragraph__in=paragraphs, current=True)
    notes = Footnote.objects.filter(
        paragraph__in=paragraphs, rendition__texts__paragraph=F("paragraph"), rendition__texts__current=True
    )
    return texts, notes.order_by()


def cited_at(paragraphs: QuerySet[Paragraph]) -> Iterator[tuple[int, Document]]:
    """Yield the published documents that each of these paragraphs cites, in the order of their short names.

    Neither a paragraph's own document is among them nor the one that it is an excerpt of.
    """
    index = Index(Document.objects.published().only("symbol", "names", "short_name", "key"))
    found: dict[int, set[Document]] = defaultdict(set)
    for at, own, excerpt_of, recorded, text in _rows(paragraphs):
        # one published since the index was read is not in it
        named = index.named_in(text) if text else {index.documents.get(recorded)}
        found[at] |= {one for one in named if one and one.pk not in (own, excerpt_of)}
    for at, documents in found.items():
        for one in sorted(documents, key=lambda one: one.short_name):
            yield at, one


def _rows(paragraphs: QuerySet[Paragraph]) -> QuerySet:
    """Return paragraph, its document, the excerpted one, and the document recorded or else a text, in one query."""
    place = ("{}", "{}__document", "{}__section__excerpt_of")
    here = [name.format("paragraph") for name in place]
    recorded = Document.objects.published().filter(cited__paragraph__in=paragraphs)
    # the recorded ones come first: PostgreSQL takes the types of the columns from them
    rows = recorded.annotate(words=Value("", TextField())).values_list(
        *(name.format("cited__paragraph") for name in place), "pk", "words"
    )
    nothing = Value(None, IntegerField())
    texts, notes = (one.annotate(none=nothing).values_list(*here, "none", "text") for one in held_texts(paragraphs))
    return rows.order_by().union(texts, notes, all=True)


def public_places(document: Document) -> list[Reference]:
    """Return where a document fetched `with_citations` is recorded as cited, in other documents that all may see."""
    return [one for one in document.cited.all() if one.is_public and one.document_id != document.pk]


def with_texts(document: Document, recorded: Iterable[Reference]) -> list[Reference]:
    """Return where a document is cited, newest document first: as recorded, and where texts name it besides."""
    places = list(recorded)
    named = [one for one in _named_in_texts(document) if not any(holds(place, one) for place in places)]
    every = places + [Reference(document=one.document, paragraph=one) for one in named]
    every.sort(key=_standing)
    return sorted(every, key=lambda one: one.document.date if one.document else "", reverse=True)


def _standing(place: Reference) -> tuple[str, int]:
    """Return what orders places so that those of each document stand together, as it has them."""
    return place.document.key if place.document else "", place.paragraph.position if place.paragraph else 0


def holds(place: Reference, paragraph: Paragraph) -> bool:
    """Tell whether a reference points to a paragraph, or to a range that it lies in."""
    first, last = place.paragraph, place.last_paragraph or place.paragraph
    if first is None or last is None or place.document_id != paragraph.document_id:
        return False
    return first.position <= paragraph.position <= last.position


def _named_in_texts(document: Document) -> list[Paragraph]:
    """Return the public paragraphs of other documents whose text or notes name a document."""
    index = Index([document])
    if not index.symbols and not index.wordings:
        return []
    others = Paragraph.objects.of_published().exclude(document=document).exclude(section__excerpt_of=document)
    texts, notes = (one.filter(index.clue()).values_list("paragraph", "text") for one in held_texts(others))
    named = {at for at, text in texts.union(notes, all=True) if index.named_in(text)}
    found = Paragraph.objects.filter(pk__in=named).select_related("document", "section__excerpt_of")
    return list(found) if named else []


def unknown_symbols(document: Document) -> list[str]:
    """Return the symbols that the held text of a document names and that no record bears, in order."""
    known = Index(Document.objects.only("symbol", "names")).symbols
    texts, notes = (
        one.values_list("paragraph__position", "text")
        for one in held_texts(Paragraph.objects.filter(document=document))
    )
    rows = sorted(texts.union(notes))
    return list(dict.fromkeys(one.symbol for _at, text in rows for one in find(text) if one.symbol not in known))
