"""The description of the API for people: a page made from the committed schema."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def manual(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")
