"""Records of every kind in short, for feeds and the page of latest changes: title, text, address, dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from django.urls import reverse

from consultations.models import Consultation, Proposal
from directory.models import Agreement, Mechanism, Organisation, Practice
from documents.fields import in_language
from documents.models import Discrepancy, Document, Theme, Tool
from documents.plain_text import without_markup
from documents.publication import Record
from documents.templatetags.nrem import partial_date
from recommendations.models import FollowUp, Recommendation


class Headline(NamedTuple):
    """One record in short; `id` stays the same through every change of its address and text."""

    id: str
    title: str
    text: str
    address: str
    published: datetime | None
    updated: datetime
    is_in_english: bool
    day: str = ""  # that tells it apart, in the language in force

    @property
    def line(self) -> str:
        """Its title and its day in one line."""
        return " · ".join(filter(None, [self.title, self.day]))


# Kinds whose titles are held in the languages of the portal; those of all others are in English.
IN_LANGUAGES = (Consultation, Theme)
TITLES: dict[type[Record], Callable[[Any], str]] = {
    Agreement: lambda one: one.title,
    Consultation: lambda one: one.short_name,
    Discrepancy: lambda one: one.question,
    Document: lambda one: f"{one.symbol}: {one.display_title}" if one.symbol else one.display_title,
    FollowUp: lambda one: one.actor,
    Mechanism: lambda one: f"{one.full_name}, {in_language(one.country.names, 'en')}",
    Organisation: lambda one: one.name,
    Practice: lambda one: one.title,
    Proposal: lambda one: one.title,
    Recommendation: lambda one: f"{place_of(one)}: {one.title}",
    Theme: lambda one: one.name,
    Tool: lambda one: one.title,
}
TEXTS: dict[type[Record], Callable[[Any], str]] = {
    Agreement: lambda one: one.subject,
    Consultation: lambda one: one.summary,
    Discrepancy: lambda one: one.note,
    Document: lambda one: one.summary,
    FollowUp: lambda one: one.text,
    Mechanism: lambda one: without_markup(one.sentence),
    Organisation: lambda one: one.area,
    Practice: lambda one: one.text,
    Proposal: lambda one: one.text,
    Recommendation: lambda one: one.summary,
    Theme: lambda one: one.scope_note,
    Tool: lambda one: one.purpose,
}


def headline(record: Record, root: str) -> Headline:
    """Return a record in short, in the language in force; its address is whole."""
    kind = type(record)
    return Headline(
        id=f"urn:uuid:{record.uid}",
        title=TITLES[kind](record),
        text=TEXTS[kind](record),
        address=root + address(record),
        published=record.published_at,
        updated=changed(record),
        is_in_english=not isinstance(record, IN_LANGUAGES),
        day=partial_date(record.latest) if isinstance(record, FollowUp) else "",
    )


def address(record: Any) -> str:
    """Return where a record is shown: its page, or its place on the page of all of its kind."""
    if isinstance(record, Discrepancy):
        return f"{reverse('sources-differ')}#{record.key}"
    return record.get_absolute_url()


def place_of(recommendation: Recommendation) -> str:
    """Return where a recommendation stands, the symbol first: `A/HRC/29/38/Add.2, 45 (c)`."""
    source = recommendation.paragraph.open_source
    return ", ".join(filter(None, [source.citation if source else "", recommendation.paragraph.label]))


def changed(record: Record) -> datetime:
    """Return when readers saw a record change last: when it was published, corrected or withdrawn."""
    is_first = record.is_published and record.version == 1 and record.published_at
    return record.published_at if is_first and record.published_at else record.updated_at
