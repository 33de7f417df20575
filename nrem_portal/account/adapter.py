"""What the portal decides for allauth: nobody signs up, letters go through the outbox, tries are counted by account."""

from __future__ import annotations

import uuid
from ipaddress import ip_address
from time import time
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, override

from desk.access import AUDIT, EDIT, REVIEW
from documents.models.letter import write_letter
from documents.readers import reader
from nrem_portal.account.backend import account_named
from nrem_portal.account.lockout import counted_as
from nrem_portal.account.log import note

UNTOLD = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}  # the page shows it
JUST_NOW = 5 * 60  # seconds
NOT_RIGHT = gettext_lazy("The name or the password is not right.")
UNKNOWN = "::"


class Adapter(DefaultAccountAdapter):
    """Signing in, as this portal has it."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": NOT_RIGHT,
        "email_password_mismatch": NOT_RIGHT,
        "incorrect_password": gettext_lazy("The password is not right."),
        "enter_current_password": gettext_lazy("This is not your present password."),
        "too_many_login_attempts": gettext_lazy("There were too many tries. Wait ten minutes, then try again."),
        "rate_limited": gettext_lazy("There were too many tries. Wait ten minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the reader's address, by the rule that the API counts requests by."""
        try:
            return str(ip_address(reader(request)))
        except ValueError:  # a front server on a socket, or a header made up
            return UNKNOWN

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead to where the work waits: for administrators too, whose pages the desk links to."""
        return reverse("desk" if any(map(request.user.has_perm, (EDIT, REVIEW, AUDIT))) else "account-home")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for the password again, unless it was given a moment ago."""
        request = context.request
        records = get_authentication_records(request, request.user)
        is_recent = any(time() - record["at"] < JUST_NOW for record in records)
        return not is_recent and super().is_reauthentication_required(app=app, **kwargs)

    # Tries

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Answer a try too many with a page of its own, before any password is looked at."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            raise ImmediateHttpResponse(ratelimit.respond_429(request)) from None

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count tries by user name and by address of one account together."""
        typed = credentials.get("username") or credentials.get("email") or ""
        account = account_named(typed)
        return counted_as(account) if account else f"typed {typed.lower()}"

    def set_password(self, user: Any, password: str) -> None:
        """Keep a new password, with which tries are counted anew."""
        super().set_password(user, password)
        key = self._get_login_attempts_cache_key(self.request, username=user.get_username())
        ratelimit.clear(self.request, app="allauth.account", action="login_failed", key=key)

    # Letters

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put a letter into the outbox."""
        message = self.render_mail(template_prefix, email, {"portal": settings.PORTAL_URL} | context)
        key = f"account/{uuid.uuid4().hex}"
        write_letter(key=key, to=email, subject=message.subject, text=str(message.body), now=timezone.now())

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Write down what a person changed in their account, and tell them by letter, in the words of the page."""
        template = template_prefix.replace("/email/", "/messages/") + ".txt"
        with override(None):
            note(render_to_string(template).strip(), accounts=[user], by=user)
        if user.email:
            what = render_to_string(template).strip()
            told = {"what": what, "when": timezone.now(), "home": settings.PORTAL_URL + reverse("account-home")}
            self.send_mail("account/email/changed", user.email, told)

    def get_reset_password_from_key_url(self, key: str) -> str:
        return settings.PORTAL_URL + urlsplit(super().get_reset_password_from_key_url(key)).path

    def add_message(self, request: Any, level: int, message_template: str | None = None, *args: Any, **kw: Any) -> None:
        if (message_template not in UNTOLD and request.user.is_authenticated) or kw.get("message"):
            super().add_message(request, level, message_template, *args, **kw)
