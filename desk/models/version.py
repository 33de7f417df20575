"""Versions: what the public read of a record, from when on, and why it changed."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Deed(models.TextChoices):
    """What made a version."""

    LOADED = "loaded", _("Loaded")  # came with the record that the portal ships
    PUBLISHED = "published", _("Published")  # accepted by a second person
    WITHDRAWN = "withdrawn", _("Withdrawn")  # taken down, with a reason


class VersionQuerySet(models.QuerySet):
    def of(self, kind: str, record: Any) -> Self:
        """Return those of one record, the newest first."""
        return self.filter(kind=kind, record=record).order_by("-number")

    def with_people(self) -> Self:
        """Fetch along who wrote and who decided."""
        return self.select_related("by", "reviewer")


class Version(models.Model):
    """A version is one record as the public read it from one moment on; of a withdrawn one, the moment and reason."""

    kind = models.CharField(_("kind"), max_length=20)
    record = models.UUIDField(_("record"))
    number = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=300, blank=True)
    shape = models.PositiveSmallIntegerField()  # number of the shape that `data` has
    data = models.JSONField(default=dict)  # of a withdrawn record, as it last read
    deed = models.CharField(_("what was done"), max_length=10, choices=Deed)
    by = models.ForeignKey(  # who wrote it; none for what came with the portal
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("when"))
    why = models.CharField(_("why"), max_length=300, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-at", "-number"]
        constraints = [
            models.UniqueConstraint(name="desk_version_once", fields=["kind", "record", "number"]),
            models.CheckConstraint(
                name="desk_version_of_people_has_reason", condition=Q(deed=Deed.LOADED) | ~Q(why="")
            ),
            models.CheckConstraint(
                name="desk_version_published_by_two",
                condition=~Q(deed=Deed.PUBLISHED)
                | (Q(by__isnull=False, reviewer__isnull=False) & ~Q(by=models.F("reviewer"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title or self.record}, {self.number}"

    @property
    def is_withdrawal(self) -> bool:
        return self.deed == Deed.WITHDRAWN
