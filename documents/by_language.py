"""Forms for texts in several languages: one input a language where the database holds one JSON field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from documents.versions import VersionedForm

# English first, since it stands where another language is missing; then as the United Nations order them.
CODES = sorted((code for code, _name in settings.ALL_LANGUAGES), key=lambda code: code != "en")

TITLES = {
    "names": _("Names"),
    "definitions": _("Definitions"),
    "titles": _("Titles"),
    "short_names": _("Short names"),
    "scope": _("Scope notes"),  # these two of themes, in logs of the time when they were edited there
    "synonyms": _("Synonyms"),
}


def inputs(name: str) -> list[Any]:
    """Return the names of the inputs, one a language, of a field that holds texts by language."""
    return [f"{name}_{code}" for code in CODES]


class LineField(forms.CharField):
    """One line of text."""

    widget = AdminTextInputWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200, **kwargs)


class NoteField(forms.CharField):
    """A few sentences."""

    widget = AdminTextareaWidget(attrs={"rows": 3})


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    widget = AdminTextareaWidget(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        lines = value if isinstance(value, list) else (value or "").splitlines()
        return list(dict.fromkeys(line.strip() for line in lines if line.strip()))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(initial or [], data)


class ByLanguageForm(VersionedForm):
    """A form with one input a language for each field that holds texts by language; `by_language` names them."""

    fields_by_language: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields_by_language:
            for code in CODES:
                self.initial.setdefault(f"{name}_{code}", getattr(self.instance, name).get(code))

    def clean(self) -> dict[str, Any]:
        super().clean()
        for name in self.fields_by_language:
            texts = {code: self.cleaned_data.get(f"{name}_{code}") for code in CODES}
            setattr(self.instance, name, {code: text for code, text in texts.items() if text})
        return self.cleaned_data

    def changed_labels(self) -> list[str]:
        """Return what the history keeps of a change, untranslated: `Position`, `Names: English, Arabic`."""
        changed = {name: [c for c in CODES if f"{name}_{c}" in self.changed_data] for name in self.fields_by_language}
        by_language = [f"{name}_{code}" for name, codes in changed.items() for code in codes]
        with override(None):
            plain = [str(self.fields[name].label or name) for name in self.changed_data if name not in by_language]
            told = {name: ", ".join(str(language(code)) for code in codes) for name, codes in changed.items() if codes}
            return plain + [f"{TITLES[name]}: {languages}" for name, languages in told.items()]


def by_language(**kinds: type[forms.Field]) -> Callable[[type[ByLanguageForm]], type[ByLanguageForm]]:
    """Give a form one input a language for each field named; English is required unless it is a list."""

    def add(form: type[ByLanguageForm]) -> type[ByLanguageForm]:
        own = {f"{name}_{code}": input_of(kind, code) for name, kind in kinds.items() for code in CODES}
        form.declared_fields |= own
        form.base_fields |= own
        form.fields_by_language = tuple(kinds)
        return form

    return add


def input_of(kind: type[forms.Field], code: str) -> forms.Field:
    """Return the input for one language, in its direction of writing."""
    field = kind(
        label=language(code),
        required=code == "en" and kind is not LinesField,
        error_messages={"required": _("Enter the English text: it is shown where another language has none.")},
    )
    field.widget.attrs |= {"lang": code, "dir": "rtl" if LANG_INFO[code]["bidi"] else "ltr"}
    return field


def language(code: str) -> Any:
    """Return the name of a language, in the reader's own."""
    return _(LANG_INFO[code]["name"])


@by_language(names=LineField)
class NamedForm(ByLanguageForm):
    """The form of a thing with a name in each language."""
