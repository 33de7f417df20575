"""The forms by which editors deal with what readers send, and by which they record a person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.models import ANSWER_LIMIT, Message
from desk.persons import NAME_LENGTH, OFFICE_LENGTH
from directory.models import Organisation
from documents.forms import LongText

REASON_LENGTH: Any = Message._meta.get_field("reason").max_length


class ShortForm(forms.Form):
    """A form of a few fields. The browser checks nothing, so that every message is the portal's own."""

    use_required_attribute = False

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)


class AnswerForm(ShortForm):
    """An answer to the sender of a message."""

    text = forms.CharField(
        label=_("Your answer"),
        max_length=ANSWER_LIMIT,
        widget=LongText(rows=8),
        error_messages={
            "required": _("Write the answer."),
            "max_length": _("This is longer than 4,000 characters. Shorten it."),
        },
    )


class DismissForm(ShortForm):
    """Why a message is laid aside, if there is something to be said."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=REASON_LENGTH,
        help_text=_("Not needed. Only editors and reviewers read it; the sender is not written to."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"max_length": _("This is longer than 300 characters. Shorten it.")},
    )


def organisations() -> list[tuple[str, str]]:
    """Return the published organizations that a person may speak for."""
    held = Organisation.objects.published().order_by("name")
    return [("", gettext("None, or not held")), *((one.slug, one.name) for one in held)]


class PersonForm(ShortForm):
    """A person whom a source names in an official capacity."""

    name = forms.CharField(
        label=_("Name"),
        max_length=NAME_LENGTH,
        help_text=_("As the source prints it, without titles such as Mr. or Dr."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={
            "required": _("Give the name."),
            "max_length": _("This is longer than 200 characters. Shorten it."),
        },
    )
    office = forms.CharField(
        label=_("Office"),
        required=False,
        max_length=OFFICE_LENGTH,
        help_text=_("As the source prints it, such as: National Rapporteur of Finland."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"max_length": _("This is longer than 300 characters. Shorten it.")},
    )
    organisation = forms.ChoiceField(label=_("Speaks for"), required=False, choices=organisations)
