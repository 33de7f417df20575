"""Reading a query: words, "exact phrases", AND, OR, NOT, -word, parentheses, beginnings*; any text is a safe query.

Words beside each other must all be there. NOT binds most, then AND, then OR. What cannot be read is named with its
place, and read literally: all its words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, groupby
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documents.search.synonyms import Widened, Widening
from documents.search.tree import Leaf, Node, Not, asked, both, either, is_positive
from documents.search.wording import leaves, of_part, parts, phrase

LIMIT = 400  # characters of a query that are read
DEEPEST = 12  # parentheses within each other
QUOTES = '"“”„‟«»「」『』＂'
OPERATORS = {"AND", "OR", "NOT"}
TOKEN = re.compile(
    rf"(?P<quote>[{QUOTES}])|(?P<open>[(（])|(?P<close>[)）])"
    rf"|(?P<minus>(?<![^\s(（])[-−](?=[\w(（{QUOTES}]))|(?P<word>[^\s()（）{QUOTES}]+)"
)
SIGNS = re.compile(rf"[*()（）{QUOTES}]")
WORD = re.compile(r"\w[\w\u0300-\u036f\u064b-\u0652]*")
ITEM = re.compile(r"[a-zA-Z]|[ivxIVX]+|\d+")  # what stands before a parenthesis that closes none: 45 c)
PROBLEMS = {
    "quote": _("a quotation mark has no second one"),
    "open": _("a parenthesis is not closed"),
    "close": _("a parenthesis closes none"),
    "dangling": _("AND, OR and NOT need a word on the other side"),
    "alone": _("NOT needs something to look for beside it"),
    "deep": _("there are too many parentheses within each other"),
}


FIELD = re.compile(r"(?:in)?(?:title|text|body|author|subject|theme|country|year|source|kind|site|type):", re.I)
NOTES = {
    "star": _("A star between quotation marks is not read: the words there are looked for as they stand."),
    "bar": _("“|” is not read: write OR between words of which any will do."),
    "field": _("No fields can be named: a word before a colon is looked for like any other."),
    "not": _("What NOT names is left out wherever it stands: in a title, a text, or what a record is filed under."),
}


class Problem(NamedTuple):
    """Why a query cannot be read: what is wrong, the place, and the words before it."""

    kind: str
    place: int
    before: str

    @property
    def message(self) -> str | Promise:
        """What is wrong, for the reader."""
        return PROBLEMS[self.kind]


class Token(NamedTuple):
    """A piece of a query, and its place."""

    kind: str
    text: str
    place: int


@dataclass(frozen=True)
class Query:
    """A query is what a text asks for, with its synonyms; where it has a problem, all its words."""

    text: str
    tree: Node | None
    typed: Node | None = None  # without synonyms
    problem: Problem | None = None
    widened: list[Widened] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # words with synonyms that are taken as they stand

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing."""
        return self.tree is None

    @cached_property
    def words(self) -> list[Leaf]:
        """What is to be marked where it is found."""
        return list(asked(self.tree))

    @property
    def notes(self) -> list[str | Promise]:
        """What was done with signs that other searches read otherwise, and with NOT, for the reader."""
        found = {note for token in tokens(self.text) for note in notes_on(token)}
        return [note for name, note in NOTES.items() if name in found and not (name == "not" and self.problem)]

    @property
    def literal(self) -> str:
        """The query as its words alone, without operators and signs."""
        return " ".join(words_alone(self.text))


class UnreadableError(Exception):
    """A query cannot be read: why, and at what place."""

    def __init__(self, kind: str, place: int) -> None:
        super().__init__(kind, place)
        self.kind, self.place = kind, place


def read(text: str, *, plain: Collection[str] = ()) -> Query:
    """Return what a text asks for; words named in `plain` are taken as they stand, without synonyms."""
    query = as_typed(text)
    if query.typed is None:
        return query
    widening = Widening(plain, list(runs_typed(query.text)))
    tree = widening.of(query.typed)
    return Query(query.text, tree, query.typed, query.problem, list(widening.done.values()), widening.kept)


def as_typed(text: str) -> Query:
    """Return what a text asks for, without synonyms."""
    text = text[:LIMIT]
    try:
        tree = Reader(text).read()
        return Query(text, tree, tree)
    except UnreadableError as error:
        problem = Problem(error.kind, error.place, text[: error.place].strip())
    tree = all_words(text)
    return Query(text, tree, tree, problem)


def all_words(text: str) -> Node | None:
    """Return what asks for all words of a text, whatever else it says."""
    found = [leaf for word in words_alone(text) for leaf in leaves(word)]
    return both(list(found)) if found else None


def words_alone(text: str) -> Iterator[str]:
    """Yield the words of a query without operators and signs."""
    for token in tokens(text):
        if token.kind in {"word", "phrase"}:
            bare = (word.strip("-−") for word in SIGNS.sub(" ", token.text).split())
            yield from (word for word in bare if word and word not in OPERATORS)


