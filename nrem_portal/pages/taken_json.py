"""A document and a paragraph as JSON; `docs/data.md` says what each name means."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from documents.models import Document, Footnote, Paragraph, ParagraphText, Section
from documents.plain_text import with_calls, without_markup
from nrem_portal.pages.passages import MarginGroup, margins
from nrem_portal.pages.taken import Taken

LICENCE = {
    "data": "CC-BY-4.0",
    "data_address": "https://creativecommons.org/licenses/by/4.0/",
    "data_holds_for": "Facts as arranged here, summaries, gists and translations, naming the NREM Portal",
    "official_text": "Under the terms of those who issued the document",
}
Json = dict[str, Any]


def as_json(taken: Taken) -> str:
    """Return what is taken along, indented for people."""
    told = of_paragraph(taken, taken.paragraph) if taken.paragraph else of_document(taken)
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def of_document(taken: Taken) -> Json:
    """Return a document with its sections and paragraphs, in their order."""
    document = taken.document
    paragraphs = document.paragraphs.readable()
    found = {
        key: list(rows)
        for key, rows in groupby(paragraphs.with_text().order_by("position"), lambda one: one.section_id)
    }
    margin = margins(paragraphs)
    sections = document.sections.readable().select_related("excerpt_of")
    return {
        **whole(document),
        **frame(taken),
        "sections": [
            of_section(one) | {"paragraphs": [shape(taken, each, margin) for each in found.get(one.pk, [])]}
            for one in sections
        ],
    }


def of_paragraph(taken: Taken, paragraph: Paragraph) -> Json:
    """Return a paragraph, with its document and section in short."""
    margin = margins(Paragraph.objects.filter(pk=paragraph.pk))
    return {
        "document": brief(taken.document),
        "section": of_section(paragraph.section),
        **shape(taken, paragraph, margin),
        **frame(taken),
    }


def frame(taken: Taken) -> Json:
    """Return what is told of all that is taken: how to cite it, where and when it was read, on what terms."""
    return {
        "citation": taken.citation,
        "address": taken.page,
        "permanent_address": taken.permanent,
        "data_version": taken.version.number if taken.version else 0,
        "read": taken.read.isoformat(),
        "licence": LICENCE,
    }


def brief(document: Document) -> Json:
    """Return what a document is cited by."""
    return {
        "key": document.key,
        "symbol": document.symbol,
        "title": document.title,
        "kind": document.kind,
        "date": document.date or None,
    }


def whole(document: Document) -> Json:
    """Return what the record says of a document, without what it holds of its text."""
    return brief(document) | {
        "short_title": document.heading,
        "issuing_body": document.issuing_body,
        "summary": document.summary,
        "languages": document.languages,
        "held": document.held,
        "official_address": document.link or None,
        "symbol_note": document.symbol_note,
        "title_note": document.title_note,
        "date_note": document.date_note,
        "quality_note": document.quality_note,
    }


def of_section(section: Section) -> Json:
    """Return a section without its paragraphs."""
    source = section.excerpt_of
    return {
        "key": section.key,
        "number": section.number,
        "heading": section.heading,
        "level": section.level,
        "excerpt_of": brief(source) if source and source.is_published else None,
    }


def shape(taken: Taken, paragraph: Paragraph, margin: dict[int, list[MarginGroup]]) -> Json:
    """Return a paragraph: its names, its gist, the official text in each language held, and what points to it."""
    key, anchor = taken.document.key, paragraph.anchor
    return {
        "label": paragraph.label,
        "anchor": anchor,
        "permanent_address": taken.address("permanent-paragraph", key, anchor),
        "address": taken.address("paragraph", key, anchor),
        "gist": paragraph.gist or None,
        "texts": {one.language: of_text(one, paragraph.notes_to(one)) for one in in_order(paragraph.texts.all())},
        "links": list(links(taken, margin.get(paragraph.pk, []))),
    }


def in_order(texts: Iterable[ParagraphText]) -> list[ParagraphText]:
    """Return texts in the order of their languages' codes, the same at each reading."""
    return sorted(texts, key=lambda one: one.language)


def of_text(text: ParagraphText, footnotes: list[Footnote]) -> Json:
    """Return an official text with its footnotes; `[4]` in it calls the footnote 4."""
    return {
        "text": with_calls(text.text),
        "is_doubtful": text.is_doubtful,
        "footnotes": [{"number": note.number, "text": with_calls(note.text)} for note in footnotes],
    }


def links(taken: Taken, groups: list[MarginGroup]) -> list[Json]:
    """Return the pages that the margin leads to, under each heading in the order of their addresses."""
    return [
        {
            "kind": without_markup(group.title),
            "title": without_markup(note.title),
            "address": taken.request.build_absolute_uri(note.address),
        }
        for group in groups
        for note in sorted(group.notes, key=lambda note: (note.address, str(note.title)))
    ]
