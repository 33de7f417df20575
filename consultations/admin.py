"""The admin of this layer: the persons whom sources name; looking up consultations."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation, Person
from documents.administration import LookUpAdmin, VocabularyAdmin, searched, shown
from documents.by_language import LinesField
from documents.versions import VersionedForm


class PersonForm(VersionedForm):
    """A person as the sources name them."""

    other_spellings = LinesField(label=_("Other spellings in the sources"), help_text=_("One a line."), required=False)


@admin.register(Person)
class PersonAdmin(VocabularyAdmin):
    form = PersonForm
    fixed = ("slug",)
    list_display = ["name", "office", "organisation", "affiliation"]
    list_select_related = ["organisation"]
    list_filter = [("organisation", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["name", "slug", "other_spellings", "office", "affiliation"]
    ordering = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "other_spellings", "office", "organisation", "affiliation", "note"]


@admin.register(Consultation)
class ConsultationAdmin(LookUpAdmin):
    list_display = [
        "shown_name",
        "kind",
        "shown_city",
        "country",
        shown("starts", _("starts")),
        shown("ends", _("ends")),
        "state",
    ]
    list_select_related = ["country"]
    list_filter = ["state", "kind"]
    search_fields = ["title", *searched("short_names"), *searched("cities")]
    ordering = ["-starts"]

    @admin.display(description=_("short name"), ordering="short_names__en")
    def shown_name(self, obj: Consultation) -> str:
        return obj.short_name

    @admin.display(description=_("city"), ordering="cities__en")
    def shown_city(self, obj: Consultation) -> str:
        return obj.city