def runs_typed(text: str) -> Iterator[list[tuple[Leaf, str]]]:
    """Yield the words that stand beside each other, each as it is looked for and as it is typed."""
    for kind, run in groupby(tokens(text), key=lambda token: token.kind):
        if kind == "word":
            yield [
                (leaf, word)
                for token in run
                for word in WORD.findall(token.text)
                for leaf in chain(*map(of_part, parts(word)))
            ]


def tokens(text: str) -> Iterator[Token]:
    """Yield the pieces of a query; a phrase between quotation marks is one, operators are of their own kind."""
    place = 0
    while match := TOKEN.search(text, place):
        kind, place = str(match.lastgroup), match.end()
        end = next((i for i in range(place, len(text)) if text[i] in QUOTES), -1) if kind == "quote" else -1
        if end >= 0:
            yield Token("phrase", text[place:end], match.start())
            place = end + 1
        else:
            yield Token(match.group() if match.group() in OPERATORS else kind, match.group(), match.start())


def notes_on(token: Token) -> Iterator[str]:
    """Yield what is to be told of how a piece of a query is read."""
    if token.kind == "phrase" and "*" in token.text:
        yield "star"
    if token.kind == "word" and "|" in token.text:
        yield "bar"
    if token.kind == "word" and FIELD.match(token.text):
        yield "field"
    if token.kind in {"NOT", "minus"}:
        yield "not"


class Reader:
    """Reads the pieces of a query from left to right, one level of binding within another."""

    def __init__(self, text: str) -> None:
        self.tokens = [*tokens(text), Token("end", "", len(text))]
        self.at = self.depth = 0

    @property
    def next(self) -> Token:
        """The piece that is to be read."""
        return self.tokens[self.at]

    def take(self) -> Token:
        """Return the piece that is to be read, and go on."""
        self.at += 1
        return self.tokens[self.at - 1]

    def read(self) -> Node | None:
        """Return what the whole asks for; None for nothing."""
        tree = self.any_of()
        if self.next.kind == "close":
            raise UnreadableError("close", self.next.place)
        if tree is not None and not is_positive(tree):
            raise UnreadableError("alone", next(one.place for one in self.tokens if one.kind in {"NOT", "minus"}))
        return tree

    def any_of(self) -> Node | None:
        """Return what several alternatives ask for."""
        places, found = [self.next.place], [self.all_of()]
        while self.next.kind == "OR":
            places.append(self.take().place)
            found.append(self.all_of())
        if len(found) == 1:
            return found[0]
        for place, node in zip(places, found, strict=True):
            if node is None or not is_positive(node):
                raise UnreadableError("dangling" if node is None else "alone", place or places[1])
        return either([node for node in found if node is not None])

    def all_of(self) -> Node | None:
        """Return what pieces beside each other ask for, with or without AND."""
        found: list[Node] = []
        while self.next.kind not in {"OR", "end"} and (self.next.kind != "close" or self.is_item()):
            token = self.take()
            node = self.one() if token.kind == "AND" else self.of(token)
            if token.kind == "AND" and (node is None or not found):
                raise UnreadableError("dangling", token.place)
            found += [] if node is None else [node]
        return both(found) if found else None

    def is_item(self) -> bool:
        """Tell whether a parenthesis that comes next only follows the letter of an item, as in 45 c)."""
        before = self.tokens[self.at - 1] if self.at else self.next
        is_beside = before.place + len(before.text) == self.next.place
        return is_beside and not self.depth and ITEM.fullmatch(before.text) is not None

    def one(self) -> Node | None:
        """Return what the piece after an operator asks for."""
        if self.next.kind == "close":
            raise UnreadableError("dangling", self.next.place)
        return self.of(self.take())

    def of(self, token: Token) -> Node | None:
        """Return what a piece asks for: a word, a phrase, what stands in parentheses, or the contrary."""
        match token.kind:
            case "NOT" | "minus":
                return self.contrary(token)
            case "open":
                return self.inner(token)
            case "close":
                return None
            case "word" | "phrase":
                found = phrase(token.text) if token.kind == "phrase" else leaves(token.text)
                return both(list(found)) if found else None
        raise UnreadableError("quote" if token.kind == "quote" else "dangling", token.place)

    def contrary(self, token: Token) -> Node:
        """Return what asks that what follows is not there."""
        node = self.one()
        if node is None:
            raise UnreadableError("dangling", token.place)
        if isinstance(node, Not):
            return node.part
        if not is_positive(node):
            raise UnreadableError("alone", token.place)
        return Not(node)

    def inner(self, token: Token) -> Node | None:
        """Return what stands in parentheses."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise UnreadableError("deep", token.place)
        node = self.any_of()
        if self.next.kind != "close":
            raise UnreadableError("open", token.place)
        self.at += 1
        self.depth -= 1
        return node
