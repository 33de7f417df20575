"""Tables as CSV that a spreadsheet opens as it is meant: in every script, and without running anything."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import TypeVar

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from documents.cells import Cell, harmless
from documents.publication import newest_version

Answer = TypeVar("Answer", bound=HttpResponseBase)
CSV = "text/csv; charset=utf-8"
BYTE_ORDER_MARK = "\ufeff"  # without it spreadsheets take Arabic for something else


class Written(dict[Cell, str]):
    """Cells as they stand in a line of CSV, each put together once, since most of a table's recur."""

    def __missing__(self, cell: Cell) -> str:
        made = self[cell] = quoted(harmless(cell))
        return made


def quoted(text: str) -> str:
    """Return a text as CSV (RFC 4180) has it, in quotation marks where it must be."""
    if '"' in text:
        return '"' + text.replace('"', '""') + '"'
    return f'"{text}"' if "," in text or "\n" in text or "\r" in text else text


def lines(rows: Iterable[Iterable[Cell]]) -> str:
    """Return rows as lines of CSV; no cell can be taken for a formula."""
    written = Written()
    cells = ([written[cell] if type(cell) is not bool else harmless(cell) for cell in row] for row in rows)  # True is 1
    return "".join([",".join(row) + "\r\n" for row in cells])


def as_csv(rows: Iterable[Iterable[Cell]]) -> str:
    """Return a table, its head first, as the text of a CSV file."""
    return BYTE_ORDER_MARK + lines(rows)


def csv_file(name: str, rows: Iterable[Iterable[Cell]]) -> HttpResponse:
    """Answer with a table as a file whose name tells what it holds, of which data version and day."""
    return _named(HttpResponse(as_csv(rows), content_type=CSV), name)


def streamed_csv_file(name: str, chunks: Iterable[Iterable[Iterable[Cell]]]) -> StreamingHttpResponse:
    """Answer with a table of any length, many rows at a time, as such a file."""
    texts = chain([BYTE_ORDER_MARK], map(lines, chunks))
    return _named(StreamingHttpResponse(texts, content_type=CSV), name)


def _named(response: Answer, name: str) -> Answer:
    version = newest_version()
    dated = f"{name}-version-{version.number if version else 0}-{timezone.localdate()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{dated}"'
    # Any site may read it, as any person may; search engines are to find the page instead.
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
