"""What `manage.py check` tells an operator: a language without words; of a deployment, what it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.utils.translation import to_locale

Apps: TypeAlias = Sequence[AppConfig] | None  # those that are checked; all where there are none


def has_catalogue(code: str) -> bool:
    """Tell whether there are words of the pages in a language; English ones stand in the code."""
    folders = [Path(path) / to_locale(code) / "LC_MESSAGES" for path in settings.LOCALE_PATHS]
    return code == settings.LANGUAGE_CODE or any(any(folder.glob("django.[mp]o")) for folder in folders)


@register(Tags.translation)
def languages_have_catalogues(app_configs: Apps, **kwargs: object) -> list[CheckMessage]:
    """Report each language switched on whose pages would be English under its name."""
    hint = "Make one (docs/operate.md, “Switch a language on”), or leave the language out of LANGUAGES_ON."
    missing = [name for code, name in settings.LANGUAGES if not has_catalogue(code)]
    return [Warning(f"{name} has no catalogue in locale/.", hint=hint, id="nrem_portal.W001") for name in missing]


@register(Tags.security, deploy=True)
def local_mode_stays_local(app_configs: Apps, **kwargs: object) -> list[CheckMessage]:
    """Report LOCAL=1 in a deployment."""
    if not settings.LOCAL:
        return []
    return [Error("LOCAL=1 is for a person's own machine.", hint="Unset LOCAL.", id="nrem_portal.E001")]


@register(Tags.security, deploy=True)
def others_can_reach_it(app_configs: Apps, **kwargs: object) -> list[CheckMessage]:
    """Report a deployment that answers to no name but this machine's own."""
    if set(settings.ALLOWED_HOSTS) - settings.LOOPBACK:
        return []
    words = "ALLOWED_HOSTS names this machine alone: every request of a reader is refused."
    hint = "Name the portal's host: ALLOWED_HOSTS=portal.example.org"
    return [Warning(words, hint=hint, id="nrem_portal.W002")]


@register(Tags.security, deploy=True)
def letters_reach_somebody(app_configs: Apps, **kwargs: object) -> list[CheckMessage]:
    """Report a deployment whose letters become files."""
    if not settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        return []
    words = "EMAIL_URL is not set: letters are written to files and reach nobody."
    hint = "Name the mail server: EMAIL_URL=smtp+tls://user:password@mail.example.org:587"
    return [Warning(words, hint=hint, id="nrem_portal.W004")]


@register(Tags.security, deploy=True)
def somebody_can_be_asked(app_configs: Apps, **kwargs: object) -> list[CheckMessage]:
    """Report a deployment that tells readers no address; one that is none stops in the settings."""
    if settings.CONTACT_EMAIL:
        return []
    words = "CONTACT_EMAIL is not set: readers have nobody to ask, and there is no security.txt."
    hint = "Name the secretariat's address: CONTACT_EMAIL=office@example.org"
    return [Warning(words, hint=hint, id="nrem_portal.W003")]
