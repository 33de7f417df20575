"""The kinds of records that the API gives: where each stands, how it is filtered, fetched and told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import models
from django.db.models import QuerySet
from django.http import QueryDict
from django.shortcuts import get_object_or_404

from consultations.models import Consultation
from directory.models import Agreement, Country, Mechanism, Organisation, Practice
from documents.filters import ListFilter
from documents.models import Document, Theme, Tool
from documents.publication import Record
from nrem_portal.api import consultations, directory, documents, fetched, filters, recommendations
from nrem_portal.api.fields import Shape
from nrem_portal.lists import LISTS
from recommendations.models import FollowUp, Recommendation

Fetch = Callable[[QuerySet], QuerySet]


class Kind(NamedTuple):
    """One kind of records: its name in addresses and in the singular, what it holds, how it is fetched and told."""

    name: str
    one: str
    says: str
    model: type[models.Model]
    fetch: Fetch
    shape: type[Shape]
    filter_class: type[ListFilter]
    part: str = "<slug:key>"
    lookup: str = "slug"
    whole: type[Shape] | None = None

    def filtered(self, asked: QueryDict) -> ListFilter:
        """Return the list with the filters asked for, its records fetched whole."""
        return self.filter_class(asked, self.fetch(self.filter_class.records().prefetch_related(None)))

    def record(self, **parts: str) -> Any:
        """Return one record by the parts of its address; raise GoneError if withdrawn, Http404 if not public."""
        rows: Any = self.fetch(self.model._default_manager.all())
        lookup = {self.lookup: parts.pop("key"), **{f"{name}__slug": value for name, value in parts.items()}}
        return rows.published_or_gone(**lookup) if issubclass(self.model, Record) else get_object_or_404(rows, **lookup)

    def again(self, record: models.Model) -> Any:
        """Return a record at hand with all that its object is made of."""
        return self.fetch(self.model._default_manager.all()).get(pk=record.pk)


def of_page(name: str) -> type[ListFilter]:
    """Return the filter of the page of this name."""
    return LISTS[name].filter_class


KINDS = {
    one.name: one
    for one in [
        Kind(
            "recommendations",
            "recommendation",
            "Calls to act, each at its one source paragraph, with what became of it",
            Recommendation,
            fetched.recommendations,
            recommendations.RecommendationShape,
            of_page("recommendations"),
            part="<slug:origin>/<slug:key>",
        ),
        Kind(
            "follow-up",
            "follow-up",
            "Dated, sourced entries on what became of recommendations",
            FollowUp,
            fetched.follow_up,
            recommendations.FollowUpShape,
            of_page("follow-up"),
            lookup="key",
        ),
        Kind(
            "mechanisms",
            "mechanism",
            "National rapporteurs and equivalent mechanisms, each fact with its sources",
            Mechanism,
            fetched.mechanisms,
            directory.MechanismShape,
            of_page("mechanisms"),
        ),
        Kind(
            "practices",
            "practice",
            "Good practices, lessons learned and challenges",
            Practice,
            fetched.practices,
            directory.PracticeShape,
            of_page("practices"),
        ),
        Kind(
            "cooperation",
            "agreement",
            "Agreements between States, mechanisms and organizations",
            Agreement,
            fetched.agreements,
            directory.AgreementShape,
            of_page("cooperation"),
        ),
        Kind(
            "consultations",
            "consultation",
            "Meetings that the Special Rapporteur convened",
            Consultation,
            fetched.consultations,
            consultations.ConsultationShape,
            of_page("consultations"),
        ),
        Kind(
            "documents",
            "document",
            "Documents held or known; one alone comes with its sections and paragraphs",
            Document,
            fetched.whole,
            documents.DocumentShape,
            of_page("documents"),
            part="<key:key>",
            lookup="key",
            whole=documents.DocumentWhole,
        ),
        Kind(
            "tools",
            "tool",
            "Handbooks, model laws and toolkits",
            Tool,
            fetched.tools,
            documents.ToolShape,
            of_page("tools"),
        ),
        Kind(
            "themes",
            "theme",
            "The subjects by which records can be found",
            Theme,
            fetched.whole,
            documents.ThemeShape,
            filters.ThemeFilter,
        ),
        Kind(
            "countries",
            "country",
            "Member States and non-member observer States, with their mechanisms",
            Country,
            fetched.countries,
            directory.CountryShape,
            filters.CountryFilter,
        ),
        Kind(
            "regional",
            "organisation",
            "Regional and subregional bodies, and bodies of the United Nations",
            Organisation,
            fetched.organisations,
            directory.OrganisationShape,
            filters.OrganisationFilter,
        ),
    ]
}
BY_RECORD = {one.one: one for one in KINDS.values()}
