"""How much is answered to one address: the lists of the API are long to make, and a loop is soon written."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import caches
from django.utils.connection import ConnectionProxy
from django.utils.crypto import salted_hmac
from rest_framework.throttling import SimpleRateThrottle

from documents.readers import network, reader


class ByAddress(SimpleRateThrottle):
    """So many requests a minute from one address, in each process; what is kept of the address is a keyed digest."""

    scope = "address"
    cache = ConnectionProxy(caches, "throttle")  # type: ignore[assignment]

    def get_rate(self) -> str | None:
        return f"{settings.API_PER_MINUTE}/minute" if settings.API_PER_MINUTE else None

    def get_cache_key(self, request, view) -> str:
        return salted_hmac("nrem_portal.api.throttles", network(reader(request)), algorithm="sha256").hexdigest()
