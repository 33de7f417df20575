"""Which of two answers to a query comes first, alike on both database engines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from documents.search.reading import Query
from documents.search.tree import Leaf, asked, holds

if TYPE_CHECKING:
    from documents.models import SearchEntry

Place = tuple[Any, ...]


def place(query: Query, entry: SearchEntry) -> Place:
    """Return the place of an entry among the answers, the smaller the better.

    Best are those that answer in their titles, then those with the words as typed in a row, then those that answer in
    their tags too, then those with most of the words in their titles; of these the newest, by their keys at last.
    """
    title, tags, _text = entry.terms.parts()
    typed, tree = query.typed, query.tree
    if typed is None or tree is None:
        return (entry.key,)
    leaves = list(asked(typed))
    row = in_a_row(leaves)
    return (
        not holds(title, typed),
        not holds(title, tree),
        row is None or not holds(entry.terms, row),
        not holds(tags, tree),
        -sum(holds(title, leaf) for leaf in leaves),
        -(entry.year or 0),
        entry.key,
    )


def in_a_row(leaves: list[Leaf]) -> Leaf | None:
    """Return what asks for all these words one after the other; None where they cannot be asked so together."""
    if len(leaves) < 2 or any(leaf.exact or leaf.is_open for leaf in leaves):
        return None
    return Leaf(tuple(word for leaf in leaves for word in leaf.words))
