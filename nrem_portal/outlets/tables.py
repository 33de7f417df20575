"""Lists as tables: rows in chunks, and how these are written as CSV and as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from tempfile import TemporaryFile
from typing import Any, TypeVar
from wsgiref.util import FileWrapper

from django.db.models import prefetch_related_objects
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from documents.cells import Cell, plain
from documents.spreadsheets import as_csv as as_text
from documents.spreadsheets import lines
from nrem_portal.outlets.asked import Asked
from nrem_portal.outlets.columns import TABLES

T = TypeVar("T")
BLOCK = 65_536  # bytes of a workbook sent at once


def rows(asked: Asked, taken: Callable[[Iterable[list[Cell]]], T]) -> Iterator[T]:
    """Yield the rows of a list in its order, many at a time, taken into something in the language of the list."""
    table = TABLES[asked.public.name]
    chunks = table.chunks(asked) if table.chunks else asked.filterset.chunks()
    while True:
        with override(asked.language):  # not held while others are answered in between
            chunk = next(chunks, None)
            if chunk is None:
                return
            prefetch_related_objects(chunk if table.beside else [], *table.beside)
            made = taken(table.rows(chunk, asked))
        yield made


def as_csv(asked: Asked) -> Iterator[str]:
    """Yield a list as CSV, its header first; no cell can be taken for a formula."""
    yield as_text([TABLES[asked.public.name].header])
    yield from rows(asked, lines)


def as_workbook(asked: Asked, about: list[tuple[str, Cell]]) -> Iterable[bytes]:
    """Return a list as a workbook: the list on its first sheet, on the second what is told about it."""
    book = Workbook(write_only=True)
    sheet = new_sheet(book, asked.public.name, asked)
    sheet.freeze_panes = "A2"
    sheet.append(TABLES[asked.public.name].header)
    for chunk in rows(asked, list):
        for row in chunk:
            sheet.append([as_cell(sheet, value) for value in row])
    notes = new_sheet(book, "about", asked)
    for line in about:
        notes.append([as_cell(notes, value) for value in line])
    return saved(book)


def new_sheet(book: Workbook, title: str, asked: Asked) -> Any:
    """Add a sheet, which runs from right to left in Arabic."""
    sheet: Any = book.create_sheet(title)
    sheet.sheet_view.rightToLeft = asked.is_rtl
    return sheet


def as_cell(sheet: Any, value: Cell) -> Any:
    """Return a value as the workbook takes it: text stays text, also where it looks like a formula or an error."""
    value = plain(value)
    if value == "":
        return None
    if not isinstance(value, str) or value[:1] not in {"=", "#"}:
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    return cell


def saved(book: Workbook) -> Iterable[bytes]:
    """Return a workbook in blocks of bytes, on a file that is gone when it is closed."""
    file = TemporaryFile()  # noqa: SIM115 – closed with the answer
    book.save(file)
    file.seek(0)
    return FileWrapper(file, BLOCK)
