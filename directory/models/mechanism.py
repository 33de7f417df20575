"""Mechanisms and the roles that they hold; their profile is made of statements, contacts and answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.models.answer import IndicatorAnswer
from directory.models.contact import ContactPoint
from directory.models.country import Country
from directory.models.lacks import LacksQuerySet
from directory.models.statement import Statement
from directory.models.vocabulary import InstitutionalModel
from documents.models import Discrepancy, Reference
from documents.models.reference import Confidence
from documents.publication import Record, Row
from documents.templatetags.nrem import in_english


class Basis(models.TextChoices):
    """Who says so: the source itself, or we who read it."""

    STATED = "stated", _("Stated in the sources")  # a source uses the words
    OUR_READING = "our-reading", _("Our reading")  # follows from what the sources describe


class Role(models.TextChoices):
    """The roles that a mechanism may hold (UNODC paper, 8–10); it may hold two, or none may be stated."""

    RAPPORTEUR = "national-rapporteur", _("National rapporteur")  # researches, monitors and reports
    EQUIVALENT = "equivalent-mechanism", _("Equivalent mechanism")  # does so under another name
    COORDINATOR = "national-coordinator", _("National coordinator")  # one office that brings agencies together
    COORDINATION_BODY = "coordination-body", _("Inter-agency coordination body")  # agencies that meet as one body


class MechanismQuerySet(LacksQuerySet):
    def in_country(self, country: Country) -> Self:
        """Return the mechanisms of one country."""
        return self.filter(country=country)

    def with_card(self) -> Self:
        """Fetch along what a row of a list shows."""
        return self.select_related("country", "model").prefetch_related(
            "roles", Prefetch("contacts", ContactPoint.objects.public())
        )

    def with_profile(self) -> Self:
        """Fetch along what a profile shows: statements, contacts, roles and answers with their references."""
        places = Reference.objects.with_place()
        return self.select_related("country__region__parent", "model").prefetch_related(
            Prefetch("statements", Statement.objects.select_related("function")),
            Prefetch("statements__references", places),
            Prefetch("contacts", ContactPoint.objects.public()),
            Prefetch("contacts__references", places),
            Prefetch("model_references", places),
            Prefetch("roles__references", places),
            Prefetch("answers", IndicatorAnswer.objects.select_related("indicator")),
            Prefetch("answers__references", places),
            Prefetch("discrepancies", Discrepancy.objects.published().with_claims()),
        )

    def with_functions(self) -> Self:
        """Fetch along the statements that name a function, with function and references."""
        named = Statement.objects.filter(function__isnull=False).select_related("function")
        return self.prefetch_related(
            Prefetch("statements", named), Prefetch("statements__references", Reference.objects.with_place())
        )

    def compared_by(self) -> models.QuerySet:
        """Return what peers are found by: id, model, sub-region, region and a function, a row for each function."""
        return self.in_order().values_list(
            "pk", "model", "country__region", "country__region__parent", "statements__function"
        )

    def in_order(self) -> Self:
        """Order by country, then name."""
        return self.order_by("country__slug", "name")

    def by_countries(self, countries: Iterable[Country]) -> Self:
        """Order by country as these stand, which depends on the reader's language, then by name."""
        places = [models.When(country=country, then=place) for place, country in enumerate(countries)]
        return self.order_by(models.Case(*places, default=len(places)), "name")


class Mechanism(Record):
    """A mechanism is a national rapporteur on trafficking in persons, or a body that does the work of one.

    Its profile is its statements, grouped by aspect; the few typed fields serve lists and filters.
    """

    slug = models.SlugField(_("name in addresses"), max_length=80, unique=True)
    country = models.ForeignKey(Country, models.PROTECT, related_name="mechanisms", verbose_name=_("country"))
    name = models.CharField(_("name"), max_length=300)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    name_original = models.CharField(_("name in the original language"), max_length=300, blank=True)
    original_language = models.CharField(_("original language"), max_length=10, blank=True)
    lead = models.CharField(_("host or lead institution"), max_length=300, blank=True)
    established = models.PositiveSmallIntegerField(_("year established"), null=True, blank=True)
    model = models.ForeignKey(
        InstitutionalModel,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mechanisms",
        verbose_name=_("institutional model"),
    )
    model_basis = models.CharField(_("who names the model"), max_length=12, choices=Basis, blank=True)
    model_references = models.ManyToManyField(
        Reference, verbose_name=_("sources of the model"), related_name="+", blank=True
    )
    confidence = models.CharField(_("confidence"), max_length=12, choices=Confidence, blank=True)
    discrepancies = models.ManyToManyField(
        Discrepancy, verbose_name=_("sources differ"), related_name="mechanisms", blank=True
    )

    objects = MechanismQuerySet.as_manager()
    KEY = ("slug",)

    class Meta(Record.Meta):
        verbose_name = _("mechanism")
        verbose_name_plural = _("mechanisms")
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="directory_mechanism_model_has_basis",
                condition=Q(model=None, model_basis="") | (Q(model__isnull=False) & ~Q(model_basis="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        """Its name, with the acronym where it has one."""
        return f"{self.name} ({self.acronym})" if self.acronym else self.name

    def get_absolute_url(self) -> str:
        return reverse("mechanism", args=[self.slug])

    @property
    def sentence(self) -> str:
        """One sentence of the portal's on when it was set up and where it sits; empty where both are unknown.

        It is HTML: the host or lead institution is marked as English.
        """
        known = {"year": self.established, "lead": conditional_escape(in_english(self.lead))}
        if self.established and self.lead:
            words = gettext("Set up in %(year)s; host or lead institution: %(lead)s.")
        elif self.established:
            words = gettext("Set up in %(year)s.")
        else:
            words = gettext("Host or lead institution: %(lead)s.") if self.lead else ""
        return mark_safe(words % known)


class MechanismRole(Row):
    """A mechanism role says that a mechanism holds one of the four roles, and who says so."""

    mechanism = models.ForeignKey(Mechanism, models.CASCADE, related_name="roles")
    role = models.CharField(_("role"), max_length=24, choices=Role)
    basis = models.CharField(_("who says so"), max_length=12, choices=Basis)
    references = models.ManyToManyField(Reference, verbose_name=_("sources"), related_name="+", blank=True)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(name="directory_mechanismrole_once", fields=["mechanism", "role"]),
        ]

    def __str__(self) -> str:
        return self.get_role_display()
