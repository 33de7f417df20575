"""The forms of alerts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.forms import PublicForm
from nrem_portal.alerts.models import Frequency


def frequency(**kwargs: Any) -> forms.ChoiceField:
    """Return the field that asks how often letters are written."""
    return forms.ChoiceField(
        label=_("How often"),
        choices=Frequency.choices,
        help_text=_("A letter is written only when there is something new."),
        error_messages={"required": _("Choose how often."), "invalid_choice": _("Choose one of those listed.")},
        **kwargs,
    )


class AskForm(PublicForm):
    """Whom to write to, and how often."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        error_messages={
            "required": _("Enter your e-mail address."),
            "invalid": _("Enter an e-mail address such as name@example.org."),
            "max_length": _("This is too long for an e-mail address."),
        },
    )
    frequency = frequency(initial=Frequency.WEEKLY)

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class FrequencyForm(PublicForm):
    """How often to write."""

    frequency = frequency()
