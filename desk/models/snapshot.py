"""Snapshots: what an open change said at each of its revisions, so that two editors' work can be merged."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.models.change import Change


class SnapshotQuerySet(models.QuerySet):
    def of(self, change: Change) -> Self:
        """Return those of one change, the newest first."""
        return self.filter(change=change).order_by("-revision")

    def at(self, change: Change, revision: int) -> Snapshot | None:
        """Return what a change said at a revision, as last saved before or with it; None where nothing is held."""
        found: Any = self.of(change).filter(revision__lte=revision).first()
        return found


class Snapshot(models.Model):
    """A snapshot is what an open change said at one revision; it goes when the change is decided."""

    change = models.ForeignKey(Change, models.CASCADE, related_name="snapshots", verbose_name=_("change"))
    revision = models.PositiveIntegerField()
    data = models.JSONField(default=dict)
    addresses = models.JSONField(default=dict, blank=True)  # as those of the change

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        ordering = ["-revision"]
        constraints = [models.UniqueConstraint(name="desk_snapshot_once", fields=["change", "revision"])]

    def __str__(self) -> str:
        return f"{self.change_id}, {self.revision}"
