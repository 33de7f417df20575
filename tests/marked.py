"""Records of every kind with a mark of its own in every field, so that a page can be searched for each."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable, Iterable
from typing import Any

from django.db import models
from django.urls import reverse

from consultations.models import AttendanceClaim, ConsultationStatement, Person
from consultations.models.consultation import ConsultationAspect
from consultations.models.participation import ParticipationRole
from desk.kinds import KINDS
from directory.exchange import WORDED
from directory.models import (
    Country,
    Function,
    Indicator,
    InstitutionalModel,
    Mechanism,
    Organisation,
    OrganisationStatement,
)
from directory.models.contact import ContactKind
from directory.models.organisation import OrganisationAspect
from directory.models.statement import Aspect
from documents.fields import PartialDateField
from documents.models import Discrepancy, Document, Paragraph, Reference, Theme
from documents.shapes import Shape
from recommendations.models import Addressee, Recommendation
from tests import factories as make

TEXTS = (models.CharField, models.TextField)
# What addresses are made of, codes, and links that say of what a row is part.
KEPT = {"slug", "key", "languages", "original_language", "consultation", "position", "session", "item", "indicator"}


def claimed(question: str) -> Discrepancy:
    made = make.make_discrepancy(question=question)
    make.make_claim(made)
    return made


def country(name: str) -> Country:
    """Give a country of the record another name: countries are not made."""
    one = Country.objects.exclude(names__en__startswith="Zz").order_by("pk")[0]
    one.names = {"en": name}
    one.save()
    return one


NAMED: dict[type[models.Model], Callable[[str], Any]] = {
    Country: country,
    Discrepancy: claimed,
    Document: lambda mark: make.make_document(title=mark),
    Function: lambda mark: make.make_function(names={"en": mark}),
    Indicator: lambda mark: make.make_indicator(names={"en": mark}),
    InstitutionalModel: lambda mark: make.make_model(names={"en": mark}),
    Mechanism: lambda mark: make.make_mechanism(name=mark, country=Country.objects.order_by("-pk")[0]),
    Organisation: lambda mark: make.make_organisation(name=mark, acronym=mark),
    Paragraph: lambda mark: make.make_paragraph(label=mark),
    Person: lambda mark: make.make_person(name=mark),
    Recommendation: lambda mark: make.make_recommendation(title=mark),
    Reference: lambda mark: make.make_address(publisher=mark),
    Theme: lambda mark: make.make_theme(names={"en": mark}),
}


class Marks:
    """Writes a mark of its own into every field of a record; `found` tells which of them stands where."""

    def __init__(self) -> None:
        self.by_place: dict[str, str] = {}
        self._numbers = itertools.count(1100)

    def write(self, shape: Shape, one: Any, where: str, kept: Iterable[str] = ()) -> Any:
        """Mark a record or a row, all but the fields to be kept."""
        for f in shape.fields:
            if f.name not in KEPT and not f.choices:
                self._field(one, f, f"{where}.{f.name}")
        for f in shape.links:
            if f.name not in {*KEPT, *kept} and f.remote_field.model in NAMED:
                setattr(one, f.name, self.thing(f.remote_field.model, f"{where}.{f.name}"))
        one.save()
        for m in shape.many:
            getattr(one, m.name).set([self.thing(m.remote_field.model, f"{where}.{m.name}")])
        return one

    def thing(self, model: type[models.Model], where: str) -> Any:
        """Make something that a link may name, called by a mark."""
        return NAMED[model](self.mark(where))

    def mark(self, where: str) -> str:
        return self.by_place.setdefault(where, f"Zz{next(self._numbers)}zz")

    def missing_in(self, text: str) -> list[str]:
        """Return the places whose marks do not stand in a text."""
        return [where for where, mark in self.by_place.items() if mark not in text]

    def _field(self, one: Any, f: Any, where: str) -> None:
        number = next(self._numbers)
        if isinstance(f, models.JSONField):
            value: Any = {"en": self.mark(where)} if f.get_default() == {} else [self.mark(where)]
        elif isinstance(f, PartialDateField | models.IntegerField):
            value = self.by_place[where] = str(number)
        elif isinstance(f, models.DateField):
            value, self.by_place[where] = datetime.date(number, 1, 1), str(number)
        elif isinstance(f, models.URLField) or f.name == "address":
            value = self.by_place[where] = f"https://{self.mark(where)}.example/"
        elif isinstance(f, TEXTS):
            value = self.mark(where)
        else:
            return
        setattr(one, f.name, value)


Made = Callable[[Marks], list[str]]  # writes a record, and names the pages on which it is told


def alone(kind: str, make_one: Callable[[], Any]) -> Made:
    """Return how to mark a record without rows."""

    def marked(marks: Marks) -> list[str]:
        return [marks.write(KINDS[kind].shape, make_one(), kind).get_absolute_url()]

    return marked


def rows_of(kind: str) -> dict[str, Shape]:
    return {row.kind: row for row in KINDS[kind].shape.rows}


def consultation(marks: Marks) -> list[str]:
    one, rows = make.make_consultation(), rows_of("consultation")
    marks.write(KINDS["consultation"].shape, one, "consultation")
    for aspect in ConsultationAspect:
        made = ConsultationStatement.objects.create(consultation=one, aspect=aspect)
        marks.write(rows["statements"], made, f"statement, {aspect}")
    marks.write(rows["attendance"], AttendanceClaim.objects.create(consultation=one), "attendance")
    marks.write(rows["topics"], make.make_topic(one), "topics")
    session, bare = make.make_session(one), make.make_session(one)
    item = marks.write(rows["sessions"].rows[0], make.make_item(session), "items")
    for each, name in ((session, "session"), (bare, "session without agenda")):
        marks.write(rows["sessions"], each, name)
    places = [("", {}), (" in a session", {"session": session}), (" in an item", {"session": session, "item": item})]
    for (model, role), (at, place) in itertools.product(
        itertools.product((Person, Organisation, Mechanism, Country), ParticipationRole), places
    ):
        where = f"{model._meta.model_name} {role}{at}"
        who = {str(model._meta.model_name): marks.thing(model, f"{where}, who")}
        part = make.make_participation(one, role=role, note=marks.mark(f"{where}, note"), **who, **place)
        part.references.set([marks.thing(Reference, f"{where}, references")])
    return [one.get_absolute_url()]


def mechanism(marks: Marks) -> list[str]:
    one, rows = make.make_mechanism(model_basis="stated", model=make.make_model()), rows_of("mechanism")
    marks.write(KINDS["mechanism"].shape, one, "mechanism")
    marks.write(rows["roles"], make.make_role(one), "roles")
    for aspect in Aspect:
        said, kept = make.make_statement(one, aspect=aspect), set() if aspect in WORDED else {"function"}
        marks.write(rows["statements"], said, f"statement, {aspect}", kept)
    for kind in ContactKind:
        marks.write(rows["contacts"], make.make_contact(one, kind=kind), f"contact, {kind}")
    marks.write(rows["answers"], make.make_answer(one, origin="mechanism", office="An office", as_of="2020"), "answers")
    return [one.get_absolute_url(), reverse("indicators", args=[one.country.slug])]


def organisation(marks: Marks) -> list[str]:
    one, rows = make.make_organisation(), rows_of("organisation")
    marks.write(KINDS["organisation"].shape, one, "organisation")
    for aspect in OrganisationAspect:
        made = OrganisationStatement.objects.create(organisation=one, aspect=aspect)
        marks.write(rows["statements"], made, f"statement, {aspect}")
    return [one.get_absolute_url()]


def recommendation(marks: Marks) -> list[str]:
    one, rows = make.make_recommendation(), rows_of("recommendation")
    marks.write(KINDS["recommendation"].shape, one, "recommendation")
    addressed = Addressee.objects.create(recommendation=one, group="states", basis="explicit")
    marks.write(rows["addressees"], addressed, "addressees")
    return [one.get_absolute_url()]


def follow_up(marks: Marks) -> list[str]:
    one, rows = make.make_follow_up(), rows_of("follow-up")
    marks.write(KINDS["follow-up"].shape, one, "follow-up")
    bearing = marks.write(rows["bearings"], make.make_bearing(follow_up=one), "bearings")
    return [bearing.recommendation.get_absolute_url()]


def discrepancy(marks: Marks) -> list[str]:
    one, rows = make.make_discrepancy(), rows_of("discrepancy")
    marks.write(KINDS["discrepancy"].shape, one, "discrepancy")
    marks.write(rows["claims"], make.make_claim(one), "claims")
    make.make_consultation().discrepancies.add(one)
    return ["/en/about/sources-differ/"]


MADE: dict[str, Made] = {
    "consultation": consultation,
    "proposal": alone("proposal", make.make_proposal),
    "mechanism": mechanism,
    "recommendation": recommendation,
    "follow-up": follow_up,
    "practice": alone("practice", make.make_practice),
    "agreement": alone("agreement", make.make_agreement),
    "organisation": organisation,
    "document": alone("document", make.make_document),
    "tool": alone("tool", lambda: make.make_tool(answered=True, checked_on="2020-01-01")),
    "theme": alone("theme", make.make_theme),
    "discrepancy": discrepancy,
}
