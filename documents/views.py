from django.http import HttpResponse


def tools(request, **kwargs):
    return HttpResponse('tools')


def tool(request, **kwargs):
    return HttpResponse('tool')
