"""The pages of the consultations: all of them, and one with everything recorded of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from consultations.attendance import Figure, Roll, figures, named, roll
from consultations.filters import ConsultationFilter
from consultations.models import Consultation, Proposal
from consultations.models.consultation import ConsultationAspect as Aspect
from consultations.sittings import openers, sittings
from documents.formats import CONSULTATION_FORMATS, offers
from documents.groups import Group, by_choice, by_every_choice
from documents.listing import Listing, without_empty_parameters
from documents.models import Reference
from documents.sources import Sources, mentions
from recommendations.models import Recommendation

CARD = [Aspect.CONVENOR, Aspect.PARTNER, Aspect.OPENING, Aspect.LANGUAGE, Aspect.VENUE]
BODY = [Aspect.OCCASION, Aspect.OBJECTIVE, Aspect.MODALITY, Aspect.THEME, Aspect.OUTCOME]


class MeetingRow(NamedTuple):
    """One consultation on the list, with the numbers of what came of it."""

    consultation: Consultation
    figures: list[Figure]
    recommendations: int
    proposals: int


@without_empty_parameters
def consultations(request: HttpRequest) -> HttpResponse:
    """Show all consultations, newest first."""
    listing = Listing(request, ConsultationFilter)
    return render(request, "pages/consultations.html", {"listing": listing, "rows": rows(listing.page)})


def rows(meetings: Iterable[Consultation]) -> list[MeetingRow]:
    """Return consultations as the list shows them."""
    held = list(meetings)
    recommended = _counted(Recommendation.objects.published(), "origin__consultation", held)
    proposed = _counted(Proposal.objects.published(), "consultation", held)
    return [MeetingRow(one, figures(one.attendance.all()), recommended[one.pk], proposed[one.pk]) for one in held]


def _counted(records: QuerySet, path: str, meetings: list[Consultation]) -> Counter[int]:
    found = records.filter(**{f"{path}__in": meetings}).order_by()
    return Counter(dict(found.values_list(path).annotate(Count("pk"))))


def consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one consultation: what it recommended, how it went, who took part, and what else the sources tell."""
    meeting = Consultation.objects.with_record().published_or_gone(slug=slug)
    context = {
        "consultation": meeting,
        "formats": list(offers("consultation", slug, formats=CONSULTATION_FORMATS.values())),
        "thread": Consultation.objects.published().oldest_first().select_related("outcome_document"),
        "proposals": list(Proposal.objects.published().of_meeting(meeting).with_card().with_links().as_discussed()),
        **recommended(meeting),
        **told(meeting),
        **attended(meeting),
    }
    sources = Sources(cited(meeting, context["roll"], context["proposals"]))
    return render(request, "pages/consultation.html", {**context, "sources": sources, "numbers": sources.numbers})


def recommended(meeting: Consultation) -> dict[str, Any]:
    """Return the recommendations of a meeting under their headings; the report is the page's main document if held."""
    every = list(Recommendation.objects.published().of_meeting(meeting).with_place().oldest_first())
    under = groupby(every, key=lambda one: one.heading)
    return {
        "recommendations": every,
        "headings": [Group(title, list(ones)) for title, ones in under],
        "main": meeting.report if meeting.report and meeting.report.held else None,
        "is_gap": meeting.awaits_report and not every,
    }


def told(meeting: Consultation) -> dict[str, Any]:
    """Return what the sources tell of a meeting: for the card, for the body, its conclusions, and where it is told."""
    statements = meeting.statements.all()
    places = [reference for one in statements for reference in one.references.all()]
    return {
        "card": by_every_choice(statements, "aspect", CARD),
        "body": by_choice(statements, "aspect", BODY),
        "conclusions": [one for one in statements if one.aspect == Aspect.CONCLUSION],
        "told_in": mentions([*meeting.references.all(), *places]),
    }


def attended(meeting: Consultation) -> dict[str, Any]:
    """Return who took part in a meeting, and its sessions with who did what in them."""
    participations = list(meeting.participations.of_published().with_who())
    called, counted = roll(participations), figures(meeting.attendance.all())
    notes = {session.time_note for session in meeting.sessions.all()}
    return {
        "roll": called,
        "openers": openers(participations),
        "sittings": sittings(meeting, participations),
        "time_note": notes.pop() if len(notes) == 1 else "",
        "figures": counted,
        "named": named(counted, called),
    }


def cited(meeting: Consultation, called: Roll, proposals: Iterable[Proposal]) -> Iterator[Iterable[Reference]]:
    """Yield the references of all that the page shows, in its order."""
    sessions = meeting.sessions.all()
    items = chain.from_iterable(session.items.all() for session in sessions)
    told: Iterable[Any] = chain(
        meeting.statements.all(), sessions, items, meeting.topics.all(), meeting.attendance.all()
    )
    yield meeting.references.all()
    for one in told:
        yield one.references.all()
    for attendee in called:
        yield attendee.references
    for proposal in proposals:
        yield proposal.references.all()
    for discrepancy in meeting.discrepancies.all():
        yield from (claim.references.all() for claim in discrepancy.claims.all())
