"""What the administration of every layer shares: vocabularies, which are edited there, and records, which are not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, AutocompleteSelectMultiple
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from documents.by_language import CODES, TITLES, ByLanguageForm, NamedForm, inputs, language
from documents.fields import PartialDateField, in_language, validate_languages
from documents.models import Reference
from documents.normalise import fold
from documents.publication import State, record_version
from documents.shapes import natural_key
from documents.templatetags.administration import moment
from documents.templatetags.nrem import partial_date
from documents.uses import uses_of, with_uses
from documents.values import KeepsValues
from documents.versions import VersionedAdmin

HELP = {
    "slug": _("Stays for ever: it stands in the address of the page. Latin letters, digits and hyphens."),
    "position": _("A whole number: lists are ordered by it, the lowest first."),
    "m49": _("Three figures, as in the standard M49."),
}
DATE_HELP = _("A year, a month or a day: 2014, 2014-05 or 2014-05-21.")


class ExplainsFields:
    """Says below a field what is to be entered."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field and not field.help_text:
            field.help_text = DATE_HELP if isinstance(db_field, PartialDateField) else HELP.get(db_field.name, "")
        return field


def in_each_language(name: str) -> Any:
    """Return the part of a form that holds a text's inputs, one a language."""
    return TITLES[name], {"fields": inputs(name)}


NAMES = in_each_language("names")
SHORT_TEXTS: Any = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})}}


def searched(name: str) -> list[str]:
    """Return the paths by which a field that holds texts by language is searched in each of them."""
    return [f"{name}__{code}" for code in CODES]


SEARCH_NAMES = searched("names")


def is_date(field: Any) -> bool:
    """Tell whether a field holds a date, however exact."""
    return isinstance(field, PartialDateField | models.DateField)


def is_json(field: Any) -> bool:
    """Tell whether a field holds texts by language, or a list."""
    return isinstance(field, models.JSONField)


def shown(name: str, label: Any) -> Callable[[Any], Any]:
    """Return a column that shows a field under a label, in words: dates as the portal writes them, no JSON."""

    @admin.display(description=label, ordering=name)
    def show(obj: Any) -> Any:
        value, field = getattr(obj, name), obj._meta.get_field(name)
        if isinstance(value, datetime):
            return moment(value)
        if isinstance(value, dict):
            value = in_language(value)
        if isinstance(value, list):
            return listed(value, field)
        return partial_date(value) if value and is_date(field) else value

    return show


def listed(texts: list[str], field: Any) -> str:
    """Return the texts of a list in one line; codes of languages as their names."""
    are_codes = validate_languages in field.validators
    return ", ".join(str(language(text)) if are_codes else text for text in texts)


LABELS = {"created_at": _("made"), "updated_at": _("last changed"), "published_at": _("published")}


def public_address(admin_page: Any, obj: Any) -> str | None:
    """Return the public address of what an admin page shows, if it has one that answers."""
    is_public = getattr(obj, "state", State.PUBLISHED) == State.PUBLISHED
    return obj.get_absolute_url() if is_public and hasattr(obj, "get_absolute_url") else None


class FoldedSearch(admin.ModelAdmin):
    """A search without regard to case, marks and letter variants of any script, alike on both database engines."""

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        words = fold(search_term).split()
        if not words:
            return queryset, False
        rows = queryset.order_by().values_list("pk", *self.get_search_fields(request))
        texts = ((pk, fold(" ".join(str(value) for value in values if value))) for pk, *values in rows)
        return queryset.filter(pk__in=[pk for pk, text in texts if all(word in text for word in words)]), False


class PlacesWidget(AutocompleteSelectMultiple):
    """References, found while typing; where scripts do not run, named by their keys."""

    template_name = "documents/places.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        chosen = [str(one) for one in value or []]
        context = super().get_context(name, [one for one in chosen if one.isdecimal()], attrs)
        return context | {"typed": "\n".join(one for one in chosen if not one.isdecimal())}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        typed = [line.strip() for line in data.get(f"{name}-keys", "").splitlines() if line.strip()]
        known = dict(Reference.objects.filter(key__in=typed).values_list("key", "pk")) if typed else {}
        return [*super().value_from_datadict(data, files, name), *(str(known.get(key, key)) for key in typed)]


class CitesPlaces:
    """Gives a form the field for references that works with scripts and without."""

    admin_site: Any

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.related_model is Reference:
            kwargs["widget"] = PlacesWidget(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]


