"""Consultations as objects, with their sessions, who took part, and what was proposed."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from consultations.models import Participation
from consultations.models.consultation import ConsultationAspect, ConsultationKind
from consultations.models.participation import WHO, ParticipationRole
from consultations.models.session import ItemFormat
from documents.models import Document
from nrem_portal.api.fields import Choice, Codes, Hour, Identifier, Known, Shape, Text, Whole
from nrem_portal.api.parts import (
    CountryName,
    Difference,
    DocumentName,
    Label,
    OrganisationName,
    Place,
    RecordShape,
    Sourced,
)


class Report(DocumentName):
    """The report of a meeting, where the public may see its page."""

    def to_representation(self, instance: Document) -> dict[str, Any] | None:  # type: ignore[override]
        return super().to_representation(instance) if instance.is_published else None


class MeetingStatement(Sourced):
    """A sourced sentence about a consultation."""

    aspect = Choice(ConsultationAspect, help_text="What it speaks of")


class Attendance(Sourced):
    """What one source says of how many took part; sources may differ."""

    participants = serializers.IntegerField(allow_null=True, help_text="Number of participants")
    countries = serializers.IntegerField(allow_null=True, help_text="Number of countries")
    regional_mechanisms = serializers.IntegerField(allow_null=True, help_text="Number of regional mechanisms")


class Topic(Shape):
    """A subject that a concept note named before the meeting."""

    number = serializers.IntegerField(help_text="Its number")
    title = Known(help_text="Its title")
    scope = Text(help_text="What it covers, in our own words")
    references = Place(many=True, help_text="The places that name it")


class Item(Shape):
    """An entry of the agenda as printed."""

    title = Known(help_text="Its title")
    starts = Hour(allow_null=True, help_text="From, as `09:30`")
    ends = Hour(allow_null=True, help_text="To")
    format = Choice(ItemFormat, allow_null=True, help_text="What happens in it")
    references = Place(many=True, help_text="The places that print it")


class SessionShape(Shape):
    """One part of a consultation."""

    key = Known(help_text="Its name")
    number = serializers.IntegerField(help_text="Its number; 0 for the opening")
    title = Known(help_text="Its subject")
    day = serializers.DateField(allow_null=True, help_text="Its day")
    starts = Hour(allow_null=True, help_text="From, as `09:30`")
    ends = Hour(allow_null=True, help_text="To")
    time_note = Text(help_text="What to know of the hours")
    report = Place(allow_null=True, help_text="The paragraphs that report it")
    items = Item(many=True, help_text="Its agenda")
    references = Place(many=True, help_text="The places that tell of it")


class Took(Shape):
    """That someone took part, and in which role."""

    role = Choice(ParticipationRole, help_text="The role, by the words of the source")
    who = Whole(lambda one: kind_of(one), help_text=f"Who it was: {', '.join(f'`{name}`' for name in WHO)}")
    name = Whole(lambda one: one.who.name, help_text="The name")
    key = Whole(
        lambda one: None if one.person_id else one.who.slug,
        allow_null=True,
        help_text="The key of a mechanism, body or State",
    )
    affiliation = Text(source="person.affiliation", help_text="The affiliation of a person, as printed")
    office = Text(source="person.office", help_text="The office of a person, as printed")
    session = Text(source="session.key", help_text="Key of the session")
    item = Text(source="item.title", help_text="Title of the item of its agenda")
    note = Text(help_text="What to know of it")
    references = Place(many=True, help_text="The places that say so")


def kind_of(participation: Participation) -> str:
    """Return what sort of participant it is."""
    return next(name for name in WHO if getattr(participation, f"{name}_id"))


class ProposalShape(Shape):
    """Something suggested in discussion; no recommendation of the meeting."""

    id = Identifier(help_text="Stays with the proposal through every change")
    key = Known(help_text="Its name")
    title = Known(help_text="Its title")
    text = Known(help_text="What was proposed, in our own words")
    by = Text(help_text="By whom")
    countries = CountryName(many=True, help_text="The States it names")
    organisations = OrganisationName(many=True, help_text="The bodies it names")
    themes = Label(many=True, help_text="Its themes")
    references = Place(many=True, help_text="The places that tell of it")


class ConsultationShape(RecordShape):
    """A meeting that the Special Rapporteur convened with those who watch and coordinate."""

    title = Known(help_text="Its full title")
    short_name = Known(help_text="Its short name")
    kind = Choice(ConsultationKind, help_text="Whom it brought together")
    summary = Known(help_text="What it was, in our own words")
    city = Known(help_text="Its city")
    country = CountryName(help_text="Its State")
    venue = Text(help_text="Its venue")
    starts = serializers.DateField(help_text="First day")
    ends = serializers.DateField(help_text="Last day")
    series_place = Text(help_text="Its place in the series")
    languages = Codes(help_text="Codes of its working languages")
    report = Report(source="outcome_document", allow_null=True, help_text="Its report")
    documents = DocumentName(many=True, help_text="Its documents")
    statements = MeetingStatement(many=True, help_text="What the sources say of it")
    attendance = Attendance(many=True, help_text="How many took part, by each source")
    topics = Topic(many=True, help_text="Subjects announced")
    sessions = SessionShape(many=True, help_text="Its sessions")
    participations = Took(many=True, help_text="Who took part, by the sources")
    proposals = ProposalShape(many=True, help_text="What was proposed in discussion")
    sources_differ = Difference(source="discrepancies", many=True, help_text="On what sources differ")
    references = Place(many=True, help_text="The places that tell of it")
