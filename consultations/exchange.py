"""The shapes of this layer's records."""

from __future__ import annotations

from consultations.models import (
    AgendaItem,
    AnnouncedTopic,
    AttendanceClaim,
    Consultation,
    ConsultationStatement,
    Participation,
    Person,
    Proposal,
    Session,
)
from documents.shapes import Shape

PERSON = Shape("person", Person)
CONSULTATION = Shape(
    "consultation",
    Consultation,
    rows=(
        Shape("statements", ConsultationStatement),
        Shape("attendance", AttendanceClaim),
        Shape("topics", AnnouncedTopic),
        Shape("sessions", Session, rows=(Shape("items", AgendaItem),)),
        Shape("participations", Participation),
    ),
    number=2,
)
PROPOSAL = Shape("proposal", Proposal)
