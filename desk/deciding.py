"""What a reviewer decides with a follow-up entry: the status of each recommendation that it bears on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from desk.models import Change, Deed, Version
from desk.rules import without_decision
from desk.words import Words
from documents.shapes import Dict
from recommendations.models import Recommendation
from recommendations.models.follow_up import Bearing, BearingKind
from recommendations.models.status import DECIDABLE, Status


@dataclass(frozen=True)
class Decision:
    """One recommendation that an entry bears on, as the reviewer sees it."""

    place: int
    row: Dict
    recommendation: Recommendation | None  # none where the entry names none that is held

    @property
    def name(self) -> str:
        """The name of its field."""
        return f"status-{self.place}"

    @property
    def title(self) -> str:
        return str(self.recommendation or self.row.get("recommendation", ""))

    @property
    def kind(self) -> Any:
        """Whether the entry is a step, a result or a statement for it."""
        return dict(BearingKind.choices).get(self.row.get("kind", ""), "")

    @property
    def is_statement(self) -> bool:
        """Whether there is nothing to decide."""
        return self.row.get("kind") == BearingKind.STATEMENT

    @property
    def suggested(self) -> str:
        return str(self.row.get("suggested_status", ""))

    @property
    def chosen(self) -> str:
        """The status that stands in the field at first: the one decided before, else the one suggested."""
        return str(self.row.get("decided_status") or self.suggested)

    @property
    def options(self) -> list[tuple[str, Any]]:
        return [(status.value, status.label) for status in DECIDABLE]


def decisions_on(change: Change) -> list[Decision]:
    """Return what is to be decided with a follow-up entry; nothing with any other record."""
    rows = change.data.get("bearings", []) if change.kind == "follow-up" else []
    held = recommendations_named([row.get("recommendation", "") for row in rows])
    return [Decision(place, row, held.get(row.get("recommendation", ""))) for place, row in enumerate(rows)]


def recommendations_named(keys: list[str]) -> dict[str, Recommendation]:
    """Return the recommendations that these keys name."""
    asked = Q(pk__in=[])
    for origin, _slash, slug in (key.partition("/") for key in keys):
        asked |= Q(origin__slug=origin, slug=slug)
    found = Recommendation.objects.filter(asked).with_place()
    return {f"{one.origin.slug}/{one.slug}": one for one in found}


def with_status(change: Change, post: QueryDict, *, by: User) -> Dict | None:
    """Return the dict of a follow-up entry with what the reviewer decided; None for any other record."""
    rows = [decided(one, post.get(one.name, ""), by=by) for one in decisions_on(change)]
    return {**change.data, "bearings": rows} if rows else None


def as_suggested(change: Change, *, by: User) -> Dict:
    """Return the dict of a change as it reads if the status that stands in each field at first is decided."""
    rows = change.data.get("bearings", []) if change.kind == "follow-up" else []
    found = [Decision(place, row, None) for place, row in enumerate(rows)]
    return {**change.data, "bearings": [decided(one, one.chosen, by=by) for one in found]} if found else change.data


def decided(one: Decision, status: str, *, by: User) -> Dict:
    """Return a row of an entry with the status decided for it; who decided so before stays named."""
    bare = without_decision(one.row)
    if one.is_statement or status not in DECIDABLE:
        return bare
    who = one.row.get("decided_by") if one.row.get("decided_status") == status else None
    return {**bare, "decided_status": status, "decided_by": who or by.get_username()}


@dataclass(frozen=True)
class Otherwise:
    """One recommendation for which another status was decided than the one suggested."""

    title: str
    decided: Any
    suggested: Any

    def __str__(self) -> str:
        told = _("Status decided for %(title)s: %(decided)s (suggested: %(suggested)s)")
        return told % {"title": self.title, "decided": self.decided, "suggested": self.suggested}


def otherwise(data: Dict, words: Words | None = None) -> list[Otherwise]:
    """Return where a follow-up entry was given another status than was suggested; named by key where without words."""
    named = words.label if words else lambda _model, key: key
    return [
        Otherwise(
            named(Recommendation, row.get("recommendation", "")),
            dict(Status.choices).get(row.get("decided_status", "")) or _("left open"),
            dict(Status.choices).get(row.get("suggested_status", "")) or _("nothing"),
        )
        for row in data.get("bearings", [])
        if is_otherwise(row)
    ]


def is_otherwise(row: Dict) -> bool:
    """Tell whether the status of a row is not the one suggested; a statement has none."""
    is_moved = (row.get("decided_status") or "") != (row.get("suggested_status") or "")
    return is_moved and row.get("kind") != BearingKind.STATEMENT


def otherwise_by_version(versions: Iterable[Version], *, for_public: bool) -> dict[int, list[Otherwise]]:
    """Return where a reviewer decided otherwise with versions of a follow-up entry, by their number."""
    entries = [one for one in versions if one.kind == "follow-up" and one.deed == Deed.PUBLISHED]
    words, link = Words(for_public=for_public), Bearing._meta.get_field("recommendation")
    for row in (row for one in entries for row in one.data.get("bearings", [])):
        words.learn(link, row.get("recommendation"))
    return {one.number: otherwise(one.data, words) for one in entries}
