"""A document and a paragraph as plain text: the citation first, then what is held, a blank line between."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from documents.models import Document, Paragraph
from documents.plain_text import with_calls, without_markup
from documents.templatetags.nrem import in_words
from nrem_portal.pages.passages import ShownSection, parts, passage
from nrem_portal.pages.taken import Taken, gist_mark


def as_text(taken: Taken) -> str:
    """Return what is taken along in the reader's language, lines not wrapped."""
    body = of_paragraph(taken.paragraph) if taken.paragraph else of_document(taken.document)
    return "\n\n".join([taken.citation, *body, *terms()]) + "\n"


def of_document(document: Document) -> Iterator[str]:
    """Yield what is held of a document: title, section after section; its summary where nothing is."""
    yield document.title
    paragraphs = document.paragraphs.readable().with_text().order_by("position")
    language = get_language() or "en"
    passages = (passage(one, "", [], language) for one in paragraphs)
    for part in parts(list(document.sections.with_headings()), passages, language, lambda section: ""):
        yield from of_section(part)
    if not document.held:
        yield _("This document is known from others that cite it; it is not in the portal.")
        if document.summary:
            yield f"[{_('summary by the NREM Portal')}] {document.summary}"


def of_section(part: ShownSection) -> Iterator[str]:
    """Yield the heading of a section and its paragraphs."""
    if part.title:
        yield f"{'#' * part.section.level} {part.title}"
    for one in part.passages:
        yield from of_paragraph(one.paragraph)


def of_paragraph(paragraph: Paragraph) -> Iterator[str]:
    """Yield a paragraph under its label: official text and footnotes, or the gist, which is marked as ours."""
    shown = passage(paragraph, "", [], get_language() or "en")
    label = without_markup(in_words(paragraph.label))
    if shown.text:
        yield f"{label}  {with_calls(shown.text.text)}"
    for printed in shown.footnotes:
        yield f"[{printed.note.number}] {with_calls(printed.note.text)}"
    if shown.gist:
        yield f"{label}  {gist_mark()} {shown.gist}"


def terms() -> list[str]:
    """Return on what terms the text may be used."""
    return [
        "* * *",
        _(
            "Official text: documents of the United Nations and of others remain under the terms of those "
            "who issued them."
        ),
        _(
            "Data: facts as arranged here, summaries, gists and translations of the portal may be shared and adapted "
            "under Creative Commons Attribution 4.0 International (CC BY 4.0), naming the NREM Portal."
        ),
    ]
