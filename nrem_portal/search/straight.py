"""Going straight to the thing: where a query names one document, paragraph or country, no list is needed."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode

from nrem_portal.search.citations import Citation, cited
from nrem_portal.search.places import country_named


def straight(query: str) -> str:
    """Return the address of the one published thing that a query names, with the query to show there; or nothing."""
    if not query:
        return ""
    citation = cited(query)
    if citation:
        note = {"missing": "1"} if citation.missing else {}
        return f"{address_of(citation)}?{urlencode({'sought': query} | note)}"
    country = country_named(query)
    return f"{country.get_absolute_url()}?{urlencode({'sought': query})}" if country else ""


def address_of(citation: Citation) -> str:
    """Return the page of what is cited; a paragraph's is the one that shows it between its neighbours."""
    paragraph = citation.paragraph
    if not paragraph:
        return citation.document.get_absolute_url()
    return reverse("paragraph", args=[paragraph.document.key, paragraph.anchor])
