"""The admin of this layer: reading the inbox, and keeping what became of each message."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desk.models import Message
from documents.administration import shown

RECEIVED: Any = shown("received_at", _("received"))
DELETED: Any = shown("delete_after", _("deleted after"))
SENT: list[Any] = [
    "kind",
    "recommendation",
    *("text", "when", "actor", "source"),
    *("name", "office", "email", "language"),
    RECEIVED,
    DELETED,
]


NEXT = _(
    "Next: look at the source that it names, bring what is new into the record, and then set the state. "
    "What needs an answer is answered from your own mail, before the day on which the message is deleted."
)


@admin.register(Message)
class MessageAdmin(admin.ModelAdmin):
    """Messages are read; only their state is changed. Each goes by itself on its day."""

    allows = ("view", "change")  # to an administrator
    list_display = ["__str__", "recommendation", RECEIVED, "state", DELETED]
    list_select_related = ["recommendation"]
    list_filter = ["state", "kind"]
    list_per_page = 50
    fieldsets = [(None, {"fields": ["state", *SENT], "description": NEXT})]
    readonly_fields = SENT

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
