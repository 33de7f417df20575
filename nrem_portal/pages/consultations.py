from django.http import HttpResponse


def consultations(request, **kwargs):
    return HttpResponse('consultations')


def consultation(request, **kwargs):
    return HttpResponse('consultation')
