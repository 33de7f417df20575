"""What an alert follows: a list with its filters, in words, what matches now, and what is new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from documents.filters import AnyOf, ListFilter, Order
from nrem_portal.alerts.lines import Line, line_of
from nrem_portal.alerts.models import QUERY_LIMIT
from nrem_portal.lists import LISTS, PublicList
from recommendations.models import FollowUp

FOLLOWED = ["recommendations", "follow-up", "mechanisms", "practices", "cooperation", "documents"]
NO_FILTERS = {"list", "order", "page"}  # parameters that say nothing of which records are meant
SHOWN = 5  # of the records that match now


@dataclass(frozen=True)
class Following:
    """One list with filters in force, in the language of the moment."""

    followed: PublicList
    filterset: ListFilter

    @classmethod
    def of(cls, name: str, data: QueryDict) -> Following | None:
        """Return what the parameters of an address ask to follow; None for a list that cannot be followed."""
        if name not in FOLLOWED:
            return None
        filters = data.copy()
        for other in NO_FILTERS & set(filters):
            del filters[other]
        return cls(LISTS[name], LISTS[name].filter_class(filters))

    @classmethod
    def kept(cls, name: str, query: str) -> Following | None:
        """Return what was kept of an alert; None where the portal no longer knows its list or one of its filters.

        With one filter left out it would tell of more than was asked for.
        """
        found = cls.of(name, QueryDict(query))
        return None if found is None or found.filterset.ignored else found

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The filters in force, in their fixed order."""
        data, filters = self.filterset.data, self.filterset.filters
        names = [name for name, declared in filters.items() if not isinstance(declared, Order)]
        return [(name, value) for name in names for value in data.getlist(name)]

    @property
    def query(self) -> str:
        return urlencode(self.pairs)

    @property
    def asked_for(self) -> str:
        """List and filters as the pages of alerts take them."""
        return urlencode([("list", self.followed.name), *self.pairs])

    @property
    def is_too_long(self) -> bool:
        return len(self.query) > QUERY_LIMIT

    @property
    def address(self) -> str:
        """The address of the list with its filters."""
        return reverse(self.followed.name) + (f"?{self.query}" if self.pairs else "")

    @property
    def words(self) -> list[str]:
        """The filters in words: `Theme: Data and research`."""
        return [self._words(name, value) for name, value in self.pairs]

    def _words(self, name: str, value: str) -> str:
        declared = self.filterset.filters[name]
        label = declared.label_of(value, self.filterset.choices[name])
        return f"{declared.label}: {label}" if isinstance(declared, AnyOf) else label

    @property
    def name(self) -> str:
        """List and filters in one line."""
        return f"{self.followed.title} ({'; '.join(self.words)})" if self.pairs else str(self.followed.title)

    @property
    def name_of_ours(self) -> str:
        """List and filters in words of the portal's alone: what somebody typed is left out.

        Letters that nobody has asked for yet must not carry a stranger's words.
        """
        own = [
            self._words(name, value) for name, value in self.pairs if isinstance(self.filterset.filters[name], AnyOf)
        ]
        return f"{self.followed.title} ({'; '.join(own)})" if own else str(self.followed.title)

    @cached_property
    def first(self) -> list[Line]:
        """The first records that match now."""
        return [line_of(self.filterset.record_kind, record) for record in self.filterset.slice(0, SHOWN)]

    def news(self, *, since: datetime, told: QuerySet[Any]) -> list[News]:
        """Return the records published since then that were not told, by kind."""
        new = ((kind, rows.filter(published_at__gt=since).exclude(uid__in=told)) for kind, rows in self.kinds())
        return [News(kind, rows, uids) for kind, rows in new if (uids := identifiers(rows))]

    def kinds(self) -> Iterator[tuple[str, Any]]:
        """Yield what is followed, by kind: the records, and of recommendations the follow-up to them."""
        yield self.filterset.record_kind, self.filterset.qs
        if self.filterset.record_kind == "recommendation":
            matching = self.filterset.qs.order_by().values("pk")
            entries = FollowUp.objects.published().filter(bearings__recommendation__in=matching).distinct()
            yield "follow-up", entries.newest_first().with_sources()


@dataclass(frozen=True)
class News:
    """What is new of one kind, in the order of the list: the identifiers of all, and the records once asked for."""

    kind: str
    rows: QuerySet[Any]
    uids: list[UUID]

    def first(self, number: int) -> list[Any]:
        """Return the first of the records, so many at most."""
        return list(self.rows.filter(uid__in=self.uids[:number]))


def identifiers(rows: QuerySet[Any]) -> list[UUID]:
    """Return the identifiers of records in their order; there may be very many, so nothing else is read of them."""
    return list(rows.prefetch_related(None).values_list("uid", flat=True))


def heading(kind: str) -> str:
    """Return what stands above new records of a kind."""
    return {
        "recommendation": _("New recommendations"),
        "follow-up": _("New follow-up entries"),
        "mechanism": _("New mechanisms"),
        "practice": _("New practices"),
        "agreement": _("New agreements"),
        "document": _("New documents"),
    }[kind]
