"""Bring the official text of a document into the portal, from a file."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction
from django.utils import timezone

from documents.importing import Outcome, bring_in, new_document, printed
from documents.intake.limits import FILE
from documents.intake.parsed import IntakeError, Parsed
from documents.intake.reader import parse
from documents.models import Document
from documents.models.document import DocumentKind
from documents.shapes import flat
from nrem_portal.locks import one_at_a_time

OF_NEW = ("title", "short_name", "kind", "date")  # what is told of a document that the portal does not know
SHOWN = 8  # labels of a list in one line; all of them with --verbosity 2


class Command(BaseCommand):
    help = "Bring in the official text of a document from a file: text, HTML, Word or PDF with text; readers see it."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--key", required=True, help="name of the document in addresses: A-HRC-29-38-Add.2")
        parser.add_argument("--symbol", default="", help="as printed: A/HRC/29/38/Add.2; leave it out if none is")
        parser.add_argument(
            "--language", default="", choices=dict(settings.ALL_LANGUAGES), help="of the text, if it is known"
        )
        parser.add_argument("--title", help="of a document that the portal does not know")
        parser.add_argument("--short-name", help="beside a paragraph sign; else the symbol")
        parser.add_argument("--kind", choices=DocumentKind.values, help="of a document; else report")
        parser.add_argument("--date", help="2014, 2014-05 or 2014-05-21, as exact as it is known")
        parser.add_argument("--dry-run", action="store_true", help="do all of it, tell, and undo it")

    def handle(self, *args, **options):
        with one_at_a_time("import_document"):
            try:
                self.bring_in(**options)
            except IntakeError as error:
                raise CommandError(f"{error} Nothing was saved.") from error
            except ValidationError as error:
                raise CommandError(f"{'; '.join(flat(error))} Nothing was saved.") from error
            except DatabaseError as error:
                raise CommandError(f"The database failed ({error}). Nothing was saved.") from error

    def bring_in(self, *, file: Path, key: str, symbol: str, language: str, dry_run: bool, **options: Any) -> None:
        data = contents(file)
        known = Document.objects.filter(key=key).first()
        refuse_unfit(known, key, options)
        parsed = parse(data, language=language, symbol=symbol or (known.symbol if known else "") or "")
        copy: dict[str, Any] = {"file_name": file.name, "digest": hashlib.sha256(data).hexdigest(), "symbol": symbol}
        about: dict[str, Any] = {"by": None, "publish": True, "now": timezone.now()}
        told = {"short_name": printed(symbol, parsed)} | {name: options[name] for name in OF_NEW if options[name]}
        with transaction.atomic():
            document = known or new_document(key=key, **told, **about)
            outcome = bring_in(parsed, document=document, **copy, **about)
            transaction.set_rollback(dry_run)
        for line in report(parsed, outcome, in_full=dry_run or options["verbosity"] > 1):
            self.stdout.write(line)
        if dry_run:
            self.stdout.write("This was a dry run: nothing was saved.")


def contents(path: Path) -> bytes:
    """Return what is in a file; raise CommandError where there is none that can be read."""
    if path.exists() and not path.is_file():
        raise CommandError(f"{path} is no file. Nothing was saved.")
    try:
        with path.open("rb") as file:
            return file.read(FILE + 1)  # one byte more is refused as too large, and a hundred times more is not read
    except FileNotFoundError:
        raise CommandError(f"There is no file {path}. Nothing was saved.") from None
    except OSError as error:
        raise CommandError(f"{path} cannot be read ({error.strerror}). Nothing was saved.") from error


def refuse_unfit(known: Document | None, key: str, options: dict[str, Any]) -> None:
    """Raise CommandError where a new document lacks its title, or a known one is told anew."""
    told = [f"--{name.replace('_', '-')}" for name in OF_NEW if options[name]]
    if known and told:
        raise CommandError(f"The portal knows {key} already; leave out {', '.join(told)}. Nothing was saved.")
    if not known and not options["title"]:
        raise CommandError(
            f"The portal knows no document {key}. Give its --title, and where known --symbol, --short-name, --kind "
            "and --date; or correct --key. Nothing was saved."
        )


def report(parsed: Parsed, outcome: Outcome, *, in_full: bool) -> Iterator[str]:
    """Yield what was read and what was done, one thing a line."""
    yield f"{outcome.document}: {outcome.document.get_absolute_url()}"
    yield from what_was_read(parsed, in_full=in_full)
    if outcome.is_unchanged:
        yield "All of it is in the portal already."
        return
    yield f"matched: {len(outcome.matched)} paragraphs"
    yield from listed("added sections", outcome.added_sections, in_full=in_full)
    yield from listed("added", outcome.added, in_full=in_full)
    for language, labels in outcome.absent.items():
        yield from listed(f"not in this copy ({language})", labels, in_full=in_full)
    for change in outcome.changed:
        linked = f"; linked to it: {', '.join(change.linked)}" if change.linked else ""
        yield f"changed: {change.label} ({change.language}){linked}"
        if in_full:
            yield from (f"  before: {change.old}", f"  now: {change.new or 'no text'}")
    yield from listed("not known, excerpts of", outcome.unknown_excerpts, in_full=True)
    if outcome.has_moved:
        yield "All positions were given anew, to make room."


def what_was_read(parsed: Parsed, *, in_full: bool) -> Iterator[str]:
    """Yield what is in the file, what a person must look at, and what was left out."""
    notes = sum(len(one.notes) for one in parsed.paragraphs)
    numbers = Counter(one.language for one in parsed.paragraphs)
    languages = ", ".join(f"{numbers[one]} in {one}" for one in parsed.languages)
    yield f"read: {len(parsed.sections)} sections, {len(parsed.paragraphs)} paragraphs ({languages}), {notes} notes"
    for caution in parsed.cautions:
        yield f"look at: {caution}"
    if parsed.left_out:
        yield f"left out: {len(parsed.left_out)} pieces that are no text of the document"
    if in_full:
        yield from (f"  {piece}" for piece in parsed.left_out)


def listed(what: str, labels: list[str], *, in_full: bool) -> Iterator[str]:
    """Yield a line with the labels of a list, the first ones alone unless all are wanted; none where it is empty."""
    shown = labels if in_full else labels[:SHOWN]
    more = f" and {len(labels) - len(shown)} more" if len(shown) < len(labels) else ""
    if labels:
        yield f"{what}: {len(labels)} ({'; '.join(shown)}{more})"
