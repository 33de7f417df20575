"""What a browser calls itself, in words that its owner knows it by."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

register = template.Library()

# The first name found is the right one: most browsers name those that they descend from.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet", "FxiOS": "Firefox"}
BROWSERS |= {"Firefox": "Firefox", "CriOS": "Chrome", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "Mac OS": "macOS"}
SYSTEMS |= {"CrOS": "ChromeOS", "Linux": "Linux"}


@register.filter
def browser(calls_itself: str) -> str:
    """Return “Firefox, Windows” of what a browser sends."""
    found = [next((name for sign, name in names.items() if sign in calls_itself), "") for names in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found)) or _("Unknown browser")


@register.filter
def in_fours(secret: str) -> str:
    """Part a secret into groups of four, which are read and typed more easily."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
