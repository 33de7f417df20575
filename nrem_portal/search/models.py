"""The search index: one row for each published thing in each language."""

from __future__ import annotations

from django.db import models


class SearchEntry(models.Model):
    """A search entry is one published thing as the search sees it; it is derived, and rebuilt by `reindex`."""

    kind = models.CharField(max_length=20, db_index=True)
    key = models.CharField(max_length=200)
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=500)
    body = models.TextField(blank=True)
    terms = models.TextField()  # normalised words of title, body and tags, each with a space before and after
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
