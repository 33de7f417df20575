"""Regional and subregional bodies, and organisations that took part in consultations."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Count, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from directory.models.country import Country
from documents.models import Discrepancy, Reference
from documents.publication import Record, RecordQuerySet, Row, State


class OrganisationKind(models.TextChoices):
    """What sort of body it is, by its founding text or by what the sources call it."""

    REGIONAL = "regional", _("Regional organization")  # States of one region, by treaty
    SUBREGIONAL = "subregional", _("Subregional organization")  # States of part of a region, by treaty
    PROCESS = "process", _("Regional process")  # States that consult without an organisation of their own
    TREATY_BODY = "treaty-body", _("Treaty monitoring body")  # watches over one treaty
    PART = "body-of-organisation", _("Body of an organization")  # commission or office inside another body
    UN = "un", _("United Nations body")  # part of the United Nations system
    OTHER = "other", _("Other organization")  # none of these


class OrganisationQuerySet(RecordQuerySet):
    def regional(self) -> Self:
        """Return bodies of a region or sub-region, United Nations offices and others left out."""
        return self.exclude(kind__in=[OrganisationKind.UN, OrganisationKind.OTHER])

    def with_member_counts(self) -> Self:
        """Add `member_count`, and `members_with_mechanism`: members in which a published mechanism is recorded."""
        recorded = Q(members__mechanisms__state=State.PUBLISHED)
        return self.annotate(
            member_count=Count("members", distinct=True),
            members_with_mechanism=Count("members", filter=recorded, distinct=True),
        )

    def with_page(self) -> Self:
        """Fetch along what a page of its own shows: seat, members' sources, statements, bodies, differences."""
        places = Reference.objects.with_place()
        return self.select_related("parent").prefetch_related(
            Prefetch("seat_references", places),
            Prefetch("members_references", places),
            Prefetch("bodies", Organisation.objects.published()),
            Prefetch("statements__references", places),
            Prefetch("discrepancies", Discrepancy.objects.published().with_claims()),
        )

    def of_country(self, country: Country) -> Self:
        """Return bodies that the country belongs to."""
        return self.filter(members=country)


class Organisation(Record):
    """An organisation is a body of several States, or of the United Nations, that works against trafficking."""

    slug = models.SlugField(_("name in addresses"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=24, choices=OrganisationKind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="bodies", verbose_name=_("body of")
    )
    area = models.CharField(_("area as the sources name it"), max_length=100, blank=True)
    seat = models.CharField(_("seat"), max_length=200, blank=True)
    seat_note = models.CharField(_("note on the seat"), max_length=300, blank=True)
    seat_references = models.ManyToManyField(
        Reference, verbose_name=_("sources of the seat"), related_name="+", blank=True
    )
    members = models.ManyToManyField(Country, verbose_name=_("members"), related_name="organisations", blank=True)
    members_note = models.TextField(_("note on members"), blank=True)
    members_references = models.ManyToManyField(
        Reference, verbose_name=_("sources of the members"), related_name="+", blank=True
    )
    discrepancies = models.ManyToManyField(
        Discrepancy, verbose_name=_("sources differ"), related_name="organisations", blank=True
    )

    objects = OrganisationQuerySet.as_manager()
    KEY = ("slug",)

    class Meta(Record.Meta):
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["name"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(name="directory_organisation_not_its_own_body", condition=~Q(parent=models.F("id"))),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organisation", args=[self.slug])

    @property
    def short_name(self) -> str:
        return self.acronym or self.name


class OrganisationAspect(models.TextChoices):
    """What a statement about an organisation speaks of."""

    PLAN = "plan", _("Plans")  # plans of action, work plans, policies, with their years
    TOOL = "tool", _("Guidelines and tools")  # procedures, guidelines, monitoring tools
    FACT = "fact", _("Work against trafficking")  # what it does or did
    VIEW = "view", _("Views stated")  # what its representative held


class OrganisationStatementQuerySet(models.QuerySet):
    def plans(self) -> Self:
        """Return the plans of published organisations, by organisation, with their places."""
        plans = self.filter(aspect=OrganisationAspect.PLAN, organisation__state=State.PUBLISHED)
        return (
            plans.select_related("organisation")
            .prefetch_related(Prefetch("references", Reference.objects.with_place()))
            .order_by("organisation__name", "position")
        )


class OrganisationStatement(Row):
    """An organisation statement is one sourced sentence about an organisation."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="statements")
    aspect = models.CharField(_("aspect"), max_length=10, choices=OrganisationAspect)
    text = models.TextField(_("statement"))
    references = models.ManyToManyField(Reference, verbose_name=_("sources"), related_name="organisation_statements")

    objects = OrganisationStatementQuerySet.as_manager()

    class Meta(Row.Meta):
        pass

    def __str__(self) -> str:
        return self.text


class RegionalRoleQuerySet(models.QuerySet):
    def with_places(self) -> Self:
        """Fetch along the places that say so."""
        return self.prefetch_related(Prefetch("references", Reference.objects.with_place()))


class RegionalRole(models.Model):
    """A regional role is one thing that the sources say regional bodies do, or should do, for mechanisms."""

    position = models.PositiveSmallIntegerField(unique=True)
    text = models.TextField(_("role"))
    references = models.ManyToManyField(Reference, verbose_name=_("sources"), related_name="regional_roles")

    objects = RegionalRoleQuerySet.as_manager()
    KEY = ("position",)

    class Meta:
        verbose_name = _("role of regional bodies")
        verbose_name_plural = _("roles of regional bodies")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text
