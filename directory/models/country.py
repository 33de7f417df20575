"""Countries and the regions they lie in."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.fields import Named


class Region(Named):
    """A region is a geographical region or sub-region of the United Nations standard M49."""

    m49 = models.CharField(_("M49 code"), max_length=3, unique=True)
    slug = models.SlugField(_("name in addresses"), max_length=60, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subregions", verbose_name=_("part of")
    )
    position = models.PositiveSmallIntegerField(_("position"))

    KEY = ("slug",)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(name="directory_region_not_its_own_part", condition=~Q(parent=models.F("id"))),
        ]


class Membership(models.TextChoices):
    """The standing of a State in the United Nations (General Assembly resolutions 58/314 and 67/19 on observers)."""

    MEMBER = "member", _("Member State")  # admitted under Article 4 of the Charter
    OBSERVER = "observer", _("Non-member observer State")  # invited to take part as an observer


# The grid of the tile map, in tiles; wide enough for all States with seas between.
MAP_COLUMNS = 33
MAP_ROWS = 15


class CountryQuerySet(models.QuerySet):
    def without_mechanisms(self) -> Self:
        """Return countries in which no published mechanism is recorded."""
        return self.exclude(pk__in=Country.objects.with_mechanisms().values("pk"))

    def with_mechanisms(self) -> Self:
        """Return countries in which a published mechanism is recorded."""
        from directory.models.mechanism import Mechanism

        return self.filter(iso2__in=Mechanism.objects.published().values("country__iso2"))

    def with_their_mechanisms(self) -> Self:
        """Fetch the published mechanisms of each country along."""
        from directory.models.mechanism import Mechanism

        return self.prefetch_related(models.Prefetch("mechanisms", Mechanism.objects.published()))

    def with_agreements(self) -> Self:
        """Return countries that are party to a published agreement, these agreements fetched along."""
        from directory.models.agreement import Agreement

        agreements = Agreement.objects.published()
        party = self.filter(agreements__in=agreements).distinct()
        return party.prefetch_related(models.Prefetch("agreements", agreements))


class Country(Named):
    """A country is a Member State or a non-member observer State of the United Nations."""

    iso2 = models.CharField(_("ISO 3166-1 alpha-2"), max_length=2, unique=True)
    iso3 = models.CharField(_("ISO 3166-1 alpha-3"), max_length=3, unique=True)
    m49 = models.CharField(_("M49 code"), max_length=3, unique=True)
    slug = models.SlugField(_("name in addresses"), max_length=60, unique=True)
    membership = models.CharField(_("membership"), max_length=10, choices=Membership)
    region = models.ForeignKey(Region, models.PROTECT, related_name="countries", verbose_name=_("sub-region"))
    tile_column = models.PositiveSmallIntegerField(_("column on the tile map"))
    tile_row = models.PositiveSmallIntegerField(_("row on the tile map"))

    objects = CountryQuerySet.as_manager()
    KEY = ("iso2",)

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["slug"]
        constraints = [
            models.UniqueConstraint(name="directory_country_one_tile_each", fields=["tile_column", "tile_row"]),
            models.CheckConstraint(
                name="directory_country_tile_on_map",
                condition=Q(tile_column__lt=MAP_COLUMNS, tile_row__lt=MAP_ROWS),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("country", args=[self.slug])
