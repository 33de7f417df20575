"""What records and vocabularies are called, so that editors choose by name and never type a key."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db import models

from consultations.models import Person
from desk.rows import row_label, rows_of
from directory.models import Mechanism, Organisation
from documents.normalise import fold
from documents.search.cited import cited
from documents.shapes import Dict, Shape, key_paths, natural_key, row_key
from recommendations.filters import names_of_origins
from recommendations.models import Recommendation
from recommendations.models.status import DECIDABLE, Status

FEW = 30  # things that are chosen from a list; of more the name is typed, with all names offered
FEW_IN_ROW = 8  # the same in rows, each of which would repeat the list
REPEATED = 300  # lines of lists in all rows of a kind; where there would be more, the name is typed
COMPUTED = [status.value for status in Status if status not in DECIDABLE]  # a status that nobody chooses
MOST = 2_000  # things of one kind that are offered by name; more are named by key or found by search


class Names:
    """The names of one kind of things by natural key, and back."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model

    @cached_property
    def labels(self) -> dict[str, str]:
        """Names by natural key, in their order; things of one name have their keys beside it."""
        return told_apart({key: self.called(one) for key, one in self._things.items()})

    def called(self, one: Any) -> str:
        """Return what a thing is called in a list of its kind."""
        return str(one)

    def shorter(self, one: Any) -> Iterable[str]:
        """Return what else a thing may be called: by such a name it is found where nothing else is called so."""
        return [str(one)]

    @cached_property
    def _things(self) -> dict[str, Any]:
        return {natural_key(one): one for one in self._all[:MOST]}

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

    @cached_property
    def _shorter(self) -> dict[str, list[str]]:
        """Keys by each other name, folded."""
        found: dict[str, list[str]] = defaultdict(list)
        for key, one in self._things.items():
            for name in {fold(name) for name in [self.called(one), *self.shorter(one)]}:
                found[name].append(key)
        return found

    def label(self, key: str) -> str:
        """Return what a thing is called; its key where nothing is known of it."""
        return self.labels.get(key, key)

    def key(self, typed: str, held: str = "") -> str:
        """Return the key of what an editor named; what was typed where nothing is called so, or several things are.

        Of several the one is meant that was `held` before: alone of its name, it was shown by that name.
        """
        typed = typed.strip()
        if typed in self.labels or fold(typed) in self._keys:
            return typed if typed in self.labels else self._keys[fold(typed)]
        alike = self.alike(typed)
        return next((key for key in alike if len(alike) == 1 or key == held), typed)

    def alike(self, typed: str) -> list[str]:
        """Return the keys of all that may be called so."""
        return self._shorter.get(fold(typed), [])


class RecommendationNames(Names):
    """The names of recommendations, which go by their citation too: `A/HRC/29/38/Add.2, 45 (c)`."""

    def label(self, key: str) -> str:
        if key in self.labels:
            return self.labels[key]
        origin, _slash, slug = key.partition("/")
        found = self._all.filter(origin__slug=origin, slug=slug).first()
        return str(found) if found else key

    def key(self, typed: str, held: str = "") -> str:
        key = super().key(typed, held)
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
    def _times(self) -> Counter[str]:
        return Counter(one.name for one in self._things.values())

    @property
    def _all(self) -> models.QuerySet:
        return super()._all.select_related("organisation")

    def called(self, one: Person) -> str:
        beside = one.office or one.affiliation or str(one.organisation or one.slug)
        return f"{one.name} ({beside})" if self._times[one.name] > 1 else one.name


class OrganisationNames(Names):
    """The names of organisations, which go by their acronym too."""

    def called(self, one: Organisation) -> str:
        return f"{one.name} ({one.acronym})" if one.acronym else one.name

    def shorter(self, one: Organisation) -> Iterable[str]:
        return [one.name, *filter(None, [one.acronym])]


class MechanismNames(Names):
    """The names of mechanisms, each with its country, by which it is found where it is the only one there."""

    @property
    def _all(self) -> models.QuerySet:
        return super()._all.select_related("country")

    def called(self, one: Mechanism) -> str:
        return f"{one.name} ({one.country})"

    def shorter(self, one: Mechanism) -> Iterable[str]:
        return [one.name, str(one.country), *filter(None, [one.acronym])]


def told_apart(labels: dict[str, str]) -> dict[str, str]:
    """Return names by key, those that several things have with their keys beside them."""
    times = Counter(labels.values())
    return {key: label if times[label] == 1 else f"{label} ({key})" for key, label in labels.items()}


class GivenNames(Names):
    """Names that are not read, but given."""

    is_offered = True

    def alike(self, typed: str) -> list[str]:
        return []


class OwnRows(GivenNames):
    """The names of the rows of one record; what they were called before is understood, and not shown."""

    def __init__(self, model: type[models.Model], before: Names | None = None) -> None:
        super().__init__(model)
        self.before = before
        self.held: dict[str, tuple[str, str]] = {}  # by key: what each is called, and the row that it stands in

    @cached_property
    def labels(self) -> dict[str, str]:
        times = Counter(label for label, _within in self.held.values())
        named = self.held.items()
        return told_apart(
            {key: label if times[label] == 1 or not within else f"{label} ({within})" for key, (label, within) in named}
        )

    @cached_property
    def _keys(self) -> dict[str, str]:
        return (self.before._keys if self.before else {}) | {fold(label): key for key, label in self.labels.items()}


class ChoiceNames(GivenNames):
    """The names of the values that a field offers."""

    def __init__(self, f: Any) -> None:
        super().__init__(f.model)
        self._all_labels = {str(value): str(label) for value, label in f.flatchoices if value not in ("", None)}
        computed = COMPUTED if f.choices == Status.choices else []
        self.labels = {value: label for value, label in self._all_labels.items() if value not in computed}

    def label(self, key: str) -> str:
        return self._all_labels.get(key, key)


OF_THEIR_OWN: dict[type[models.Model], type[Names]] = {
    Recommendation: RecommendationNames,
    Person: PersonNames,
    Organisation: OrganisationNames,
    Mechanism: MechanismNames,
}


def names_of(model: type[models.Model]) -> Names:
    """Return the names of one kind of things."""
    return OF_THEIR_OWN.get(model, Names)(model)


def meant_by(model: type[models.Model], typed: str) -> list[str]:
    """Return, of persons, bodies and recommendations, all that may be called so, told apart."""
    names = OF_THEIR_OWN[model](model) if model in OF_THEIR_OWN else None
    return [names.label(key) for key in names.alike(typed)] if names else []


class AllNames:
    """The names of every kind of things that a form offers, each kind read once; what is told of new addresses."""

    def __init__(self, addresses: dict[str, dict[str, str]] | None = None) -> None:
        self._held: dict[type[models.Model], Names] = {}
        self._choices: dict[str, Names] = {}
        self.addresses = addresses or {}
        self.cited: Any = None  # the places that the record cites, read at once (`places.Cited`)
        self.key = ""  # that a new record gets of its title, unless its editor gives it one

    def take(self, shape: Shape, data: Dict, within: str = "") -> None:
        """Offer, of what is a row of the record, that record's own rows alone."""
        for row in shape.rows:
            names: Any = self._held.setdefault(row.model, OwnRows(row.model)) if hasattr(row.model, "KEY") else None
            for place, one in rows_of(row, data):
                label = row_label(row, one, place)
                if names is not None:
                    names.held[row_key(row, one, place, data)] = (label, within)
                self.take(row, one, within=label)
            if not data.get(row.kind):
                self.take(row, {})  # it has none of its own to offer

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
