"""What a reviewer decides with a follow-up entry: the status of each recommendation that it bears on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q
from django.http import QueryDict

from desk.models import Change
from desk.rules import without_decision
from documents.shapes import Dict
from recommendations.models import Recommendation
from recommendations.models.follow_up import BearingKind
from recommendations.models.status import DECIDABLE


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


def decided(one: Decision, status: str, *, by: User) -> Dict:
    """Return a row of an entry with the status decided for it; who decided so before stays named."""
    bare = without_decision(one.row)
    if one.is_statement or status not in DECIDABLE:
        return bare
    who = one.row.get("decided_by") if one.row.get("decided_status") == status else None
    return {**bare, "decided_status": status, "decided_by": who or by.get_username()}
