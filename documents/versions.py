"""Versions of records: whoever saves second is told, and writes over nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from documents.publication import Record


class OutdatedError(Exception):
    """Raised when a record is no longer in the version that was read; nothing is written over it."""


def take_version(record: Record) -> None:
    """Give a record its next version; raise OutdatedError where someone else has just done so."""
    read = type(record)._default_manager.filter(pk=record.pk, version=record.version)
    if not read.update(version=record.version + 1):
        raise OutdatedError
    record.version += 1


def who_saved(record: Record) -> str:
    """Say who saved a record last, when, and what to do with what was typed since."""
    log = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(record), object_id=record.pk)
    last = log.select_related("user").first()
    return _(
        "%(who)s saved this on %(when)s, after you had opened it. Nothing was written over it, and your words still "
        "stand below. Open the page once more in another window and carry over there what you want to change."
    ) % {"who": last.user if last else _("Someone"), "when": date_format(record.updated_at, "DATETIME_FORMAT")}


class VersionedForm(forms.ModelForm):
    """A form that knows the version of the record that was opened."""

    opened = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["opened"] = self.instance.version

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.instance.pk and self.cleaned_data.get("opened") not in {None, self.instance.version}:
            self.add_error(None, who_saved(self.instance))
        return self.cleaned_data


class VersionedAdmin(admin.ModelAdmin):
    """Each change of a record is its next version, and is made to the version that was opened."""

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        (title, options), *others = super().get_fieldsets(request, obj)
        hidden = ["opened"] if obj and self.has_change_permission(request, obj) else []
        return [(title, {**options, "fields": [*options["fields"], *hidden]}), *others]

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Show the form or take it; where someone saves between reading and writing, all is read anew."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except OutdatedError:
            return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change and form.has_changed():
            take_version(obj)
        super().save_model(request, obj, form, change)
