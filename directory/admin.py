"""The admin of this layer: regions, countries, the vocabularies of mechanisms; looking up the rest."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminIntegerFieldWidget
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst, format_lazy
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
from directory.models.country import MAP_COLUMNS, MAP_ROWS
from documents.administration import (
    NAMES,
    SEARCH_NAMES,
    LookUpAdmin,
    LookUpInline,
    NamedAdmin,
    RowsInline,
    VocabularyAdmin,
    in_each_language,
    searched,
    shown,
)
from documents.by_language import ByLanguageForm, LineField, NoteField, by_language
from documents.versions import VersionedForm

CODE_FORMS = {
    "iso2": (r"[A-Z]{2}", _("Two capital letters, as in ISO 3166-1.")),
    "iso3": (r"[A-Z]{3}", _("Three capital letters, as in ISO 3166-1.")),
    "m49": (r"[0-9]{3}", _("Three figures, as in the standard M49.")),
}


class CodedForm(ByLanguageForm):
    """The form of a thing with codes, as the standards print them."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, (pattern, message) in CODE_FORMS.items():
            if name in cleaned and not re.fullmatch(pattern, cleaned[name]):
                self.add_error(name, message)
        return cleaned


@by_language(names=LineField)
class RegionForm(CodedForm):
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
    list_filter = [("parent", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["slug", "m49", *SEARCH_NAMES]
    ordering = ["position"]
    fieldsets = [(None, {"fields": ["m49", "slug", "parent", "position"]}), NAMES]


def tile_field(label: Any, end: int) -> forms.IntegerField:
    """Return the field for one side of a tile's place on the map, with the numbers that it takes."""
    numbers = format_lazy(_("A whole number from 0 to {last}."), last=end - 1)
    widget = AdminIntegerFieldWidget()
    return forms.IntegerField(label=label, min_value=0, max_value=end - 1, help_text=numbers, widget=widget)


@by_language(names=LineField)
class CountryForm(CodedForm):
    """A country has a tile of the map to itself."""

    tile_column = tile_field(_("Column on the tile map"), MAP_COLUMNS)
    tile_row = tile_field(_("Row on the tile map"), MAP_ROWS)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        place = {name: cleaned.get(name) for name in ("tile_column", "tile_row")}
        taken = None not in place.values() and Country.objects.exclude(pk=self.instance.pk).filter(**place).first()
        if taken:
            self.add_error("tile_column", _("%(country)s stands on this tile.") % {"country": taken.name})
        return cleaned


@admin.register(Country)
class CountryAdmin(NamedAdmin):
    form = CountryForm
    fixed = ("iso2", "slug")
    list_display = ["shown_name", "iso2", "m49", "membership", "region"]
    list_select_related = ["region"]
    list_filter = ["membership", ("region", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["slug", "iso2", "iso3", "m49", *SEARCH_NAMES]
    ordering = ["slug"]
    fieldsets = [
        (None, {"fields": ["iso2", "iso3", "m49", "slug", "membership", "region"]}),
        NAMES,
        (_("Place on the tile map"), {"fields": ["tile_column", "tile_row"]}),
    ]


DEFINITIONS = in_each_language("definitions")


@by_language(names=LineField, definitions=NoteField)
class TermForm(ByLanguageForm):
    """The form of a term: its names and its definitions."""


class TermAdmin(NamedAdmin):
    """One vocabulary of mechanisms: names, definitions, and the places they are taken from."""

    form = TermForm
    fixed: tuple[str, ...] = ("slug",)
    list_display = ["shown_name", "slug", "position"]
    search_fields = ["slug", *searched("definitions"), *SEARCH_NAMES]
    ordering = ["position"]
    fieldsets = [(None, {"fields": ["slug", "position", "references"]}), NAMES, DEFINITIONS]


class ModelPointForm(forms.ModelForm):
    """A point of a model, in its place among the others."""

    class Meta:
        labels = {"position": capfirst(_("position"))}


class ModelPointInline(RowsInline):
    model = ModelPoint
    form = ModelPointForm
    fields = ["side", "text", "position", "references"]


@admin.register(InstitutionalModel)
class InstitutionalModelAdmin(TermAdmin):
    inlines = [ModelPointInline]


@admin.register(Function)
class FunctionAdmin(TermAdmin):
    pass


@admin.register(Indicator)
class IndicatorAdmin(TermAdmin):
    fixed = ("slug", "letter")
    search_fields = ["letter", *TermAdmin.search_fields]
    list_display = ["shown_name", "letter", "slug", "position"]
    fieldsets = [(None, {"fields": ["letter", "slug", "position", "references"]}), NAMES, DEFINITIONS]


class SentenceForm(VersionedForm):
    """A sentence in its place in the list."""

    class Meta:
        labels = {"position": capfirst(_("position"))}


POSITION: Any = shown("position", _("position"))


@admin.register(ModelFactor, RegionalRole)
class SentenceAdmin(VocabularyAdmin):
    """A numbered list of sentences, each with its sources."""

    form = SentenceForm
    list_display = ["text", POSITION]
    search_fields = ["text", "position"]
    ordering = ["position"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return [*super().get_readonly_fields(request, obj), POSITION]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """The position is the key of a sentence: it is given once."""
        return [POSITION if obj else "position", "text", "references"]


@admin.register(Organisation)
class OrganisationAdmin(LookUpAdmin):
    list_display = ["name", "acronym", "kind", "parent", "state"]
    list_select_related = ["parent"]
    list_filter = ["state", "kind"]
    search_fields = ["name", "acronym", "slug"]
    ordering = ["name"]


AS_OF: Any = shown("as_of", _("as of"))


class StatementInline(LookUpInline):
    model = Statement
    verbose_name_plural = _("statements")
    readonly_fields = [AS_OF]
    fields = ["aspect", "function", "text", AS_OF]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Statement]:
        return super().get_queryset(request).select_related("function")


COUNTRY_NAMES = ["country__iso2", "country__iso3", *(f"country__{name}" for name in SEARCH_NAMES)]


@admin.register(Mechanism)
class MechanismAdmin(LookUpAdmin):
    list_display = ["name", "acronym", "country", "model", "state"]
    list_select_related = ["country", "model"]
    list_filter = ["state", "model", ("country__region", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["name", "acronym", "slug", "name_original", *COUNTRY_NAMES]
    ordering = ["country__slug", "name"]
    inlines = [StatementInline]


@admin.register(Practice)
class PracticeAdmin(LookUpAdmin):
    list_display = ["title", "kind", "who", "state"]
    list_filter = ["state", "kind", "themes"]
    search_fields = ["title", "text", "who"]
    ordering = ["title"]


@admin.register(Agreement)
class AgreementAdmin(LookUpAdmin):
    list_display = ["title", "form", "status", "state"]
    list_filter = ["state", "form", "status"]
    search_fields = ["title", "subject"]
    ordering = ["title"]
