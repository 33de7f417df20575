from django.http import HttpResponse


def recommendations(request, **kwargs):
    return HttpResponse('recommendations')


def recommendations_of(request, **kwargs):
    return HttpResponse('recommendations_of')


def recommendation(request, **kwargs):
    return HttpResponse('recommendation')


def follow_up(request, **kwargs):
    return HttpResponse('follow_up')


def themes(request, **kwargs):
    return HttpResponse('themes')


def theme(request, **kwargs):
    return HttpResponse('theme')
