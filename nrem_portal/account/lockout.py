"""Accounts that had too many tries: until when they are closed, and how they are opened before that."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import Rate
from django.contrib.auth.models import User
from django.core.cache import cache
from django.http import HttpRequest


def counted_as(account: User) -> str:
    """Return by what the tries on the password of an account are counted."""
    return f"account {account.pk}"


def rate() -> Rate:
    """Return how many tries one account has, in which time."""
    return next(one for one in ratelimit.get_rates(app="allauth.account", action="login_failed") if one.per == "key")


def kept_under(account: User) -> list[str]:
    """Return where the tries on the password and on the second step of an account are kept."""
    counted = [counted_as(account), f"mfa-auth-user-{account.pk}"]  # the second as allauth.mfa counts
    named = {"app": "allauth.account", "action": "login_failed", "rate": rate()}
    return [ratelimit.get_cache_key(HttpRequest(), key=one, **named) for one in counted]


def locked(accounts: Iterable[User], *, now: datetime) -> dict[int, datetime]:
    """Return until when accounts are closed, by their keys; those that are open are not in it."""
    keys = {account.pk: kept_under(account) for account in accounts}
    tries = cache.get_many([key for some in keys.values() for key in some])
    ends = {pk: max(closed_until(tries.get(key, [])) for key in some) for pk, some in keys.items()}
    return {pk: end for pk, end in ends.items() if end > now}


def closed_until(tries: list[float]) -> datetime:
    """Return when the next try is let in, of the moments of the last tries, the newest first."""
    one = rate()
    oldest = tries[one.amount - 1] if len(tries) >= one.amount else 0
    return datetime.fromtimestamp(oldest, UTC) + timedelta(seconds=one.duration)


def unlock(accounts: Iterable[User]) -> None:
    """Forget the tries on these accounts."""
    cache.delete_many([key for account in accounts for key in kept_under(account)])
