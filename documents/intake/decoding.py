"""The characters of a text file, which seldom says how they are written down; pure."""

from __future__ import annotations

import codecs
import re

from django.utils.translation import gettext_lazy as _

from documents.intake.parsed import IntakeError

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
HEAD = 4096  # where a web page says its characters, and what it is
# Only encodings of text that browsers know too: others that Python knows unpack or compute.
DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([a-zA-Z0-9_-]{2,20})""", re.IGNORECASE
)
KNOWN = re.compile(r"utf-?8|windows-125\d|iso-8859-\d{1,2}|koi8-[ru]|gb2312|gbk|gb18030|big5|us-ascii")
# What a plain text has too few of to matter, and other files are full of.
CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
RARE = 50  # Chinese has a line end, and with it a zero, in so many characters
FEW = 200  # one control in so many characters
TAGS = (
    "html|head|body|p|div|h[1-6]|ol|ul|table|article|section|main|span|b|i|a|meta|title|br|font|center|blockquote|pre"
)
PAGE = re.compile(rf"(?:<\?xml[^>]*>|<!--.*?-->|\s)*(?:<!doctype\s+html|<(?:{TAGS})[\s>/])", re.IGNORECASE | re.DOTALL)
CLOSED = re.compile(r"</(?:p|div|h[1-6]|li|td|body|html)\s*>", re.IGNORECASE)
OTHER_MARKUP = re.compile(r"\s*(?:<\?xml|<!DOCTYPE|<\w+:\w+[\s>])", re.IGNORECASE)


def text_of(data: bytes) -> str:
    """Return the text of a file that is nothing but text; line ends are line feeds."""
    text = decoded(data)
    if "\0" in text or len(CONTROL.findall(text)) * FEW > len(text) + FEW:
        raise no_text()
    return text.replace("\r\n", "\n").replace("\r", "\n")


def decoded(data: bytes) -> str:
    for start, encoding in MARKS:
        if data.startswith(start):
            return attempt(data, encoding) or refuse()
    if b"\0" in data:
        return attempt(data, wide(data)) or refuse()
    found = attempt(data, "utf-8")
    if found is None:
        found = attempt(data, declared(data)) or attempt(data, guessed(data))
    return refuse() if found is None else found


def attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding) if encoding else None
    except (UnicodeDecodeError, LookupError):
        return None


def wide(data: bytes) -> str:
    """Return the order of bytes of UTF-16 without a mark: spaces and line ends have a zero on one side only."""
    low, high = data[::2].count(0), data[1::2].count(0)
    if len(data) % 2 or (low and high) or (low + high) * 2 * RARE < len(data):
        return ""
    return "utf-16-be" if low else "utf-16-le"


def declared(data: bytes) -> str:
    """Return the encoding that a web page names in its head; what is called Latin 1 has always been Windows's."""
    match = DECLARED.search(data[:HEAD])
    name = match[1].decode("ascii").lower() if match else ""
    if name in ("iso-8859-1", "us-ascii"):
        return "windows-1252"
    return name if KNOWN.fullmatch(name) else ""


def guessed(data: bytes) -> str:
    """Return the encoding of Windows that a text is in.

    Latin letters above 127 stand alone among others; Arabic and Russian ones make up most of the letters. In Arabic,
    one in five of them is alif or lam, which are rare capitals and soft letters in Russian.
    """
    counts = [0] * 256
    for byte in data[: 64 * 1024]:
        counts[byte] += 1
    high, low = sum(counts[0xC0:]), sum(counts[0x41:0x5B]) + sum(counts[0x61:0x7B])
    if high < low:
        return "windows-1252"
    return "windows-1256" if (counts[0xC7] + counts[0xE1]) * 8 > high else "windows-1251"


def is_web(text: str) -> bool:
    """Tell whether a text is a web page, whole or in part."""
    head = text[:HEAD]
    if PAGE.match(head) or len(CLOSED.findall(head)) > 1:
        return True
    if OTHER_MARKUP.match(head):
        raise IntakeError(
            _("This is a file of data, not a text. Save the text as a Word file or as HTML and try again.")
        )
    return False


def no_text() -> IntakeError:
    return IntakeError(_("This file is not a text, or it is damaged. Choose a text, Word, HTML or PDF file."))


def refuse() -> str:
    raise no_text()
