"""The admin of this layer: where recommendations were made; looking up recommendations and follow-up."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from documents.administration import LookUpAdmin, LookUpInline, VocabularyAdmin, shown
from documents.versions import VersionedForm
from recommendations.models import Bearing, FollowUp, Origin, Recommendation


class OriginForm(VersionedForm):
    """An origin is a consultation or a document."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        if bool(self.cleaned_data.get("consultation")) == bool(self.cleaned_data.get("document")):
            self.add_error("document", _("Choose a consultation or a document, and not both."))
        return self.cleaned_data


@admin.register(Origin)
class OriginAdmin(VocabularyAdmin):
    form = OriginForm
    fixed = ("slug",)
    list_display = ["short_name", "slug", "title", shown("date", _("date")), "consultation", "document"]
    list_select_related = ["consultation", "document"]
    search_fields = ["slug", "title", "short_name"]
    ordering = ["date"]
    fields = ["slug", "title", "short_name", "date", "consultation", "document"]


@admin.register(Recommendation)
class RecommendationAdmin(LookUpAdmin):
    list_display = ["title", "origin", "slug", "strength", "status", shown("status_since", _("since")), "state"]
    list_select_related = ["origin"]
    list_filter = ["state", "origin", "status", "strength"]
    search_fields = ["title", "summary", "slug"]
    ordering = ["-origin__date", "paragraph__position"]


class BearingInline(LookUpInline):
    model = Bearing
    fields = ["recommendation", "kind", "suggested_status", "decided_status", "decided_by"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Bearing]:
        return super().get_queryset(request).select_related("recommendation", "decided_by")


@admin.register(FollowUp)
class FollowUpAdmin(LookUpAdmin):
    list_display = ["key", shown("date", _("date")), "actor", "confidence", "state"]
    list_filter = ["state", "confidence"]
    search_fields = ["key", "actor", "text"]
    ordering = ["-date", "key"]
    inlines = [BearingInline]
