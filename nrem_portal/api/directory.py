"""Mechanisms, practices, agreements, countries and regional bodies as objects."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from directory.models import Mechanism, Organisation
from directory.models.agreement import AgreementForm, AgreementStatus
from directory.models.answer import AnswerOrigin
from directory.models.contact import ContactKind
from directory.models.country import Membership
from directory.models.mechanism import Basis, Role
from directory.models.organisation import OrganisationAspect, OrganisationKind
from directory.models.practice import PracticeKind
from directory.models.statement import Aspect
from documents.models.reference import Confidence
from documents.publication import uid_of
from nrem_portal.api.fields import ByLanguage, Choice, Identifier, Known, PartialDate, Shape, Text
from nrem_portal.api.parts import (
    CountryName,
    Difference,
    Label,
    MechanismName,
    OrganisationName,
    Place,
    RecordShape,
    Sourced,
)


class RoleShape(Shape):
    """A role that a mechanism holds."""

    role = Choice(Role, help_text="The role")
    basis = Choice(Basis, help_text="Who says so")
    references = Place(many=True, help_text="The places it rests on")


class ModelShape(Shape):
    """The institutional model of a mechanism; null where none is stated."""

    slug = Known(source="model.slug", help_text="Its name in filters")
    label = Known(source="model.name", help_text="Its name for readers")  # type: ignore[assignment]
    basis = Choice(Basis, source="model_basis", help_text="Who names it")
    references = Place(source="model_references", many=True, help_text="The places it rests on")

    def to_representation(self, instance: Mechanism) -> dict[str, Any] | None:  # type: ignore[override]
        return super().to_representation(instance) if instance.model else None


class StatementShape(Sourced):
    """A sourced sentence about a mechanism."""

    aspect = Choice(Aspect, help_text="What it speaks of")
    function = Label(allow_null=True, help_text="The function it describes")
    as_of = PartialDate(help_text="As of when it holds")
    confidence = Choice(Confidence, allow_null=True, help_text="How sure it is")


class ContactShape(Shape):
    """A public way to reach a mechanism."""

    kind = Choice(ContactKind, help_text="By what way")
    value = Known(help_text="The contact")
    as_of = PartialDate(help_text="As of when it holds")
    last_checked = serializers.DateField(allow_null=True, help_text="Day on which it was last checked")
    references = Place(many=True, help_text="The places that give it")


class IndicatorName(Label):
    """An operational indicator."""

    letter = Known(help_text="Its letter in paragraph 12 of the UNODC paper")


class AnswerShape(Sourced):
    """What a source, or the mechanism itself, shows on one operational indicator; no score."""

    indicator = IndicatorName(help_text="The indicator")
    origin = Choice(AnswerOrigin, help_text="Where it comes from")
    office = Text(help_text="The office that answered")
    as_of = PartialDate(help_text="As of when it holds")


class MechanismShape(RecordShape):
    """A national rapporteur on trafficking in persons, or a body that does the work of one."""

    name = Known(help_text="Its name")
    acronym = Text(help_text="Its acronym")
    name_original = Text(help_text="Its name in the original language")
    original_language = Text(help_text="Code of the original language")
    country = CountryName(help_text="Its State")
    roles = RoleShape(many=True, help_text="The roles it holds")
    model = ModelShape(source="*", allow_null=True, help_text="Its institutional model")
    lead = Text(help_text="Host or lead institution")
    established = serializers.IntegerField(allow_null=True, help_text="Year in which it was set up")
    confidence = Choice(Confidence, allow_null=True, help_text="How sure the record is of it")
    statements = StatementShape(many=True, help_text="What the sources say of it")
    contacts = ContactShape(many=True, help_text="Public ways to reach it")
    indicators = AnswerShape(source="answers", many=True, help_text="What is known on the operational indicators")
    sources_differ = Difference(source="discrepancies", many=True, help_text="On what sources differ")


class PracticeShape(RecordShape):
    """A good practice, a lesson learned or a challenge that the sources report."""

    kind = Choice(PracticeKind, help_text="What sort of experience it is")
    title = Known(help_text="Its title")
    text = Known(help_text="What was reported, in our own words")
    who = Text(help_text="Who told it, as the source has it")
    countries = CountryName(many=True, help_text="States that told it")
    mechanisms = MechanismName(many=True, help_text="Mechanisms that report it")
    organisations = OrganisationName(many=True, help_text="Bodies that report it")
    themes = Label(many=True, help_text="Its themes")
    references = Place(many=True, help_text="The places that tell of it")


class AgreementStanding(Shape):
    """How far an agreement had come when its source was written."""

    value = serializers.ChoiceField(AgreementStatus.choices, source="status", help_text="The value, as in filters")
    label = Known(source="get_status_display", help_text="The same in words")  # type: ignore[assignment]
    note = Text(source="status_note", help_text="In the words of our reading")


class AgreementShape(RecordShape):
    """A memorandum, set of procedures, task force, convention or plan by which parties cooperate."""

    title = Known(help_text="Its title")
    form = Choice(AgreementForm, help_text="Its form")
    status = AgreementStanding(source="*", help_text="How far it had come")
    subject = Known(help_text="Its subject, in our own words")
    countries = CountryName(many=True, help_text="States that are party to it")
    organisations = OrganisationName(many=True, help_text="Bodies that are party to it")
    mechanisms = MechanismName(many=True, help_text="Mechanisms concerned")
    counterparts_note = Text(help_text="What to know of the counterparts")
    themes = Label(many=True, help_text="Its themes")
    references = Place(many=True, help_text="The places that tell of it")


class CountryShape(RecordShape):
    """A Member State or non-member observer State of the United Nations."""

    id = Identifier(lambda one: uid_of("country", one.iso2), help_text="Made from the ISO code; stays with the State")
    name = Known(help_text="Its name, in the language asked for")
    names = ByLanguage(lambda one: dict(one.names), help_text="Its name by language")
    iso2 = Known(help_text="ISO 3166-1 alpha-2")
    iso3 = Known(help_text="ISO 3166-1 alpha-3")
    m49 = Known(help_text="UN M49")
    membership = Choice(Membership, help_text="Its standing in the United Nations")
    region = Label(source="region.parent", allow_null=True, help_text="Its region (M49)")
    subregion = Label(source="region", help_text="Its sub-region (M49)")
    mechanisms = MechanismName(many=True, help_text="Its mechanisms")


class OrganisationStatementShape(Sourced):
    """A sourced sentence about a body."""

    aspect = Choice(OrganisationAspect, help_text="What it speaks of")


class Parent(OrganisationName):
    """The body that another one belongs to, where the public may see it."""

    def to_representation(self, instance: Organisation) -> dict[str, Any] | None:  # type: ignore[override]
        return super().to_representation(instance) if instance.is_published else None


class OrganisationShape(RecordShape):
    """A regional or subregional body, or a body of the United Nations, that works against trafficking."""

    name = Known(help_text="Its name")
    acronym = Text(help_text="Its acronym")
    kind = Choice(OrganisationKind, help_text="What sort of body it is")
    parent = Parent(allow_null=True, help_text="The body it belongs to")
    bodies = OrganisationName(many=True, help_text="Bodies that belong to it")
    area = Text(help_text="Its area as the sources name it")
    seat = Text(help_text="Its seat")
    seat_note = Text(help_text="What to know of its seat")
    seat_references = Place(many=True, help_text="The places that name its seat")
    members = CountryName(many=True, help_text="Its members")
    members_note = Text(help_text="What to know of its members")
    members_references = Place(many=True, help_text="The places that name its members")
    statements = OrganisationStatementShape(many=True, help_text="What the sources say of it")
    sources_differ = Difference(source="discrepancies", many=True, help_text="On what sources differ")
