"""Adding what a document lacks, in its order: sections and paragraphs that a copy has and that do not stand yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import F

from documents.importing.matching import Match
from documents.importing.placing import Order, spread
from documents.importing.texts import check
from documents.models import Document, Paragraph, Section

FAR = 1_000_000_000  # above every position, while all get new ones

# Of a new one and the one before it: tells whether what follows still belongs to what is before
Passes = Callable[[Any, Any, Any], bool]


def add_new(match: Match, document: Document, sections: list[Section], paragraphs: list[Paragraph]) -> bool:
    """Save the new sections and paragraphs between those that stand; return whether these had to move."""
    order = in_order(match, match.sections, sections, lambda new, before, other: other.level > new.level)
    have_moved = save(Section, document, order)
    ranks = {id(one): rank for rank, one in enumerate(order)}

    def passes(new: Paragraph, before: Paragraph, other: Paragraph) -> bool:
        is_earlier = ranks[id(other.section)] < ranks[id(new.section)]
        is_part = other.parent is not None and other.parent is not new.parent
        return is_earlier or (is_part and (other.parent is before or other.parent is before.parent))

    return save(Paragraph, document, in_order(match, match.paragraphs, paragraphs, passes)) or have_moved


def in_order(match: Match, pairs: list[tuple[Any, Any]], standing: list[Any], passes: Passes) -> list[Any]:
    """Return what stands with what is new in its place: each language of the file is gone through by itself."""
    order, whole_file = Order(standing), [one for _read, one in pairs]
    for language in match.languages:
        own = [one for read, one in pairs if match.language_of(read) == language]
        for place, one in enumerate(own):
            if one not in order and place:
                follow(order, own[place - 1], one, passes, {id(other) for other in own})
            elif one not in order:
                begin(order, one, own, whole_file)
    return list(order)


def follow(order: Order, before: Any, new: Any, passes: Passes, own: set[int]) -> None:
    """Put a new one after the one before it in the file, past what still belongs to that and the file lacks."""
    order.put_after(before, new, passes=lambda other: id(other) not in own and passes(new, before, other))


def begin(order: Order, new: Any, own: list[Any], whole_file: list[Any]) -> None:
    """Put the first of a language before the next that stands, else after what is before it in the file."""
    following = next((one for one in own if one in order), None)
    earlier = whole_file[: next(place for place, one in enumerate(whole_file) if one is new)]
    before = next((one for one in reversed(earlier) if one in order), None)
    if following is None and before is not None:
        order.put_after(before, new, passes=lambda other: False)
    else:
        order.put_before(following, new)


def save(model: type[Any], document: Document, order: list[Any]) -> bool:
    """Give the new ones their positions and save them; return whether what stands had to move."""
    new = [one for one in order if one.pk is None]
    has_moved = spread(order)
    for one in new:
        check(one)
    if has_moved:
        model.objects.filter(document=document).update(position=F("position") + FAR)
        model.objects.bulk_update([one for one in order if one.pk is not None], ["position"])
    while new:  # those that others are part of come first
        ready = [one for one in new if getattr(one, "parent", None) is None or one.parent.pk is not None]
        model.objects.bulk_create(ready)
        new = [one for one in new if one.pk is None]
    return has_moved