class VocabularyAdmin(ExplainsFields, CitesPlaces, FoldedSearch, KeepsValues, VersionedAdmin):
    """A vocabulary: keys are fixed once made, what is used stays, and each change is a data version.

    What it said before stands in its log.
    """

    allows = ("view", "add", "change", "delete")  # to an administrator
    fixed: tuple[str, ...] = ()  # they stand in addresses and in fixtures
    formfield_overrides = SHORT_TEXTS
    list_per_page = 50
    view_on_site = public_address

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return with_uses(super().get_queryset(request))

    @admin.display(description=_("used by"), ordering="uses")
    def used(self, obj: Any) -> int:
        return obj.uses

    @admin.display(description=_("used by"))
    def used_by(self, obj: Any) -> str:
        return "; ".join(uses_of(obj)) or str(_("Nothing"))

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return [*super().get_list_display(request), "used"]

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[Any]:
        return [*super().get_readonly_fields(request, obj), *(["used_by", *self.fixed] if obj else [])]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        (title, options), *others = super().get_fieldsets(request, obj)
        fields = [*options["fields"], *(["used_by"] if obj else [])]
        return [(title, {**options, "fields": fields}), *others]

    def get_prepopulated_fields(self, request: HttpRequest, obj: models.Model | None = None) -> dict[str, Any]:
        return {} if obj else dict(super().get_prepopulated_fields(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Entries go one at a time."""
        return obj is not None and super().has_delete_permission(request, obj)

    def obstacles(self, obj: Any) -> list[str]:
        """Say in words why an entry cannot be deleted."""
        return [_("It is used by: %(records)s") % {"records": "; ".join(uses_of(obj))}] if obj.uses else []

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        to_delete, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return to_delete, counts, lacking, [why for obj in objs for why in self.obstacles(obj)] or protected

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not change or any(one.has_changed() for one in [form, *formsets]):
            self.publish(form.instance, form.instance.pk)

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        key = obj.pk
        super().delete_model(request, obj)
        self.publish(obj, key)

    def publish(self, obj: models.Model, key: int) -> None:
        """Make the next data version. It names no records: the words of a vocabulary may stand on any page."""
        reason = f"Vocabulary: {obj._meta.model_name} {natural_key(obj)}"[:200]
        record_version(reason=reason, records=[], term=(self.model, key))


class ByLanguageAdmin(VocabularyAdmin):
    """A vocabulary with texts in each language; those who may only look see the texts of its inputs."""

    form: type[ByLanguageForm]

    def get_fieldsets(self, request: HttpRequest, obj: models.Model | None = None) -> list[Any]:
        sections: list[Any] = list(super().get_fieldsets(request, obj))
        if obj is None or self.has_change_permission(request, obj):
            return sections
        read = {f"{name}_{code}": reading(name, code) for name in self.form.fields_by_language for code in CODES}
        return [(title, {**rest, "fields": [read.get(f, f) for f in rest["fields"]]}) for title, rest in sections]

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """Name the languages of a text together, and which text it is."""
        message = super().construct_change_message(request, form, formsets, add)
        if form.changed_data and not add:
            message[0] = {"changed": {"fields": form.changed_labels()}}
        return message


class NamedAdmin(ByLanguageAdmin):
    """A vocabulary whose entries have a name in each language."""

    form: type[ByLanguageForm] = NamedForm
    search_help_text = _("Finds names in every language, and codes.")

    @admin.display(description=_("name"), ordering="names__en")
    def shown_name(self, obj: Any) -> str:
        return obj.name

    def get_prepopulated_fields(self, request: HttpRequest, obj: models.Model | None = None) -> dict[str, Any]:
        return {} if obj else {"slug": ["names_en"]}


def reading(name: str, code: str) -> Callable[[models.Model], Any]:
    """Return what shows the text in one language to those who may look and not change."""

    @admin.display(description=language(code))
    def read(obj: models.Model) -> Any:
        return getattr(obj, name).get(code)

    return read


class LookUp:
    """Nothing can be added, changed or deleted, whoever asks."""

    allows = ("view",)  # to an administrator

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class LookUpAdmin(LookUp, FoldedSearch):
    """Records as they lie in the database, drafts too."""

    list_filter = ["state"]
    list_per_page = 50
    view_on_site = public_address

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[Any]:
        fields = [field for field in self.opts.concrete_fields if not field.primary_key and field.name != "uid"]
        names, own = {field.name for field in fields}, [field for field in fields if field.name not in LABELS]
        worded = [shown(f.name, f.verbose_name) if is_date(f) or is_json(f) else f.name for f in own]
        by_the_portal = [shown(name, label) for name, label in LABELS.items() if name in names]
        return [*worded, *(field.name for field in self.opts.many_to_many), *by_the_portal]


class LookUpInline(LookUp, admin.TabularInline):
    """Rows of a record, as a plain table."""

    template = "documents/admin_rows.html"
    extra = 0


class RowsInline(ExplainsFields, CitesPlaces, admin.StackedInline):
    """Rows of an entry, an empty one below them."""

    allows = VocabularyAdmin.allows
    formfield_overrides = SHORT_TEXTS
    extra = 1
