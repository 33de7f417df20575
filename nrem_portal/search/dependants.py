"""Which entries of the index a change of published records touches: their own, and those of what shows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models

from consultations.models import Consultation, Person, Proposal
from directory.models import (
    Agreement,
    Country,
    Function,
    Indicator,
    InstitutionalModel,
    Mechanism,
    ModelFactor,
    Organisation,
    Practice,
    Region,
    RegionalRole,
)
from documents.models import Discrepancy, Document, Paragraph, Reference, SearchEntry, Theme, Tool
from recommendations.models import FollowUp, Origin, Recommendation

MANY = 2_000  # records of one kind that are no longer told apart
Touched = tuple[str, type[models.Model], str]  # a kind of entry, its model, and how it leads to the record changed

# What is filed under themes and countries.
FILED: dict[str, type[models.Model]] = {
    "practice": Practice,
    "agreement": Agreement,
    "proposal": Proposal,
    "recommendation": Recommendation,
}
# The first of each are the records themselves. A kind not named may stand in any entry.
TOUCHED: dict[str, list[Touched]] = {
    "mechanism": [("mechanism", Mechanism, "uid")],
    "practice": [("practice", Practice, "uid")],
    "agreement": [("agreement", Agreement, "uid")],
    "organisation": [("organisation", Organisation, "uid")],
    "tool": [("tool", Tool, "uid")],
    "proposal": [("proposal", Proposal, "uid")],
    "follow-up": [("follow-up", FollowUp, "uid")],
    "consultation": [("consultation", Consultation, "uid"), ("proposal", Proposal, "consultation__uid")],
    "recommendation": [
        ("recommendation", Recommendation, "uid"),
        ("follow-up", FollowUp, "bearings__recommendation__uid"),
    ],
    "document": [
        ("document", Document, "uid"),
        ("paragraph", Paragraph, "document__uid"),
        ("paragraph", Paragraph, "section__excerpt_of__uid"),
        ("recommendation", Recommendation, "paragraph__document__uid"),
        ("recommendation", Recommendation, "paragraph__section__excerpt_of__uid"),
    ],
}

# The entries that show the words of a vocabulary: its own, and those filed under it. One not named may stand in any.
SHOWN_IN: dict[type[models.Model], list[Touched]] = {
    Theme: [
        ("theme", Theme, "pk"),
        *((kind, model, "themes") for kind, model in FILED.items()),
        ("tool", Tool, "themes"),
    ],
    Country: [
        ("country", Country, "pk"),
        *((kind, model, "countries") for kind, model in FILED.items()),
        ("mechanism", Mechanism, "country"),
        ("consultation", Consultation, "country"),
    ],
    Function: [("mechanism", Mechanism, "statements__function")],
    Origin: [("recommendation", Recommendation, "origin")],
    **{
        model: []
        for model in (Discrepancy, Indicator, InstitutionalModel, ModelFactor, Person, Reference, Region, RegionalRole)
    },
}


def shown_in(vocabulary: type[models.Model], key: int) -> dict[str, set[int]] | None:
    """Return the keys, by kind, of the records whose entries show an entry of a vocabulary; None where it may be all.

    The entry's own is among them where it has one, even after it was deleted.
    """
    if vocabulary not in SHOWN_IN:
        return None
    found: dict[str, set[int]] = {}
    for kind, model, path in SHOWN_IN[vocabulary]:
        rows = model._default_manager.filter(**{path: key}).order_by().values_list("pk", flat=True)
        found[kind] = {key} if path == "pk" else set(rows)
    return found


def changed(records: Iterable[tuple[str, str]]) -> dict[str, set[int]] | None:
    """Return the keys, by kind, of the records whose entries are to be made anew; None where it may be all."""
    uids: dict[str, set[str]] = defaultdict(set)
    for kind, uid in records:
        uids[kind].add(uid)
    if not uids or not uids.keys() <= TOUCHED.keys() or any(len(own) > MANY for own in uids.values()):
        return None
    found: dict[str, set[int]] = defaultdict(set)
    for kind, own in uids.items():
        if not are_known(kind, own):
            return None
        for entry, model, path in TOUCHED[kind]:
            found[entry] |= set(model._default_manager.filter(**{f"{path}__in": own}).values_list("pk", flat=True))
    found["paragraph"] |= entered(uids["document"]) if "document" in uids else set()
    return found


def entered(documents: set[str]) -> set[int]:
    """Return the keys of the paragraphs of these documents that have entries, those deleted since among them."""
    found: set[int] = set()
    for key in Document.objects.filter(uid__in=documents).values_list("key", flat=True):
        entries = SearchEntry.objects.filter(kind="paragraph", key__startswith=f"{key}#")
        found |= {entry.record for entry in entries.only("kind")}
    return found


def are_known(kind: str, uids: set[str]) -> bool:
    """Tell whether all these records are in the database; what was deleted is known by its entry alone."""
    _entry, model, _path = TOUCHED[kind][0]
    try:
        return model._default_manager.filter(uid__in=uids).count() == len(uids)
    except ValidationError:
        return False
