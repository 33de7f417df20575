"""The columns of each list as a table: their keys, which stay, and their values; `docs/data.md` says what each means.

Codes are those that addresses and filters use; a column that ends in `_name` or `_names` has them in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import Model, Prefetch, TextChoices

from consultations.models.consultation import ConsultationKind
from directory.models import Function, Mechanism
from directory.models.agreement import AgreementForm, AgreementStatus
from directory.models.mechanism import Role
from directory.models.practice import PracticeKind
from documents.cells import Cell, several
from documents.models import Document, Theme
from documents.models.document import DocumentKind
from nrem_portal.outlets import recommendation_rows
from nrem_portal.outlets.asked import Asked
from nrem_portal.outlets.sources import Source, of_document, of_references
from recommendations.models import FollowUp

Value = Callable[[Any, Asked], Cell]
Columns = dict[str, Value]
# What every table ends in: where a row comes from, where it stands, of which data version it is.
PROVENANCE = (
    "source_symbol",
    "source_document",
    "source_paragraph",
    "sources",
    "address",
    "permanent_address",
    "data_version",
)


class Table(NamedTuple):
    """A list as a table: its own columns, the source and addresses of a row, and how its records are read."""

    columns: Columns
    source: Callable[[Any], Source]
    addresses: Callable[[Any, Asked], tuple[str, str]]
    beside: tuple[str | Prefetch, ...] = ()
    chunks: Callable[[Asked], Any] | None = None

    @property
    def header(self) -> list[str]:
        return [*self.columns, *PROVENANCE]

    def rows(self, records: Iterable[Any], asked: Asked) -> Iterator[list[Cell]]:
        """Yield the cells of each record: its own, then where it comes from and where it stands."""
        own, source, addresses, version = self.own(asked), self.source, self.addresses, asked.version
        return ([*own(one), *source(one), *addresses(one, asked), version] for one in records)

    def own(self, asked: Asked) -> Callable[[Any], Iterable[Cell]]:
        """Return what reads the columns of a record, in one step where all are fields of it."""
        values = list(self.columns.values())
        paths = [value.path for value in values if isinstance(value, Field)]
        if len(paths) == len(values):
            return attrgetter(*paths)
        return lambda one: [value(one, asked) for value in values]


class Field:
    """The value of a column that a record has as a field."""

    def __init__(self, path: str) -> None:
        self.path, self.get = path, attrgetter(path)

    def __call__(self, one: Any, asked: Asked) -> Cell:
        return self.get(one)


def fields(*names: str) -> Columns:
    """Return columns of what a record has under the same names."""
    return {name: Field(name) for name in names}


def termed(name: str, in_words: str) -> Columns:
    """Return two columns of what a row holds as terms: their codes, and their names in words."""
    return {name: Field(f"{name}.codes"), in_words: Field(f"{name}.names")}


def coded(name: str, choices: type[TextChoices], path: str = "") -> Columns:
    """Return two columns of one of several choices: its code, and its name."""
    get = attrgetter(path or name)
    return {name: Field(path or name), f"{name}_name": lambda one, asked: asked.label(choices, get(one))}


def linked(name: str, plural: str, find: Callable[[Any], list[Any]]) -> Columns:
    """Return two columns of the records linked: their names in addresses, and their names in words."""
    return {
        plural: lambda one, asked: several(other.slug for other in find(one)),
        f"{name}_names": lambda one, asked: several(str(other.name) for other in find(one)),
    }


COUNTRIES = linked("country", "countries", lambda one: one.countries.all())
THEMES = linked("theme", "themes", lambda one: one.themes.all())
FETCH_THEMES = Prefetch("themes", Theme.objects.published())


def functions(mechanism: Mechanism) -> list[Function]:
    """Return the functions that a mechanism is described with, each once."""
    return list(dict.fromkeys(one.function for one in mechanism.statements.all() if one.function))


def model(mechanism: Mechanism) -> list[Model]:
    return [mechanism.model] if mechanism.model else []


def source_of_functions(mechanism: Mechanism) -> Source:
    return of_references(one for statement in mechanism.statements.all() for one in statement.references.all())


def of_its_references(record: Any) -> Source:
    return of_references(record.references.all())


def at_page(view: str) -> Callable[[Any, Asked], tuple[str, str]]:
    """Return how to find the page of a record, and the address to cite, which is the same page in English."""
    return lambda one, asked: (
        asked.pattern(view, "slug").format(slug=one.slug),
        asked.pattern(view, "slug", language="en").format(slug=one.slug),
    )


def at_entry(one: FollowUp, asked: Asked) -> tuple[str, str]:
    """Return where a follow-up entry stands: on the page of the first recommendation that it bears on, else of all."""
    borne = next((bearing.recommendation for bearing in one.bearings.all()), None)
    if borne is None:
        return asked.pattern("follow-up"), asked.pattern("follow-up", language="en")
    own, english = (asked.pattern("recommendation", "origin", "slug", language=code) for code in ("", "en"))
    place = {"origin": borne.origin.slug, "slug": borne.slug}
    return f"{own.format(**place)}#{one.key}", f"{english.format(**place)}#{one.key}"


def at_document(one: Document, asked: Asked) -> tuple[str, str]:
    """Return the page of a document, and the address to cite: that of its symbol, else the page in English."""
    page, english = asked.pattern("document", "key"), asked.pattern("document", "key", language="en")
    return page.format(key=one.key), asked.reading.address("symbol", one.symbol) if one.symbol else english.format(
        key=one.key
    )


def borne_on(entry: FollowUp, asked: Asked) -> Cell:
    bearings = entry.bearings.all()
    return several(f"{one.recommendation.origin.slug}/{one.recommendation.slug}" for one in bearings)


TABLES = {
    "mechanisms": Table(
        {
            **fields("slug", "name", "acronym", "name_original"),
            "country": Field("country.slug"),
            "country_name": Field("country.name"),
            "model": lambda one, asked: one.model.slug if one.model else "",
            "model_name": lambda one, asked: one.model.name if one.model else "",
            "roles": lambda one, asked: several(held.role for held in one.roles.all()),
            "role_names": lambda one, asked: several(asked.label(Role, held.role) for held in one.roles.all()),
            **linked("function", "functions", functions),
            **fields("lead", "established"),
            "websites": lambda one, asked: several(dict.fromkeys(contact.link for contact in one.contacts.all())),
        },
        source_of_functions,
        at_page("mechanism"),
    ),
    "practices": Table(
        {
            **fields("slug"),
            **coded("kind", PracticeKind),
            **fields("title", "text", "who"),
            **COUNTRIES,
            **THEMES,
        },
        of_its_references,
        at_page("practice"),
        (FETCH_THEMES,),
    ),
    "cooperation": Table(
        {
            **fields("slug", "title"),
            **coded("form", AgreementForm),
            **coded("status", AgreementStatus),
            **fields("status_note", "subject"),
            **COUNTRIES,
            **linked("organization", "organizations", lambda one: one.organisations.all()),
            **fields("counterparts_note"),
            **THEMES,
        },
        of_its_references,
        at_page("agreement"),
        (FETCH_THEMES,),
    ),
    "consultations": Table(
        {
            **fields("slug", "short_name", "title"),
            **coded("kind", ConsultationKind),
            **fields("summary", "city"),
            "country": Field("country.slug"),
            "country_name": Field("country.name"),
            **fields("venue", "starts", "ends"),
            "languages": lambda one, asked: several(one.languages),
            "sessions": Field("session_count"),
        },
        lambda one: of_document(one.report),
        at_page("consultation"),
    ),
    "recommendations": Table(
        {
            "made_in": Field("origin"),
            **fields("slug", "title", "summary", "heading"),
            **termed("kind", "kind_name"),
            **termed("strength", "strength_name"),
            **fields("strength_words"),
            **termed("addressees", "addressee_names"),
            **termed("themes", "theme_names"),
            **termed("countries", "country_names"),
            **termed("status", "status_name"),
            **fields("status_since"),
        },
        attrgetter("source"),
        recommendation_rows.addresses,
        chunks=recommendation_rows.chunks,
    ),
    "follow-up": Table(
        {
            **fields("key", "date", "period_end", "actor", "capacity", "text", "confidence"),
            "recommendations": borne_on,
            "kinds": lambda one, asked: several(bearing.kind for bearing in one.bearings.all()),
        },
        of_its_references,
        at_entry,
    ),
    "documents": Table(
        {
            **fields("key", "symbol", "title"),
            "short_title": Field("heading"),
            **coded("kind", DocumentKind),
            **fields("issuing_body", "date"),
            "languages": lambda one, asked: several(one.languages),
            "held": Field("held"),
            "paragraphs": Field("paragraph_count"),
            "official_address": Field("link"),
            **fields("summary"),
        },
        of_document,
        at_document,
    ),
    "tools": Table(
        {
            **fields("slug", "title", "publisher", "year", "purpose", "pointer", "serves"),
            "official_address": Field("link"),
            **fields("checked_on", "answered", "note"),
            **THEMES,
        },
        of_its_references,
        at_page("tool"),
    ),
}
