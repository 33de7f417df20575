"""The filters of this layer's lists."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from directory.gazetteer import by_name
from directory.models import Agreement, Country, Function, InstitutionalModel, Mechanism, Practice, Region
from directory.models.agreement import AgreementForm, AgreementStatus
from directory.models.mechanism import Role
from directory.models.practice import PracticeKind
from documents.filters import NOT_STATED, AnyOf, ListFilter, Plain, Text, theme_choices
from documents.formats import CITED_LIST_FORMATS

Pairs = list[tuple[str, str | Promise]]


def functions() -> Pairs:
    """Return the functions in the order of the vocabulary."""
    return [(one.slug, one.name) for one in Function.objects.all()]


def models() -> Pairs:
    """Return the institutional models, and the wish for mechanisms of which none is stated."""
    return [*((one.slug, one.name) for one in InstitutionalModel.objects.all()), (NOT_STATED, _("Not stated"))]


def roles() -> Pairs:
    """Return the roles, and the wish for mechanisms of which none is stated."""
    return [*Role.choices, (NOT_STATED, _("Not stated"))]


def regions() -> Pairs:
    """Return the regions of the world, sub-regions left out."""
    return [(one.slug, one.name) for one in Region.objects.filter(parent=None)]


def all_countries() -> Pairs:
    """Return all States, by name in the reader's language."""
    return [(one.slug, one.name) for one in by_name(Country.objects.all())]


def countries_or_none() -> Pairs:
    """Return all States, and the wish for practices that the sources tie to none."""
    return [*all_countries(), (NOT_STATED, _("Not stated"))]


class MechanismFilter(ListFilter):
    """The directory by country, function, institutional model, role, region and words."""

    record_kind = "mechanism"
    in_order_of_language = True

    @classmethod
    def records(cls) -> QuerySet:
        return Mechanism.objects.published().by_countries(by_name(Country.objects.all())).with_card().with_functions()

    country = AnyOf(label=_("Country"), field_name="country__slug", choices=all_countries, as_select=True)
    fn = AnyOf(label=_("Function"), field_name="statements__function__slug", choices=functions)
    model = AnyOf(label=_("Institutional model"), field_name="model__slug", choices=models)
    role = AnyOf(label=_("Role"), field_name="roles__role", choices=roles)
    region = AnyOf(label=_("Region"), field_name="country__region__parent__slug", choices=regions)
    q = Text(rests_on="statements__references__paragraph")
    plain = Plain()


class PracticeFilter(ListFilter):
    """Practices by kind, theme and country."""

    record_kind = "practice"
    formats = CITED_LIST_FORMATS

    @classmethod
    def records(cls) -> QuerySet:
        return Practice.objects.published().in_order().with_card()

    kind = AnyOf(label=_("Kind"), choices=PracticeKind.choices)
    theme = AnyOf(label=_("Theme"), field_name="themes__slug", choices=theme_choices)
    country = AnyOf(label=_("Country"), field_name="countries__slug", choices=countries_or_none, as_select=True)


class AgreementFilter(ListFilter):
    """Agreements by country, form and status."""

    record_kind = "agreement"

    @classmethod
    def records(cls) -> QuerySet:
        return Agreement.objects.published().with_card()

    country = AnyOf(label=_("Country"), field_name="countries__slug", choices=all_countries)
    form = AnyOf(label=_("Form"), choices=AgreementForm.choices)
    status = AnyOf(label=_("Status"), choices=AgreementStatus.choices)
