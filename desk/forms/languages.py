"""The fields of a record form that hold texts in several languages, or some of the languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf.locale import LANG_INFO
from django.http import QueryDict

from desk.forms.choices import Option, Several
from desk.forms.fields import Field, chosen_in, lines_of, text_of
from documents.by_language import CODES, language


class Languages(Several):
    """Some of the six languages."""

    are_few = True

    @property
    def options(self) -> list[Option]:
        return [Option(code, str(language(code)), code in (self.value or [])) for code in CODES]

    def read(self, post: QueryDict) -> Any:
        return chosen_in(post, self.name)


@dataclass(frozen=True)
class InLanguage:
    """The input for one language of a text held in several."""

    code: str
    name: str
    id: str
    value: str

    @property
    def label(self) -> str:
        return str(language(self.code))

    @property
    def direction(self) -> str:
        return "rtl" if LANG_INFO[self.code]["bidi"] else "ltr"


class ByLanguage(Field):
    """A text in each of the six languages, English first; the rest stand folded until they are wanted."""

    template = "desk/fields/by_language.html"
    are_lists = False

    @property
    def inputs(self) -> list[InLanguage]:
        held = self.value if isinstance(self.value, dict) else {}
        return [
            InLanguage(code, f"{self.name}_{code}", f"{self.id}_{code}", self._shown(held.get(code, "")))
            for code in CODES
        ]

    @property
    def english(self) -> InLanguage:
        return self.inputs[0]

    @property
    def others(self) -> list[InLanguage]:
        return self.inputs[1:]

    @property
    def others_filled(self) -> str:
        """The languages besides English that say something, to be seen while they are folded."""
        return ", ".join(one.label for one in self.others if one.value)

    def _shown(self, held: Any) -> str:
        return "\n".join(held) if isinstance(held, list) else str(held)

    def read(self, post: QueryDict) -> Any:
        typed = {code: text_of(post, f"{self.name}_{code}") for code in CODES}
        return {code: lines_of(text) if self.are_lists else text for code, text in typed.items() if text}


class ListsByLanguage(ByLanguage):
    """A list of texts in each of the six languages, one text a line."""

    are_lists = True
