"""Lists and pages of this layer: mechanisms, countries, regional bodies, practices, agreements."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from directory import profile
from directory.filters import AgreementFilter, MechanismFilter, PracticeFilter
from directory.gazetteer import by_letter, by_name, by_region
from directory.models import (
    Agreement,
    Country,
    Mechanism,
    Organisation,
    OrganisationStatement,
    Practice,
    RegionalRole,
)
from directory.models.agreement import AgreementForm, AgreementStatus
from directory.models.organisation import OrganisationKind
from directory.models.practice import PracticeKind
from directory.tilemap import tile_map
from documents.formats import offers
from documents.groups import by_choice
from documents.listing import Listing, without_empty_parameters
from documents.models import Paragraph
from documents.models.reference import main_document
from documents.sources import main_report

APART = {OrganisationKind.UN, OrganisationKind.OTHER}  # bodies of no region, shown after the others
ALIKE = 5  # practices on the same themes that a practice shows


@without_empty_parameters
def mechanisms(request: HttpRequest) -> HttpResponse:
    """The directory of mechanisms, by country, function, institutional model, role and region."""
    every = by_name(Country.objects.all())
    records = Mechanism.objects.published().by_countries(every).with_card().with_functions()
    listing = Listing(request, MechanismFilter, records)
    rows = [profile.row(one, asked=request.GET.getlist("fn")) for one in listing.page]
    matching = set(listing.filterset.qs.order_by().values_list("country", flat=True))
    context = {
        "listing": listing,
        "rows": rows,
        "unrecorded": Country.objects.filter(slug__in=request.GET.getlist("country")).without_mechanisms(),
        "main": main_report(reference for row in rows for reference in row.references),
        "map": tile_map(every, matching, {one.pk for one in Country.objects.with_mechanisms()}),
    }
    return render(request, "directory/mechanisms.html", context)


def countries(request: HttpRequest) -> HttpResponse:
    """All States, from A to Z and by region, with the number of mechanisms recorded for each."""
    every = list(Country.objects.select_related("region").with_their_mechanisms())
    context = {
        "letters": by_letter(every),
        "regions": by_region(every),
        "total": len(every),
        "recorded": sum(bool(country.mechanisms.all()) for country in every),
    }
    return render(request, "directory/countries.html", context)


def organisations(request: HttpRequest) -> HttpResponse:
    """Regional bodies by kind, with the members that have a mechanism; what the sources expect of such bodies."""
    bodies = Organisation.objects.published().with_member_counts().select_related("parent")
    groups = by_choice(bodies, "kind", OrganisationKind)
    context = {
        "groups": [group for group in groups if group.value not in APART],
        "apart": [group for group in groups if group.value in APART],
        "roles": RegionalRole.objects.with_places(),
    }
    return render(request, "directory/organisations.html", context)


@without_empty_parameters
def practices(request: HttpRequest) -> HttpResponse:
    """Good practices, lessons learned and challenges, by kind, theme and country."""
    listing = Listing(request, PracticeFilter)
    return render(request, "directory/practices.html", {"listing": listing, "kinds": PracticeKind})


def practice(request: HttpRequest, slug: str) -> HttpResponse:
    """One practice: what was reported, by whom, where it stands, and who reports on the same themes."""
    practice = Practice.objects.with_card().with_who().with_themes().published_or_gone(slug=slug)
    others = Practice.objects.published().sharing_themes(practice).with_countries().with_themes()[:ALIKE]
    context = {
        "practice": practice,
        "formats": list(offers("practice", slug)),
        "main": main_document(practice.references.all()),
        "paragraphs": Paragraph.objects.of_published().filter(references__practices=practice).distinct().with_box(),
        "alike": [(other, themes_in_common(practice, other)) for other in others],
    }
    return render(request, "directory/practice.html", context)


def themes_in_common(one: Practice, other: Practice) -> list[str]:
    """Return the names of the themes that two practices share."""
    return [theme.name for theme in one.themes.all() if theme in other.themes.all()]


@without_empty_parameters
def cooperation(request: HttpRequest) -> HttpResponse:
    """Agreements by country, form and status; the countries party to them; the plans of regional bodies."""
    context = {
        "listing": Listing(request, AgreementFilter),
        "countries": by_name(Country.objects.with_agreements()),
        "plans": OrganisationStatement.objects.plans(),
        "forms": AgreementForm,
        "statuses": AgreementStatus,
    }
    return render(request, "directory/cooperation.html", context)


def agreement(request: HttpRequest, slug: str) -> HttpResponse:
    """One agreement: parties, form, status, subject, where it stands, and what else its parties agreed."""
    agreement = Agreement.objects.with_card().with_mechanisms_and_themes().published_or_gone(slug=slug)
    context = {
        "agreement": agreement,
        "formats": list(offers("agreement", slug)),
        "main": main_document(agreement.references.all()),
        "paragraphs": Paragraph.objects.of_published().filter(references__agreements=agreement).distinct().with_box(),
        "others": Agreement.objects.published().of_same_parties(agreement).with_places(),
    }
    return render(request, "directory/agreement.html", context)
