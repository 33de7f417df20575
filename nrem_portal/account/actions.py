"""What administrators do with accounts that they have chosen in the list: never with their own."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from documents.templatetags.administration import moment
from nrem_portal.account.invitations import ends, invite
from nrem_portal.account.lockout import unlock
from nrem_portal.account.log import note

INVITED_AGAIN = gettext_noop("Invited again: the password of before has ended.")
TAKEN_AWAY = gettext_noop("The second step was taken away.")
UNLOCKED = gettext_noop("Signing in was allowed again after too many tries.")


class AccountActions(admin.ModelAdmin):
    """Inviting again, taking a second step away, and letting in after too many tries."""

    actions = ["invite_again", "take_second_step", "allow_again"]

    @admin.action(description=_("Invite again: a new letter, and the present password ends"), permissions=["change"])
    def invite_again(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        chosen = [account for account in self.others(request, queryset) if account.is_active and account.email]
        self.write_to(request, chosen)
        note(INVITED_AGAIN, accounts=chosen, by=request.user)
        if not chosen:
            messages.warning(
                request, gettext("No letter was written: letters go to others, whose accounts are active.")
            )

    def write_to(self, request: HttpRequest, accounts: list[User]) -> None:
        """Invite people, and tell where each letter goes and how long its link works."""
        now = timezone.now()
        told = gettext("A letter goes to %(address)s. Its link works once, until %(end)s.")
        for account in accounts:
            invite(account=account, now=now)
            messages.info(request, told % {"address": account.email, "end": moment(ends(now))})

    @admin.action(description=_("Take the second step away: telephone and codes are lost"), permissions=["change"])
    def take_second_step(self, request: HttpRequest, queryset: QuerySet[User]) -> HttpResponse | None:
        """Ask first."""
        chosen = [account for account in self.others(request, queryset) if account.stepped]  # type: ignore[attr-defined]
        if not chosen:
            messages.warning(
                request, gettext("Nothing was taken away: none of these, but perhaps your own, has a second step.")
            )
        elif "sure" not in request.POST:
            return self.ask(request, chosen)
        else:
            take_away(accounts=chosen, by=request.user)
            told = gettext("The second step was taken away from: %(accounts)s.")
            messages.info(request, told % {"accounts": ", ".join(map(str, chosen))})
        return None

    def ask(self, request: HttpRequest, chosen: list[User]) -> HttpResponse:
        """Ask whether the second step of these accounts shall go."""
        asked = {"title": gettext("Take the second step away?"), "accounts": chosen, "opts": self.opts}
        return TemplateResponse(request, "admin/take_second_step.html", self.admin_site.each_context(request) | asked)

    @admin.action(description=_("Allow to sign in again, after too many tries"), permissions=["change"])
    def allow_again(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        chosen = self.others(request, queryset)
        unlock(chosen)
        note(UNLOCKED, accounts=chosen, by=request.user)
        told = gettext("These may try to sign in again: %(accounts)s.")
        messages.info(request, told % {"accounts": ", ".join(map(str, chosen)) or gettext("none")})

    def others(self, request: HttpRequest, queryset: QuerySet[User]) -> list[User]:
        """Return those of the chosen accounts on which somebody may lay hands: not one's own, nor one above it."""
        return [one for one in queryset if one != request.user and self.has_change_permission(request, one)]


@transaction.atomic
def take_away(*, accounts: list[User], by: Any) -> None:
    """Take the second step of accounts away, with its codes, and write it down."""
    Authenticator.objects.filter(user__in=accounts).delete()
    note(TAKEN_AWAY, accounts=accounts, by=by)
