"""The states of a change, and those in which it is not decided."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangeState(models.TextChoices):
    """How far a change has come."""

    DRAFT = "draft", _("Draft")  # being written
    IN_REVIEW = "in-review", _("In review")  # waits for a second person
    CHANGES_REQUESTED = "changes-requested", _("Changes requested")  # sent back, with a reason, and not sent again yet
    ACCEPTED = "accepted", _("Published")  # it is what the public reads, or once read
    DROPPED = "dropped", _("Discarded")  # given up by those who wrote it


WRITABLE = [ChangeState.DRAFT, ChangeState.CHANGES_REQUESTED]
OPEN = [*WRITABLE, ChangeState.IN_REVIEW]
