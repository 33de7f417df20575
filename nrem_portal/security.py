"""Response headers of every page, errors included, and the deploy check on local mode."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.http import HttpRequest, HttpResponse


def content_security_policy() -> str:
    """Return the Content-Security-Policy header that settings.SECURE_CSP describes."""
    return "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in settings.SECURE_CSP.items())


class SecurityHeadersMiddleware:
    """Adds what Django 5.2 does not send itself; signed-in staff get pages that no cache keeps."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.headers = {
            "Content-Security-Policy": content_security_policy(),
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            "Cross-Origin-Resource-Policy": "same-origin",
        }

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers["Cache-Control"] = "private, no-store"
        return response


@register(Tags.security, deploy=True)
def local_mode_stays_local(app_configs, **kwargs) -> list[Error]:
    """Report LOCAL=1 in a deployment."""
    if not settings.LOCAL:
        return []
    return [Error("LOCAL=1 is for a person's own machine.", hint="Unset LOCAL.", id="nrem_portal.E001")]
