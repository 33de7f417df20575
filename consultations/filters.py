"""The filter of the list of consultations."""

from __future__ import annotations

from django.db.models import QuerySet

from consultations.models import Consultation
from documents.filters import ListFilter


class ConsultationFilter(ListFilter):
    """The list of consultations takes no filters; whatever is asked of it is named as not known."""

    record_kind = "consultation"

    @classmethod
    def records(cls) -> QuerySet:
        return Consultation.objects.published().newest_first().with_card()
