"""Statements: the sourced sentences that make up the profile of a mechanism."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.models.vocabulary import Function
from documents.fields import PartialDateField
from documents.models import Reference
from documents.models.reference import Confidence
from documents.publication import Row


class Aspect(models.TextChoices):
    """What a statement about a mechanism speaks of, in the order of the profile."""

    SET_UP = "set-up", _("Set up")  # year and manner of its founding
    LEGAL_BASIS = "legal-basis", _("Legal basis")  # law, decree or order that founds it
    LEAD = "lead", _("Host or lead institution")  # where it sits or who chairs it
    STRUCTURE = "structure", _("Structure")  # members, secretariat, departments
    SCOPE = "scope", _("Scope")  # what its mandate extends to
    INDEPENDENCE = "independence", _("Independence")  # its standing towards the Government
    REPORTING = "reporting", _("Reports to")  # to whom and how it reports
    FUNCTION = "function", _("Functions")  # what it does
    POSITION = "position", _("Views stated")  # what its representatives held in meetings
    GOOD_PRACTICE = "good-practice", _("Good practice")  # told as having worked, with no practice record
    CHALLENGE = "challenge", _("Challenge")  # told as hard, with no practice record
    OTHER_MECHANISMS = "other-mechanisms", _("Other bodies in the country")  # named beside it
    NOTABLE = "notable", _("Also recorded")  # what fits none of the above


MANDATE = [
    Aspect.SET_UP,
    Aspect.LEGAL_BASIS,
    Aspect.LEAD,
    Aspect.STRUCTURE,
    Aspect.SCOPE,
    Aspect.INDEPENDENCE,
    Aspect.REPORTING,
]


class Statement(Row):
    """A statement is one sourced sentence about a mechanism: what it is, does, holds or reports."""

    mechanism = models.ForeignKey("Mechanism", models.CASCADE, related_name="statements")
    aspect = models.CharField(_("aspect"), max_length=20, choices=Aspect)
    function = models.ForeignKey(
        Function, models.PROTECT, null=True, blank=True, related_name="statements", verbose_name=_("function")
    )
    text = models.TextField(_("statement"))
    as_of = PartialDateField(_("as of"))
    confidence = models.CharField(_("confidence"), max_length=12, choices=Confidence, blank=True)
    references = models.ManyToManyField(Reference, verbose_name=_("sources"), related_name="statements")

    class Meta(Row.Meta):
        constraints = [
            models.CheckConstraint(
                name="directory_statement_function_fits_aspect",
                condition=Q(function=None) | Q(aspect__in=[Aspect.FUNCTION, Aspect.REPORTING]),
            ),
            models.CheckConstraint(name="directory_statement_not_empty", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def own_date(self) -> str:
        """The date as of which it holds, where no source of it bears that date already."""
        dates = {one.date or (one.source.date if one.source else "") for one in self.references.all()}
        return "" if self.as_of in dates else self.as_of
