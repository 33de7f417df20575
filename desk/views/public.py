"""Pages by which readers send something to the inbox."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from desk.forms.message import FollowUpForm
from desk.inbox import FullError, named, take_in
from desk.models import Message
from documents.filters import readable
from documents.readers import network, reader


@cache_control(private=True, no_store=True)
def send(request: HttpRequest) -> HttpResponse:
    """Take information on follow-up, and show the sender a copy of what was sent."""
    asked = readable(request.GET.get("r", ""))
    recommendation = named(asked)
    form = FollowUpForm(request.POST if request.method == "POST" else None, recommendation=recommendation)
    if form.is_bound and form.is_valid():
        message = form.message(language=get_language() or "en")
        if is_kept(form, message, network(reader(request))):
            return render(request, "desk/received.html", {"message": message})
    context = {"form": form, "recommendation": recommendation, "unknown": "" if recommendation else asked}
    return render(request, "desk/send.html", context)


def is_kept(form: FollowUpForm, message: Message, reader: str) -> bool:
    """Keep what was sent, unless a program filled in the form; tell whether nothing is left to mend."""
    try:
        if not form.is_of_a_program:
            take_in(message, reader=reader, now=timezone.now())
    except FullError:
        form.add_error(None, _("Very many messages were sent in the last hour. Please try again later."))
        return False
    return True
