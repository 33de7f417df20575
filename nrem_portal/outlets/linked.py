"""What pages tell search engines and other programs of their records, in the words of schema.org (JSON-LD)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from consultations.models import Consultation
from directory.models import Mechanism
from directory.models.contact import ContactKind
from documents.formats import CSV, JSON
from documents.listing import Listing
from documents.models import Document, Paragraph
from nrem_portal.lists import LISTS
from nrem_portal.outlets.answers import LICENCE
from recommendations.models import Recommendation

register = template.Library()
# What would end the block it stands in, or begin a comment there.
HARMLESS = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})
Told = dict[str, Any]


def of_recommendation(one: Recommendation, root: str) -> Told:
    parts = (one.origin.slug, one.slug)
    return {
        "@type": "CreativeWork",
        "@id": root + reverse("permanent-recommendation", args=parts),
        "name": one.title,
        "abstract": one.summary,
        "isPartOf": of_source(one.paragraph),
        "license": LICENCE,
    }


def of_source(paragraph: Paragraph) -> Told | None:
    """Return the paragraph in which a recommendation stands, and its document, if everyone may read it."""
    source = paragraph.open_source
    if source is None:
        return None
    report = {"@type": "Report", "name": source.title, "reportNumber": source.symbol, "datePublished": source.date}
    return {"@type": "CreativeWork", "position": paragraph.label, "isPartOf": told(report)}


def of_document(one: Document, root: str) -> Told:
    return {
        "@type": "Report",
        "name": one.title,
        "reportNumber": one.symbol,
        "datePublished": one.date,
        "inLanguage": one.languages,
        "author": {"@type": "Organization", "name": one.issuing_body} if one.issuing_body else None,
        "sameAs": one.link,
    }


def of_mechanism(one: Mechanism, root: str) -> Told:
    websites = [contact.link for contact in one.contacts.all() if contact.kind == ContactKind.WEBSITE]
    return {
        "@type": "GovernmentOrganization",
        "name": one.name,
        "alternateName": one.acronym,
        "foundingDate": str(one.established) if one.established else None,
        "areaServed": {"@type": "Country", "name": one.country.name},
        "sameAs": [link for link in websites if link],
    }


def of_consultation(one: Consultation, root: str) -> Told:
    return {
        "@type": "Event",
        "name": one.title,
        "startDate": one.starts.isoformat(),
        "endDate": one.ends.isoformat(),
        "location": {"@type": "Place", "name": one.venue or one.city, "address": one.country.name},
    }


def of_list(one: Listing, root: str) -> Told:
    """Return a list as a dataset, with the formats that programs read best; its page names the others."""
    best = [offer for offer in one.formats if offer.format in {CSV, JSON}]
    offers = [{"encodingFormat": offer.format.kind, "contentUrl": offer.address} for offer in best]
    return {
        "@type": "Dataset",
        "name": str(LISTS[one.name].title),
        "license": LICENCE,
        "distribution": [{"@type": "DataDownload"} | offer for offer in offers],
    }


KINDS: dict[type, Callable[[Any, str], Told]] = {
    Consultation: of_consultation,
    Document: of_document,
    Listing: of_list,
    Mechanism: of_mechanism,
    Recommendation: of_recommendation,
}


@register.simple_tag(takes_context=True)
def linked(context: template.Context, shown: Any) -> SafeString:
    """Tell of the record or list that the page shows, in a block of data that nothing runs."""
    request = context["request"]
    kind = next(kind for kind in KINDS if isinstance(shown, kind))
    page = {"@context": "https://schema.org", "url": request.build_absolute_uri(request.path)}
    body = told(page | KINDS[kind](shown, request.build_absolute_uri("/").removesuffix("/")))
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":")).translate(HARMLESS)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def told(values: Told) -> Told:
    """Return what is known: what is empty is left out."""
    return {name: value for name, value in values.items() if value}
