"""Bringing a file that was read into the database: its document, sections, paragraphs and texts, all or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.admin.models import ADDITION, LogEntry
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from documents.importing.adding import add_new
from documents.importing.force import Wordings, alter, changes, locked, open_up, remember, take_over, wordings
from documents.importing.matching import Match
from documents.importing.outcome import Outcome
from documents.importing.texts import write_texts
from documents.intake.parsed import CautionKind, IntakeError, Parsed
from documents.models import Document, Paragraph, Rendition, Section
from documents.publication import State, uid_of


@transaction.atomic
def bring_in(
    parsed: Parsed,
    *,
    document: Document,
    file_name: str,
    digest: str,
    by: Any,
    publish: bool,
    now: datetime,
    symbol: str = "",
) -> Outcome:
    """Write a file that was read into its document, and return what that did; once written, the same changes nothing.

    What stands keeps its label, gist, place and all that leads to it; it gets official text. With `publish` readers
    see it at once; else `put_in_force` lets them. Raises IntakeError where the file and the document do not agree.
    """
    refuse_unusable(parsed)
    outcome = Outcome(locked(document))
    if not publish:
        parsed, outcome.in_force_already = without_those_in_force(parsed, document, digest)
    if not parsed.paragraphs:
        return outcome
    taken = symbol_to_take(document, symbol, parsed)
    outcome.written = alter(document, {"symbol": taken}) if taken and publish else 0
    before = wordings(document)
    match = write_structure(parsed, outcome, before)
    outcome.renditions = [rendition_of(outcome, one, file_name, digest, by) for one in parsed.languages]
    outcome.written += sum(write_texts(one, match) for one in outcome.renditions)
    if publish:
        outcome.written += sum(take_over(one) for one in outcome.renditions)
        outcome.written += open_up(document, outcome.renditions, now=now)
        outcome.changed = changes(document, before)
        if outcome.written:
            remember(document, outcome.renditions, by=by)
    return outcome


def refuse_unusable(parsed: Parsed) -> None:
    """Raise IntakeError for a file without paragraphs, or in a language that is none of the six."""
    if not parsed.paragraphs:
        raise IntakeError(_("No paragraph was found in the file."))
    unknown = [one for one in parsed.languages if one not in dict(settings.ALL_LANGUAGES)]
    if unknown:
        raise IntakeError(_("“%(code)s” is not the code of one of the six languages.") % {"code": unknown[0]})


def without_those_in_force(parsed: Parsed, document: Document, digest: str) -> tuple[Parsed, list[Rendition]]:
    """Leave out the languages in which readers see this very file: a draft of it must not change what they see."""
    seen = list(document.renditions.filter(digest=digest).in_use())
    languages = {one.language for one in seen}
    sections = [one for one in parsed.sections if one.language not in languages]
    paragraphs = [one for one in parsed.paragraphs if one.language not in languages]
    return (replace(parsed, sections=sections, paragraphs=paragraphs) if seen else parsed), seen


def symbol_to_take(document: Document, symbol: str, parsed: Parsed) -> str:
    """Refuse a symbol that is not the document's; return the one that a document without any is to get, or nothing."""
    given = symbol.strip()
    if not given or given.casefold() == (document.symbol or "").casefold():
        return ""
    if document.symbol:
        raise IntakeError(
            _("The document has the symbol %(symbol)s, not %(given)s.") % {"symbol": document.symbol, "given": given}
        )
    if Document.objects.filter(symbol__iexact=given).exists():
        raise IntakeError(_("Another document has the symbol %(symbol)s.") % {"symbol": given})
    refuse_unfit(given)
    return printed(given, parsed)


def refuse_unfit(symbol: str) -> None:
    """Raise IntakeError for a symbol longer than its field, which not every database refuses."""
    try:
        Document._meta.get_field("symbol").run_validators(symbol)
    except ValidationError as error:
        raise IntakeError("; ".join(error.messages)) from error


