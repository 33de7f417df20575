"""What the record of a mechanism may lack: queries for those who fill it."""

from __future__ import annotations

from typing import Self

from directory.models.answer import AnswerOrigin, IndicatorAnswer
from directory.models.contact import ContactPoint
from directory.models.statement import Statement
from documents.publication import RecordQuerySet


class LacksQuerySet(RecordQuerySet):
    def without_aspect(self, aspect: str) -> Self:
        """Return mechanisms of which no statement speaks of this aspect."""
        return self.exclude(pk__in=Statement.objects.filter(aspect=aspect).values("mechanism"))

    def without_function(self) -> Self:
        """Return mechanisms of which none of the ten functions is described."""
        return self.exclude(pk__in=Statement.objects.filter(function__isnull=False).values("mechanism"))

    def without_contact(self) -> Self:
        """Return mechanisms of which no way of reaching them is known that everyone may see."""
        return self.exclude(pk__in=ContactPoint.objects.public().values("mechanism"))

    def without_model(self) -> Self:
        """Return mechanisms of which the institutional model is not known."""
        return self.filter(model=None)

    def without_role(self) -> Self:
        """Return mechanisms of which no role is known."""
        return self.filter(roles=None)

    def unconfirmed(self) -> Self:
        """Return mechanisms that have answered none of the operational indicators themselves."""
        return self.exclude(pk__in=IndicatorAnswer.objects.filter(origin=AnswerOrigin.MECHANISM).values("mechanism"))

    def with_undated_statements(self) -> Self:
        """Return mechanisms of which a statement carries no date."""
        return self.filter(statements__as_of="").distinct()
