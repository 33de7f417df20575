"""Response headers of every answer, errors, redirects and files included; and what is logged of a refused host."""

from __future__ import annotations

import logging

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.security import SecurityMiddleware

DJANGO_CSP = "django.middleware.csp.ContentSecurityPolicyMiddleware"  # from Django 6 on


def content_security_policy() -> str:
    """Return the Content-Security-Policy header that settings.SECURE_CSP describes."""
    return "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in settings.SECURE_CSP.items())


def own_headers() -> dict[str, str]:
    """Return the headers that Django does not send itself."""
    headers = {
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in settings.FEATURES_OFF),
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
    }
    if DJANGO_CSP not in settings.MIDDLEWARE:
        headers["Content-Security-Policy"] = content_security_policy()
    return headers


class SecurityHeadersMiddleware(SecurityMiddleware):
    """Adds the headers that Django does not send; stands outside of Django's own middleware.

    Django's headers are set here once more, for the answers that its middleware does not see: the redirect to https
    of a request for a host that is not ours fails in it, before it has set any.
    """

    def __init__(self, get_response) -> None:
        super().__init__(get_response)
        self.headers = own_headers()

    def process_request(self, request: HttpRequest) -> None:
        """Drop a session cookie that is no key of ours: PostgreSQL fails on a NUL in one, escaped as `\\000`.

        The redirect to https is left to Django's own middleware.
        """
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "a")
        if not (key.isascii() and key.isalnum()):
            del request.COOKIES[settings.SESSION_COOKIE_NAME]

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Set what is not set; let caches keep a page for no reader but the one it was made for."""
        response = super().process_response(request, response)
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        if is_personal(request, response):
            response.headers["Cache-Control"] = "private, no-store"
        response.headers.setdefault("Cache-Control", "no-cache")  # kept, and asked for again by its ETag
        return response


def is_personal(request: HttpRequest, response: HttpResponse) -> bool:
    """Tell whether an answer is one reader's own: a session came with the request, or a cookie goes with the answer."""
    if request.path.startswith(settings.STATIC_URL):
        return False
    return bool(response.cookies) or settings.SESSION_COOKIE_NAME in request.COOKIES


class OneLine(logging.Filter):
    """Leaves the traceback out of what is logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.exc_info = record.exc_text = None
        return True
