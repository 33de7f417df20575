"""The search index: one row for each published thing in each language."""

from __future__ import annotations

from django.db import models


class SearchEntry(models.Model):
    """A search entry is one published thing as the search sees it; it is derived, and rebuilt by `reindex`."""

    kind = models.CharField(max_length=20, db_index=True)
    key = models.CharField(max_length=200)
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=500)
    title_language = models.CharField(
        max_length=10, default="en"
    )  # English where the thing has no title in the row's language
    beside = models.TextField(blank=True)  # what tells it apart beside its title: symbol, paragraph, country, kind
    body = models.TextField(blank=True)
    body_language = models.CharField(max_length=10, default="en")
    terms = models.TextField()  # normalised words in every language, each with a space before and after
    theme = models.CharField(max_length=500, blank=True)  # slugs, separated by spaces
    country = models.CharField(max_length=800, blank=True)  # slugs, separated by spaces
    year = models.PositiveSmallIntegerField(null=True)
    address = models.CharField(max_length=300)  # path without language prefix

    class Meta:
        constraints = [
            models.UniqueConstraint(name="search_searchentry_once", fields=["kind", "key", "language"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
