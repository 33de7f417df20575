"""The history of a record."""

from django.http import HttpResponse

from desk.access import EDIT, REVIEW, may


@may(EDIT, REVIEW)
def history(request, kind, uid):
    return HttpResponse("x")
