"""What can be searched: each kind of published thing, as it goes into the index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation, Proposal
from directory.models import Agreement, Country, Mechanism, Organisation, Practice
from directory.models.agreement import AgreementForm
from directory.models.practice import PracticeKind
from documents.marks import without_marks
from documents.models import Document, Paragraph, Theme, Tool
from documents.templatetags.nrem import signed
from nrem_portal.search.places import all_names
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

# What people call some forms of agreement, besides the words of the list.
FORMS = {AgreementForm.MEMORANDUM.value: "MoU memorandum memoranda"}

Texts = str | dict[str, str]


@dataclass
class Found:
    """One thing to be found: title, text and what stands beside the title are shown and searched, `also` is searched.

    A text that is not English alone is given by language.
    """

    kind: str
    key: str
    title: Texts
    body: Texts
    address: str
    beside: Texts = ""
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


def spoken(label: str | Promise) -> dict[str, str]:
    """Return a word of the portal's own in each language switched on."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[code] = str(label)
    return found


def wordings(paragraph: Paragraph) -> dict[str, str]:
    """Return what a paragraph says: its official text in each language held, in English at least the gist."""
    return {"en": paragraph.gist} | {text.language: without_marks(text.text) for text in paragraph.texts.all()}


def public_themes() -> Prefetch:
    """Return what fetches the themes along that everyone may see."""
    return Prefetch("themes", Theme.objects.published())


def cited(paragraph: Paragraph) -> str:
    """Return a paragraph as people cite it: `A/HRC/29/38/Add.2 ¶ 45 (c)`."""
    source, label = paragraph.open_source, signed(paragraph.label)
    return f"{source.symbol or source.short_name} {label}" if source else label


def year_of(date: str) -> int | None:
    """Return the year of a partial date."""
    return int(date[:4]) if date else None


def mechanisms() -> Iterator[Found]:
    rows = Mechanism.objects.published().select_related("country").prefetch_related("statements__function")
    for one in rows:
        statements = one.statements.all()
        body = ". ".join(statement.text for statement in statements)
        functions = names(statement.function for statement in statements if statement.function)
        also = " ".join([one.name_original, one.lead, functions])
        title = f"{one.name} ({one.acronym})" if one.acronym else one.name
        address, place = one.get_absolute_url(), one.country
        yield Found("mechanism", one.slug, title, body, address, place.names, also, country=place.slug)


def countries() -> Iterator[Found]:
    for one in Country.objects.all():
        also = " ".join(all_names(one))
        yield Found("country", one.iso2, one.names, "", one.get_absolute_url(), also=also, country=one.slug)


def recommendations() -> Iterator[Found]:
    rows = Recommendation.objects.published().with_place()
    for one in rows.prefetch_related(public_themes(), "countries"):
        yield Found(
            "recommendation",
            f"{one.origin.slug}/{one.slug}",
            one.title,
            one.summary,
            one.get_absolute_url(),
            cited(one.paragraph),
            " ".join([one.heading, *one.origin.titles.values(), names(one.themes.all())]),
            slugs(one.themes.all()),
            slugs(one.countries.all()),
            year_of(one.origin.date),
        )


def consultations() -> Iterator[Found]:
    for one in Consultation.objects.published().select_related("country").prefetch_related("sessions"):
        told = [one.title, *one.cities.values(), *(session.title for session in one.sessions.all())]
        address, place = one.get_absolute_url(), one.country
        yield Found(
            "consultation",
            one.slug,
            one.short_names,
            one.summary,
            address,
            place.names,
            " ".join(told),
            country=place.slug,
            year=one.starts.year,
        )


def paragraphs() -> Iterator[Found]:
    for one in Paragraph.objects.of_published().readable().with_box():
        wording, source = wordings(one), one.open_source
        title, key = f"{one.document.short_name} {signed(one.label)}", f"{one.document.key}#{one.anchor}"
        also = f"{one.document.symbol or ''} {cited(one)} {one.gist}"
        beside, year = (source.symbol or "") if source else "", year_of(one.document.date)
        yield Found("paragraph", key, title, wording, one.get_absolute_url(), beside, also, year=year)


def documents() -> Iterator[Found]:
    for one in Document.objects.published():
        also = " ".join([one.title, one.short_name, one.issuing_body])
        address, symbol, year = one.get_absolute_url(), one.symbol or "", year_of(one.date)
        yield Found("document", one.key, one.display_title, one.summary, address, symbol, also, year=year)


def practices() -> Iterator[Found]:
    for one in Practice.objects.published().prefetch_related(public_themes(), "countries"):
        also = f"{one.who} {names(one.themes.all())} {names(one.countries.all())}"
        themes, places = slugs(one.themes.all()), slugs(one.countries.all())
        kind = spoken(PracticeKind(one.kind).label)
        yield Found("practice", one.slug, one.title, one.text, one.get_absolute_url(), kind, also, themes, places)


def agreements() -> Iterator[Found]:
    for one in Agreement.objects.published().prefetch_related(public_themes(), "countries"):
        also = f"{names(one.countries.all())} {FORMS.get(one.form, '')}"
        themes, places = slugs(one.themes.all()), slugs(one.countries.all())
        form = spoken(AgreementForm(one.form).label)
        yield Found("agreement", one.slug, one.title, one.subject, one.get_absolute_url(), form, also, themes, places)


def proposals() -> Iterator[Found]:
    rows = Proposal.objects.published().select_related("consultation")
    for one in rows.prefetch_related(public_themes(), "countries"):
        themes, places = slugs(one.themes.all()), slugs(one.countries.all())
        yield Found("proposal", one.key, one.title, one.text, one.get_absolute_url(), one.by, "", themes, places)


def follow_ups() -> Iterator[Found]:
    for one in FollowUp.objects.published().with_sources():
        bearing = next(iter(one.bearings.all()), None)
        if bearing:
            address = f"{bearing.recommendation.get_absolute_url()}#{one.key}"
            yield Found("follow-up", one.key, one.actor, one.text, address, one.capacity, year=year_of(one.date))


def organisations() -> Iterator[Found]:
    for one in Organisation.objects.published().prefetch_related("statements"):
        body = ". ".join(statement.text for statement in one.statements.all())
        yield Found("organisation", one.slug, one.name, body, one.get_absolute_url(), one.acronym, one.area)


def themes() -> Iterator[Found]:
    for one in Theme.objects.published():
        also = " ".join(word for words in one.synonyms.values() for word in words)
        yield Found("theme", one.slug, one.names, one.scope, one.get_absolute_url(), "", also, one.slug)


def tools() -> Iterator[Found]:
    for one in Tool.objects.published().prefetch_related(public_themes()):
        found = slugs(one.themes.all())
        yield Found("tool", one.slug, one.title, one.purpose, one.get_absolute_url(), one.publisher, "", found)


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
