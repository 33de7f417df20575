"""Who may do what on the desk. What is out of reach answers as a missing page; who is not signed in is asked to."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn, cast

from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control

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
                return redirect_to_login(request.get_full_path())
            if not any(map(request.user.has_perm, permissions)):
                return otherwise(request, *args, **kwargs)
            return view(request, *args, **kwargs)

        shown.permissions = permissions  # type: ignore[attr-defined]  # docs/permissions.md is made of it
        return cache_control(private=True, no_store=True)(shown)

    return protect


def doer(request: HttpRequest) -> User:
    """Return who does something on a page that is open to those signed in alone."""
    return cast(User, request.user)
