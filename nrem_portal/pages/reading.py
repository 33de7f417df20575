from django.http import HttpResponse


def documents(request, **kwargs):
    return HttpResponse('documents')


def document(request, **kwargs):
    return HttpResponse('document')


def paragraph(request, **kwargs):
    return HttpResponse('paragraph')
