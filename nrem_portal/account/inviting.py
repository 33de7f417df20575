"""The forms by which administrators invite people and keep what is known of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from nrem_portal.account.invitations import free_name

BY_ITSELF = _("Left empty, it is made of the address. The history names the person by it.")
TAKEN = _("Another account has this address.")
NAME_TAKEN = _("Another account has this user name. Capitals make no difference.")


class PersonForm(forms.ModelForm):
    """Who somebody is. Name and address belong to one account, in capitals or not: one may sign in with either."""

    class Meta:
        model = User
        fields = ["username", "first_name", "last_name", "email", "is_active", "groups"]

    def clean_username(self) -> str:
        username = self.cleaned_data["username"]
        others = User.objects.filter(username__iexact=username).exclude(pk=self.instance.pk)
        if username and others.exists():
            raise forms.ValidationError(NAME_TAKEN)
        return username

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip()
        others = User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk)
        if email and others.exists():
            raise forms.ValidationError(TAKEN)
        return email


class InvitationForm(PersonForm):
    """Whom to invite."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True
        self.fields["username"].required = False
        self.fields["username"].help_text = BY_ITSELF

    def clean(self) -> dict[str, Any]:
        """Make the user name where none was given."""
        given = super().clean() or self.cleaned_data
        if not given.get("username") and given.get("email"):
            given["username"] = free_name(given["email"])
        return given

    def save(self, commit: bool = True) -> Any:
        self.instance.set_unusable_password()
        return super().save(commit)