def printed(symbol: str, parsed: Parsed) -> str:
    """Return the symbol given if the file prints it, else nothing: a symbol is never guessed."""
    is_missing = any(one.kind == CautionKind.SYMBOL for one in parsed.cautions)
    return "" if is_missing else symbol.strip()


def write_structure(parsed: Parsed, outcome: Outcome, before: Wordings) -> Match:
    """Match sections and paragraphs with those of the document, add what it lacks, and tell."""
    document = outcome.document
    sections = list(document.sections.order_by("position"))
    paragraphs = whole(document, sections)
    match = Match(parsed, document, sections, paragraphs)
    new_sections, new_paragraphs = match.new_sections(), match.new_paragraphs()
    outcome.unknown_excerpts = set_excerpts(match, document)
    outcome.added_sections = [str(one) for one in new_sections]
    outcome.added = [one.label for one in new_paragraphs]
    outcome.matched = list({one.label: None for _read, one in match.paragraphs if one.pk is not None})
    outcome.absent = absent(match, paragraphs, before)
    if new_sections or new_paragraphs:
        outcome.has_moved = add_new(match, document, sections, paragraphs)
    outcome.written += len(new_sections) + len(new_paragraphs)
    return match


def whole(document: Document, sections: list[Section]) -> list[Paragraph]:
    """Return the paragraphs of a document in order, each holding the very section and parent that are at hand."""
    paragraphs = list(document.paragraphs.order_by("position"))
    places = {one.pk: one for one in sections}
    above = {one.pk: one for one in paragraphs}
    for one in paragraphs:
        one.section, one.parent = places[one.section_id], above.get(one.parent_id)  # type: ignore[arg-type]
    return paragraphs


def set_excerpts(match: Match, document: Document) -> list[str]:
    """Say of new sections which document they are taken from; return the symbols that the portal does not know."""
    symbols = {read.excerpt_of for read, _section in match.sections if read.excerpt_of} - {document.symbol}
    known = {one.symbol: one for one in Document.objects.filter(symbol__in=symbols)} if symbols else {}
    for read, section in match.sections:
        if section.pk is None and read.excerpt_of in known:
            section.excerpt_of = known[read.excerpt_of]
    return sorted(symbols - known.keys())


def absent(match: Match, paragraphs: list[Paragraph], before: Wordings) -> dict[str, list[str]]:
    """Return by language the labels that may be read in the document and that this copy lacks."""
    readable = {one.pk for one in paragraphs if one.gist} | {pk for pk, _language in before}
    here = {one.pk for _read, one in match.paragraphs}
    found = {}
    for language in match.languages:
        own = {one.pk for read, one in match.paragraphs if read.language == language}
        is_main = language == match.languages[0]
        expected = readable - here if is_main else {pk for pk, held in before if held == language}
        found[language] = [one.label for one in paragraphs if one.pk in expected - own]
    return {language: labels for language, labels in found.items() if labels}


def rendition_of(outcome: Outcome, language: str, file_name: str, digest: str, by: Any) -> Rendition:
    """Return the copy in one language that this file is, made where it is new."""
    own = {"file_name": file_name[:200], "imported_by": by}
    copies = outcome.document.renditions
    rendition, is_new = copies.get_or_create(language=language, digest=digest, defaults=own)
    outcome.written += is_new
    return rendition


def new_document(
    *,
    key: str,
    title: str,
    symbol: str = "",
    short_name: str = "",
    kind: str = "report",
    date: str = "",
    languages: Iterable[str] = (),
    by: Any,
    now: datetime,
    publish: bool,
) -> Document:
    """Make a document that the portal does not know; a draft unless `publish`. Raises ValidationError."""
    document = Document(
        uid=uid_of("document", key),
        key=key,
        title=title,
        symbol=symbol or None,
        short_name=short_name or symbol or key[:60],
        kind=kind,
        date=date,
        languages=list(languages),
        state=State.PUBLISHED if publish else State.DRAFT,
        published_at=now if publish else None,
    )
    document.full_clean()
    document.save()
    if by is not None:
        LogEntry.objects.log_actions(by.pk, [document], ADDITION, change_message=[{"added": {}}])
    return document
