"""The admin of this layer: where recommendations were made; looking up recommendations and follow-up."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from documents.administration import ByLanguageAdmin, LookUpAdmin, LookUpInline, in_each_language, searched, shown
from documents.by_language import ByLanguageForm, LineField, by_language
from recommendations.models import Bearing, FollowUp, Origin, Recommendation


@by_language(titles=LineField, short_names=LineField)
class OriginForm(ByLanguageForm):
    """An origin is a consultation or a document."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        if bool(self.cleaned_data.get("consultation")) == bool(self.cleaned_data.get("document")):
            self.add_error("document", _("Choose a consultation or a document, and not both."))
        return self.cleaned_data


@admin.register(Origin)
class OriginAdmin(ByLanguageAdmin):
    form = OriginForm
    fixed = ("slug",)
    list_display = ["shown_name", "slug", "shown_title", shown("date", _("date")), "consultation", "document"]
    list_select_related = ["consultation", "document"]
    search_fields = ["slug", *searched("titles"), *searched("short_names")]
    ordering = ["date"]
    fieldsets = [
        (None, {"fields": ["slug", "date", "consultation", "document"]}),
        in_each_language("titles"),
        in_each_language("short_names"),
    ]

    @admin.display(description=_("short name"), ordering="short_names__en")
    def shown_name(self, obj: Origin) -> str:
        return obj.short_name

    @admin.display(description=_("title"), ordering="titles__en")
    def shown_title(self, obj: Origin) -> str:
        return obj.title


@admin.register(Recommendation)
class RecommendationAdmin(LookUpAdmin):
    list_display = ["title", "origin", "slug", "strength", "status", "state"]
    list_select_related = ["origin"]
    list_filter = ["state", "origin", "status", "strength"]
    search_fields = ["title", "summary", "slug"]
    ordering = ["-origin__date", "paragraph__position"]


RECOMMENDATION: Any = shown("recommendation", _("recommendation"))


class BearingInline(LookUpInline):
    model = Bearing
    verbose_name_plural = _("what it bears on")
    readonly_fields = [RECOMMENDATION]
    fields = [RECOMMENDATION, "kind", "suggested_status", "decided_status", "decided_by"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Bearing]:
        return super().get_queryset(request).select_related("recommendation", "decided_by")


@admin.register(FollowUp)
class FollowUpAdmin(LookUpAdmin):
    list_display = ["key", shown("date", _("date")), "actor", "confidence", "state"]
    list_filter = ["state", "confidence"]
    search_fields = ["key", "actor", "text"]
    ordering = ["-date", "key"]
    inlines = [BearingInline]
