"""Forms that readers fill in without an account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class LongText(forms.Textarea):
    """A field of several lines, whose ends count as one character each, in a language that is not known."""

    def __init__(self, rows: int) -> None:
        super().__init__({"rows": rows, "dir": "auto", "lang": ""})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


class PublicForm(forms.Form):
    """A form for readers. What nobody sees stays empty: a program that fills in everything gives itself away.

    The browser checks and cuts nothing, so that every message is the portal's own, in the reader's language.
    """

    use_required_attribute = False
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        max_length=1_000,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)

    @property
    def is_of_a_program(self) -> bool:
        """Whether the field that nobody sees was filled in."""
        return bool(self.data.get("website"))

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields that a reader fills in."""
        return [field for field in self if field.name != "website"]
