"""Which field of a form shows a field of a model."""

from __future__ import annotations

from typing import Any

from django.db import models

from desk.forms.choices import Choice, ChoiceName, LinkChoice, LinkName, Several, YesOrNo
from desk.forms.fields import Field, Line, Lines, LongText, Number, OwnKey, Tick
from desk.forms.languages import ByLanguage, Languages, ListsByLanguage
from desk.forms.places import OnePlace, Places
from desk.names import FEW, FEW_IN_ROW, REPEATED, AllNames
from documents.fields import validate_languages, validate_lists_by_language, validate_texts_by_language
from documents.models import Paragraph, Reference

OWN_KEYS = {"slug", "key"}
LONG = 300  # characters from which on a text has several lines


def field_class(f: Any, names: AllNames, *, rows: int = 0) -> type[Field]:
    """Return how a field of a model is shown in a form, or in each of so many rows of it."""
    if f.many_to_many:
        return Places if f.remote_field.model in (Reference, Paragraph) else Several
    if f.is_relation:
        return of_link(f.remote_field.model, names, most=min(FEW_IN_ROW, REPEATED // rows) if rows else FEW)
    if isinstance(f, models.JSONField):
        return of_json(f)
    if f.choices:
        return ChoiceName if len(f.flatchoices) * rows > REPEATED else Choice
    if isinstance(f, models.BooleanField):
        return YesOrNo if f.null else Tick
    if isinstance(f, models.IntegerField):
        return Number
    if f.name in OWN_KEYS and not rows:
        return OwnKey
    is_long = isinstance(f, models.TextField) or (f.max_length or 0) > LONG
    return LongText if is_long and not isinstance(f, models.URLField) else Line


def of_link(target: type[models.Model], names: AllNames, *, most: int) -> type[Field]:
    """Return how a link to one thing is shown."""
    if target in (Reference, Paragraph):
        return OnePlace
    return LinkChoice if len(names.of(target).labels) <= most else LinkName


def of_json(f: Any) -> type[Field]:
    """Return how a field is shown that holds texts by language, or a list of texts."""
    if validate_texts_by_language in f.validators:
        return ByLanguage
    if validate_lists_by_language in f.validators:
        return ListsByLanguage
    if validate_languages in f.validators:
        return Languages
    return ByLanguage if f.get_default() == {} else Lines
