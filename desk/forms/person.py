"""The form by which editors record a person of whose name some are held already."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.forms.inbox import PersonForm


class AnotherPersonForm(PersonForm):
    """A person of whose name some are held, with the question whether it is one of them."""

    another = forms.BooleanField(label=_("No, this is another person"), required=False)
