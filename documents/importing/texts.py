"""What a copy prints, written to the paragraphs and sections of its document: texts, headings and notes.

All are written out of force. Written again, only what differs is touched, and what the copy no longer has goes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from documents.importing.matching import Match
from documents.intake.parsed import IntakeError, ReadParagraph
from documents.models import Footnote, Paragraph, ParagraphText, Rendition, SectionText
from documents.shapes import flat
from documents.uses import users_of_each


def write_texts(rendition: Rendition, match: Match) -> int:
    """Write what the file has in the language of a rendition; return how many rows were made, altered or removed."""
    read = [(one, paragraph) for one, paragraph in match.paragraphs if one.language == rendition.language]
    texts = {paragraph.pk: text_of(one, paragraph, rendition) for one, paragraph in read if one.text.strip()}
    headings = {
        section.pk: SectionText(section=section, heading=one.heading, **of_copy(rendition), current=False)
        for one, section in match.sections
        if one.heading and match.language_of(one) == rendition.language
    }
    standing = {one.paragraph_id: one for one in rendition.texts.all()}
    number = settle(standing, texts, ["text", "is_doubtful"])
    number += settle({one.section_id: one for one in rendition.headings.all()}, headings, ["heading"])
    number += write_notes(rendition, read)
    drop_empty(standing.keys() - texts.keys())
    return number


def of_copy(rendition: Rendition) -> dict[str, Any]:
    return {"rendition": rendition, "language": rendition.language}


def text_of(read: ReadParagraph, paragraph: Paragraph, rendition: Rendition) -> ParagraphText:
    own = of_copy(rendition)
    return ParagraphText(paragraph=paragraph, text=read.text, is_doubtful=read.is_doubtful, current=False, **own)


def settle(standing: dict[int, Any], wanted: dict[int, Any], fields: list[str]) -> int:
    """Make, alter and remove rows until those of a copy are as wanted; return how many that took."""
    new = [row for key, row in wanted.items() if key not in standing]
    gone = [row for key, row in standing.items() if key not in wanted]
    altered = [row for key, row in standing.items() if key in wanted and adopt(row, wanted[key], fields)]
    for row in [*new, *altered]:
        check(row)
    if altered:
        type(altered[0])._default_manager.bulk_update(altered, fields)
    if gone:
        type(gone[0])._default_manager.filter(pk__in=[row.pk for row in gone]).delete()
    if new:
        type(new[0])._default_manager.bulk_create(new)
    return len(new) + len(altered) + len(gone)


def adopt(row: Any, other: Any, fields: list[str]) -> bool:
    """Take over fields of another row; return whether any was different."""
    different = [name for name in fields if getattr(row, name) != getattr(other, name)]
    for name in different:
        setattr(row, name, getattr(other, name))
    return bool(different)


def write_notes(rendition: Rendition, read: Iterable[tuple[ReadParagraph, Paragraph]]) -> int:
    """Write the notes of a copy anew where they differ, since they stand in the order in which they were made."""
    wanted = [(paragraph.pk, number, text) for one, paragraph in read for number, text in notes_of(one).items()]
    standing = list(rendition.footnotes.order_by("pk").values_list("paragraph", "number", "text"))
    if standing == wanted:
        return 0
    rendition.footnotes.all().delete()
    notes = [Footnote(paragraph_id=pk, number=number, text=text, **of_copy(rendition)) for pk, number, text in wanted]
    for note in notes:
        check(note)
    Footnote.objects.bulk_create(notes)
    return max(len(standing), len(wanted))


def notes_of(read: ReadParagraph) -> dict[str, str]:
    """Return the notes of a paragraph by number; two under one number, such as asterisks, become one."""
    notes: dict[str, str] = {}
    for note in read.notes:
        notes[note.number] = f"{notes[note.number]}\n{note.text}" if note.number in notes else note.text
    return notes


def drop_empty(lost: Iterable[int]) -> None:
    """Remove paragraphs that were made for this copy, and of which it no longer has a text: nothing leads there."""
    empty = Paragraph.objects.filter(pk__in=list(lost), gist="", texts=None, footnotes=None, children=None)
    users = users_of_each(Paragraph, empty.values_list("pk", flat=True))
    Paragraph.objects.filter(pk__in=[pk for pk, own in users.items() if not own]).delete()


def check(instance: models.Model) -> None:
    """Raise IntakeError where a value does not fit its field, which not every database refuses."""
    links = [field.name for field in instance._meta.concrete_fields if field.is_relation]
    try:
        instance.clean_fields(exclude=links)
    except ValidationError as error:
        raise IntakeError("; ".join(flat(error))) from error
