"""The inbox: what readers sent, and what editors do with each message."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from desk import inbox as deeds
from desk.access import EDIT, doer, may
from desk.changes import ConflictError
from desk.forms.fields import number_in
from desk.forms.inbox import AnswerForm, DismissForm, ShortForm
from desk.inbox import QuickerError
from desk.inbox_list import InboxList
from desk.interrupted import is_given_back
from desk.models import Change, Message
from documents.by_language import language
from documents.links import web_link
from recommendations.models.follow_up import TEXT_LIMIT


@may(EDIT)
def inbox(request: HttpRequest) -> HttpResponse:
    """Show what readers sent: what is new first, the oldest at its head."""
    return render(request, "desk/inbox.html", InboxList(request.GET).context)


@may(EDIT)
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one message, and do with it what an editor decides."""
    one = get_object_or_404(Message.objects.with_people(), pk=pk)
    do = {"answer": answer, "dismiss": dismiss, "take": take}.get(request.POST.get("do", ""))
    if request.method != "POST" or do is None:
        return shown(request, one)
    try:
        return do(request, one)
    except QuickerError:
        told = _("Nothing was done: someone else was quicker. This is how the message stands now.")
    except ConflictError:
        told = _("Nothing was done: a change of this record is open already. Bring what is new into that one.")
    return shown(request, Message.objects.with_people().get(pk=pk), wrong=told, status=409)


def shown(
    request: HttpRequest, one: Message, form: ShortForm | None = None, *, wrong: str = "", status: int = 200
) -> HttpResponse:
    """Show a message with what can be done with it, and what was typed."""
    bound = {"answer": AnswerForm(), "dismiss": DismissForm()}
    bound |= {request.POST["do"]: form} if form else typed(request, wrong)
    change = Change.objects.open().filter(message=one).with_people().first()
    said = {"language": language(one.language), "link": web_link(one.source), "is_cut": len(one.text) > TEXT_LIMIT}
    context = {"sent": one, "change": change, "wrong": wrong, **said, **bound}
    return render(request, "desk/message.html", context, status=status)


def typed(request: HttpRequest, wrong: str) -> dict[str, ShortForm]:
    """Return the form with what was typed, where it came too late or is given back, so that no words are lost."""
    forms = {"answer": AnswerForm, "dismiss": DismissForm}
    do = request.POST.get("do", "")
    return {do: forms[do](request.POST)} if (wrong or is_given_back(request)) and do in forms else {}


def answer(request: HttpRequest, one: Message) -> HttpResponse:
    """Write to the sender."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return shown(request, one, form, status=400)
    text, revision = form.cleaned_data["text"], number_in(request.POST, "revision")
    deeds.answer(one, revision=revision, text=text, by=doer(request), now=timezone.now())
    messages.success(request, _("The answer is on its way to the sender."))
    return redirect(one)


def dismiss(request: HttpRequest, one: Message) -> HttpResponse:
    """Lay a message aside."""
    form = DismissForm(request.POST)
    if not form.is_valid():
        return shown(request, one, form, status=400)
    reason, revision = form.cleaned_data["reason"], number_in(request.POST, "revision")
    deeds.dismiss(one, revision=revision, reason=reason, by=doer(request), now=timezone.now())
    messages.success(request, _("Dismissed. It stays here until the day on which it is deleted."))
    return redirect("desk-inbox")


def take(request: HttpRequest, one: Message) -> HttpResponse:
    """Begin a change of what the message says, and open its form."""
    change = deeds.take(one, revision=number_in(request.POST, "revision"), by=doer(request), now=timezone.now())
    told = _("A draft was made of the message. Check each field against its source, then send it to review.")
    messages.success(request, told)
    return redirect(change)
