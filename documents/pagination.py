"""Long documents are read section by section: which section stands on which page."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from documents.models import Document, Paragraph, Section

LONG = 60  # paragraphs, parts of paragraphs not counted; more do not stand on one page


@transaction.atomic
def paginate(documents: Iterable[Document]) -> None:
    """Note at each section of these documents the page it stands on. Call it when their paragraphs have changed."""
    for document in documents:
        changed = []
        for section, page in zip(document.sections.all(), pages(document), strict=True):
            if section.page != page:
                section.page = page
                changed.append(section)
        Section.objects.bulk_update(changed, ["page"])


def pages(document: Document) -> list[str]:
    """Return the page of each section of a document: nothing for its first, else the key of a top-level section.

    What stands before the first top-level section with text, such as a cover, stands with it.
    """
    held = Paragraph.objects.readable().filter(document=document).whole()
    filled = set(held.values_list("section", flat=True)) if held.count() > LONG else set()
    sections = list(document.sections.all())
    found: list[str] = []
    top, is_begun = "", False
    for section in sections:
        if section.level == 1 and is_begun:
            top = section.key
        is_begun = is_begun or (section.pk in filled and not section.is_cover)
        found.append(top)
    with_text = {page for section, page in zip(sections, found, strict=True) if section.pk in filled}
    return [page if page in with_text else "" for page in found]
