"""Who took part: participations and attendance claims, put together for reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from consultations.models import AttendanceClaim, Participation, Person, Session
from consultations.models.participation import WHO, ParticipationRole
from directory.gazetteer import plain
from directory.models import Country, Mechanism, Organisation
from documents.models import Reference

RANK = {role: place for place, role in enumerate(ParticipationRole.values)}
COUNTED = {
    "participants": ngettext_lazy("%(number)s participant", "%(number)s participants", "largest"),
    "countries": ngettext_lazy("%(number)s country", "%(number)s countries", "largest"),
    "regional_mechanisms": ngettext_lazy("%(number)s regional mechanism", "%(number)s regional mechanisms", "largest"),
}


SESSIONS = ngettext_lazy("session %(numbers)s", "sessions %(numbers)s", "number")
NAMED = ngettext_lazy(
    "Of %(counted)s, %(number)d is named here.", "Of %(counted)s, %(number)d are named here.", "number"
)


class Figure(NamedTuple):
    """How many of one kind took part, by all sources: one number, or several where sources differ."""

    kind: str
    text: str
    differs: bool


def figures(claims: Iterable[AttendanceClaim]) -> list[Figure]:
    """Return what the claims count: `46 participants`, `17 or 19 countries`."""
    claims = list(claims)
    counted = {kind: sorted({getattr(claim, kind) for claim in claims} - {None}) for kind in COUNTED}
    return [
        Figure(kind, _words(kind, numbers), differs=len(numbers) > 1) for kind, numbers in counted.items() if numbers
    ]


def _words(kind: str, numbers: list[int]) -> str:
    number = get_text_list([str(one) for one in numbers], _("or"))
    return COUNTED[kind] % {"number": number, "largest": numbers[-1]}


def named(counted: Iterable[Figure], called: Roll) -> list[str]:
    """Say of countries and persons how many of those counted are named; the sources seldom name all."""
    numbers = {"countries": len(called.country), "participants": len(called.person)}
    return [_named(one.text, numbers[one.kind]) for one in counted if one.kind in numbers]


def _named(counted: str, number: int) -> str:
    words = NAMED if number else _("Of %(counted)s, none is named.")
    return words % {"counted": counted, "number": number}


class Part(NamedTuple):
    """What one participant did in one role: in which sessions, with what note, and the places that say so."""

    role: str
    label: str
    sessions: list[Session]
    note: str
    references: list[Reference]
    is_told_above: bool = False  # whether the note stands at its session already, under its agenda

    @property
    def where(self) -> str:
        """The sessions in words: `opening; sessions 1 and 3`."""
        numbers = [str(one.number) for one in self.sessions if one.number]
        words = SESSIONS % {"numbers": get_text_list(numbers, _("and")), "number": len(numbers)} if numbers else ""
        return "; ".join(filter(None, [_("opening") if len(numbers) < len(self.sessions) else "", words]))


@dataclass
class Attendee:
    """One person, organisation, mechanism or country with all that it did at a consultation."""

    who: Person | Organisation | Mechanism | Country
    participations: list[Participation] = field(default_factory=list)

    @property
    def roles(self) -> set[str]:
        return {one.role for one in self.participations}

    @property
    def parts(self) -> list[Part]:
        """Its parts in the order of the roles; what the sources note apart stays apart."""
        ranked = sorted(self.participations, key=lambda one: (RANK[one.role], one.note))
        return [_part(list(ones)) for _key, ones in groupby(ranked, key=lambda one: (one.role, one.note))]

    @property
    def references(self) -> list[Reference]:
        return _distinct(reference for part in self.parts for reference in part.references)


def _part(ones: list[Participation]) -> Part:
    sessions = _distinct(one.session for one in ones if one.session)
    return Part(
        ones[0].role,
        ones[0].get_role_display(),
        sorted(sessions, key=lambda session: session.number),
        ones[0].note,
        _distinct(reference for one in ones for reference in one.references.all()),
        all(one.session_id and not one.item_id for one in ones),
    )


def _distinct(things: Iterable) -> list:
    return list(dict.fromkeys(things))


@dataclass
class Roll:
    """All whom the sources name at one consultation, by sort."""

    person: list[Attendee] = field(default_factory=list)
    organisation: list[Attendee] = field(default_factory=list)
    mechanism: list[Attendee] = field(default_factory=list)
    country: list[Attendee] = field(default_factory=list)

    def __iter__(self) -> Iterator[Attendee]:
        for sort in WHO:
            yield from getattr(self, sort)

    @property
    def presenting_countries(self) -> list[Attendee]:
        return [one for one in self.country if ParticipationRole.PRESENTED in one.roles]

    @property
    def other_countries(self) -> list[Attendee]:
        return [one for one in self.country if ParticipationRole.PRESENTED not in one.roles]

    @property
    def present_organisations(self) -> list[Attendee]:
        return [one for one in self.organisation if one.roles != {ParticipationRole.INVITED}]

    @property
    def invited_organisations(self) -> list[Attendee]:
        """Those on the list of invitations that no source shows as present."""
        return [one for one in self.organisation if one.roles == {ParticipationRole.INVITED}]


def roll(participations: Iterable[Participation]) -> Roll:
    """Put participations together by who took part, in order of name."""
    found: dict[tuple[str, int], Attendee] = {}
    for one in participations:
        sort = next(name for name in WHO if getattr(one, f"{name}_id"))
        found.setdefault((sort, getattr(one, f"{sort}_id")), Attendee(one.who)).participations.append(one)
    called = Roll()
    for (sort, _pk), attendee in sorted(found.items(), key=lambda pair: plain(str(pair[1].who))):
        getattr(called, sort).append(attendee)
    return called
