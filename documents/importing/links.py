"""Which records lead to paragraphs: by themselves, or by the places that their statements point to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from documents.models import Document, Paragraph, Reference
from documents.uses import Users, in_words, users_of_each


def linked_to(document: Document, paragraphs: Iterable[int]) -> dict[int, list[str]]:
    """Say in words, for each of these paragraphs, how many records of each kind lead to it; a few queries in all."""
    pks = list(paragraphs)
    if not pks:
        return {}
    found = users_of_each(Paragraph, pks)
    places = {pk: found[pk].pop(Reference, set()) for pk in pks}
    for pk, reference in in_ranges(document, pks):
        places[pk].add(reference)
    users = users_of_each(Reference, {one for own in places.values() for one in own})
    return {pk: in_words(merged([found[pk], *(users[one] for one in places[pk])])) for pk in pks}


def in_ranges(document: Document, pks: list[int]) -> list[tuple[int, int]]:
    """Return paragraph and reference for each range of paragraphs that one of these stands in."""
    ranges = Reference.objects.filter(document=document, last_paragraph__isnull=False)
    rows = list(ranges.values_list("pk", "paragraph__position", "last_paragraph__position"))
    stand = Paragraph.objects.filter(pk__in=pks).values_list("pk", "position")
    return [(pk, one) for pk, position in stand for one, first, last in rows if first <= position <= last]


def merged(users: list[Users]) -> Users:
    """Return the users of several entries, each once."""
    together: Users = defaultdict(set)
    for own in users:
        for kind, pks in own.items():
            together[kind] |= pks
    return together
