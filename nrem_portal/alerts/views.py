"""Pages of alerts: asking for one, confirming, changing and leaving it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from nrem_portal.alerts.asking import TooManyError, ask
from nrem_portal.alerts.following import FOLLOWED, Following
from nrem_portal.alerts.forms import AskForm, FrequencyForm
from nrem_portal.alerts.models import Alert
from nrem_portal.lists import LISTS

DONE = {
    "confirmed": gettext_lazy("Confirmed: you follow this from now on."),
    "saved": gettext_lazy("Saved."),
}
AlertView = Callable[[HttpRequest, Alert], HttpResponse]


def new(request: HttpRequest) -> HttpResponse:
    """Show what would be followed, and ask whom to write to; without a list, show which there are."""
    following = Following.of(request.GET.get("list", ""), request.GET)
    if following is None:
        return render(request, "alerts/choose.html", {"lists": [LISTS[name] for name in FOLLOWED]})
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and is_kept(form, following):
        return redirect(f"{reverse('alert-asked')}?{following.asked_for}")
    return render(request, "alerts/new.html", {"form": form, "following": following})


def is_kept(form: AskForm, following: Following) -> bool:
    """Keep what a filled form asks for, unless a program filled it in; tell whether nothing is left to mend."""
    if form.is_of_a_program:
        return True
    if following.is_too_long:
        form.add_error(None, _("These are too many filters for one alert. Lift some of them."))
        return False
    given = {name: form.cleaned_data[name] for name in ("email", "frequency")}
    try:
        ask(following=following, language=get_language() or "en", now=timezone.now(), **given)
    except TooManyError:
        form.add_error(None, _("Very many alerts were asked for in the last hour. Please try again later."))
        return False
    return True


def asked(request: HttpRequest) -> HttpResponse:
    """Say the same to everybody: look into your mail; and lead back to the list."""
    following = Following.of(request.GET.get("list", ""), request.GET)
    return render(request, "alerts/asked.html", {"following": following})


def of_token(view: AlertView) -> Callable[..., HttpResponse]:
    """Open a page to whoever holds the link of a letter; what has ended says so. Nobody else learns the address."""

    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        try:
            alert = Alert.objects.of_token(token, now=timezone.now())
        except (BadSignature, ValueError):
            raise Http404 from None
        response = view(request, alert) if alert else render(request, "alerts/ended.html", status=410)
        patch_cache_control(response, private=True, no_store=True)
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return opened


@of_token
def alert(request: HttpRequest, alert: Alert) -> HttpResponse:
    """Show one alert to its reader, who may change how often letters come, or leave."""
    if alert.confirmed_at is None:
        return redirect("alert-confirm", alert.token)
    form = FrequencyForm(request.POST if request.method == "POST" else None, initial={"frequency": alert.frequency})
    if form.is_bound and form.is_valid():
        alert.change(form.cleaned_data["frequency"], now=timezone.now())
        return redirect(f"{reverse('alert', args=[alert.token])}?done=saved")
    done = DONE.get(request.GET.get("done", ""), "")
    return render(request, "alerts/alert.html", {"form": form, "done": done, **shown(alert)})


@of_token
def confirm(request: HttpRequest, alert: Alert) -> HttpResponse:
    """Ask whether to begin, and begin on a press of the button: programs that open links confirm nothing."""
    if request.method == "POST":
        alert.confirm(now=timezone.now())
        return redirect(f"{reverse('alert', args=[alert.token])}?done=confirmed")
    if alert.confirmed_at is not None:
        return redirect("alert", alert.token)
    return render(request, "alerts/confirm.html", shown(alert))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """End an alert at one post, of its page or of a mail program (RFC 8058); show the page with the button else."""
    return leaving(request, token)


@of_token
def leaving(request: HttpRequest, alert: Alert) -> HttpResponse:
    if request.method != "POST":
        return redirect(alert)
    Alert.objects.filter(pk=alert.pk).end()
    with translation.override(alert.language):
        return render(request, "alerts/ended.html")


def shown(alert: Alert) -> dict[str, Any]:
    """Return what the pages of an alert show."""
    return {"alert": alert, "following": Following.kept(alert.list_name, alert.query)}
