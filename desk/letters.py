"""The letters of the desk, as keyword arguments of `write_letter`."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from desk.models import Message


def answer_key(message: int) -> str:
    """Return what names the answer to a message among the letters."""
    return f"message/{message}/answer"


def answer_to(message: Message) -> dict[str, Any]:
    """Return the answer to whoever sent a message, in their language where the portal speaks it."""
    language = message.language if message.language in dict(settings.LANGUAGES) else "en"
    with translation.override(language):
        words = render_to_string("desk/message_answer.txt", {"message": message, "portal": settings.PORTAL_URL})
        subject = _("Your message to the NREM Portal")
    replies = {"Reply-To": settings.CONTACT_EMAIL} if settings.CONTACT_EMAIL else {}
    headers = {"Content-Language": language, **replies}
    return {
        "key": answer_key(message.pk),
        "to": message.email,
        "subject": subject,
        "text": words,
        "headers": headers,
    }
