"""Links to the web, made of addresses as sources print them."""

from __future__ import annotations

from urllib.parse import urlsplit


def web_link(text: str) -> str:
    """Return the link that an address as printed leads to: `www.osce.org/odihr` to `https://www.osce.org/odihr`.

    Only http and https are followed; whatever is no such address gives an empty text.
    """
    address = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(address)
        is_plain = address.isprintable() and " " not in address and parts.port != 0 and parts.username is None
    except ValueError:
        return ""
    return address if parts.scheme in {"http", "https"} and "." in (parts.hostname or "") and is_plain else ""
