"""The numbers of lists on web pages, as documents of the United Nations print them; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from documents.intake.counting import number_of, printed

# `type` of a list and `list-style-type` of its style -> style of its numbers.
STYLES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"} | {
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "arabic-indic": "decimal",
    "decimal-leading-zero": "decimalZero",
    "none": "none",
    "disc": "bullet",
    "circle": "bullet",
    "square": "bullet",
}
ENCLOSED = {"lowerLetter", "lowerRoman"}  # (a) and (i); all others end with a full stop
LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?([a-z-]+)", re.IGNORECASE)
BULLET = "•"
LABEL = re.compile(r"(?:\(?\w{1,4}[.)]|[•·–—-])\s")

Attributes = dict[str, str]


@dataclass
class WebList:
    """A list while it is read: how it is numbered, and the number of its next item."""

    style: str
    next: int = 1
    step: int = 1
    is_open: bool = False  # an item has begun

    @classmethod
    def of(cls, tag: str, attributes: Attributes) -> WebList:
        style = STYLES.get(attributes.get("type", ""), "decimal" if tag == "ol" else "bullet")
        found = LIST_STYLE.search(attributes.get("style", ""))
        style = STYLES.get(found[1].lower(), style) if found else style
        return cls(style, number_of(attributes.get("start", ""), 1), -1 if "reversed" in attributes else 1)

    def item(self, attributes: Attributes) -> str:
        """Return the number of the next item as printed; nothing for a list without numbers."""
        self.is_open = True
        value = number_of(attributes.get("value", ""), self.next)
        self.next = value + self.step
        style = STYLES.get(attributes.get("type", ""), self.style)
        if style in ("none", "bullet"):
            return BULLET if style == "bullet" else ""
        number = printed(value, style)
        return f"({number})" if style in ENCLOSED else f"{number}."


def typed(text: str, number: str) -> bool:
    """Tell whether an item has its number in its text, so that the list's own is not shown or says the same."""
    return text.startswith(f"{number} ") or (number == BULLET and bool(LABEL.match(text)))
