"""One account for what was typed, and one check of the password, whether there is an account or not."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import User
from django.http import HttpRequest


def account_named(typed: str) -> User | None:
    """Return the account of this user name or, where there is none, of this e-mail address; capitals do not matter."""
    if not typed:
        return None
    accounts = User.objects.order_by("-is_active", "pk")
    ways: list[dict[str, str]] = [{"username": typed}, {"username__iexact": typed}, {"email__iexact": typed}]
    return next((found for way in ways if (found := accounts.filter(**way).first())), None)


class OneCheckBackend(AuthenticationBackend):
    """Checks one password once: allauth's own tries a name and an address in turn, and takes longer for a known one."""

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> Any:
        typed = credentials.get("username") or credentials.get("email") or ""
        return self._check_password(account_named(typed), credentials["password"])
