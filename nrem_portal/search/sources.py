"""What can be searched: each kind of published thing, as it goes into the index."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation, Proposal
from directory.models import Agreement, Country, Mechanism, Organisation, Practice
from directory.models.agreement import AgreementForm
from directory.models.practice import PracticeKind
from documents.models import Document, Theme, Tool
from documents.models.document import DocumentKind
from nrem_portal.search.found import ALL, SIZE, Found, filed, public_themes, slugs, spoken, year_of
from nrem_portal.search.paragraphs import paragraphs
from nrem_portal.search.places import all_names
from nrem_portal.search.recommendations import follow_ups, recommendations

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


def mechanisms(chosen: Q = ALL) -> Iterator[Found]:
    rows = Mechanism.objects.published().filter(chosen).select_related("country")
    for one in rows.prefetch_related("statements__function").iterator(SIZE):
        statements, place = one.statements.all(), one.country
        functions = {statement.function for statement in statements if statement.function}
        yield Found(
            "mechanism",
            one.pk,
            one.slug,
            f"{one.name} ({one.acronym})" if one.acronym else one.name,
            ". ".join(statement.text for statement in statements),
            one.get_absolute_url(),
            place.names,
            filed([place], sorted(functions, key=lambda function: function.pk)),
            [one.name_original],
            one.lead,
            country=place.slug,
        )


def countries(chosen: Q = ALL) -> Iterator[Found]:
    for one in Country.objects.filter(chosen).iterator(SIZE):
        names, address = list(all_names(one)), one.get_absolute_url()
        yield Found("country", one.pk, one.iso2, one.names, "", address, names=names, country=one.slug)


def consultations(chosen: Q = ALL) -> Iterator[Found]:
    rows = Consultation.objects.published().filter(chosen).select_related("country").prefetch_related("sessions")
    for one in rows.iterator(SIZE):
        place = one.country
        yield Found(
            "consultation",
            one.pk,
            one.slug,
            one.short_names,
            one.summary,
            one.get_absolute_url(),
            place.names,
            filed([place]),
            [one.title, *one.cities.values()],
            " ".join(session.title for session in one.sessions.all()),
            country=place.slug,
            year=one.starts.year,
        )


def documents(chosen: Q = ALL) -> Iterator[Found]:
    for one in Document.objects.published().filter(chosen).iterator(SIZE):
        yield Found(
            "document",
            one.pk,
            one.key,
            one.display_title,
            one.summary,
            one.get_absolute_url(),
            one.symbol or "",
            [spoken(DocumentKind(one.kind).label)],
            [one.title, one.short_name, *one.names],
            one.issuing_body,
            year=year_of(one.date),
        )


def practices(chosen: Q = ALL) -> Iterator[Found]:
    rows = Practice.objects.published().filter(chosen).prefetch_related(public_themes(), "countries")
    for one in rows.iterator(SIZE):
        themes, places = one.themes.all(), one.countries.all()
        yield Found(
            "practice",
            one.pk,
            one.slug,
            one.title,
            one.text,
            one.get_absolute_url(),
            spoken(PracticeKind(one.kind).label),
            filed(themes, places),
            also=one.who,
            theme=slugs(themes),
            country=slugs(places),
        )


def agreements(chosen: Q = ALL) -> Iterator[Found]:
    rows = Agreement.objects.published().filter(chosen).prefetch_related(public_themes(), "countries")
    for one in rows.iterator(SIZE):
        themes, places = one.themes.all(), one.countries.all()
        yield Found(
            "agreement",
            one.pk,
            one.slug,
            one.title,
            one.subject,
            one.get_absolute_url(),
            spoken(AgreementForm(one.form).label),
            filed(themes, places),
            theme=slugs(themes),
            country=slugs(places),
        )


def proposals(chosen: Q = ALL) -> Iterator[Found]:
    rows = Proposal.objects.published().filter(chosen).select_related("consultation")
    for one in rows.prefetch_related(public_themes(), "countries").iterator(SIZE):
        themes, places = one.themes.all(), one.countries.all()
        yield Found(
            "proposal",
            one.pk,
            one.key,
            one.title,
            one.text,
            one.get_absolute_url(),
            one.by,
            filed(themes, places),
            theme=slugs(themes),
            country=slugs(places),
        )


def organisations(chosen: Q = ALL) -> Iterator[Found]:
    for one in Organisation.objects.published().filter(chosen).prefetch_related("statements").iterator(SIZE):
        body, address = ". ".join(statement.text for statement in one.statements.all()), one.get_absolute_url()
        yield Found("organisation", one.pk, one.slug, one.name, body, address, one.acronym, also=one.area)


def themes(chosen: Q = ALL) -> Iterator[Found]:
    for one in Theme.objects.published().filter(chosen).iterator(SIZE):
        names = [word for words in one.synonyms.values() for word in words]
        yield Found(
            "theme", one.pk, one.slug, one.names, one.scope, one.get_absolute_url(), names=names, theme=one.slug
        )


def tools(chosen: Q = ALL) -> Iterator[Found]:
    for one in Tool.objects.published().filter(chosen).prefetch_related(public_themes()).iterator(SIZE):
        themes, address = one.themes.all(), one.get_absolute_url()
        tags, listed = filed(themes), slugs(themes)
        yield Found("tool", one.pk, one.slug, one.title, one.purpose, address, one.publisher, tags, theme=listed)


SOURCES: dict[str, Callable[[Q], Iterator[Found]]] = {
    "mechanism": mechanisms,
    "country": countries,
    "recommendation": recommendations,
    "consultation": consultations,
    "paragraph": paragraphs,
    "document": documents,
    "practice": practices,
    "agreement": agreements,
    "proposal": proposals,
    "follow-up": follow_ups,
    "organisation": organisations,
    "theme": themes,
    "tool": tools,
}
