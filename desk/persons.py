"""Persons whom editors record, so that a participation can name them."""

from __future__ import annotations

from datetime import datetime
from itertools import count, dropwhile
from typing import Any

from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from consultations.models import Person
from desk.steps import note_person
from directory.models import Organisation
from documents.normalise import fold


def length_of(field: str) -> int:
    held: Any = Person._meta.get_field(field)
    return int(held.max_length)


NAME_LENGTH, OFFICE_LENGTH, KEY_LENGTH = map(length_of, ("name", "office", "slug"))

TITLES = {  # folded, without dots
    *("mr", "mrs", "ms", "miss", "dr", "prof", "professor", "he", "hon", "sir", "mme", "sr", "sra"),
    *map(fold, ("السيد", "السيدة", "الدكتور", "الدكتورة")),
}
TRIES = 5  # to keep one person while others of the same key are kept
STEP_IS_WRITTEN = "desk"  # in the administration's log, of what the desk has a step of


class KnownPersonError(Exception):
    """Persons of this name are held already."""

    def __init__(self, persons: list[Person]) -> None:
        super().__init__(persons)
        self.persons = persons


@transaction.atomic
def record(*, name: str, office: str, organisation: str, is_another: bool = False, by: User, now: datetime) -> Person:
    """Keep a new person, whose key is made of the name.

    Raises KnownPersonError where some of that name are held, unless `is_another` says that it is none of them.
    """
    speaks_for = Organisation.objects.published().filter(slug=organisation).first()
    person = kept(Person(name=name, office=office, organisation=speaks_for), is_another=is_another)
    LogEntry.objects.log_actions(by.pk, [person], ADDITION, change_message=STEP_IS_WRITTEN, single_object=True)
    note_person(person, by=by, now=now)
    return person


def kept(person: Person, *, is_another: bool) -> Person:
    """Save a person under a key that is free, the next one where someone else takes it at this very moment."""
    for left in reversed(range(TRIES)):
        if not is_another:
            refuse_known(person.name)
        person.slug = free_key(person.name)
        try:
            with transaction.atomic():
                person.save()
            break
        except IntegrityError:
            if not left:
                raise
    return person


def refuse_known(name: str) -> None:
    """Raise KnownPersonError where persons of this name are held."""
    alike = of_name(name)
    if alike:
        raise KnownPersonError(alike)


def of_name(name: str) -> list[Person]:
    """Return the persons of this name, or of whom a source spells it so, as far as it is the same `bare`."""
    asked = bare(name)
    held = Person.objects.values_list("pk", "name", "other_spellings")
    alike = [pk for pk, one, others in held if asked in map(bare, [one, *others])]
    return list(Person.objects.filter(pk__in=alike).select_related("organisation").order_by("pk"))


def bare(name: str) -> str:
    """Return a name without titles before it: capital letters, accents, dots and more spaces than one count nothing."""
    words = fold(name).replace(".", "").split()
    return " ".join(dropwhile(TITLES.__contains__, words))


def free_key(name: str) -> str:
    """Return the first key that is free; two of one name are told apart by a number."""
    first = stem(name)
    keys = (first if number == 1 else f"{first}-{number}" for number in count(1))
    return next(key for key in keys if not Person.objects.filter(slug=key).exists())


def stem(name: str) -> str:
    """Return what the keys of all persons of a name begin with."""
    return slugify(name)[: KEY_LENGTH - 5].strip("-") or "person"
