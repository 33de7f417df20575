"""The letters of alerts, as keyword arguments of `write_letter`."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nrem_portal.alerts.following import Following, News, heading
from nrem_portal.alerts.lines import line_of
from nrem_portal.alerts.models import Alert

MOST_LINES = 50  # of one kind in one letter


def answer_to(alert: Alert, following: Following, *, number: int) -> dict[str, Any]:
    """Return the answer to whoever gave an address: a link to confirm or, where it is confirmed, to change."""
    with translation.override(alert.language):
        is_known = alert.confirmed_at is not None
        subject = _("You follow this already: %(name)s") if is_known else _("Confirm that you want to follow: %(name)s")
        address = alert.address("alert" if is_known else "alert-confirm")
        words = text("alerts/asked.txt", alert, following, is_known=is_known, confirm=absolute(address))
        return written(alert, f"asked-{number}", subject % {"name": following.name_of_ours}, words)


def letter_of(alert: Alert, following: Following, news: list[News], *, day: str) -> dict[str, Any]:
    """Return the letter that tells what is new."""
    with translation.override(alert.language):
        number = sum(len(one.uids) for one in news)
        subject = ngettext("%(number)s new: %(name)s", "%(number)s new: %(name)s", number)
        groups = [group(one) for one in news]
        words = text("alerts/news.txt", alert, following, groups=groups)
        return written(alert, f"new-{day}", subject % {"number": number, "name": following.name}, words)


def group(news: News) -> dict[str, Any]:
    """Return the new records of one kind as a letter shows them: the first ones, and how many more there are."""
    lines = [line_of(news.kind, record) for record in news.first(MOST_LINES)]
    return {"title": heading(news.kind), "lines": lines, "more": len(news.uids) - len(lines)}


def letter_of_end(alert: Alert) -> dict[str, Any]:
    """Return the letter that says that a filter can no longer be followed."""
    with translation.override(alert.language):
        words = text("alerts/unknown.txt", alert, None, asked=absolute(asked_address(alert)))
        return written(alert, "unknown", _("An alert of yours can no longer be followed"), words)


def asked_address(alert: Alert) -> str:
    """Return the address at which its filter can be asked for anew."""
    return f"{reverse('alert-new')}?list={alert.list_name}"


def text(template: str, alert: Alert, following: Following | None, **context: Any) -> str:
    """Return the words of a letter."""
    common = {"following": following, "portal": settings.PORTAL_URL, "manage": absolute(alert.address("alert"))}
    return render_to_string(template, common | context)


def absolute(address: str) -> str:
    return settings.PORTAL_URL + address


def written(alert: Alert, kind: str, subject: str, words: str) -> dict[str, Any]:
    """Return a letter that mail programs let the reader leave with one click (RFC 8058)."""
    leave = absolute(reverse("alert-leave", args=[alert.token]))
    headers = {
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Content-Language": alert.language,
        "Auto-Submitted": "auto-generated",
    }
    return {"key": alert.letter_key(kind), "to": alert.email, "subject": subject, "text": words, "headers": headers}
