"""The admin of this layer: regions, countries, the vocabularies of mechanisms; looking up the rest."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from directory.models import (
    Agreement,
    Country,
    Function,
    Indicator,
    InstitutionalModel,
    Mechanism,
    ModelFactor,
    ModelPoint,
    Organisation,
    Practice,
    Region,
    RegionalRole,
    Statement,
)
from documents.admin import (
    NAMES,
    SEARCH_NAMES,
    SHORT_TEXTS,
    LookUpAdmin,
    LookUpInline,
    NamedAdmin,
    VocabularyAdmin,
    searched,
)
from documents.by_language import ByLanguageForm, Line, Note, by_language, inputs


@by_language(names=Line)
class RegionForm(ByLanguageForm):
    """A region lies in a larger one, never in itself or in one of its own parts."""

    def clean_parent(self) -> Region | None:
        parent = larger = self.cleaned_data["parent"]
        while larger:
            if larger.pk == self.instance.pk:
                self.add_error("parent", _("A region cannot be part of itself."))
                break
            larger = larger.parent
        return parent


@admin.register(Region)
class RegionAdmin(NamedAdmin):
    form = RegionForm
    fixed = ("slug",)
    list_display = ["shown_name", "m49", "parent", "position"]
    list_select_related = ["parent"]
    search_fields = ["slug", "m49", *SEARCH_NAMES]
    ordering = ["position"]
    fieldsets = [(None, {"fields": ["m49", "slug", "parent", "position"]}), NAMES]


CODE_FORMS = {
    "iso2": (r"[A-Z]{2}", _("Two capital letters, as in ISO 3166-1.")),
    "iso3": (r"[A-Z]{3}", _("Three capital letters, as in ISO 3166-1.")),
    "m49": (r"[0-9]{3}", _("Three figures, as in the standard M49.")),
}


@by_language(names=Line)
class CountryForm(ByLanguageForm):
    """A country has its codes as the standards print them."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, (pattern, message) in CODE_FORMS.items():
            if name in cleaned and not re.fullmatch(pattern, cleaned[name]):
                self.add_error(name, message)
        return cleaned


@admin.register(Country)
class CountryAdmin(NamedAdmin):
    form = CountryForm
    fixed = ("iso2", "slug")
    list_display = ["shown_name", "iso2", "iso3", "m49", "membership", "region"]
    list_select_related = ["region"]
    list_filter = ["membership", "region"]
    search_fields = ["slug", "iso2", "iso3", *SEARCH_NAMES]
    ordering = ["slug"]
    autocomplete_fields = ["region"]
    fieldsets = [
        (None, {"fields": ["iso2", "iso3", "m49", "slug", "membership", "region"]}),
        NAMES,
        (_("Place on the tile map"), {"fields": ["tile_column", "tile_row"]}),
    ]


DEFINITIONS: Any = (_("Definitions"), {"fields": inputs("definitions")})


@by_language(names=Line, definitions=Note)
class TermForm(ByLanguageForm):
    """The form of a term: its names and its definitions."""


class TermAdmin(NamedAdmin):
    """One vocabulary of mechanisms: names, definitions, and the places they are taken from."""

    form = TermForm
    fixed: tuple[str, ...] = ("slug",)
    list_display = ["shown_name", "slug", "position"]
    search_fields = ["slug", *searched("definitions"), *SEARCH_NAMES]
    ordering = ["position"]
    autocomplete_fields = ["references"]
    fieldsets = [(None, {"fields": ["slug", "position", "references"]}), NAMES, DEFINITIONS]


class ModelPointInline(admin.StackedInline):
    model = ModelPoint
    formfield_overrides = SHORT_TEXTS
    fields = ["side", "text", "position", "references"]
    autocomplete_fields = ["references"]
    extra = 0


@admin.register(InstitutionalModel)
class InstitutionalModelAdmin(TermAdmin):
    inlines = [ModelPointInline]


@admin.register(Function)
class FunctionAdmin(TermAdmin):
    pass


@admin.register(Indicator)
class IndicatorAdmin(TermAdmin):
    fixed = ("slug", "letter")
    list_display = ["shown_name", "letter", "slug", "position"]
    fieldsets = [(None, {"fields": ["letter", "slug", "position", "references"]}), NAMES, DEFINITIONS]


@admin.register(ModelFactor, RegionalRole)
class SentenceAdmin(VocabularyAdmin):
    """A numbered list of sentences, each with its sources."""

    fixed = ("position",)
    list_display = ["position", "text"]
    search_fields = ["text"]
    ordering = ["position"]
    autocomplete_fields = ["references"]


@admin.register(Organisation)
class OrganisationAdmin(LookUpAdmin):
    list_display = ["name", "acronym", "kind", "parent", "state", "version"]
    list_select_related = ["parent"]
    list_filter = ["state", "kind"]
    search_fields = ["name", "acronym", "slug"]
    ordering = ["name"]


class StatementInline(LookUpInline):
    model = Statement
    fields = ["aspect", "function", "text", "as_of"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Statement]:
        return super().get_queryset(request).select_related("function")


@admin.register(Mechanism)
class MechanismAdmin(LookUpAdmin):
    list_display = ["name", "acronym", "country", "model", "state", "version"]
    list_select_related = ["country", "model"]
    list_filter = ["state", "model", "country__region"]
    search_fields = ["name", "acronym", "slug", "name_original", "country__slug", "country__names__en"]
    ordering = ["country__slug", "name"]
    inlines = [StatementInline]


@admin.register(Practice)
class PracticeAdmin(LookUpAdmin):
    list_display = ["title", "kind", "who", "state", "version"]
    list_filter = ["state", "kind"]
    search_fields = ["title", "text", "who"]
    ordering = ["title"]


@admin.register(Agreement)
class AgreementAdmin(LookUpAdmin):
    list_display = ["title", "form", "status", "state", "version"]
    list_filter = ["state", "form", "status"]
    search_fields = ["title", "subject"]
    ordering = ["title"]
