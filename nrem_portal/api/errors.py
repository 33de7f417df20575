"""What went wrong, as JSON: one shape for every error, in words that say what to do."""

from __future__ import annotations

import math
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rest_framework import exceptions
from rest_framework.response import Response

from documents.publication import GoneError
from documents.templatetags.nrem import partial_date

Problem = dict[str, Any]


class Refused(exceptions.APIException):
    """A parameter that cannot be followed: in which field, and why."""

    def __init__(self, field: str, detail: str, status: int = 400) -> None:
        super().__init__(detail)
        self.field, self.status_code = field, status


def told(error: Exception, context: dict[str, Any]) -> Response | None:
    """Return the answer to an error; None for one that is a fault of the portal."""
    problem = problem_of(error)
    if problem is None:
        return None
    response = Response({"error": problem}, status=problem["status"])
    if isinstance(error, exceptions.Throttled):
        response.headers["Retry-After"] = str(seconds_of(error))
    return response


def problem_of(error: Exception) -> Problem | None:
    """Return what there is to say of an error."""
    if isinstance(error, GoneError):
        return withdrawn(error)
    if isinstance(error, Refused):
        return problem(error.status_code, str(error.detail), error.field)
    if isinstance(error, Http404):
        return problem(404, _("Nothing is published at this address. The addresses of all records are in the lists."))
    if isinstance(error, SuspiciousOperation):
        return problem(400, _("Its address or form is damaged, or it has too many parameters."))
    if isinstance(error, exceptions.APIException):
        return problem(error.status_code, DETAILS.get(type(error), lambda one: str(one.detail))(error))
    return None


def failed() -> JsonResponse:
    """Say that the portal failed, to a program."""
    words = _("The fault is the portal’s. Ask again later; if it lasts, tell the secretariat the address and the time.")
    response = JsonResponse({"error": problem(500, words)}, status=500, json_dumps_params={"ensure_ascii": False})
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def problem(status: int, detail: str, field: str | None = None) -> Problem:
    """Return an error in its one shape."""
    title = titles().get(status, _("This cannot be answered"))
    return {"status": status, "title": title, "detail": detail, "field": field}


def titles() -> dict[int, str]:
    """Return what each kind of error is called."""
    return {
        400: _("This request could not be read"),
        404: _("There is nothing here"),
        405: _("This can only be read"),
        406: _("There is only JSON here"),
        410: _("What stood at this address was withdrawn"),
        429: _("Too many requests"),
        500: _("Something failed here"),
    }


def withdrawn(gone: GoneError) -> Problem:
    """Say when and why a record was withdrawn."""
    words = _("Withdrawn on %(day)s. Reason: %(reason)s") % {"day": partial_date(gone.when), "reason": gone.reason}
    return problem(410, words) | {"withdrawn": {"on": gone.when.date().isoformat(), "reason": gone.reason}}


def seconds_of(error: Any) -> int:
    """Return after how many seconds to ask again."""
    return math.ceil(error.wait or 60)


def wait_in_words(error: exceptions.Throttled) -> str:
    """Say how many requests are answered, and when to ask again."""
    seconds = seconds_of(error)
    limit = _("More than %(number)d requests came from your address within a minute.") % {
        "number": settings.API_PER_MINUTE
    }
    again = ngettext("Ask again in %(number)d second.", "Ask again in %(number)d seconds.", seconds)
    return f"{limit} {again % {'number': seconds}}"


DETAILS: dict[type[Exception], Any] = {
    exceptions.Throttled: wait_in_words,
    exceptions.MethodNotAllowed: lambda _error: _("Ask with GET, HEAD or OPTIONS."),
    exceptions.NotAcceptable: lambda _error: _("Ask for application/json, or leave the Accept header out."),
}
