"""A file of any kind into blocks: what it is shows in its content, whatever its name; pure."""

from __future__ import annotations

import re
import time

from django.utils.translation import gettext_lazy as _

from documents.intake import pdf, plain, web, word
from documents.intake.blocks import Blocks
from documents.intake.decoding import is_web, text_of
from documents.intake.limits import CHARACTERS, FILE, Clock, Watch, seen, too_long
from documents.intake.parsed import IntakeError

PDF_HEAD = 1024  # a PDF may have a few words before its mark
# How the Office of before 2007 names what a file holds.
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"\0\0\0\x0cjP", b"8BPS")
ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!\x1a", b"BZh91AY", b"\xfd7zXZ")
ZIP = (b"PK\3\4", b"PK\5\6", b"PK\7\x08")
MAIL = re.compile(rb"\s*MIME-Version:", re.IGNORECASE)


def blocks_of(data: bytes, clock: Clock = time.monotonic) -> tuple[str, Blocks]:
    """Return the format of a file (`text`, `docx`, `pdf` or `html`) and what is in it."""
    watch = Watch(clock)
    if not data:
        raise IntakeError(_("This file is empty. Choose it anew."))
    if len(data) > FILE:
        raise IntakeError(_("This file is larger than 20 MB. Save it without pictures and try again."))
    refuse_other_kinds(data)
    name, blocks = read(data, watch)
    if not any(char.isalnum() for block in blocks.blocks for char in block.text):
        raise IntakeError(_("There is no text in this file."))
    watch.look()
    return name, blocks


def read(data: bytes, watch: Watch) -> tuple[str, Blocks]:
    if data.startswith(ZIP):
        return "docx", word.read(data, watch)
    if b"%PDF-" in data[:PDF_HEAD]:
        return "pdf", pdf.read(data, watch)
    text = seen(text_of(data))
    if is_web(text):
        return "html", web.read(text, watch)
    if len(text) > CHARACTERS:
        raise too_long()
    return "text", plain.read(text)


def refuse_other_kinds(data: bytes) -> None:
    """Tell what a file is that is no text, and what to do with it."""
    if data.startswith(OLD):
        if LOCKED in data:
            raise IntakeError(_("This file is locked with a password. Save it without one and try again."))
        raise IntakeError(_("This file was made by an older Office. Save it as a Word file (.docx) and try again."))
    if data.startswith(b"{\\rtf"):
        raise IntakeError(_("This is a file in Rich Text Format. Save it as a Word file (.docx) and try again."))
    if data.startswith(PICTURES) or data[4:8] == b"ftyp" or data[8:12] == b"WEBP":
        raise IntakeError(_("This is a picture or a recording. Only texts can be read."))
    if data.startswith(ARCHIVES):
        raise IntakeError(_("This is an archive of files. Unpack it and choose the document itself."))
    if MAIL.match(data[:PDF_HEAD]):
        raise IntakeError(_("This is a web page saved as a single file. Save it as a Word file or as HTML only."))
