"""What can be searched: each kind of published thing, as it goes into the index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation, Proposal
from directory.models import Agreement, Country, Mechanism, Organisation, Practice
from documents.models import Document, Paragraph, Theme, Tool
from documents.templatetags.nrem import signed
from recommendations.models import FollowUp, Recommendation

KINDS = {
    "mechanism": _("Mechanisms"),
    "country": _("Countries"),
    "recommendation": _("Recommendations"),
    "consultation": _("Consultations"),
    "paragraph": _("Paragraphs"),
    "document": _("Documents"),
    "practice": _("Practices"),
    "agreement": _("Agreements"),
    "proposal": _("Proposals"),
    "follow-up": _("Follow-up entries"),
    "organisation": _("Regional bodies"),
    "theme": _("Themes"),
    "tool": _("Tools and resources"),
}


# What people call some States, besides their names.
COMMON = {
    "AE": "UAE Emirates",
    "CD": "DRC",
    "CI": "Ivory Coast",
    "CV": "Cape Verde",
    "CZ": "Czech Republic",
    "GB": "UK Britain",
    "KP": "DPRK North Korea",
    "KR": "ROK South Korea",
    "LA": "Laos",
    "MM": "Burma",
    "RU": "Russia",
    "SZ": "Swaziland",
    "TL": "East Timor",
    "TR": "Turkey",
    "US": "USA America",
    "VA": "Vatican",
    "VN": "Vietnam",
}


@dataclass
class Found:
    """One thing to be found: its title, the text shown and searched, and further words that are only searched."""

    kind: str
    key: str
    title: str
    body: str
    address: str
    also: str = ""
    theme: str = ""
    country: str = ""
    year: int | None = None


def slugs(things: Iterable[Any]) -> str:
    """Return the slugs of themes or countries in one text."""
    return " ".join(thing.slug for thing in things)


def names(things: Iterable[Any]) -> str:
    """Return every name, in every language, of named things."""
    return " ".join(name for thing in things for name in thing.names.values())


def public_themes() -> Prefetch:
    """Return what fetches the themes along that everyone may see."""
    return Prefetch("themes", Theme.objects.published())


def cited(paragraph: Paragraph) -> str:
    """Return a paragraph as people cite it: `A/HRC/29/38/Add.2 45 (c)`."""
    source = paragraph.open_source
    return f"{source.symbol or source.short_name} {paragraph.label}" if source else paragraph.label


def year_of(date: str) -> int | None:
    """Return the year of a partial date."""
    return int(date[:4]) if date else None


def mechanisms() -> Iterator[Found]:
    for one in Mechanism.objects.published().select_related("country").prefetch_related("statements"):
        body = ". ".join(statement.text for statement in one.statements.all())
        also = " ".join([one.acronym, one.name_original, one.lead, names([one.country])])
        title = f"{one.name}, {one.country.names['en']}"
        yield Found("mechanism", one.slug, title, body, one.get_absolute_url(), also, country=one.country.slug)


def countries() -> Iterator[Found]:
    for one in Country.objects.all():
        also = f"{names([one])} {one.iso3} {COMMON.get(one.iso2, '')}"
        yield Found("country", one.iso2, one.names["en"], "", one.get_absolute_url(), also, country=one.slug)


def recommendations() -> Iterator[Found]:
    rows = Recommendation.objects.published().with_place()
    for one in rows.prefetch_related(public_themes(), "countries"):
        also = " ".join([one.heading, *one.origin.titles.values(), cited(one.paragraph), names(one.themes.all())])
        yield Found(
            "recommendation",
            f"{one.origin.slug}/{one.slug}",
            one.title,
            one.summary,
            one.get_absolute_url(),
            also,
            slugs(one.themes.all()),
            slugs(one.countries.all()),
            year_of(one.origin.date),
        )


def consultations() -> Iterator[Found]:
    for one in Consultation.objects.published().select_related("country").prefetch_related("sessions"):
        named = [one.title, *one.short_names.values(), *one.cities.values()]
        also = " ".join([*named, *(session.title for session in one.sessions.all())])
        address, place = one.get_absolute_url(), one.country.slug
        yield Found(
            "consultation", one.slug, one.short_names["en"], one.summary, address, also, "", place, one.starts.year
        )


def paragraphs() -> Iterator[Found]:
    for one in Paragraph.objects.of_published().with_box():
        official = " ".join(text.text for text in one.texts.all())
        title, key = f"{one.document.short_name} {signed(one.label)}", f"{one.document.key}#{one.anchor}"
        also = f"{one.document.symbol or ''} {cited(one)} {official}"
        year = year_of(one.document.date)
        yield Found("paragraph", key, title, one.gist, one.get_absolute_url(), also, year=year)


def documents() -> Iterator[Found]:
    for one in Document.objects.published():
        also = " ".join([one.symbol or "", one.title, one.short_name, one.issuing_body])
        year = year_of(one.date)
        yield Found("document", one.key, one.display_title, one.summary, one.get_absolute_url(), also, year=year)


def practices() -> Iterator[Found]:
    for one in Practice.objects.published().prefetch_related(public_themes(), "countries"):
        also = f"{one.who} {one.get_kind_display()} {names(one.themes.all())} {names(one.countries.all())}"
        themes, places = slugs(one.themes.all()), slugs(one.countries.all())
        yield Found("practice", one.slug, one.title, one.text, one.get_absolute_url(), also, themes, places)


def agreements() -> Iterator[Found]:
    for one in Agreement.objects.published().prefetch_related(public_themes(), "countries"):
        also = f"{one.get_form_display()} {names(one.countries.all())}"
        themes, places = slugs(one.themes.all()), slugs(one.countries.all())
        yield Found("agreement", one.slug, one.title, one.subject, one.get_absolute_url(), also, themes, places)


def proposals() -> Iterator[Found]:
    rows = Proposal.objects.published().select_related("consultation")
    for one in rows.prefetch_related(public_themes(), "countries"):
        themes, places = slugs(one.themes.all()), slugs(one.countries.all())
        yield Found("proposal", one.key, one.title, one.text, one.get_absolute_url(), one.by, themes, places)


def follow_ups() -> Iterator[Found]:
    for one in FollowUp.objects.published().with_sources():
        bearing = next(iter(one.bearings.all()), None)
        if bearing:
            address = f"{bearing.recommendation.get_absolute_url()}#{one.key}"
            yield Found("follow-up", one.key, one.actor, one.text, address, one.capacity, year=year_of(one.date))


def organisations() -> Iterator[Found]:
    for one in Organisation.objects.published().prefetch_related("statements"):
        body = ". ".join(statement.text for statement in one.statements.all())
        yield Found("organisation", one.slug, one.name, body, one.get_absolute_url(), f"{one.acronym} {one.area}")


def themes() -> Iterator[Found]:
    for one in Theme.objects.published():
        also = " ".join([names([one]), *(word for words in one.synonyms.values() for word in words)])
        yield Found("theme", one.slug, one.names["en"], one.scope.get("en", ""), one.get_absolute_url(), also, one.slug)


def tools() -> Iterator[Found]:
    for one in Tool.objects.published().prefetch_related(public_themes()):
        found = slugs(one.themes.all())
        yield Found("tool", one.slug, one.title, one.purpose, one.get_absolute_url(), one.publisher, found)


SOURCES: list[Callable[[], Iterator[Found]]] = [
    mechanisms,
    countries,
    recommendations,
    consultations,
    paragraphs,
    documents,
    practices,
    agreements,
    proposals,
    follow_ups,
    organisations,
    themes,
    tools,
]
