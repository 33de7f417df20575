"""Recording a person who is not held yet."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.models import Person
from desk.access import EDIT, doer, may
from desk.forms.inbox import PersonForm
from desk.forms.person import AnotherPersonForm
from desk.names import names_of
from desk.persons import KnownPersonError, record


@may(EDIT)
def new_person(request: HttpRequest) -> HttpResponse:
    """Keep a person at once; the source is given where a participation names them."""
    form_class = AnotherPersonForm if request.POST.get("another") else PersonForm
    form = form_class(request.POST if request.method == "POST" else None)
    form.initial = request.POST.dict()  # given back, where the session had ended
    if form.is_bound and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            person = record(is_another=said.pop("another", False), **said, by=doer(request), now=timezone.now())
        except KnownPersonError as error:
            return ask(request, error.persons)
        told = _("Recorded: %(name)s. Go back to the form, and type the name in the field “Person”.")
        messages.success(request, told % {"name": names_of(Person).label(person.slug)})
        return redirect("desk-new-person")
    return render(request, "desk/new_person.html", {"form": form}, status=400 if form.errors else 200)


def ask(request: HttpRequest, persons: list[Person]) -> HttpResponse:
    """Show who is held under the name, and ask whether it is one of them."""
    form, names = AnotherPersonForm(request.POST), names_of(Person)
    form.add_error("another", _("Persons of this name are held. Is it one of these?"))
    alike = [(names.label(one.slug), one) for one in persons]
    return render(request, "desk/new_person.html", {"form": form, "alike": alike}, status=400)
