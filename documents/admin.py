"""The admin of this layer: the references that statements point to; looking up the rest.

Vocabularies are edited here. Records are edited on the desk; here they can be looked up, and no more.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from documents.administration import (
    SEARCH_NAMES,
    LookUpAdmin,
    LookUpInline,
    VocabularyAdmin,
    shown,
)
from documents.models import Claim, Discrepancy, Document, Reference, Theme, Tool
from documents.versions import VersionedForm


@admin.register(Theme)
class ThemeAdmin(LookUpAdmin):
    list_display = [shown("names", _("name")), "slug", "group", "position", "state"]
    list_filter = ["group", "state"]
    search_fields = ["slug", *SEARCH_NAMES]
    search_help_text = _("Finds names in every language, and codes.")
    ordering = ["position"]


class AddressForm(VersionedForm):
    """An address that statements can point to: where it is, whose it is, and when it was seen."""

    url = forms.URLField(label=_("Address"), max_length=800, assume_scheme="https", widget=AdminURLFieldWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "seen" in self.fields:
            self.fields["seen"].required = True

    def clean_url(self) -> str:
        url = self.cleaned_data["url"]
        if not url.startswith(("https://", "http://")):
            raise ValidationError(_("An address on the web starts with https:// or http://."))
        if Reference.objects.filter(key=url).exists():
            raise ValidationError(_("This address is listed already."))
        self.instance.key = url
        return url


class PlaceFilter(admin.SimpleListFilter):
    """Addresses or places in documents."""

    title = _("kind of place")
    parameter_name = "place"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Any]:
        return [("web", _("Address on the web")), ("document", _("Place in a document"))]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        wanted: dict[str, dict[str, Any]] = {"web": {"document": None}, "document": {"document__isnull": False}}
        return queryset.filter(**wanted.get(self.value() or "", {}))


class DocumentFilter(admin.RelatedOnlyFieldListFilter):
    """The documents that places lie in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("document")


PLACE = {"document": _("document"), "paragraph": _("paragraph"), "last_paragraph": _("last paragraph")}


@admin.register(Reference)
class ReferenceAdmin(VocabularyAdmin):
    """Addresses are listed and described here; places in documents are made where they are first cited."""

    form = AddressForm
    fixed = ("url", "address")
    list_display = [
        "place",
        "publisher",
        shown("date", _("date of the source")),
        shown("seen", _("date seen")),
        "confidence",
    ]
    list_filter = [PlaceFilter, "confidence", ("document", DocumentFilter)]
    search_fields = ["key", "publisher", "document__short_name", "document__symbol", "paragraph__label"]
    search_help_text = _("Finds keys, addresses, publishers, and paragraphs by their number.")
    date_hierarchy = "seen"
    ordering = [models.F("document").asc(nulls_first=True), "key"]

    @admin.display(description=_("place"), ordering="key")
    def place(self, obj: Reference) -> str:
        return Truncator(obj.key).chars(60)

    @admin.display(description=_("address"))
    def address(self, obj: Reference) -> str:
        return format_html('<a href="{}">{}</a>', obj.link, obj.url) if obj.link else obj.url

    def has_change_permission(self, request: HttpRequest, obj: Reference | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.document_id is None)

    def get_fields(self, request: HttpRequest, obj: Reference | None = None) -> list[Any]:
        if obj and obj.document_id:
            return ["key", *(shown(name, label) for name, label in PLACE.items()), "locator"]
        return ["address" if obj else "url", "publisher", "date", "seen", "confidence"]


@admin.register(Document)
class DocumentAdmin(LookUpAdmin):
    list_display = ["key", "display_title", "kind", shown("date", _("date")), "held", "state"]
    list_filter = ["state", "held", "kind"]
    search_fields = ["key", "symbol", "title", "heading", "short_name"]
    ordering = ["-date", "key"]


class ClaimInline(LookUpInline):
    model = Claim
    verbose_name_plural = _("claims")
    fields = ["value", "references"]


@admin.register(Discrepancy)
class DiscrepancyAdmin(LookUpAdmin):
    list_display = ["key", "question", "kind", "state"]
    list_filter = ["state", "kind"]
    search_fields = ["key", "question", "note"]
    ordering = ["key"]
    inlines = [ClaimInline]


@admin.register(Tool)
class ToolAdmin(LookUpAdmin):
    list_display = ["title", "publisher", "year", "answered", shown("checked_on", _("address last checked")), "state"]
    list_filter = ["state", "answered", "themes"]
    search_fields = ["title", "publisher"]
    ordering = ["title"]
