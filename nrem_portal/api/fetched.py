"""What the objects of each kind are made of, fetched at once: the number of queries does not grow with the records."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet

from consultations.models import Participation, Proposal
from documents.models import Paragraph
from recommendations.models import Bearing


def recommendations(rows: Any) -> QuerySet:
    """Fetch along the place, addressees, themes, related paragraphs and accepted follow-up of recommendations."""
    related = Paragraph.objects.of_published().select_related("document", "section__excerpt_of")
    return rows.with_page().prefetch_related(
        Prefetch("related", related), Prefetch("bearings", Bearing.objects.accepted().with_entry().newest_first())
    )


def follow_up(rows: Any) -> QuerySet:
    """Fetch along the places of entries, and what they bear on."""
    return rows.with_sources()


def tools(rows: Any) -> QuerySet:
    """Fetch along themes and places of tools."""
    return rows.with_card()


def mechanisms(rows: Any) -> QuerySet:
    """Fetch along the profiles of mechanisms; contact points are the public ones."""
    return rows.with_profile()


def practices(rows: Any) -> QuerySet:
    """Fetch along who reports practices, themes and places."""
    return rows.with_card().with_who().with_themes()


def agreements(rows: Any) -> QuerySet:
    """Fetch along parties, mechanisms, themes and places of agreements."""
    return rows.with_card().with_mechanisms_and_themes()


def consultations(rows: Any) -> QuerySet:
    """Fetch along all that is recorded of consultations."""
    return rows.with_record().prefetch_related(
        Prefetch("participations", Participation.objects.of_published().with_who()),
        Prefetch("proposals", Proposal.objects.published().with_card().with_links().as_discussed()),
    )


def countries(rows: Any) -> QuerySet:
    """Fetch along the regions and mechanisms of States."""
    return rows.select_related("region__parent").with_their_mechanisms()


def organisations(rows: Any) -> QuerySet:
    """Fetch along members, statements and differences of bodies."""
    return rows.with_page().prefetch_related("members")


def whole(rows: Any) -> QuerySet:
    """Fetch records that nothing needs to be fetched along with."""
    return rows
