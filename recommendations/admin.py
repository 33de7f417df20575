"""The admin of this layer: where recommendations were made; looking up recommendations and follow-up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from documents.admin import LookUpAdmin, LookUpInline, VocabularyAdmin
from recommendations.models import Bearing, FollowUp, Origin, Recommendation


class OriginForm(forms.ModelForm):
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
    list_display = ["short_name", "title", "date", "consultation", "document"]
    list_select_related = ["consultation", "document"]
    search_fields = ["slug", "title", "short_name"]
    ordering = ["date"]
    autocomplete_fields = ["consultation", "document"]
    fields = ["slug", "title", "short_name", "date", "consultation", "document"]


@admin.register(Recommendation)
class RecommendationAdmin(LookUpAdmin):
    list_display = ["title", "origin", "slug", "strength", "status", "status_since", "state", "version"]
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
    list_display = ["key", "date", "actor", "confidence", "state", "version"]
    list_filter = ["state", "confidence"]
    search_fields = ["key", "actor", "text"]
    ordering = ["-date", "key"]
    inlines = [BearingInline]
