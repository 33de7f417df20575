"""Answers to the operational indicators, by the sources or by the mechanism itself."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.models.vocabulary import Indicator
from documents.fields import PartialDateField
from documents.models import Reference
from documents.publication import Row


class AnswerOrigin(models.TextChoices):
    """Where the answer to an operational indicator comes from."""

    DOCUMENTS = "documents", _("Shown by the sources")  # a source shows it
    MECHANISM = "mechanism", _("Answered by the mechanism")  # its own, dated answer


class IndicatorAnswer(Row):
    """An indicator answer says what a source, or the mechanism itself, shows on one indicator; it is no score."""

    mechanism = models.ForeignKey("Mechanism", models.CASCADE, related_name="answers")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="answers", verbose_name=_("indicator"))
    origin = models.CharField(_("origin"), max_length=10, choices=AnswerOrigin)
    text = models.TextField(_("answer"))
    office = models.CharField(_("office that answered"), max_length=200, blank=True)
    as_of = PartialDateField(_("as of"))
    references = models.ManyToManyField(Reference, verbose_name=_("sources"), related_name="answers", blank=True)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                name="directory_indicatoranswer_once", fields=["mechanism", "indicator", "origin", "text"]
            ),
            models.CheckConstraint(
                name="directory_indicatoranswer_own_has_office_and_date",
                condition=~Q(origin=AnswerOrigin.MECHANISM) | (~Q(office="") & ~Q(as_of="")),
            ),
        ]

    def __str__(self) -> str:
        return self.text
