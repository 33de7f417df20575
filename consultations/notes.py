"""Margin notes of the consultations: what was proposed, and which session is told of, at a paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from consultations.models import Participation, Proposal, Session
from documents.fields import in_language
from documents.models import Paragraph
from documents.notes import Heading, Note, rows_at
from documents.publication import State
from documents.templatetags.nrem import in_english

PROPOSALS = Heading(ngettext_lazy("Proposed here", "Proposed here"), "rec")
COUNTRIES = Heading(ngettext_lazy("Country taking part", "Countries taking part"), "mec")
SESSIONS = Heading(ngettext_lazy("Session", "Sessions"))
TITLE_WORDS = 8  # of a session's title, as many as a margin holds


def proposals(paragraphs: QuerySet[Paragraph]) -> Iterator[tuple[int, Note]]:
    """Yield what participants proposed at these paragraphs."""
    fields = ("title", "key", "consultation__slug")
    rows = rows_at(paragraphs, Proposal.objects.published(), "references__paragraph", *fields)
    for at, title, key, slug in rows:
        yield at, Note(PROPOSALS, in_english(title), f"{reverse('consultation', args=[slug])}#{key}")


def countries(paragraphs: QuerySet[Paragraph]) -> Iterator[tuple[int, Note]]:
    """Yield the countries of which these paragraphs say that they took part, by name."""
    present = Participation.objects.filter(consultation__state=State.PUBLISHED, country__isnull=False).order_by()
    rows = rows_at(paragraphs, present, "references__paragraph", "country__names", "country__slug")
    named = [(at, in_language(names), slug) for at, names, slug in rows]
    for at, name, slug in sorted(named):
        yield at, Note(COUNTRIES, name, reverse("country", args=[slug]))


def sessions(paragraphs: QuerySet[Paragraph]) -> Iterator[tuple[int, Note]]:
    """Yield the sessions whose account begins, or whose agenda stands, at these paragraphs."""
    published = Session.objects.filter(consultation__state=State.PUBLISHED).order_by()
    fields = ("number", "title", "key", "consultation__slug")
    reported = rows_at(paragraphs, published, "report__paragraph", *fields)
    listed = rows_at(paragraphs, published, "references__paragraph", *fields)
    for at, number, title, key, slug in sorted(reported.union(listed)):
        address = f"{reverse('consultation', args=[slug])}#{key}"
        yield at, Note(SESSIONS, in_english(session_title(number, title)), address)


def session_title(number: int, title: str) -> str:
    """Return the number and the first words of a session's title; the opening has no number."""
    words = Truncator(title).words(TITLE_WORDS, truncate="…")
    return _("%(number)d. %(title)s") % {"number": number, "title": words} if number else words
