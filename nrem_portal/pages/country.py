from django.http import HttpResponse


def country(request, **kwargs):
    return HttpResponse('country')


def indicators(request, **kwargs):
    return HttpResponse('indicators')
