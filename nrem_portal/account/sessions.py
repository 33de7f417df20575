"""The sessions of one account: what its person ends elsewhere is written down."""

from __future__ import annotations

from collections.abc import Sequence

from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext_noop

from nrem_portal.account.log import note

SIGNED_OUT = gettext_noop("Signed out everywhere else.")


class Adapter(DefaultUserSessionsAdapter):
    """Sessions, as this portal has them."""

    def end_sessions(self, sessions: Sequence[UserSession]) -> None:
        super().end_sessions(sessions)
        for account in {session.user for session in sessions}:
            note(SIGNED_OUT, accounts=[account], by=account)
