"""Pages of one's own account, and the page that an invitation leads to."""

from __future__ import annotations

from allauth.account.utils import get_next_redirect_url
from allauth.usersessions.models import UserSession
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control

from nrem_portal.account.forms import InvitedForm
from nrem_portal.account.invitations import accept, invited
from nrem_portal.account.second_step import has_second_step


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Show who is signed in, what they may do, and what they can change."""
    context = {
        "roles": [gettext(name) for name in request.user.groups.order_by("name").values_list("name", flat=True)],
        "has_second_step": has_second_step(request.user),
        "sessions": len(UserSession.objects.purge_and_list(request.user)),
    }
    return render(request, "account/home.html", context)


@cache_control(private=True, no_store=True)
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Ask somebody invited for their first password."""
    account = invited(token)
    if account is None:
        return render(request, "account/invitation_ended.html", status=410)
    form = InvitedForm(account, request.POST if request.method == "POST" else None)
    if not (form.is_bound and form.is_valid()):
        return render(request, "account/invitation.html", {"form": form, "account": account})
    is_kept = accept(account=account, password=form.cleaned_data["new_password1"])
    template = "account/invitation_accepted.html" if is_kept else "account/invitation_ended.html"
    return render(request, template, {"account": account}, status=200 if is_kept else 410)


def door(request: HttpRequest) -> HttpResponse:
    """Lead from the administration's own sign-in to the one for all."""
    if request.user.is_authenticated:
        raise PermissionDenied
    goal = get_next_redirect_url(request) or reverse("admin:index")
    return redirect_to_login(goal)
