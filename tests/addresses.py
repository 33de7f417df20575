"""Every address pattern of the portal, taken from its resolver, and values that fit the parts of addresses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils import translation

from documents.formats import ALL_FORMATS, CONSULTATION_FORMATS, JSON, MECHANISM_FORMATS, Offer, offers
from documents.models import Paragraph
from nrem_portal.lists import LISTS
from recommendations.models import Recommendation

PART = re.compile(r"<(?:\w+:)?(\w+)>")  # <slug:slug>
GROUP = re.compile(r"\(\?P<(\w+)>[^)]*\)")  # (?P<url>.*)


def patterns(resolver: URLResolver | None = None, before: str = "/") -> Iterator[str]:
    """Yield the patterns of all addresses, `/en/mechanisms/<slug>/`, in every language switched on."""
    for one in (resolver or get_resolver()).url_patterns:
        for part in written(one):
            if isinstance(one, URLPattern):
                yield before + part
            else:
                yield from patterns(one, before + part)


def written(one: URLPattern | URLResolver) -> Iterator[str]:
    """Yield one part of an address as its pattern writes it; the language in all there are."""
    if hasattr(one.pattern, "language_prefix"):
        yield from (f"{code}/" for code, _name in settings.LANGUAGES)
    else:
        plain = GROUP.sub(r"<\1>", str(one.pattern)).lstrip("^").removesuffix("$").removesuffix(r"\Z")
        yield PART.sub(r"<\1>", plain)


def filled(pattern: str, choose: Callable[[str], str]) -> str:
    """Return an address made of a pattern, its parts chosen by name."""
    return PART.sub(lambda match: choose(match[1]), pattern)


def known_parts() -> dict[str, list[str]]:
    """Return for each part of addresses, by name, the values that lead somewhere."""
    parts: dict[str, set[str]] = defaultdict(set)
    parts["object_id"] |= {"1", "2", "3"}
    parts["symbol"] |= {"A/HRC/29/38/Add.2"}
    parts["suffix"] |= ALL_FORMATS.keys()
    parts["anchor"].update(Paragraph.objects.values_list("anchor", flat=True).order_by("pk")[:50])
    with translation.override("en"):
        for address in listed():
            for name, value in resolve(address).kwargs.items():
                parts[name].add(str(value))
    return {name: sorted(values) for name, values in parts.items()}


def listed() -> list[str]:
    """Return the addresses of the sitemaps in English."""
    bodies = [Client().get(address, secure=True).content.decode() for address in sitemaps()]
    return re.findall(r"<loc>https://testserver(/en/[^<]*)</loc>", "".join(bodies))


def sitemaps() -> list[str]:
    """Return the addresses of the sitemaps that their index names."""
    body = Client().get("/sitemap.xml", secure=True).content.decode()
    return re.findall(r"<loc>https://testserver(/sitemap-[^<]*)</loc>", body)


def permanent() -> Iterator[str]:
    """Yield one address for citation of each kind, and one sitemap."""
    made = Recommendation.objects.published().select_related("origin").first()
    yield f"/r/{made.origin.slug}/{made.slug}"
    yield "/p/A-HRC-29-38-Add.2/45-c"
    yield "/symbol/A/HRC/29/38/Add.2"
    yield "/sitemap-documents.xml"


def taken_along() -> list[str]:
    """Return the addresses of one document and one paragraph in each format, and of lists and records in theirs."""
    with translation.override("en"):
        both = [*offers("document", "A-HRC-29-38-Add.2"), *offers("paragraph", "A-HRC-29-38-Add.2", "45-c")]
        others = [offer for offer in of_lists_and_records() if offer.format is not JSON]
    return [offer.address for offer in [*both, *others]]


def of_lists_and_records() -> Iterator[Offer]:
    """Yield the formats of every list, and of one record of each kind."""
    for name, one in LISTS.items():
        yield from offers(name, formats=one.filter_class.formats.values())
    yield from offers("mechanism", "nigeria-naptip", formats=MECHANISM_FORMATS.values())
    yield from offers("consultation", "dakar-2010", formats=CONSULTATION_FORMATS.values())
    yield from offers("practice", "standard-procedures")
    yield from offers("agreement", "india-bangladesh-bhutan-nepal-procedures")
    yield from offers("recommendation", "bangkok-2014", "45-c")
    yield from offers("tool", "bangkok-agenda")


def one_of_each() -> dict[str, str]:
    """Return one address that leads somewhere for each pattern that a reader without account can reach."""
    found: dict[str, str] = {}
    for address in [*listed(), *permanent(), *taken_along()]:
        found.setdefault(pattern_of(address), address)
    for beside in ("p/45-c/", "marked/"):
        address = f"/en/documents/A-HRC-29-38-Add.2/{beside}"
        found.setdefault(pattern_of(address), address)
    for pattern in patterns():
        if not PART.search(pattern):
            found.setdefault(pattern, pattern)
    return found


def pattern_of(address: str) -> str:
    """Return the pattern that an address fits."""
    route = PART.sub(r"<\1>", resolve(address).route)
    return f"/{route}"
