"""Recording a person who is not held yet."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from desk.access import EDIT, doer, may
from desk.forms.inbox import PersonForm
from desk.persons import KnownPersonError, record


@may(EDIT)
def new_person(request: HttpRequest) -> HttpResponse:
    """Keep a person at once; the source is given where a participation names them."""
    form = PersonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            person = record(**form.cleaned_data, by=doer(request), now=timezone.now())
            told = _("Recorded: %(name)s. Go back to the form, and type the name in the field “Person”.")
            messages.success(request, told % {"name": person.name})
            return redirect("desk-new-person")
        except KnownPersonError as error:
            told = _("%(name)s is held already: type the name in the field “Person” of the form.")
            form.add_error("name", told % {"name": error.person.name})
    return render(request, "desk/new_person.html", {"form": form}, status=400 if form.errors else 200)
