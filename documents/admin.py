"""The admin for administrators: what vocabularies and look-ups of every layer share, and this layer's own.

Vocabularies are edited here. Records are edited on the desk; here they can be looked up, and no more.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, AdminURLFieldWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from documents.by_language import CODES, ByLanguageForm, Line, Lines, NamedForm, Note, by_language, inputs, language
from documents.models import Claim, Discrepancy, Document, Reference, Theme, Tool
from documents.publication import State, record_version
from documents.shapes import natural_key
from documents.versions import VersionedAdmin, VersionedForm

NAMES: Any = (_("Names"), {"fields": inputs("names")})
WRITTEN_BY_THE_PORTAL: list[Any] = ["uid", "version", "created_at", "updated_at", "published_at"]
SHORT_TEXTS: Any = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})}}
SEARCH_NAMES = [f"names__{code}" for code in CODES]


def public_address(admin_page: Any, obj: Any) -> str | None:
    """Return the public address of what an admin page shows, if it has one that answers."""
    is_public = getattr(obj, "state", State.PUBLISHED) == State.PUBLISHED
    return obj.get_absolute_url() if is_public and hasattr(obj, "get_absolute_url") else None


def is_cited(instance: models.Model) -> bool:
    """Tell whether others point to this; its own rows and own lists of links do not count."""
    relations: list[Any] = [f for f in instance._meta.get_fields(include_hidden=True) if not f.concrete]
    cited = [f.field for f in relations if f.many_to_many or f.on_delete is models.PROTECT]
    return any(field.model._base_manager.filter(**{field.name: instance.pk}).exists() for field in cited)


class VocabularyAdmin(admin.ModelAdmin):
    """A vocabulary: keys are fixed once made, what is cited stays, and each change is a data version."""

    fixed: tuple[str, ...] = ()  # they stand in addresses and in fixtures
    formfield_overrides = SHORT_TEXTS
    list_per_page = 50
    view_on_site = public_address

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[Any]:
        return [*super().get_readonly_fields(request, obj), *(self.fixed if obj else ())]

    def get_prepopulated_fields(self, request: HttpRequest, obj: models.Model | None = None) -> dict[str, Any]:
        return {} if obj else dict(super().get_prepopulated_fields(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Only what nothing points to can go, one at a time."""
        return obj is not None and super().has_delete_permission(request, obj) and not is_cited(obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not change or any(one.has_changed() for one in [form, *formsets]):
            self.publish(form.instance)

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        super().delete_model(request, obj)
        self.publish(obj)

    def publish(self, obj: models.Model) -> None:
        """Make the next data version. It names no records: the words of a vocabulary may stand on any page."""
        record_version(reason=f"Vocabulary: {obj._meta.model_name} {natural_key(obj)}"[:200], records=[])


class NamedAdmin(VocabularyAdmin):
    """A vocabulary whose entries have a name in each language."""

    form: type[ByLanguageForm] = NamedForm

    @admin.display(description=_("name"), ordering="names__en")
    def shown_name(self, obj: Any) -> str:
        return obj.name

    def get_prepopulated_fields(self, request: HttpRequest, obj: models.Model | None = None) -> dict[str, Any]:
        return {} if obj else {"slug": ["names_en"]}

    def get_fieldsets(self, request: HttpRequest, obj: models.Model | None = None) -> list[Any]:
        sections: list[Any] = list(super().get_fieldsets(request, obj))
        if obj is None or self.has_change_permission(request, obj):
            return sections
        read = {f"{name}_{code}": reading(name, code) for name in self.form.fields_by_language for code in CODES}
        return [(title, {**rest, "fields": [read.get(f, f) for f in rest["fields"]]}) for title, rest in sections]


def reading(name: str, code: str) -> Callable[[models.Model], Any]:
    """Return what shows the text in one language to those who may look and not change."""

    @admin.display(description=language(code))
    def read(obj: models.Model) -> Any:
        return getattr(obj, name).get(code)

    return read


class LookUp:
    """Nothing can be added, changed or deleted, whoever asks."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class LookUpAdmin(LookUp, admin.ModelAdmin):
    """Records as they lie in the database, drafts too."""

    list_filter = ["state"]
    list_per_page = 50
    view_on_site = public_address

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[Any]:
        own = [f.name for f in self.opts.concrete_fields if not f.primary_key]
        return [*own, *(f.name for f in self.opts.many_to_many)]


class LookUpInline(LookUp, admin.TabularInline):
    """Rows of a record, as a plain table."""

    template = "documents/admin_rows.html"
    extra = 0


@by_language(names=Line, scope=Note, synonyms=Lines)
class ThemeForm(VersionedForm, ByLanguageForm):
    """A theme is a draft until it is published; then it can be withdrawn, and is never a draft again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        other = State.WITHDRAWN if self.instance.published_at else State.DRAFT
        allowed = {State.PUBLISHED, other, self.instance.state}
        if "state" in self.fields:
            self.fields["state"].choices = [choice for choice in State.choices if choice[0] in allowed]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("state") == State.WITHDRAWN and not cleaned.get("withdrawn_reason"):
            self.add_error("withdrawn_reason", _("Say why: the reason is shown at the address of the theme."))
        return cleaned


@admin.register(Theme)
class ThemeAdmin(VersionedAdmin, NamedAdmin):
    form = ThemeForm
    fixed = ("slug",)
    list_display = ["shown_name", "group", "position", "state", "version"]
    list_filter = ["group", "state"]
    search_fields = ["slug", *SEARCH_NAMES]
    ordering = ["position"]
    readonly_fields = WRITTEN_BY_THE_PORTAL
    fieldsets = [
        (None, {"fields": ["slug", "group", "position", "state", "withdrawn_reason"]}),
        NAMES,
        (_("Scope notes"), {"fields": inputs("scope")}),
        (_("Synonyms, one a line"), {"fields": inputs("synonyms"), "classes": ["collapse"]}),
        (_("About this entry"), {"fields": WRITTEN_BY_THE_PORTAL, "classes": ["collapse"]}),
    ]

    def save_model(self, request: HttpRequest, obj: Theme, form: Any, change: bool) -> None:
        if obj.state == State.PUBLISHED and obj.published_at is None:
            obj.published_at = timezone.now()
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was published is withdrawn instead, so that its address can say so."""
        return super().has_delete_permission(request, obj) and obj is not None and obj.published_at is None


class AddressForm(forms.ModelForm):
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


@admin.register(Reference)
class ReferenceAdmin(VocabularyAdmin):
    """Addresses are listed and described here; places in documents are made where they are first cited."""

    form = AddressForm
    fixed = ("url", "address")
    list_display = ["place", "publisher", "date", "seen", "confidence"]
    list_filter = [PlaceFilter, "confidence", ("document", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["key", "publisher", "document__short_name", "document__symbol", "paragraph__label"]
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
            return ["key", "document", "paragraph", "last_paragraph", "locator"]
        return ["address" if obj else "url", "publisher", "date", "seen", "confidence"]


@admin.register(Document)
class DocumentAdmin(LookUpAdmin):
    list_display = ["key", "symbol", "display_title", "kind", "date", "held", "state", "version"]
    list_filter = ["state", "held", "kind"]
    search_fields = ["key", "symbol", "title", "heading", "short_name"]
    ordering = ["-date", "key"]


class ClaimInline(LookUpInline):
    model = Claim
    fields = ["value", "references"]


@admin.register(Discrepancy)
class DiscrepancyAdmin(LookUpAdmin):
    list_display = ["key", "question", "kind", "state", "version"]
    list_filter = ["state", "kind"]
    search_fields = ["key", "question", "note"]
    ordering = ["key"]
    inlines = [ClaimInline]


@admin.register(Tool)
class ToolAdmin(LookUpAdmin):
    list_display = ["title", "publisher", "year", "answered", "checked_on", "state", "version"]
    search_fields = ["title", "publisher"]
    ordering = ["title"]
