"""What a query asks for, as a tree, and whether a text holds it; pure.

The engines are asked the same of many texts; what they find is what `holds` says, text by text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

BREAK = "¦"  # stands between texts, where no phrase reaches over
PART = "¶"  # stands between title, tags and text


@dataclass(frozen=True)
class Leaf:
    """Words in a row: as they stand, or by their stems; the last of them may be the beginning of a longer one."""

    words: tuple[str, ...]
    exact: bool = False
    is_open: bool = False

    @property
    def wording(self) -> str:
        """The words as they stand in the normalised text that holds them."""
        return f" {' '.join(self.words)}{'' if self.is_open else ' '}"


@dataclass(frozen=True)
class And:
    """All of these; at least one of them is no Not."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Or:
    """Any of these, none of them a Not."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Not:
    """Not this; stands among the parts of an And."""

    part: Node


Node = Leaf | And | Or | Not


@dataclass(frozen=True)
class Texts:
    """Normalised texts: their words as they stand, and their stems, one for one, between breaks."""

    words: str
    stems: str

    def parts(self) -> list[Texts]:
        """Return title, tags and text apart."""
        return [Texts(*pair) for pair in zip(self.words.split(PART), self.stems.split(PART), strict=True)]


def holds(texts: Texts, node: Node) -> bool:
    """Tell whether texts answer a query."""
    match node:
        case Leaf():
            return node.wording in (texts.words if node.exact else texts.stems)
        case And(parts):
            return all(holds(texts, part) for part in parts)
        case Or(parts):
            return any(holds(texts, part) for part in parts)
        case Not(part):
            return not holds(texts, part)


def asked(node: Node | None) -> Iterator[Leaf]:
    """Yield what a query wants to be there, in the order typed; nothing of what it wants not to be."""
    match node:
        case Leaf():
            yield node
        case And(parts) | Or(parts):
            for part in parts:
                yield from asked(part)


def both(parts: list[Node]) -> Node:
    """Return all of several, those of an inner And among them."""
    flat = [one for part in parts for one in (part.parts if isinstance(part, And) else (part,))]
    flat = list(dict.fromkeys(flat))
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def either(parts: list[Node]) -> Node:
    """Return any of several, those of an inner Or among them."""
    flat = [one for part in parts for one in (part.parts if isinstance(part, Or) else (part,))]
    flat = list(dict.fromkeys(flat))
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def is_positive(node: Node) -> bool:
    """Tell whether a query says what is to be there, and not only what is not."""
    match node:
        case Leaf():
            return True
        case And(parts):
            return any(is_positive(part) for part in parts)
        case Or(parts):
            return all(is_positive(part) for part in parts)
        case Not():
            return False
