"""The second step of signing in: a code of an app or a passkey, without which neither desk nor administration opens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy

BEHIND = {"desk", "admin"}  # the first part of an address below its language
STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class Adapter(DefaultMFAAdapter):
    """The second step, as this portal has it."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "The code is not right. Give the newest one that the app shows, or a recovery code not yet used."
        ),
    }

    def build_totp_svg(self, url: str) -> SafeString:
        """Return the QR code as part of the page: no picture may be written into an address (SECURE_CSP)."""
        drawn = super().build_totp_svg(url)
        return mark_safe(drawn[drawn.index("<svg") :])  # drawn by the library, of squares

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}


def has_second_step(account: Any) -> bool:
    """Tell whether an account asks for more than a password."""
    return Authenticator.objects.filter(user_id=account.pk, type__in=STEPS).exists()


class SecondStepMiddleware:
    """Leads whoever has no second step to where one is set up, except on a person's own machine."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponse | None:
        parts = request.path_info.split("/")  # "/en/desk/consultations/"
        if settings.LOCAL or len(parts) < 3 or parts[2] not in BEHIND:
            return None
        if not request.user.is_authenticated or has_second_step(request.user):
            return None
        return redirect("mfa_index")
