"""Margin notes of the recommendations: what is recommended, and what is followed up, at a paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import ngettext_lazy

from documents.fields import in_language
from documents.models import Paragraph
from documents.notes import Heading, Note, rows_at
from documents.publication import State
from documents.templatetags.nrem import in_english
from recommendations.models import Bearing, Recommendation

RECOMMENDATIONS = Heading(ngettext_lazy("Recommendation", "Recommendations"), "rec")
FOLLOWED_UP = Heading(ngettext_lazy("Follow-up to", "Follow-up to"), "rec")


def recommendations(paragraphs: QuerySet[Paragraph]) -> Iterator[tuple[int, Note]]:
    """Yield the recommendations that these paragraphs make."""
    published = Recommendation.objects.published()
    for at, title, origin, slug in rows_at(paragraphs, published, "paragraph", "title", "origin__slug", "slug"):
        yield at, Note(RECOMMENDATIONS, in_english(title), reverse("recommendation", args=[origin, slug]))


def followed_up(paragraphs: QuerySet[Paragraph]) -> Iterator[tuple[int, Note]]:
    """Yield the recommendations whose follow-up is told at these paragraphs."""
    accepted = Bearing.objects.accepted().filter(recommendation__state=State.PUBLISHED)
    accepted = accepted.order_by("recommendation__origin__date", "recommendation__paragraph__position")
    named = ("origin__short_names", "paragraph__label", "title", "origin__slug", "slug")
    fields = [f"recommendation__{name}" for name in named]
    path = "follow_up__references__paragraph"
    for at, names, label, title, source, slug in rows_at(paragraphs, accepted, path, *fields):
        address = reverse("recommendation", args=[source, slug])
        told = format_html("{}, {}: {}", in_language(names), label, in_english(title))
        yield at, Note(FOLLOWED_UP, told, address)
