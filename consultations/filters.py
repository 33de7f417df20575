"""The filter of the list of consultations."""

from __future__ import annotations

from django.db.models import QuerySet

from consultations.models import Consultation
from documents.filters import ListFilter
from documents.formats import DATED_LIST_FORMATS


class ConsultationFilter(ListFilter):
    """The list of consultations takes no filters; whatever is asked of it is named as not known."""

    record_kind = "consultation"
    formats = DATED_LIST_FORMATS

    @classmethod
    def records(cls) -> QuerySet:
        return Consultation.objects.published().newest_first().with_card()
