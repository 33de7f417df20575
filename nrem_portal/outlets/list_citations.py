"""Lists for reference managers: a citation for each record, in the order of the list."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from documents import citations
from documents.citations import Cited
from nrem_portal.outlets.asked import Asked
from nrem_portal.outlets.citing import CitedRecord
from recommendations.models import Recommendation

WRITERS: dict[str, Callable[[Cited], str]] = {
    "ris": citations.ris,
    "bib": citations.bibtex,
    "csl": lambda cited: json.dumps(citations.csl_item(cited), ensure_ascii=False),
}


def citations_of(asked: Asked, suffix: str) -> Iterator[str]:
    """Yield the citations of a list, many at a time."""
    write, is_json = WRITERS[suffix], suffix == "csl"
    before = "[\n" if is_json else ""
    for chunk in records(asked):
        made = [write(CitedRecord(one, asked.reading).cited) for one in chunk]
        yield before + (",\n" if is_json else "\n").join(made)
        before = ",\n" if is_json else "\n"
    yield ("[]\n" if before == "[\n" else "\n]\n") if is_json else ""


def records(asked: Asked) -> Iterator[list[Any]]:
    """Yield the records of a list with what a citation needs; recommendations without what else their page shows."""
    if asked.public.name != "recommendations":
        yield from asked.filterset.chunks()
        return
    for keys in asked.in_keys():
        found = Recommendation.objects.published().with_place().in_bulk(keys)
        yield [found[key] for key in keys if key in found]
