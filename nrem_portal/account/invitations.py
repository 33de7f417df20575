"""Invitations: a letter with a link by which a person sets the first password, once and for some days."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, User
from django.core import signing
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from documents.by_language import CODES
from documents.models.letter import write_letter
from nrem_portal.account.log import note
from nrem_portal.roles import ADMINISTRATOR

OPEN_FOR = timedelta(days=7)
TAKEN_UP = gettext_noop("The invitation was taken up: the first password is set.")
SALT = "nrem_portal.account.invitations"


def seal(account: User) -> str:
    """Return what changes with the password and the address, so that a link works once and for whom it was meant."""
    return salted_hmac(SALT, f"{account.password} {account.email}", algorithm="sha256").hexdigest()[:32]


def token_of(account: User) -> str:
    return signing.dumps([account.pk, seal(account)], salt=SALT)


def invited(token: str) -> User | None:
    """Return the account that a link still opens."""
    try:
        pk, sealed = signing.loads(token, salt=SALT, max_age=OPEN_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    account = User.objects.filter(pk=pk, is_active=True).first()
    return account if account and constant_time_compare(seal(account), sealed) else None


def ends(sent: datetime) -> datetime:
    """Return the moment from which the link of a letter no longer works."""
    return sent + OPEN_FOR


@transaction.atomic
def invite(*, account: User, now: datetime) -> str:
    """End the present password and all links sent before, write the letter, and return the new link."""
    account.set_unusable_password()
    account.save(update_fields=["password"])
    token = token_of(account)
    subject, text = in_each_language(account, token)
    write_letter(key=f"invitation/{uuid.uuid4().hex}", to=account.email, subject=subject, text=text, now=now)
    return link_of(token)


def link_of(token: str) -> str:
    return settings.PORTAL_URL + reverse("account-invitation", args=[token])


def in_each_language(account: User, token: str) -> tuple[str, str]:
    """Return subject and words of the letter in all languages of the portal, that of whoever invites first."""
    subjects, texts = [], []
    spoken = [code for code in CODES if code in dict(settings.LANGUAGES)]
    for code in sorted(spoken, key=lambda code: code != translation.get_language()):
        with translation.override(code):
            context = {"account": account, "link": link_of(token), "days": OPEN_FOR.days}
            subjects.append(_("Your account on the NREM Portal"))
            texts.append(render_to_string("account/email/invitation.txt", context))
    return " · ".join(subjects), "\n\n* * *\n\n".join(texts)


@transaction.atomic
def accept(*, account: User, password: str) -> bool:
    """Keep the first password; tell whether the link was still good, of which two presses at once find one."""
    unopened = User.objects.filter(pk=account.pk, password=account.password)
    is_kept = bool(unopened.update(password=make_password(password)))
    note(TAKEN_UP, accounts=[account] if is_kept else [], by=account)
    return is_kept


def give_roles(*, account: User, roles: Iterable[Group]) -> None:
    """Give an account these roles and no others; administrators are let into the administration."""
    account.groups.set(roles)
    put_right(account=account)


def put_right(*, account: User) -> None:
    """Let into the administration whoever has work there."""
    is_administrator = account.groups.filter(name=ADMINISTRATOR).exists()
    account.is_staff = account.is_superuser or is_administrator
    account.save(update_fields=["is_staff"])


def free_name(email: str) -> str:
    """Return a user name made of an address that nobody has yet."""
    stem = email.partition("@")[0].lower()[:140] or "account"
    begun_alike = User.objects.filter(username__istartswith=stem).values_list("username", flat=True)
    taken = {name.lower() for name in begun_alike}
    names = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(name for name in (stem, *names) if name not in taken)
