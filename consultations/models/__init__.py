"""The record of the consultations: meetings, sessions, who took part, what was proposed."""

from consultations.models.consultation import AnnouncedTopic, AttendanceClaim, Consultation, ConsultationStatement
from consultations.models.participation import Participation, Person
from consultations.models.proposal import Proposal
from consultations.models.session import AgendaItem, Session

__all__ = [
    "AgendaItem",
    "AnnouncedTopic",
    "AttendanceClaim",
    "Consultation",
    "ConsultationStatement",
    "Participation",
    "Person",
    "Proposal",
    "Session",
]
