from django.http import HttpResponse


def mechanism(request, **kwargs):
    return HttpResponse('mechanism')
