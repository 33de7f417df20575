"""The inbox."""

from desk.access import EDIT, may
from django.http import HttpResponse


@may(EDIT)
def inbox(request):
    return HttpResponse("x")


@may(EDIT)
def message(request, pk):
    return HttpResponse("x")
