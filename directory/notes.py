"""Margin notes of the directory: mechanisms, regional bodies, practices and agreements at a paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import ngettext_lazy, npgettext_lazy

from directory.models import Agreement, Mechanism, Organisation, Practice
from directory.models.practice import PracticeKind
from documents.fields import in_language
from documents.models import Paragraph
from documents.notes import Heading, Note, rows_at
from documents.publication import State
from documents.templatetags.nrem import in_english

MECHANISMS = Heading(ngettext_lazy("Mechanism", "Mechanisms"), "mec")
ORGANISATIONS = Heading(ngettext_lazy("Organization", "Organizations"), "mec")
AGREEMENTS = Heading(npgettext_lazy("heading in the margin", "Agreement", "Agreements"))
PRACTICES = {
    PracticeKind.GOOD_PRACTICE: Heading(npgettext_lazy("heading in the margin", "Good practice", "Good practices")),
    PracticeKind.LESSON: Heading(npgettext_lazy("heading in the margin", "Lesson learned", "Lessons learned")),
    PracticeKind.CHALLENGE: Heading(npgettext_lazy("heading in the margin", "Challenge", "Challenges")),
}


def mechanisms(paragraphs: QuerySet[Paragraph]) -> Iterator[tuple[int, Note]]:
    """Yield the mechanisms of which something is told at these paragraphs, by country.

    That is a statement of their profile, or a practice or agreement of theirs.
    """
    rows = sorted(_told_of(paragraphs), key=lambda row: (row[0], row[1]))
    of_country = Counter(row[:2] for row in rows)
    for at, country, names, slug, name in rows:
        title = in_language(names)
        title = title if of_country[at, country] == 1 else format_html("{}, {}", title, in_english(name))
        yield at, Note(MECHANISMS, title, reverse("mechanism", args=[slug]))


def _told_of(paragraphs: QuerySet[Paragraph]) -> QuerySet:
    published, fields = Mechanism.objects.published(), ("country__slug", "country__names", "slug", "name")
    by_statement = rows_at(paragraphs, published, "statements__references__paragraph", *fields)
    by_record = [
        published.filter(
            **{f"{record}__state": State.PUBLISHED, f"{record}__references__paragraph__in": paragraphs}
        ).values_list(f"{record}__references__paragraph", *fields)
        for record in ("practices", "agreements")
    ]
    return by_statement.union(*by_record)


def organisations(paragraphs: QuerySet[Paragraph]) -> Iterator[tuple[int, Note]]:
    """Yield the regional and other bodies of which something is told at these paragraphs."""
    path = "statements__references__paragraph"
    for at, acronym, name, slug in rows_at(
        paragraphs, Organisation.objects.published(), path, "acronym", "name", "slug"
    ):
        yield at, Note(ORGANISATIONS, in_english(acronym or name), reverse("organisation", args=[slug]))


def practices(paragraphs: QuerySet[Paragraph]) -> Iterator[tuple[int, Note]]:
    """Yield the practices reported at these paragraphs, by kind."""
    published = Practice.objects.published()
    for at, kind, title, slug in rows_at(paragraphs, published, "references__paragraph", "kind", "title", "slug"):
        yield at, Note(PRACTICES[PracticeKind(kind)], in_english(title), reverse("practice", args=[slug]))


def agreements(paragraphs: QuerySet[Paragraph]) -> Iterator[tuple[int, Note]]:
    """Yield the agreements described at these paragraphs."""
    for at, title, slug in rows_at(paragraphs, Agreement.objects.published(), "references__paragraph", "title", "slug"):
        yield at, Note(AGREEMENTS, in_english(title), reverse("agreement", args=[slug]))
