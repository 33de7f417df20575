"""Values of a record as people read them: choices by their label, what is linked by its name, places as cited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from desk.queue import named
from desk.rows import row_label, rows_of
from documents.by_language import CODES, language
from documents.fields import PartialDateField, validate_languages
from documents.models import Paragraph, Reference
from documents.models.reference import parse_key
from documents.publication import Record
from documents.shapes import Dict, Shape, key_paths, natural_key, row_key, separator
from documents.templatetags.nrem import partial_date, signed

Model = type[models.Model]


class Words:
    """Puts values into words. All that is to be named is learned first, so that each kind of thing is read once.

    For the public it names no record that is not published.
    """

    def __init__(self, *, for_public: bool = False) -> None:
        self.for_public = for_public
        self._keys: dict[Model, set[str]] = defaultdict(set)
        self._labels: dict[Model, dict[str, str]] = {}
        self._own: dict[Model, dict[str, str]] = {}

    def take_rows(self, shape: Shape, data: Dict) -> None:
        """Learn what the rows of the record are called, to which others of its rows point."""
        for row in shape.rows:
            for place, one in rows_of(row, data):
                if hasattr(row.model, "KEY"):
                    key = row_key(row, one, place, data)
                    self._own.setdefault(row.model, {})[key] = row_label(row, one, place)
                self.take_rows(row, one)

    def learn(self, f: Any, value: Any) -> None:
        """Learn which things a value names, to be read together with all others."""
        if f.is_relation and value:
            self._keys[f.remote_field.model] |= set(value if f.many_to_many else [value])

    def lines(self, f: Any, value: Any) -> list[str]:
        """Return a value as lines of words, of a list each member."""
        if value in (None, "", [], {}):
            return []
        if f.is_relation:
            return [self.label(f.remote_field.model, key) for key in (value if f.many_to_many else [value])]
        return [in_words(f, one) for one in members(value)]

    def label(self, model: Model, key: str) -> str:
        """Return what a thing is called; its key where nothing is known of it."""
        if key in self._own.get(model, {}):
            return self._own[model][key]
        if model not in self._labels:
            self._labels[model] = named_things(model, self._keys[model], for_public=self.for_public)
        return self._labels[model].get(key) or (
            _("a record that is not public") if self._withholds(model, key) else key
        )

    def _withholds(self, model: Model, key: str) -> bool:
        """Whether the public is not told what a key names: a record, or a place in a document, that is not public."""
        return self.for_public and (issubclass(model, Record | Paragraph) or (model is Reference and "://" not in key))


def members(value: Any) -> list[Any]:
    """Return the members of a list; of what is none, itself."""
    return value if isinstance(value, list) else [value]


def language_name(code: str) -> str:
    """Return the name of a language; the code where it is none of the six."""
    return str(language(code)) if code in CODES else code


def in_words(f: Any, value: Any) -> str:
    """Return one value of a plain field as people read it."""
    if f.choices:
        return str(dict(f.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(f, PartialDateField | models.DateField):
        return date_in_words(str(value))
    return language_name(str(value)) if validate_languages in f.validators else str(value)


def is_ours(f: Any, value: Any) -> bool:
    """Tell whether a value of a field is put in the portal's own words, and not as it was typed."""
    if isinstance(f, PartialDateField | models.DateField):
        return not value or date_in_words(str(value)) != value or str(value).isdecimal()
    return bool(f.choices) or isinstance(f, models.BooleanField) or validate_languages in getattr(f, "validators", [])


def date_in_words(text: str) -> str:
    """Return a date as exact as it is told; what is none as it was typed."""
    try:
        return partial_date(text)
    except (ValueError, IndexError):
        return text


def named_things(model: Model, keys: set[str], *, for_public: bool) -> dict[str, str]:
    """Return what things of one kind are called, by natural key."""
    if model is Reference:
        return cited_places(keys, for_public=for_public)
    if model is Paragraph:
        at = {key: Reference(document=one.document, paragraph=one) for key, one in paragraphs(keys).items()}
        return {key: cited_place(one) for key, one in at.items() if is_told(one, for_public=for_public)}
    found = held(model, keys)
    found = found.published() if for_public and issubclass(model, Record) else found
    return {natural_key(one): named(one) if isinstance(one, User) else str(one) for one in found}


def held(model: Model, keys: Iterable[str]) -> Any:
    """Return the things of one kind that these natural keys may name, with what their keys are made of."""
    paths, join = key_paths(model), separator(model)
    links = {path.rpartition("__")[0] for path in paths if "__" in path}
    wanted = {key.rsplit(join, 1)[-1] if len(paths) > 1 else key for key in keys}
    if isinstance(model._meta.get_field(paths[-1]), models.IntegerField):
        wanted = {one for one in wanted if one.isascii() and one.isdigit()}
    return model._default_manager.select_related(*links).filter(**{f"{paths[-1]}__in": wanted})


def paragraphs(keys: Iterable[str]) -> dict[str, Paragraph]:
    """Return paragraphs by natural key."""
    found = held(Paragraph, keys).select_related("document", "section__excerpt_of")
    return {natural_key(one): one for one in found if natural_key(one) in keys}


def is_told(place: Reference, *, for_public: bool) -> bool:
    """Tell whether a place is named: to the public only one in a published document, whose words are so too."""
    return not for_public or (place.is_public and (place.source is None or place.source.is_published))


def cited_place(place: Reference) -> str:
    """Return how a place is cited: `A/HRC/29/38/Add.2 ¶ 45 (c)`; an address of the web by itself."""
    source = place.source
    if source is None:
        return place.url
    if place.paragraph is None:
        return f"{source.symbol or source.short_name}, {place.label}"
    sign = "," if signed(place.label) == place.label else " ¶"
    return f"{source.symbol or source.short_name}{sign} {place.label}"


def cited_places(keys: set[str], *, for_public: bool) -> dict[str, str]:
    """Return how places are cited, by key; those too that no statement cites yet."""
    known = {one.key: one for one in Reference.objects.filter(key__in=keys).with_place()}
    new = [key for key in keys - known.keys() if "#" in key and "://" not in key]
    every = known | (new_places(new) if new else {})
    return {key: cited_place(one) for key, one in every.items() if is_told(one, for_public=for_public)}


def new_places(keys: list[str]) -> dict[str, Reference]:
    """Return places in paragraphs that no statement cites yet."""
    places = {}
    for key in keys:
        try:
            places[key] = parse_key(key)
        except ValidationError:
            continue
    ends = {f"{place.document}#{end}" for place in places.values() for end in (place.anchor, place.last) if end}
    found = paragraphs(ends)
    known = {key: place for key, place in places.items() if f"{place.document}#{place.anchor}" in found}
    return {
        key: Reference(
            document=found[f"{place.document}#{place.anchor}"].document,
            paragraph=found[f"{place.document}#{place.anchor}"],
            last_paragraph=found.get(f"{place.document}#{place.last}"),
            locator=place.locator,
        )
        for key, place in known.items()
    }
