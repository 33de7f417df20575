"""Discrepancies: places where sources differ."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.models.reference import Confidence, Reference
from documents.publication import Record, RecordQuerySet, Row


class DiscrepancyKind(models.TextChoices):
    """Where the difference lies."""

    BETWEEN = "between-sources", _("Between sources")  # two documents or addresses give different values
    WITHIN = "within-source", _("Within one source")  # one document contradicts itself
    COMPATIBLE = "compatible", _("Compatible")  # the values differ in words and may both hold

    @property
    def meaning(self) -> str:
        """What the portal takes the kind to mean, for readers."""
        return str(KIND_MEANINGS[self])


KIND_MEANINGS = {
    DiscrepancyKind.BETWEEN: _("Two documents or addresses give different values."),
    DiscrepancyKind.WITHIN: _("One document or address contradicts itself."),
    DiscrepancyKind.COMPATIBLE: _("The values differ in words, and both may hold."),
}


class DiscrepancyQuerySet(RecordQuerySet):
    def with_claims(self) -> DiscrepancyQuerySet:
        """Fetch claims and the places they come from along."""
        return self.prefetch_related(
            models.Prefetch("claims__references", Reference.objects.with_place()),
        )


class Discrepancy(Record):
    """A discrepancy is one question to which the sources give two or more values; all are shown, none is chosen."""

    key = models.SlugField(_("key"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=DiscrepancyKind)
    question = models.CharField(_("question"), max_length=300)
    note = models.TextField(_("note"), blank=True)

    objects = DiscrepancyQuerySet.as_manager()
    KEY = ("key",)

    class Meta(Record.Meta):
        verbose_name = _("discrepancy")
        verbose_name_plural = _("discrepancies")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.question


class Claim(Row):
    """A claim is one of the values that sources give to the question of a discrepancy."""

    discrepancy = models.ForeignKey(Discrepancy, models.CASCADE, related_name="claims")
    value = models.CharField(_("value"), max_length=500)
    references = models.ManyToManyField(Reference, verbose_name=_("sources"), related_name="claims")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="documents_claim_position_once", fields=["discrepancy", "position"]),
        ]

    def __str__(self) -> str:
        return self.value

    @property
    def doubt(self) -> str:
        """The confidence of the addresses that give it, in words, where none of them is better than low."""
        doubtful = {Confidence.LOW, Confidence.UNVERIFIED}
        found = list(self.references.all())
        return found[0].get_confidence_display() if found and all(one.confidence in doubtful for one in found) else ""
