"""Two people at one entry: whoever saves second is told, and writes over nothing."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from documents.publication import Record, Row
from documents.templatetags.administration import change_in_words, moment


class OutdatedError(Exception):
    """Raised when a record is no longer in the version that was read; nothing is written over it."""


def take_version(record: Record) -> None:
    """Give a record its next version; raise OutdatedError where someone else has just done so."""
    read = type(record)._default_manager.filter(pk=record.pk, version=record.version)
    if not read.update(version=record.version + 1):
        raise OutdatedError
    record.version += 1


def state_of(entry: models.Model) -> str:
    """Return a digest of all that an entry says, its links and rows included; any change makes another."""
    return hashlib.sha256(json.dumps(_said(entry), sort_keys=True, default=str).encode()).hexdigest()


def _said(entry: models.Model) -> list[Any]:
    meta = entry._meta
    own = [field.value_from_object(entry) for field in meta.concrete_fields]
    links = [sorted(one.pk for one in field.value_from_object(entry)) for field in meta.many_to_many if entry.pk]
    kinds = [relation for relation in meta.related_objects if issubclass(relation.field.model, Row)]
    rows = [relation for relation in kinds if relation.one_to_many and relation.on_delete is models.CASCADE]
    parts = [row for rel in rows if entry.pk for row in getattr(entry, str(rel.get_accessor_name())).order_by("pk")]
    return [own, links, [_said(part) for part in parts]]


def who_saved(entry: models.Model) -> str:
    """Say who saved an entry last, when, and what to do with what was typed since."""
    log = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(entry), object_id=entry.pk)
    last = log.exclude(change_message="[]").select_related("user").first()
    told = _("This was changed by a new load of the record, after you had opened it.")
    if last:
        saved = {"who": last.user.get_full_name() or last.user, "when": moment(last.action_time)}
        told = _("%(who)s saved this on %(when)s, after you had opened it.") % saved
        told = f"{told} {change_in_words(last)}"
    kept = _(
        "Nothing was written over it, and your words still stand below. Open the page once more in another window and "
        "carry over there what you want to change."
    )
    return format_html('{} {} <a href="{}" target="_blank">{}</a>', told, kept, page_of(entry), _("The page as it is"))


def page_of(entry: models.Model) -> str:
    """Return the address of the page on which an entry is edited."""
    return reverse(f"admin:{entry._meta.app_label}_{entry._meta.model_name}_change", args=[entry.pk])


class Opened(forms.CharField):
    """What an entry said when it was opened. It comes back with the form and is no change by itself."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label="", **kwargs)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class VersionedForm(forms.ModelForm):
    """A form that knows what the entry said when it was opened."""

    opened = Opened(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["opened"] = self.now = state_of(self.instance)

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.instance.pk and self.cleaned_data.get("opened") not in {"", self.now}:
            self.add_error(None, who_saved(self.instance))
        return self.cleaned_data


class VersionedAdmin(admin.ModelAdmin):
    """Each change is made to what was opened."""

    form: type[forms.ModelForm] = VersionedForm

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        (title, options), *others = super().get_fieldsets(request, obj)
        hidden = ["opened"] if obj and self.has_change_permission(request, obj) else []
        return [(title, {**options, "fields": [*options["fields"], *hidden]}), *others]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the entry; where it will be written, nobody else writes it before the transaction ends."""
        found = super().get_object(request, object_id, from_field)
        if found is None or request.method != "POST":
            return found
        return self.get_queryset(request).select_for_update().filter(pk=found.pk).first()
