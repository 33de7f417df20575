"""The sessions of a consultation as its page shows them: who led, who presented, who spoke, and the agenda."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.models import AgendaItem, Consultation, Participation, Session
from consultations.models.participation import ParticipationRole
from documents.models import Reference

LEADING = {
    ParticipationRole.OPENED: _("Opened by"),
    ParticipationRole.CHAIRED: _("Chaired by"),
    ParticipationRole.FACILITATED: _("Facilitated by"),
    ParticipationRole.PRESENTED: _("Presented by"),
}


class Lead(NamedTuple):
    """Those who held one role in a session, each once."""

    label: str | Promise
    people: list[Participation]


class Entry(NamedTuple):
    """One item of an agenda with those who spoke to it, and its sources where the session has others."""

    item: AgendaItem
    people: list[Participation]
    references: list[Reference]


class Sitting(NamedTuple):
    """One session: its leads, its agenda, and what else was said in it."""

    session: Session
    leads: list[Lead]
    agenda: list[Entry]
    said: list[Participation]

    @property
    def report(self) -> list[Reference]:
        """The paragraphs that report it, as a list of one or none."""
        return [self.session.report] if self.session.report else []


def sittings(consultation: Consultation, participations: Iterable[Participation]) -> list[Sitting]:
    """Put the sessions of a consultation together with what participants did in them."""
    ones = list(participations)
    return [
        _sitting(session, [one for one in ones if one.session_id == session.pk])
        for session in consultation.sessions.all()
    ]


def openers(participations: Iterable[Participation]) -> list[Participation]:
    """Return who opened a consultation: its first session, or the meeting where no session is named."""
    opened = [one for one in participations if one.role == ParticipationRole.OPENED]
    return _once([one for one in opened if one.session is None or one.session.position == 1], ParticipationRole.OPENED)


def _sitting(session: Session, ones: list[Participation]) -> Sitting:
    return Sitting(
        session,
        [Lead(label, people) for role, label in LEADING.items() if (people := _once(ones, role))],
        [_entry(item, ones, set(session.references.all())) for item in session.items.all()],
        [one for one in ones if one.note and not one.item_id],
    )


def _entry(item: AgendaItem, ones: list[Participation], of_session: set[Reference]) -> Entry:
    own = list(item.references.all())
    people = [one for one in ones if one.item_id == item.pk]
    return Entry(item, people, [] if set(own) == of_session else own)


def _once(ones: list[Participation], role: str) -> list[Participation]:
    return list({one.who: one for one in ones if one.role == role}.values())
