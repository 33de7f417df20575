"""Filters of the lists that have none on their pages: themes, States and regional bodies, each whole."""

from __future__ import annotations

from django.db.models import QuerySet

from directory.models import Country, Organisation
from documents.filters import ListFilter
from documents.models import Theme


class ThemeFilter(ListFilter):
    """The themes in the order of the vocabulary."""

    record_kind = "theme"

    @classmethod
    def records(cls) -> QuerySet:
        return Theme.objects.published()


class CountryFilter(ListFilter):
    """All States, by their names in addresses."""

    record_kind = "country"

    @classmethod
    def records(cls) -> QuerySet:
        return Country.objects.all()


class OrganisationFilter(ListFilter):
    """Regional and other bodies, by name."""

    record_kind = "organisation"

    @classmethod
    def records(cls) -> QuerySet:
        return Organisation.objects.published()
