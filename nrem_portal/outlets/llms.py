"""What a language model, or whoever writes a program, is told of the portal first (llms.txt)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override

from nrem_portal.lists import LISTS
from nrem_portal.outlets.answers import LICENCE

TEXT = """\
# NREM Portal

> Directory and knowledge portal for National Rapporteurs and Equivalent Mechanisms (NREMs) on trafficking in persons: \
who they are, how to reach them, what they do, what their consultations with the United Nations Special Rapporteur \
recommended, and what became of it. Every statement leads to the paragraph or address that says it.

What the sources do not say is not stated here either: silence is no verdict. Where sources differ, all are shown.

## Lists

{lists}

## As data

- A format takes the place of the last slash of an address: {root}/en/recommendations.csv?theme=data-research
- Lists: .csv .xlsx .json .atom; recommendations, practices and documents also .ris .bib .csl; consultations .ics
- Records: .json .txt .ris .bib .csl; mechanisms also .vcf; consultations also .ics
- API without key, the same records in pages: {root}/api/v1/
- [Data, columns, addresses that do not change]({data})
- [Latest changes]({latest}) and the [list of all pages]({sitemap})

## How to cite

The document first, its symbol and paragraph: A/HRC/29/38/Add.2, paragraph 45 (c). Then the NREM Portal, with the \
permanent address ({root}/r/bangkok-2014/45-c), the data version and the day. Titles, summaries and gists are the \
portal's words: cite them as the portal's, not as the document's.

## Licence

Data: CC BY 4.0 ({licence}), naming the NREM Portal. Official text: under the terms of those who issued the document.
"""


def llms_txt(request: HttpRequest) -> HttpResponse:
    """Tell in plain text what the portal is, where its lists and data are, and how to cite it."""
    root = request.build_absolute_uri("/").removesuffix("/")
    with override("en"):
        lists = "\n".join(f"- [{one.title}]({root}{reverse(one.name)})" for one in LISTS.values())
        places = {name: root + reverse(name) for name in ("data", "latest", "sitemap")}
    text = TEXT.format(root=root, lists=lists, licence=LICENCE, **places)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
