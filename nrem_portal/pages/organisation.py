"""One regional body: what it is and does, its members with their mechanisms, the meetings it took part in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from consultations.models import Participation
from directory.gazetteer import by_name
from directory.models import Agreement, Country, Organisation, OrganisationStatement, Practice
from directory.models.organisation import OrganisationAspect, OrganisationKind
from documents.groups import Group, by_choice
from documents.models import Reference
from documents.models.reference import main_document
from documents.sources import Sources
from recommendations.models import Recommendation
from recommendations.models.recommendation import AddresseeGroup

OF_STATES = {OrganisationKind.REGIONAL, OrganisationKind.SUBREGIONAL, OrganisationKind.PROCESS}


class Members(NamedTuple):
    """The members of a body: all, those in which a mechanism is recorded, the others."""

    every: list[Country]
    recorded: list[Country]
    silent: list[Country]


class Addressed(NamedTuple):
    """How many recommendations ask a group to act."""

    group: AddresseeGroup
    number: int


def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """One body of several States, or of the United Nations."""
    body = Organisation.objects.with_page().published_or_gone(slug=slug)
    participations = list(Participation.objects.of_organisation(body).with_who())
    told = by_choice(body.statements.all(), "aspect", OrganisationAspect)
    cited = references_of(body, told, participations)
    context = {
        "organisation": body,
        "told": told,
        "members": members_of(body),
        "participations": participations,
        "addressed": addressed_to(body),
        "agreements": Agreement.objects.published().filter(organisations=body).with_places(),
        "practices": Practice.objects.published().filter(organisations=body).in_order().with_places(),
        "main": main_document(reference for references in cited for reference in references),
        "sources": Sources(cited),
    }
    return render(request, "pages/organisation.html", context)


def members_of(body: Organisation) -> Members | None:
    """Return the members of a body, None for one that is not made of States."""
    if body.kind not in OF_STATES:
        return None
    countries = by_name(Country.objects.filter(organisations=body).with_their_mechanisms())
    recorded = [country for country in countries if country.mechanisms.all()]
    return Members(countries, recorded, [country for country in countries if country not in recorded])


def references_of(
    body: Organisation, told: Iterable[Group[OrganisationStatement]], participations: Iterable[Participation]
) -> list[list[Reference]]:
    """Return the references of each statement on the page, in the order of the page."""
    statements = [list(statement.references.all()) for group in told for statement in group.records]
    members = [list(body.seat_references.all()), list(body.members_references.all())]
    differing = [list(claim.references.all()) for one in body.discrepancies.all() for claim in one.claims.all()]
    return [*statements, *members, *(list(one.references.all()) for one in participations), *differing]


def addressed_to(body: Organisation) -> list[Addressed]:
    """Count the recommendations addressed to the groups that bodies of this kind belong to."""
    groups = groups_of(body)
    counts = Recommendation.objects.published().count_by_addressee()
    return [Addressed(group, counts[group]) for group in groups if group in counts]


def groups_of(body: Organisation) -> list[AddresseeGroup]:
    """Return the groups of addressees that a body of this kind belongs to."""
    if body.kind == OrganisationKind.UN:
        return [AddresseeGroup.UN_BODIES]
    if body.kind == OrganisationKind.OTHER:
        return []
    return [AddresseeGroup.REGIONAL_MECHANISMS, AddresseeGroup.REGIONAL_ORGANISATIONS]
