"""Where a request comes from, so far as it is counted; nothing of it is kept."""

from __future__ import annotations

import os
from ipaddress import ip_address, ip_network

from django.http import HttpRequest

IPV6_NETWORK = 64  # bits that one connection to the Internet has in common
TRUSTED = set(os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1").split(",")) | {""}  # gunicorn's own rule


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
