"""The text of a Word part, paragraph by paragraph, as a reader of the printed page has it; pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from documents.intake.blocks import Block, mark
from documents.intake.counting import number_of
from documents.intake.gather import Gatherer
from documents.intake.limits import seen
from documents.intake.word_markup import Element, is_on
from documents.intake.word_numbers import Numbering
from documents.intake.word_styles import Styles, level_of

# Words taken out by tracked changes, properties as they were before a change, and the small print over characters.
SKIPPED = {"del", "moveFrom", "rt", "pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "numberingChange"}
# What stands in a run for a character. Hyphens that must not break are hyphens; those that may break show nothing.
CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass
class Paragraph:
    """A paragraph while it is read."""

    text: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    style: str = ""
    outline: int | None = None
    list_id: str = ""
    list_level: int | None = None
    has_end: bool = True  # False where a tracked change took its end away: it runs on into the next


@dataclass
class Run:
    """A run of characters that look alike. `custom` gathers a note's own mark, such as a star."""

    style: str = ""
    is_hidden: bool | None = None
    custom: list[str] | None = None


class Story:
    """Reads a part with text, element by element. Text boxes are paragraphs inside of paragraphs."""

    def __init__(self, gatherer: Gatherer, styles: Styles, numbering: Numbering | None = None) -> None:
        self.gatherer = gatherer
        self.styles = styles
        self.numbering = numbering
        self.paragraphs: list[Paragraph] = []
        self.run = Run()
        self.skipping = 0  # how deep inside an element that is skipped
        self.choices: list[bool] = []  # alternatives around this place, and whether one was taken
        self.fields: list[bool] = []  # fields around this place, and whether their result has begun
        self.carried: list[str] = []
        self.calls: dict[tuple[str, str], str] = {}  # kind and id of each note called -> its own mark, or nothing
        self.number_styles: dict[str, str] = {}  # kind of note -> style of its numbers
        self.is_text = False
        self.openings: dict[str, Callable[[], None]] = {
            "p": lambda: self.paragraphs.append(Paragraph(self.carry())),
            "tr": gatherer.open_row,
            "tc": gatherer.open_cell,
            "mc:AlternateContent": lambda: self.choices.append(False),
        }

    def start(self, element: Element, path: list[str]) -> None:
        name = element.name
        if self.skipping or self.is_skipped(name, path):
            self.skipping += 1
        elif name in self.openings:
            self.openings[name]()
        elif "pPr" in path[-3:]:
            self.paragraph_property(element, path)
        elif path[-1:] == ["rPr"]:
            self.run_property(element)
        elif name == "r":
            self.run = Run()
        elif name in ("t", "m:t"):
            self.is_text = True
        elif name in CHARACTERS:
            self.write(CHARACTERS[name])
        else:
            self.other(element, path)

    def is_skipped(self, name: str, path: list[str]) -> bool:
        """Tell whether an element and all in it is no text: of alternatives, all but the first are none."""
        if name == "del" and path[-2:] == ["pPr", "rPr"] and self.paragraphs:
            self.paragraphs[-1].has_end = False
        if name in ("mc:Choice", "mc:Fallback") and self.choices:
            taken, self.choices[-1] = self.choices[-1], True
            return taken
        return name in SKIPPED

    def paragraph_property(self, element: Element, path: list[str]) -> None:
        if not self.paragraphs:
            return
        paragraph, name = self.paragraphs[-1], element.name
        if name == "pStyle":
            paragraph.style = element.value
        elif name == "outlineLvl":
            paragraph.outline = number_of(element.value)
        elif name == "numId":
            paragraph.list_id = element.value
        elif name == "ilvl":
            paragraph.list_level = number_of(element.value)
        elif name in ("footnotePr", "endnotePr", "numFmt"):
            self.note_property(element, path)

    def note_property(self, element: Element, path: list[str]) -> None:
        if element.name == "numFmt" and path[-1] in ("footnotePr", "endnotePr"):
            self.number_styles[path[-1].removesuffix("Pr")] = element.value

    def run_property(self, element: Element) -> None:
        if element.name == "vanish":
            self.run.is_hidden = is_on(element.value)
        elif element.name == "rStyle":
            self.run.style = element.value

    def other(self, element: Element, path: list[str]) -> None:
        """Take what stands rarely: calls of notes, fields, signs, pictures."""
        name = element.name
        if name in ("footnoteReference", "endnoteReference"):
            self.call(name.removesuffix("Reference"), element)
        elif name == "fldChar":
            self.turn(element["fldCharType"])
        elif name == "sym":
            self.sign(element)
        elif name == "wp:docPr":
            self.gatherer.leave_out(element["descr"] or element["name"])
        elif name == "numFmt":
            self.note_property(element, path)

    def call(self, kind: str, element: Element) -> None:
        """Note where a note is called. Its number is known only when all calls are: it stands for it by kind and id."""
        key = (kind, element["id"])
        self.calls.setdefault(key, "")
        self.write(mark(":".join(key)))
        if element["customMarkFollows"] and is_on(element["customMarkFollows"]):
            self.run.custom = []

    def turn(self, kind: str) -> None:
        """Follow a field: its instruction is no text, its result is."""
        if kind == "begin":
            self.fields.append(False)
        elif self.fields and kind == "separate":
            self.fields[-1] = True
        elif self.fields and kind == "end":
            self.fields.pop()

    def sign(self, element: Element) -> None:
        """Write a sign of a certain font where it is a character of its own; those of fonts of signs have no name."""
        code = element["char"]
        value = int(code, 16) if 0 < len(code) < 6 and all(one in "0123456789abcdefABCDEF" for one in code) else 0
        if 0x20 <= value < 0xE000:
            self.write(chr(value))
        elif value:
            self.gatherer.leave_out(f"{element['font']} {code}")

    def text(self, text: str) -> None:
        if self.is_text and not self.skipping:
            self.write(seen(text))

    def write(self, text: str) -> None:
        """Take characters: to the text, to a note's own mark, or to what is hidden."""
        if not self.paragraphs or not all(self.fields):
            return
        if self.run.custom is not None:
            self.run.custom.append(text)
        elif self.is_hidden():
            self.paragraphs[-1].hidden.append(text)
        else:
            self.paragraphs[-1].text.append(text)

    def is_hidden(self) -> bool:
        if self.run.is_hidden is not None:
            return self.run.is_hidden
        keys = filter(None, (self.run.style, self.paragraphs[-1].style or self.styles.usual))
        return any(self.styles.is_hidden(key) for key in keys)

    def end(self, name: str) -> None:
        if self.skipping:
            self.skipping -= 1
        elif name in ("t", "m:t"):
            self.is_text = False
        elif name == "r":
            self.end_run()
        elif name == "p":
            self.end_paragraph(self.paragraphs.pop())
        elif name == "tr":
            self.gatherer.close_row()
        elif name == "mc:AlternateContent" and self.choices:
            self.choices.pop()

    def end_run(self) -> None:
        """Give the note called in this run the mark that stood after the call."""
        if self.run.custom is not None and self.calls:
            self.calls[next(reversed(self.calls))] = "".join(self.run.custom).strip()
        self.run = Run()

    def end_paragraph(self, paragraph: Paragraph) -> None:
        self.fields = [True for _one in self.fields]  # an instruction does not go on in the next paragraph
        if not paragraph.has_end:
            self.carried = paragraph.text
            return
        self.gatherer.leave_out("".join(paragraph.hidden))
        text = "".join(paragraph.text).strip()
        key = paragraph.style or self.styles.usual
        # Word counts a paragraph without words too, not one that it hides.
        number = "" if paragraph.hidden and not text else self.number(paragraph, key)
        if text and self.styles.is_contents(key):
            self.gatherer.leave_out(text)
        elif text:
            self.gatherer.add(Block(text, self.level(paragraph, key), number))

    def close(self) -> None:
        """Take the words of a last paragraph that a tracked change left without an end."""
        if text := "".join(self.carry()).strip():
            self.gatherer.add(Block(text))

    def carry(self) -> list[str]:
        """Return the words of a paragraph that runs on into the next."""
        carried, self.carried = self.carried, []
        return carried

    def level(self, paragraph: Paragraph, key: str) -> int:
        return self.styles.level(key) if paragraph.outline is None else level_of(paragraph.outline)

    def number(self, paragraph: Paragraph, key: str) -> str:
        if self.numbering is None:
            return ""
        return self.numbering.number(key, paragraph.list_id, paragraph.list_level)
