"""Recommendations and follow-up entries as objects."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from rest_framework import serializers

from documents.models.reference import Confidence
from nrem_portal.api.fields import Address, Choice, Identifier, Known, PartialDate, Shape, Text, Whole
from nrem_portal.api.parts import CountryName, Label, ParagraphPlace, Place, RecordShape
from recommendations.models import FollowUp, Recommendation, Status
from recommendations.models.follow_up import BearingKind
from recommendations.models.recommendation import AddresseeBasis, AddresseeGroup, RecommendationKind, Strength


def key_of(recommendation: Recommendation) -> str:
    """Return the key of a recommendation, `bangkok-2014/45-c`."""
    return f"{recommendation.origin.slug}/{recommendation.slug}"


def permanent_of(recommendation: Recommendation) -> str:
    """Return the address to cite a recommendation by."""
    return reverse("permanent-recommendation", args=[recommendation.origin.slug, recommendation.slug])


class OriginName(Label):
    """Where recommendations were made."""

    label = Known(source="title", help_text="Its title for readers")
    date = PartialDate(help_text="Its date")


class StatusShape(Shape):
    """The follow-up status, computed from the accepted entries; never a judgement."""

    value = serializers.ChoiceField(Status.choices, source="status", help_text="The value, as in filters")
    label = Known(source="get_status_display", help_text="The same in words")  # type: ignore[assignment]
    since = PartialDate(source="status_since", help_text="Since when, as exact as its source")


class StrengthShape(Shape):
    """How strongly the source words it."""

    value = serializers.ChoiceField(Strength.choices, source="strength", help_text="The value, as in filters")
    label = Known(source="get_strength_display", help_text="The same in words")  # type: ignore[assignment]
    words = Text(source="strength_words", help_text="The verb as printed")


class AddresseeShape(Shape):
    """A group that is asked to act."""

    value = serializers.ChoiceField(AddresseeGroup.choices, source="group", help_text="The value, as in filters")
    label = Known(source="get_group_display", help_text="The same in words")  # type: ignore[assignment]
    words = Text(help_text="The words as printed")
    basis = Choice(AddresseeBasis, help_text="Whether the text names it, or we read it so")


class Entry(Shape):
    """A follow-up entry as it bears on one recommendation."""

    id = Identifier(lambda one: one.follow_up.uid, help_text="Stays with the entry through every change")
    key = Known(source="follow_up.key", help_text="Its key in `/api/v1/follow-up/`")
    kind = Choice(BearingKind, help_text="What it says about this recommendation")
    status = Choice(Status, allow_null=True, help_text="The status that it gives it; null for a statement")
    date = PartialDate(source="follow_up.date", help_text="When it happened")
    period_end = PartialDate(source="follow_up.period_end", help_text="When the period ended, if it was one")
    actor = Known(source="follow_up.actor", help_text="Who acted")
    capacity = Text(source="follow_up.capacity", help_text="In what capacity")
    text = Known(source="follow_up.text", help_text="What happened")
    confidence = Choice(Confidence, source="follow_up.confidence", allow_null=True, help_text="How sure it is")
    references = Place(source="follow_up.references", many=True, help_text="The places it rests on")


class RecommendationName(Shape):
    """A recommendation, in short."""

    key = Whole(key_of, help_text="Its key in `/api/v1/recommendations/`")
    title = Known(help_text="Its title")
    address = Address(help_text="Its page")
    permanent_address = Address(permanent_of, help_text="The address to cite")


class Successor(RecommendationName):
    """The recommendation that took the place of one, where the public may see it."""

    def to_representation(self, instance: Recommendation) -> dict[str, Any] | None:  # type: ignore[override]
        return super().to_representation(instance) if instance.is_published else None


class RecommendationShape(RecordShape):
    """One call to act, tied to exactly one paragraph, with what became of it."""

    key = Whole(key_of, help_text="Its name in addresses: `bangkok-2014/45-c`")  # type: ignore[assignment]
    permanent_address = Address(permanent_of, help_text="The address to cite; it never changes")
    title = Known(help_text="Its title, in our own words")
    summary = Known(help_text="What it asks for, in our own words")
    heading = Text(help_text="The heading it stands under")
    made_in = OriginName(source="origin", help_text="Where it was made")
    source = ParagraphPlace(source="paragraph", help_text="The paragraph it stands in")  # type: ignore[assignment]
    kind = Choice(RecommendationKind, help_text="Whose it is")
    strength = StrengthShape(source="*", help_text="How strongly the source words it")
    status = StatusShape(source="*", help_text="What the accepted follow-up entries show")
    addressees = AddresseeShape(many=True, help_text="Who should act")
    themes = Label(many=True, help_text="Its themes")
    countries = CountryName(many=True, help_text="States that it concerns by name")
    related = ParagraphPlace(many=True, help_text="Related paragraphs")
    superseded_by = Successor(allow_null=True, help_text="What took its place")
    follow_up = Entry(source="bearings", many=True, help_text="Accepted follow-up entries, newest first")


class Bearing(Shape):
    """How an entry bears on one recommendation."""

    recommendation = RecommendationName(help_text="The recommendation")
    kind = Choice(BearingKind, help_text="What the entry says about it")
    status = Choice(Status, allow_null=True, help_text="The status that it gives it; null for a statement")


class FollowUpShape(RecordShape):
    """One dated, sourced piece of information on what became of recommendations."""

    key = Known(help_text="Its name in addresses")
    address = Address(FollowUp.get_absolute_url, help_text="Where it is read")
    permanent_address = Address(FollowUp.get_absolute_url, help_text="Where it is read")
    date = PartialDate(help_text="When it happened")
    period_end = PartialDate(help_text="When the period ended, if it was one")
    actor = Known(help_text="Who acted")
    capacity = Text(help_text="In what capacity")
    text = Known(help_text="What happened")
    confidence = Choice(Confidence, allow_null=True, help_text="How sure it is")
    references = Place(many=True, help_text="The places it rests on")
    bears_on = Bearing(source="bearings", many=True, help_text="The recommendations it bears on")
