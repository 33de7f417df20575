"""The history of a record."""

from desk.access import EDIT, REVIEW, may
from django.http import HttpResponse


@may(EDIT, REVIEW)
def history(request, kind, uid):
    return HttpResponse("x")
