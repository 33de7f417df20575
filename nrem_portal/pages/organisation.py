from django.http import HttpResponse


def organisation(request, **kwargs):
    return HttpResponse('organisation')
