"""The search index: one row for each published thing, and its texts for display."""

from __future__ import annotations

import zlib
from collections.abc import Collection
from typing import Self

from django.db import models

from documents.search.tree import Texts

ROOM = 1 << 38  # identifiers of one kind


def first_id(kind: str) -> int:
    """Return where the entries of a kind begin: an entry's id is this and the key of its record in the database.

    So the index, which gives ids in their order and a range of them quickly, needs no other table to name records.
    """
    return (zlib.crc32(kind.encode()) & 0xFFFFFF) * ROOM


class SearchEntryQuerySet(models.QuerySet):
    def of_records(self, kind: str, records: Collection[int]) -> Self:
        """Return the entries of these records of one kind."""
        return self.filter(pk__in=[first_id(kind) + record for record in records])


class SearchEntry(models.Model):
    """A search entry is one published thing as the search sees it; it is derived, and rebuilt by `reindex`."""

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    theme = models.TextField(blank=True)  # slugs, separated by spaces
    country = models.TextField(blank=True)  # slugs, separated by spaces
    year = models.PositiveSmallIntegerField(null=True)
    address = models.CharField(max_length=300)  # path without language prefix
    # Normalised words in every language, as they stand and as stems: title, tags and text, as `tree.Texts` has them.
    words = models.TextField()
    stems = models.TextField()

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="documents_searchentry_once", fields=["kind", "key"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def record(self) -> int:
        """The key of its record in the database."""
        return self.pk - first_id(self.kind)

    @property
    def terms(self) -> Texts:
        """What queries are compared with."""
        return Texts(self.words, self.stems)


class SearchText(models.Model):
    """A search text is what a thing found shows in one language; what it lacks is shown in English."""

    # Without a rule in the database: PostgreSQL makes no index on entries whose links it has yet to check.
    entry = models.ForeignKey(SearchEntry, models.CASCADE, related_name="texts", db_constraint=False)
    language = models.CharField(max_length=10)
    title = models.TextField(blank=True)
    beside = models.TextField(blank=True)  # what tells it apart beside its title: symbol, paragraph, country, kind
    tags = models.TextField(blank=True)  # what it is filed under, one a line
    body = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="documents_searchtext_once", fields=["entry", "language"]),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} ({self.language})"
