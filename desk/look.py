"""A record as the public will see it, though it is not published yet: written, shown, and taken back."""

from __future__ import annotations

import re
from copy import copy
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import resolve, reverse
from django.utils.translation import gettext as _

from desk.access import doer
from desk.checking import FaultsError, by_field, plain_faults
from desk.deciding import as_suggested
from desk.kinds import Kind
from desk.models import Change
from desk.writing import tried
from documents.catalogue import apart
from documents.publication import GoneError

MAIN = re.compile(r"<main[^>]*>(.*)</main>", re.DOTALL)
CRUMBS = re.compile(r'<nav class="crumb".*?</nav>', re.DOTALL)
HEADING = re.compile(r"<(/?)h([1-4])\b")


def public_page(request: HttpRequest, kind: Kind, change: Change, *, now: datetime) -> HttpResponse:
    """Return the public page of a record as a change would make it; raise FaultsError where it cannot be made.

    Of a follow-up entry that is with the status suggested, where none is decided yet.

    What can be told without writing is told first: as long as the page is made, nobody else writes on SQLite.
    """
    data = as_suggested(change, by=doer(request))
    faults = plain_faults(kind, change.record, data, change.addresses)
    if faults:
        raise FaultsError(faults)
    try:
        with apart(), tried(kind, change.record, data, change.addresses, now=now) as record:
            return page_at(request, address_of(record), of=change)
    except (GoneError, Http404):
        raise FaultsError({"": [_("What it stands on was withdrawn, or is not published.")]}) from None
    except ValidationError as error:
        raise FaultsError(by_field(error)) from error


def address_of(record: Any) -> str:
    """Return where a record is read; what has no page of its own stands on another one."""
    own = record.get_absolute_url() if hasattr(record, "get_absolute_url") else reverse("sources-differ")
    return str(own)


def page_at(request: HttpRequest, address: str, *, of: Change) -> HttpResponse:
    """Return the page at an address, as this reader would get it, marked as the preview of a change."""
    path = address.partition("#")[0]
    match = resolve(path)
    asked = copy(request)
    asked.method, asked.path, asked.path_info = "GET", path, path
    asked.GET, asked.POST = QueryDict(), QueryDict()
    asked.resolver_match, asked.preview_of = match, of  # type: ignore[attr-defined]
    return match.func(asked, *match.args, **match.kwargs)


def main_part(page: HttpResponse) -> str:
    """Return the content of a page without its frame, its headings two lower: to stand in a part of another page."""
    found = MAIN.search(page.content.decode())
    content = CRUMBS.sub("", found.group(1)) if found else ""
    return HEADING.sub(lambda match: f"<{match.group(1)}h{int(match.group(2)) + 2}", content)
