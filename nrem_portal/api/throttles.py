"""How much is answered to one address: the lists of the API are long to make, and a loop is soon written."""

from __future__ import annotations

import os
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.utils.connection import ConnectionProxy
from django.utils.crypto import salted_hmac
from rest_framework.throttling import SimpleRateThrottle

IPV6_NETWORK = 64  # bits that one connection to the Internet has in common
TRUSTED = set(os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1").split(",")) | {""}  # gunicorn's own rule


class ByAddress(SimpleRateThrottle):
    """So many requests a minute from one address, in each process; what is kept of the address is a keyed digest."""

    scope = "address"
    cache = ConnectionProxy(caches, "throttle")  # type: ignore[assignment]

    def get_rate(self) -> str | None:
        return f"{settings.API_PER_MINUTE}/minute" if settings.API_PER_MINUTE else None

    def get_cache_key(self, request, view) -> str:
        return salted_hmac("nrem_portal.api.throttles", network(reader(request)), algorithm="sha256").hexdigest()


def reader(request: HttpRequest) -> str:
    """Return the address of the reader: of the last server before ours that is none of our own."""
    nearest = request.META.get("REMOTE_ADDR", "")
    if "*" not in TRUSTED and nearest not in TRUSTED:
        return nearest
    return request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or nearest


def network(address: str) -> str:
    """Return what counts as one reader: an IPv4 address, or the network that an IPv6 address lies in."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((address, IPV6_NETWORK), strict=False)) if found.version == 6 else address
