"""Persons whom editors record, so that a participation can name them."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from typing import Any

from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.text import slugify

from consultations.models import Person
from desk.steps import note_person
from directory.models import Organisation


def length_of(field: str) -> int:
    held: Any = Person._meta.get_field(field)
    return int(held.max_length)


NAME_LENGTH, OFFICE_LENGTH, KEY_LENGTH = map(length_of, ("name", "office", "slug"))


STEP_IS_WRITTEN = "desk"  # in the administration's log, of what the desk has a step of


class KnownPersonError(Exception):
    """A person of this name and office is held already."""

    def __init__(self, person: Person) -> None:
        super().__init__(person)
        self.person = person


@transaction.atomic
def record(*, name: str, office: str, organisation: str, by: User, now: datetime) -> Person:
    """Keep a new person, whose key is made of the name; raise KnownPersonError where they are held already."""
    known = Person.objects.filter(name__iexact=name, office__iexact=office).first()
    if known:
        raise KnownPersonError(known)
    speaks_for = Organisation.objects.published().filter(slug=organisation).first()
    person = with_free_key(Person(name=name, office=office, organisation=speaks_for))
    LogEntry.objects.log_actions(by.pk, [person], ADDITION, change_message=STEP_IS_WRITTEN, single_object=True)
    note_person(person, by=by, now=now)
    return person


def with_free_key(person: Person) -> Person:
    """Save a person under the first key that is free; two of one name are told apart by a number."""
    stem = slugify(person.name)[: KEY_LENGTH - 5].strip("-") or "person"
    keys = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    person.slug = next(key for key in keys if not Person.objects.filter(slug=key).exists())
    person.save()
    return person
