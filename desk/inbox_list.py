"""The list of messages as the inbox shows it: filtered by state and kind, a page at a time."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import Prefetch
from django.http import QueryDict
from django.utils.http import urlencode

from desk.models import Change, Message, MessageKind, MessageState
from documents.listing import paged

FILTERS = {"state": MessageState, "kind": MessageKind}


class InboxList:
    """The messages that an editor asked for; what names no state or kind is let be."""

    def __init__(self, asked: QueryDict) -> None:
        given = {name: asked.get(name, "") for name in FILTERS}
        self.chosen = {name: value for name, value in given.items() if value in FILTERS[name].values}
        self.asked_page = asked.get("page", "")

    @cached_property
    def messages(self) -> Any:
        """The messages, each with the change that is being made of it."""
        being_made = Prefetch("changes", Change.objects.open().with_people(), to_attr="being_made")
        found = Message.objects.filter(**self.chosen).as_read()
        return found.select_related("recommendation", "handled_by").prefetch_related(being_made)

    @property
    def query(self) -> str:
        """The filters in an address, before the number of a page."""
        return f"{urlencode(self.chosen)}&" if self.chosen else ""

    @property
    def context(self) -> dict[str, Any]:
        """What the page shows."""
        page, numbers = paged(self.messages, self.asked_page)
        return {
            "page": page,
            "page_numbers": numbers,
            "query": self.query,
            "chosen": self.chosen,
            "states": MessageState.choices,
            "kinds": MessageKind.choices,
        }
