"""Addresses of the site that end in `.json`: the whole filtered list, or the record, as the API gives them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.urls import path
from django.utils.translation import get_language
from rest_framework.request import Request

from nrem_portal.api.answers import kept
from nrem_portal.api.kinds import KINDS
from nrem_portal.api.objects import list_as_json
from nrem_portal.api.views import Answer, RecordAnswer


class InLanguage(Answer):
    """An answer in the language of its address."""

    throttle_classes = []
    own = ()

    def language(self, request: HttpRequest) -> str:
        return get_language() or "en"


class ListFile(InLanguage):
    """A whole filtered list."""

    @kept
    def get(self, request: Request) -> HttpResponseBase:
        return list_as_json(request._request, self.kind.name)


class RecordFile(InLanguage, RecordAnswer):
    """One record."""


# Documents and paragraphs have theirs among their other formats; entries have no page of their own.
RECORDS = [one for one in KINDS.values() if one.name not in {"documents", "follow-up"}]

urlpatterns = [
    *(path(f"{one.name}.json", ListFile.as_view(kind=one), name=f"{one.name}-json") for one in KINDS.values()),
    *(path(f"{one.name}/{one.part}.json", RecordFile.as_view(kind=one), name=f"{one.one}-json") for one in RECORDS),
]
