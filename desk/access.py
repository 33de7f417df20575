"""Who may do what on the desk. What is out of reach answers as a missing page; who is not signed in is asked to."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from desk.interrupted import give_back, hold

EDIT, REVIEW, AUDIT = "desk.edit", "desk.review", "desk.audit"
View = Callable[..., HttpResponseBase]


def missing(*_args: Any, **_kwargs: Any) -> NoReturn:
    """Answer as a missing page."""
    raise Http404


def may(*permissions: str, otherwise: View = missing) -> Callable[[View], View]:
    """Open a page to those who have any of these permissions, and keep it out of every cache; the rest get another."""

    def protect(view: View) -> View:
        @wraps(view)
        def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return to_sign_in(request)
            if not any(map(request.user.has_perm, permissions)):
                return otherwise(request, *args, **kwargs)
            give_back(request)
            return view(request, *args, **kwargs)

        shown.permissions = permissions  # type: ignore[attr-defined]  # docs/permissions.md is made of it
        return cache_control(private=True, no_store=True)(shown)

    return protect


def to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Lead to the sign-in page and back, and hold what was typed meanwhile."""
    if request.method == "POST" and hold(request, now=timezone.now()):
        told = _("You were signed out. What you typed is kept: sign in, and it stands in the form again.")
        messages.info(request, told)
    return redirect_to_login(request.get_full_path())


def doer(request: HttpRequest) -> User:
    """Return who does something on a page that is open to those signed in alone."""
    return cast(User, request.user)
