"""Going straight to the thing: where a query names one document, paragraph or country, no list is needed."""

from __future__ import annotations

from django.utils.http import urlencode

from documents.search.cited import cited
from nrem_portal.search.places import country_named
from recommendations.filters import names_of_origins


def straight(query: str) -> str:
    """Return the address of the one published thing that a query names, with the query to show there; or nothing."""
    if not query:
        return ""
    citation = cited(query, names_of_origins)
    if citation:
        note = {"missing": "1"} if citation.missing else {}
        return f"{citation.address}?{urlencode({'sought': query} | note)}"
    country = country_named(query)
    return f"{country.get_absolute_url()}?{urlencode({'sought': query})}" if country else ""
