"""Forms that readers fill in without an account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PublicForm(forms.Form):
    """A form for readers. What nobody sees stays empty: a program that fills in everything gives itself away.

    The browser checks nothing, so that every message is the portal's own, in the reader's language.
    """

    use_required_attribute = False
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        max_length=1_000,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)

    @property
    def is_of_a_program(self) -> bool:
        """Whether the field that nobody sees was filled in."""
        return bool(self.data.get("website"))

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields that a reader fills in."""
        return [field for field in self if field.name != "website"]
