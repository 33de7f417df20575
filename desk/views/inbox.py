"""The inbox."""

from django.http import HttpResponse

from desk.access import EDIT, may


@may(EDIT)
def inbox(request):
    return HttpResponse("x")


@may(EDIT)
def message(request, pk):
    return HttpResponse("x")
