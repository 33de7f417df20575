"""What the styles of a Word file say of a paragraph: its level as a heading, its list, whether it is hidden; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from documents.intake.counting import number_of
from documents.intake.word_markup import Element, is_on

# The headings of the two templates of United Nations documents: “_ H _Ch_G”, “_ H_1_G”, “H23” …
UNITED_NATIONS = re.compile(r"H(M|CH|1|23|4|56)G?")
LEVELS = {"M": 1, "CH": 1, "1": 2, "23": 3, "4": 4, "56": 5}
HEADING = re.compile(r"heading ([1-9])")
NO_LEVEL = 9  # outline level of body text
BASES = 20  # styles based on styles; more is a circle


@dataclass
class Style:
    """A style as far as it says something of itself."""

    name: str = ""
    based_on: str = ""
    outline: int | None = None
    list_id: str = ""
    list_level: int | None = None
    is_hidden: bool | None = None

    @property
    def level(self) -> int | None:
        """The level of a heading of this style, 0 for text, None where the style does not say."""
        name = re.sub(r"[\s_/]", "", self.name).upper()
        if match := UNITED_NATIONS.fullmatch(name):
            return LEVELS[match[1]]
        if match := HEADING.fullmatch(self.name.lower()):
            return int(match[1])
        if self.name.lower() == "title":
            return 1
        return None if self.outline is None else level_of(self.outline)


def level_of(outline: int) -> int:
    """Return the level of a heading from its outline level, which counts from 0."""
    return outline + 1 if 0 <= outline < NO_LEVEL else 0


@dataclass
class Styles:
    """The styles of a file by their ids, and the one of paragraphs that name none."""

    known: dict[str, Style] = field(default_factory=dict)
    usual: str = ""

    def chain(self, key: str) -> list[Style]:
        """Return a style and those it is based on, nearest first."""
        found: list[Style] = []
        while (style := self.known.get(key)) and len(found) < BASES:
            found.append(style)
            key = style.based_on
        return found

    def level(self, key: str) -> int:
        levels = [style.level for style in self.chain(key)]
        return next((level for level in levels if level is not None), 0)

    def is_hidden(self, key: str) -> bool:
        return next((style.is_hidden for style in self.chain(key) if style.is_hidden is not None), False)

    def is_contents(self, key: str) -> bool:
        """Tell whether paragraphs of this style are lines of a list of contents."""
        style = self.known.get(key)
        return bool(style and re.match(r"toc (\d|heading)|table of figures", style.name.lower()))

    def list_of(self, key: str) -> tuple[str, int | None, list[str]]:
        """Return the list of a style, its level there, and the ids of the styles that may stand for a level."""
        chain = self.chain(key)
        list_id = next((style.list_id for style in chain if style.list_id), "")
        level = next((style.list_level for style in chain if style.list_level is not None), None)
        keys, at = [], key
        for style in chain:
            keys.append(at)
            at = style.based_on
        return list_id, level, keys


class StyleReader:
    """Reads `styles.xml`, element by element."""

    def __init__(self) -> None:
        self.styles = Styles()
        self.style = Style()

    def start(self, element: Element, path: list[str]) -> None:
        name, value = element.name, element.value
        if name == "style":
            self.style = Style()
            self.styles.known[element["styleId"]] = self.style
            if element["type"] == "paragraph" and is_on(element["default"] or "0"):
                self.styles.usual = element["styleId"]
        elif name == "name" and path[-1:] == ["style"]:
            self.style.name = value
        elif name == "basedOn":
            self.style.based_on = value
        elif name == "outlineLvl":
            self.style.outline = number_of(value, NO_LEVEL)
        elif name == "numId":
            self.style.list_id = value
        elif name == "ilvl":
            self.style.list_level = number_of(value)
        elif name == "vanish":
            self.style.is_hidden = is_on(value)

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass
