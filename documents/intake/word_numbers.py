"""The numbers that Word writes by itself, worked out from the lists of a file as Word prints them; pure."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace

from documents.intake.counting import number_of, printed
from documents.intake.limits import seen
from documents.intake.word_markup import Element, is_on
from documents.intake.word_styles import Styles

DEEPEST = 8  # levels of a list count from 0 to 8
BULLET = "•"
# Bullets of fonts of signs, and the letter o that stands for a small circle.
SIGN = re.compile(r"[\ue000-\uf8ff]|^o$")
PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True)
class Level:
    """How one level of a list is numbered; `restart` is the level, from 1, after which it begins anew."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    restart: int | None = None
    is_legal: bool = False
    paragraph_style: str = ""


@dataclass
class Definition:
    """A list as the file defines it, or the name of the style that does."""

    levels: dict[int, Level] = field(default_factory=dict)
    by_style: str = ""


@dataclass
class Use:
    """A use of a list: levels that begin at another number, and levels that look otherwise."""

    definition: str = ""
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


class NumberingReader:
    """Reads `numbering.xml`, element by element."""

    def __init__(self) -> None:
        self.definitions: dict[str, Definition] = defaultdict(Definition)
        self.uses: dict[str, Use] = defaultdict(Use)
        self.styles: dict[str, str] = {}  # style of a list -> its definition
        self.definition = self.use = ""
        self.at = 0
        self.is_override = False

    def start(self, element: Element, path: list[str]) -> None:
        name, value = element.name, element.value
        if name == "abstractNum":
            self.definition, self.is_override = element["abstractNumId"], False
        elif name == "num":
            self.use = element["numId"]
        elif name == "abstractNumId":
            self.uses[self.use].definition = value
        elif name == "numStyleLink":
            self.definitions[self.definition].by_style = value
        elif name == "styleLink":
            self.styles[value] = self.definition
        elif name in ("lvl", "lvlOverride"):
            self.at = number_of(element["ilvl"])
            self.is_override = self.is_override or name == "lvlOverride"
        elif name == "startOverride":
            self.uses[self.use].starts[self.at] = number_of(value)
        elif path[-1:] == ["lvl"]:
            self.property(name, value)

    def property(self, name: str, value: str) -> None:
        """Take what a level says of itself."""
        if name == "start":
            self.change(start=number_of(value))
        elif name == "numFmt":
            self.change(style=value)
        elif name == "lvlText":
            self.change(text=value)
        elif name == "lvlRestart":
            self.change(restart=number_of(value))
        elif name == "isLgl":
            self.change(is_legal=is_on(value))
        elif name == "pStyle":
            self.change(paragraph_style=value)

    def change(self, **values: object) -> None:
        of = self.uses[self.use] if self.is_override else self.definitions[self.definition]
        of.levels[self.at] = replace(of.levels.get(self.at, Level()), **values)  # type: ignore[arg-type]

    def end(self, name: str) -> None:
        if name == "num":
            self.is_override = False

    def text(self, text: str) -> None:
        pass


class Numbering:
    """Counts the paragraphs of each list as they come."""

    def __init__(self, lists: NumberingReader, styles: Styles) -> None:
        self.lists = lists
        self.styles = styles
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        self.begun: set[tuple[str, int]] = set()

    def number(self, style: str, list_id: str, level: int | None) -> str:
        """Return the number of the next paragraph, as printed; its own list goes before that of its style."""
        own, of_style, keys = self.styles.list_of(style)
        use = self.lists.uses.get(list_id or own)
        if use is None or (list_id or own) == "0":  # 0 takes a paragraph out of the list of its style
            return ""
        levels, key = self.levels(use)
        if level is None:
            # A style stands for the level that names it; only other styles give the level themselves.
            named = [at for at, one in levels.items() if one.paragraph_style and one.paragraph_style in keys]
            level = named[0] if named and not list_id else (of_style or 0)
        level = min(max(level, 0), DEEPEST)
        self.advance(list_id or own, use, key, level, levels)
        return self.text(levels, level, self.counts[key])

    def levels(self, use: Use) -> tuple[dict[int, Level], str]:
        """Return the levels of a use of a list, and the name under which it is counted."""
        key = use.definition
        definition = self.lists.definitions.get(key, Definition())
        if definition.by_style:
            key = self.lists.styles.get(definition.by_style, key)
            definition = self.lists.definitions.get(key, definition)
        return definition.levels | use.levels, key

    def advance(self, list_id: str, use: Use, key: str, level: int, levels: dict[int, Level]) -> None:
        """Count one more paragraph of a level; deeper levels begin anew."""
        counts = self.counts[key]
        begins = levels.get(level, Level()).start
        if level in use.starts and (list_id, level) not in self.begun:
            counts[level] = use.starts[level]
        else:
            counts[level] = counts[level] + 1 if level in counts else use.starts.get(level, begins)
        self.begun.add((list_id, level))
        for at in range(level + 1, DEEPEST + 1):
            restart = levels.get(at, Level()).restart
            if restart is None or level < restart:
                counts.pop(at, None)

    def text(self, levels: dict[int, Level], level: int, counts: dict[int, int]) -> str:
        """Return the number of a level, with those of the levels above that it prints too."""
        own = levels.get(level)
        if own is None:
            return ""
        if own.style == "bullet":
            return SIGN.sub(BULLET, own.text.strip())

        def place(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            one = levels.get(at, Level())
            style = "decimal" if own.is_legal and one.style != "decimalZero" else one.style
            return printed(counts.get(at, one.start), style)

        return seen(PLACE.sub(place, own.text)).strip()
