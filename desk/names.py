"""What records and vocabularies are called, so that editors choose by name and never type a key."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import Any

from django.db import models

from consultations.models import Person
from desk.rows import row_label, rows_of
from documents.normalise import fold
from documents.search.cited import cited
from documents.shapes import Dict, Shape, key_paths, natural_key, row_key
from recommendations.filters import names_of_origins
from recommendations.models import Recommendation

FEW = 30  # things that are chosen from a list; of more the name is typed, with all names offered
FEW_IN_ROW = 8  # the same in rows, each of which would repeat the list
REPEATED = 300  # lines of lists in all rows of a kind; where there would be more, the name is typed
MOST = 2_000  # things of one kind that are offered by name; more are named by key or found by search


class Names:
    """The names of one kind of things by natural key, and back."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model

    @cached_property
    def labels(self) -> dict[str, str]:
        """Names by natural key, in their order; things of one name have their keys beside it."""
        return told_apart({natural_key(one): str(one) for one in self._all[:MOST]})

    @property
    def is_offered(self) -> bool:
        """Whether all names stand in the page, to be offered while one is typed."""
        return len(self.labels) > FEW_IN_ROW

    @property
    def _all(self) -> models.QuerySet:
        links = {path.rpartition("__")[0] for path in key_paths(self.model) if "__" in path}
        return self.model._default_manager.select_related(*links) if links else self.model._default_manager.all()

    @cached_property
    def _keys(self) -> dict[str, str]:
        return {fold(label): key for key, label in self.labels.items()}

    def label(self, key: str) -> str:
        """Return what a thing is called; its key where nothing is known of it."""
        return self.labels.get(key, key)

    def key(self, typed: str) -> str:
        """Return the key of what an editor named; what was typed where nothing is called so."""
        typed = typed.strip()
        return typed if typed in self.labels else self._keys.get(fold(typed), typed)


class RecommendationNames(Names):
    """The names of recommendations, which go by their citation too: `A/HRC/29/38/Add.2, 45 (c)`."""

    def label(self, key: str) -> str:
        if key in self.labels:
            return self.labels[key]
        origin, _slash, slug = key.partition("/")
        found = self._all.filter(origin__slug=origin, slug=slug).first()
        return str(found) if found else key

    def key(self, typed: str) -> str:
        key = super().key(typed)
        return key if key in self.labels else self._cited(key) or key

    def _cited(self, typed: str) -> str:
        """Return the key of what a citation, or the title of one alone, names; an empty text where it names none."""
        citation = cited(typed, names_of_origins)
        paragraph = citation.paragraph if citation else None
        found = list((self._all.filter(paragraph=paragraph) if paragraph else self._all.filter(title=typed))[:2])
        return natural_key(found[0]) if len(found) == 1 else ""


class PersonNames(Names):
    """The names of persons; those of one name are told apart by their office, else by whom they speak for."""

    @cached_property
    def labels(self) -> dict[str, str]:
        persons = self._all.select_related("organisation")[:MOST]
        told = {one.slug: (one.name, one.office or one.affiliation or str(one.organisation or "")) for one in persons}
        times = Counter(name for name, _office in told.values())
        named = {
            key: f"{name} ({office})" if times[name] > 1 and office else name for key, (name, office) in told.items()
        }
        return told_apart(named)


def told_apart(labels: dict[str, str]) -> dict[str, str]:
    """Return names by key, those that several things have with their keys beside them."""
    times = Counter(labels.values())
    return {key: label if times[label] == 1 else f"{label} ({key})" for key, label in labels.items()}


class OwnRows(Names):
    """The names of the rows of one record; what they were called before is understood, and not shown."""

    is_offered = True

    def __init__(self, model: type[models.Model], before: Names | None = None) -> None:
        super().__init__(model)
        self.before = before
        self.held: dict[str, str] = {}

    @cached_property
    def labels(self) -> dict[str, str]:
        return told_apart(self.held)

    @cached_property
    def _keys(self) -> dict[str, str]:
        return (self.before._keys if self.before else {}) | {fold(label): key for key, label in self.labels.items()}


class ChoiceNames(Names):
    """The names of the values that a field offers."""

    is_offered = True

    def __init__(self, f: Any) -> None:
        super().__init__(f.model)
        self.labels = {str(value): str(label) for value, label in f.flatchoices if value not in ("", None)}


OF_THEIR_OWN: dict[type[models.Model], type[Names]] = {Recommendation: RecommendationNames, Person: PersonNames}


def names_of(model: type[models.Model]) -> Names:
    """Return the names of one kind of things."""
    return OF_THEIR_OWN.get(model, Names)(model)


class AllNames:
    """The names of every kind of things that a form offers, each kind read once; what is told of new addresses."""

    def __init__(self, addresses: dict[str, dict[str, str]] | None = None) -> None:
        self._held: dict[type[models.Model], Names] = {}
        self._choices: dict[str, Names] = {}
        self.addresses = addresses or {}
        self.cited: Any = None  # the places that the record cites, read at once (`places.Cited`)
        self.key = ""  # that a new record gets of its title, unless its editor gives it one

    def take(self, shape: Shape, data: Dict) -> None:
        """Offer, of what is a row of the record, that record's own rows alone."""
        for row in shape.rows:
            if hasattr(row.model, "KEY"):
                names: Any = self._held.setdefault(row.model, OwnRows(row.model))
                held = rows_of(row, data)
                names.held |= {row_key(row, one, place, data): row_label(row, one, place) for place, one in held}
            for one in data.get(row.kind) or [{}]:  # without rows: it has none of its own to offer
                self.take(row, one)

    def take_typed(self, shape: Shape, data: Dict) -> None:
        """Offer the rows of the record as they were typed; by what they were called before they are known still."""
        own = {model: names for model, names in self._held.items() if isinstance(names, OwnRows)}
        self._held |= {model: OwnRows(model, names) for model, names in own.items()}
        self.take(shape, data)

    def of(self, model: type[models.Model]) -> Names:
        return self._held.setdefault(model, names_of(model))

    def choices(self, f: Any) -> Names:
        """Return the names of the values that a field offers."""
        return self._choices.setdefault(choices_name(f), ChoiceNames(f))

    @property
    def used(self) -> dict[str, Names]:
        """The kinds of things that were asked for, by the name of their list."""
        return {list_name(model): names for model, names in self._held.items()} | self._choices


def list_name(model: type[models.Model]) -> str:
    """Return what the list of names of one kind is called in a page."""
    return f"names-{model._meta.model_name}"


def choices_name(f: Any) -> str:
    """Return what the list of the values of a field is called in a page."""
    return f"{list_name(f.model)}-{f.name}"
