"""The XML parts of a Word file, read as a stream: names without their namespaces, no entities, no depth; pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.utils.translation import gettext_lazy as _

from documents.intake.limits import DEPTH
from documents.intake.parsed import IntakeError

# Elements of other vocabularies that count; those of Word and of packages keep their bare names, all others get none.
OTHERS = {
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp:",
    "http://schemas.openxmlformats.org/package/2006/relationships": "",
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "",
}


class Element:
    """The start of an element: its name, and its attributes by name without namespace."""

    __slots__ = ("attributes", "name")

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.attributes = attributes

    def __getitem__(self, name: str) -> str:
        for key, value in self.attributes.items():
            if key == name or key.endswith("}" + name):
                return value
        return ""

    @property
    def value(self) -> str:
        return self["val"]


class Reader(Protocol):
    """What takes the elements of a part, in their order. `path` holds the names of the elements around one."""

    def start(self, element: Element, path: list[str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


class Target:
    """Turns what the parser tells into what a reader takes."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.path: list[str] = []
        self.names: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self.path) > DEPTH:
            raise broken()
        name = self.names.get(tag)
        if name is None:
            name = self.names[tag] = short(tag)
        self.reader.start(Element(name, attributes), self.path)
        self.path.append(name)

    def end(self, _tag: str) -> None:
        self.reader.end(self.path.pop())

    def data(self, text: str) -> None:
        self.reader.text(text)

    def close(self) -> None:
        pass


def short(tag: str) -> str:
    """Return the name of an element without its namespace; nothing for vocabularies that do not count."""
    space, _brace, name = tag.rpartition("}")
    prefix = OTHERS.get(space[1:])
    return "" if prefix is None else prefix + name


def parse(pieces: Iterator[bytes], reader: Reader) -> None:
    """Let a reader read a part."""
    # Word writes no document type; without one there are no entities, which can swell or fetch.
    parser = DefusedXMLParser(target=Target(reader), forbid_dtd=True)
    try:
        for piece in pieces:
            parser.feed(piece)
        parser.close()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise broken() from error


def broken() -> IntakeError:
    return IntakeError(_("This Word file is damaged. Open it in Word, save it anew and try again."))


def is_on(value: str) -> bool:
    """Tell whether a property is on: it is where it stands without a value."""
    return value not in ("0", "false", "off", "none")
