"""A Word file as the package of parts that it is: what else a zip archive may be, and how much of it is read; pure."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from documents.intake.limits import MEMBERS, PACKED_SMALL, PACKED_TIMES, PIECE, UNPACKED, Watch
from documents.intake.parsed import IntakeError
from documents.intake.word_markup import Element, broken, parse

ROOT = "_rels/.rels"
# What zipfile raises on archives that are cut off, mixed up, packed in odd ways or locked.
FAILURES = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, KeyError)


class Relations:
    """Reads which parts belong to a part, by kind: styles, footnotes, headers."""

    def __init__(self, part: str) -> None:
        self.folder = posixpath.dirname(part)
        self.parts: dict[str, list[str]] = {}

    def start(self, element: Element, _path: list[str]) -> None:
        if element.name == "Relationship" and element["TargetMode"] != "External":
            name = posixpath.normpath(posixpath.join("/", self.folder, element["Target"])).lstrip("/")
            self.parts.setdefault(element["Type"].rpartition("/")[2], []).append(name)

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


class Package:
    """The parts of a Word file. Only those asked for are unpacked, piece by piece."""

    def __init__(self, data: bytes, watch: Watch) -> None:
        self.watch = watch
        self.size = len(data)
        self.unpacked = 0
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
        except FAILURES as error:
            raise broken() from error
        self.names = set(self.zip.namelist())
        if len(self.zip.infolist()) > MEMBERS:
            raise swollen()
        self.document = self.main_part()

    def main_part(self) -> str:
        """Return the name of the part that holds the text."""
        found = self.related("").get("officeDocument", []) if ROOT in self.names else []
        name = found[0] if found else "word/document.xml"
        if name not in self.names or not name.startswith("word/"):
            raise other_kind(self.names, self.mimetype())
        return name

    def mimetype(self) -> str:
        """Return what OpenDocument files and e-books say they are."""
        return b"".join(self.pieces("mimetype")).decode("ascii", "replace") if "mimetype" in self.names else ""

    def related(self, part: str) -> dict[str, list[str]]:
        """Return the names of the parts that belong to a part, by kind; those of the whole for the empty name."""
        folder, name = posixpath.split(part)
        relations = Relations(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path in self.names:
            parse(self.pieces(path), relations)
        return relations.parts

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield what a part holds; what it says of its size is not trusted."""
        try:
            with self.zip.open(name) as part:
                while piece := part.read(PIECE):
                    self.count(len(piece))
                    yield piece
        except FAILURES as error:
            raise broken() from error

    def count(self, size: int) -> None:
        self.watch.look()
        self.unpacked += size
        is_bomb = self.unpacked > max(self.size * PACKED_TIMES, PACKED_SMALL)
        if is_bomb or self.unpacked > UNPACKED:
            raise swollen()


def swollen() -> IntakeError:
    return IntakeError(_("This file unpacks to far more than a document holds. Save the text alone and try again."))


def other_kind(names: set[str], mimetype: str) -> IntakeError:
    """Return what to say of a zip archive that is no Word file."""
    if "opendocument.text" in mimetype:
        return IntakeError(_("This is an OpenDocument text. Save it as a Word file (.docx) and try again."))
    if any(name.startswith(("xl/", "ppt/")) for name in names) or "opendocument" in mimetype:
        return IntakeError(_("This is a spreadsheet or a presentation. Only texts can be read."))
    if "[Content_Types].xml" in names:
        return broken()
    return IntakeError(_("This is an archive of files. Unpack it and choose the document itself."))
