"""Lists in every format but JSON: the very list of the page, with the same filters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

from documents.cells import Cell
from nrem_portal.lists import LISTS
from nrem_portal.outlets.answers import LICENCE, as_file, taken_along
from nrem_portal.outlets.asked import Asked
from nrem_portal.outlets.calendar import calendar
from nrem_portal.outlets.feeds import feed_of_list
from nrem_portal.outlets.list_citations import citations_of
from nrem_portal.outlets.tables import as_csv, as_workbook

Writer = Callable[[Asked], Iterable[str] | Iterable[bytes]]
WRITERS: dict[str, Writer] = {
    "csv": as_csv,
    "xlsx": lambda asked: as_workbook(asked, list(about(asked))),
    "atom": lambda asked: [feed_of_list(asked)],
    "ris": lambda asked: citations_of(asked, "ris"),
    "bib": lambda asked: citations_of(asked, "bib"),
    "csl": lambda asked: citations_of(asked, "csl"),
    "ics": lambda asked: [calendar(asked.filterset.qs, asked.reading.root)],
}


@taken_along
def of_list(request: HttpRequest, name: str, suffix: str) -> HttpResponseBase:
    """A list, its filters obeyed, in a format that it is offered in."""
    public = LISTS[name]
    chosen = public.filter_class.formats.get(suffix)
    if chosen is None:
        raise Http404
    asked = Asked(request, public)
    response: HttpResponseBase = HttpResponse()
    if request.method == "GET":
        response = StreamingHttpResponse(WRITERS[suffix](asked))
    for header, value in headers(asked).items():
        response.headers[header] = value
    return as_file(response, chosen, asked.name)


def headers(asked: Asked) -> dict[str, str]:
    """Return what is told of a list outside of its file: page, licence, language, data version, filters not known."""
    page, licence = f'<{asked.page}>; rel="canonical"; type="text/html"', f'<{LICENCE}>; rel="license"'
    told = {
        "Link": f"{page}, {licence}",
        "Content-Language": asked.language,
        "X-Data-Version": str(asked.version),
    }
    ignored = ", ".join(quote(name, safe="=") for name in asked.filterset.ignored)
    return told | ({"X-Ignored": ignored} if ignored else {})


def about(asked: Asked) -> Iterator[tuple[str, Cell]]:
    """Yield what the second sheet of a workbook tells of the first: what was asked, when, and on what terms."""
    yield _("List"), str(asked.public.title)
    yield _("Filters"), "; ".join(asked.filters) or _("None")
    if asked.filterset.ignored:
        yield _("Not known, and left out"), "; ".join(asked.filterset.ignored)
    yield _("Records"), asked.filterset.count
    yield _("Address"), asked.page
    yield _("Read on"), asked.reading.day
    yield _("Data version"), asked.version
    yield _("Columns"), asked.reading.address("data") + "#columns"
    yield _("Licence of the data"), f"CC BY 4.0, NREM Portal, {LICENCE}"
    yield _("Official text"), _("Under the terms of those who issued the document")
    yield (
        _("How to cite"),
        _(
            "The document first: its symbol and paragraph. Then the NREM Portal, with the permanent address, "
            "the data version and the day."
        ),
    )
