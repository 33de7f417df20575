from django.http import HttpResponse


def mechanisms(request, **kwargs):
    return HttpResponse('mechanisms')


def countries(request, **kwargs):
    return HttpResponse('countries')


def organisations(request, **kwargs):
    return HttpResponse('organisations')


def practices(request, **kwargs):
    return HttpResponse('practices')


def practice(request, **kwargs):
    return HttpResponse('practice')


def cooperation(request, **kwargs):
    return HttpResponse('cooperation')


def agreement(request, **kwargs):
    return HttpResponse('agreement')
