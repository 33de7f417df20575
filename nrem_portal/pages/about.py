from django.http import HttpResponse


def about(request, **kwargs):
    return HttpResponse('about')


def sources_differ(request, **kwargs):
    return HttpResponse('sources_differ')
