"""From words as people type them to what is looked for in the index; pure."""

from __future__ import annotations

from documents.normalise import CHINESE, SCRIPTS, WORD, Term, fold, terms_of
from documents.search.tree import Leaf


def leaves(text: str) -> list[Leaf]:
    """Return what one word asks for, as typed between spaces.

    A star after letters asks for longer words that begin so. Numbers with strokes, as in symbols, stand in a row.
    """
    *starred, last = text.split("*")
    found = [leaf for part in starred for leaf in begun(part)]
    return found + plain(last)


def begun(text: str) -> list[Leaf]:
    """Return what a word with a star asks for: its last part is the beginning of a longer one."""
    if not text or not WORD.match(fold(text[-1])):
        return plain(text)
    *before, last = parts(text) or [""]
    return [*(leaf for part in before for leaf in of_part(part)), *([beginning(last)] if last else [])]


def plain(text: str) -> list[Leaf]:
    """Return what a word without a star asks for."""
    found = parts(text)
    if len(found) > 1 and any(char.isdigit() for part in found for char in part):
        return phrase(text)
    return [leaf for part in found for leaf in of_part(part)]


def parts(text: str) -> list[str]:
    """Return the folded words of a text, each in one script."""
    return [part for run in WORD.findall(fold(text)) for part in SCRIPTS.findall(run)]


def of_part(part: str) -> list[Leaf]:
    """Return what one word in one script asks for: its stem; of Chinese, all its characters in a row."""
    return stemmed(part) if CHINESE.match(part) else [Leaf((term.stem,)) for term in terms_of(part)]


def beginning(part: str) -> Leaf:
    """Return what asks for words that begin with this one."""
    return stemmed(part)[0] if CHINESE.match(part) else Leaf((terms_of(part)[0].word,), exact=True, is_open=True)


def phrase(text: str) -> list[Leaf]:
    """Return what asks for these words as they stand, in a row; nothing where there are none."""
    found, is_open = in_a_row(text)
    return [Leaf(tuple(term.word for term in found), exact=True, is_open=is_open)] if found else []


def stemmed(text: str) -> list[Leaf]:
    """Return what asks for these words in a row in any of their forms; nothing where there are none."""
    found, is_open = in_a_row(text)
    return [Leaf(tuple(term.stem for term in found), is_open=is_open)] if found else []


def in_a_row(text: str) -> tuple[list[Term], bool]:
    """Return the words of a text, and whether the last of them may begin a longer one.

    A last character of Chinese stands in the index with the one that follows it, if any.
    """
    found = [term for part in parts(text) for term in terms_of(part)]
    if not found or not CHINESE.match(found[-1].word):
        return found, False
    alone = len(found) == 1 or not found[-2].word.endswith(found[-1].word) or not CHINESE.match(found[-2].word)
    return (found, True) if alone else (found[:-1], False)
