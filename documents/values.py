"""What an entry said before it was saved in the administration: its log keeps the values, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.contrib.admin.models import DELETION, LogEntry
from django.db import models
from django.http import HttpRequest
from django.utils.translation import override

from documents.by_language import TITLES, language

Values = list[list[str]]  # label, before, after
NO_VALUE = {"opened", "DELETE"}


class KeepsValues:
    """Keeps in the log of an entry what each field said before and after; of one that is deleted, all that it said."""

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> list[Any]:
        message = super().construct_change_message(request, form, formsets, add)  # type: ignore[misc]
        values = [] if add else [value for one in changed_forms(form, formsets) for value in values_of(one)]
        return [*message, {"values": values}] if values else message

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for entry in queryset:
            deleted = {"deleted": {"name": str(entry._meta.verbose_name), "object": str(entry)}}
            message = [deleted, {"values": all_values_of(entry)}]
            LogEntry.objects.log_actions(request.user.pk, [entry], DELETION, change_message=message)  # type: ignore[arg-type]


def changed_forms(form: forms.ModelForm, formsets: Iterable[Any]) -> Iterator[forms.ModelForm]:
    """Yield the forms of an entry and of its rows in which something was changed."""
    yield from (one for one in [form, *(row for rows in formsets for row in rows.forms)] if one.has_changed())


def values_of(form: forms.ModelForm) -> Values:
    """Return what was changed in a form."""
    names = [name for name in form.changed_data if name not in NO_VALUE and name in form.cleaned_data]
    return [[label(form, name), before(form, name), text(form.cleaned_data[name])] for name in names]


def label(form: forms.ModelForm, name: str) -> str:
    """Return what a field is called, untranslated: `Position`, `Names: Arabic`."""
    title, _under, code = name.rpartition("_")
    with override(None):
        if title in getattr(form, "fields_by_language", ()):
            return f"{TITLES[title]}: {language(code)}"
        return str(form.fields[name].label or name)


def before(form: forms.ModelForm, name: str) -> str:
    """Return what a field said when its form was opened, links by what they lead to."""
    initial, field = form[name].initial, form.fields[name]
    if isinstance(field, forms.ModelChoiceField) and field.queryset is not None and initial:
        some = initial if isinstance(initial, list | models.QuerySet) else [initial]
        return text(list(field.queryset.filter(pk__in=[getattr(one, "pk", one) for one in some])))
    return text(initial)


def all_values_of(entry: models.Model) -> Values:
    """Return all that an entry says, and nothing after it."""
    fields = [field for field in [*entry._meta.concrete_fields, *entry._meta.many_to_many] if field.editable]
    with override(None):
        return [[str(field.verbose_name), text(said(entry, field)), ""] for field in fields if not field.primary_key]


def said(entry: models.Model, field: Any) -> Any:
    value = getattr(entry, field.name)
    return list(value.all()) if field.many_to_many else value


def text(value: Any) -> str:
    """Return a value as it is read."""
    if isinstance(value, dict):
        return "; ".join(f"{name}: {text(one)}" for name, one in value.items())
    if isinstance(value, list | tuple | models.QuerySet):
        return ", ".join(map(text, value))
    return "" if value is None else str(value)
