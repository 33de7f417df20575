"""The forms by which readers send something to the inbox."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.inbox import standing_at
from desk.models import TEXT_LIMIT, Message, MessageKind
from documents.fields import is_partial_date
from documents.forms import LongText, PublicForm
from documents.numerals import western
from recommendations.filters import origins
from recommendations.models import Recommendation


def line(label: Any, field: str, help_text: Any = "", **attrs: str) -> forms.CharField:
    """Return a line that may stay empty, as long as the inbox holds it."""
    held: Any = Message._meta.get_field(field)
    return forms.CharField(
        label=label,
        required=False,
        max_length=held.max_length,
        help_text=help_text,
        widget=forms.TextInput(attrs={"dir": "auto"} | attrs),
    )


def origin_choices() -> list[tuple[str, str]]:
    return [("", gettext("I do not know")), *origins()]


class FollowUpForm(PublicForm):
    """What became of a recommendation, as a reader tells it; which one is asked unless it is known."""

    made_in = forms.ChoiceField(label=_("Recommendation made in"), required=False, choices=origin_choices)
    paragraph = forms.CharField(
        label=_("Paragraph of the recommendation"),
        required=False,
        max_length=40,
        help_text=_("As printed, such as 45 (c). If you do not know which recommendation it is, leave this empty."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    text = forms.CharField(
        label=_("What happened"),
        max_length=TEXT_LIMIT,
        help_text=_("At most 2,000 characters."),
        widget=LongText(rows=6),
        error_messages={
            "required": _("Write what happened."),
            "max_length": _("This is longer than 2,000 characters. Shorten it."),
        },
    )
    when = line(_("When"), "when", _("A year, a month or a day, such as 2014, 2014-05 or 2014-05-21; or in words."))
    actor = line(_("Who acted"), "actor", _("A State, a mechanism, an organization; no private person."))
    source = line(
        _("Where it is written"),
        "source",
        _("A web address, or a document and its paragraph. Without a public source it cannot become an entry."),
    )
    name = line(_("Your name"), "name", _("Not needed. Only if we may ask you back."), autocomplete="name")
    office = line(_("Your office"), "office", _("Not needed."), autocomplete="organization")
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        max_length=254,
        help_text=_("Not needed. Only if we may ask you back."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        error_messages={"invalid": _("Enter an e-mail address such as name@example.org.")},
    )

    def __init__(self, data: Any = None, *, recommendation: Recommendation | None = None) -> None:
        super().__init__(data)
        self.recommendation = recommendation
        if recommendation:
            del self.fields["made_in"], self.fields["paragraph"]

    def clean(self) -> dict[str, Any]:
        given = {**(super().clean() or {})}
        given |= {"when": dated} if is_partial_date(dated := western(given.get("when", "").strip())) else {}
        origin, paragraph = given.pop("made_in", ""), given.pop("paragraph", "")
        if origin and not paragraph:
            self.add_error("paragraph", _("Give its paragraph too, or choose “I do not know” above."))
        elif paragraph and not origin:
            self.add_error("made_in", _("Choose where it was made, or leave the paragraph empty."))
        elif origin and paragraph:
            self.recommendation = standing_at(origin, paragraph)
            if self.recommendation is None:
                self.add_error(
                    "paragraph", _("No recommendation is recorded at this paragraph. Look it up in the list.")
                )
        return given

    def message(self, *, language: str) -> Message:
        """Return what was sent, not kept yet."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "website"}
        kind = MessageKind.FOLLOW_UP
        return Message(kind=kind, recommendation=self.recommendation, language=language, **given)
