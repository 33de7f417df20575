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

TOO_LONG = _("This is longer than %(limit_value)s characters: it has %(show_value)s. Shorten it.")
REASON_LENGTH: Any = Message._meta.get_field("reason").max_length


class ShortForm(forms.Form):
    """A form of a few fields. The browser checks nothing, so that every message is the portal's own."""

    use_required_attribute = False

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)


def text(label: Any, most: int, *, needed: Any = "", help_text: Any = "", rows: int = 1) -> forms.CharField:
    """Return a field of so many lines; `needed` is what is said where it must be filled in and is not."""
    return forms.CharField(
        label=label,
        required=bool(needed),
        max_length=most,
        help_text=help_text,
        widget=LongText(rows) if rows > 1 else forms.TextInput(attrs={"dir": "auto", "lang": ""}),
        error_messages={"required": needed, "max_length": TOO_LONG},
    )


class AnswerForm(ShortForm):
    """An answer to the sender of a message."""

    text = text(_("Your answer"), ANSWER_LIMIT, needed=_("Write the answer."), rows=8)


class DismissForm(ShortForm):
    """Why a message is laid aside, if there is something to be said."""

    reason = text(
        _("Reason"),
        REASON_LENGTH,
        help_text=_("Not needed. Only editors and reviewers read it; the sender is not written to."),
    )


def organisations() -> list[tuple[str, str]]:
    """Return the published organizations that a person may speak for."""
    held = Organisation.objects.published().order_by("name")
    return [("", gettext("None, or not held")), *((one.slug, one.name) for one in held)]


class PersonForm(ShortForm):
    """A person whom a source names in an official capacity."""

    name = text(
        _("Name"),
        NAME_LENGTH,
        needed=_("Give the name."),
        help_text=_("As the source prints it, without titles such as Mr. or Dr."),
    )
    office = text(
        _("Office"),
        OFFICE_LENGTH,
        help_text=_("As the source prints it, such as: National Rapporteur of Finland."),
    )
    organisation = forms.ChoiceField(label=_("Speaks for"), required=False, choices=organisations)
