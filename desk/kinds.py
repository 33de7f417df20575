"""The kinds of records that the desk edits, in the order of the site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from consultations.exchange import CONSULTATION, PROPOSAL
from desk.rules import Faults, entry_faults, meeting_faults, no_faults
from directory.exchange import AGREEMENT, MECHANISM, ORGANISATION, PRACTICE
from directory.models.contact import Audience
from documents.exchange import DISCREPANCY, DOCUMENT, THEME, TOOL
from documents.shapes import Dict, Shape, whole
from recommendations.exchange import FOLLOW_UP, RECOMMENDATION

WORDS_OF_ENTRY = 8  # of what happened, that stand in what an entry is called


def nothing(record: Any) -> list[int]:
    """No status hangs on such a record."""
    return []


def itself(record: Any) -> list[int]:
    """The recommendation, whose status hangs on what replaced it."""
    return [record.pk]


def borne(record: Any) -> list[int]:
    """The recommendations on which a follow-up entry bears."""
    return [bearing.recommendation_id for bearing in record.bearings.all()]


def titled(data: Dict) -> str:
    """Return what a record is called, as its dict says."""
    names = data.get("names") or {}
    named = names.get("en", "") if isinstance(names, dict) else ""
    return str(data.get("title") or data.get("name") or named or data.get("question") or "")


def of_entry(data: Dict) -> str:
    """Return what a follow-up entry is called: when, who acted, and the beginning of what happened."""
    text = Truncator(str(data.get("text", ""))).words(WORDS_OF_ENTRY, truncate="…")
    return ": ".join(part for part in (when_and_who(data), text) if part)


def when_and_who(data: Dict) -> str:
    """Return when something happened, and who acted."""
    return f"{data.get('date', '')} {data.get('actor', '')}".strip()


@dataclass(frozen=True)
class Kind:
    """One kind of record: its shape, what it is called, and what hangs on it."""

    shape: Shape
    one: str | Promise  # what it is called alone
    many: str | Promise  # what several are called
    new: str | Promise  # what one that is begun is called
    title: Callable[[Dict], str] = titled
    moves: Callable[[Any], list[int]] = nothing  # the recommendations whose status hangs on a record
    wrong: Callable[[Dict], Faults] = no_faults  # with a dict as a whole
    dated: str = ""  # the date that the desk asks for; what is held without one may stay so
    decided: tuple[str, ...] = ()  # of its rows: what only a reviewer writes
    is_shown_by_others: bool = False  # as themes, by what stands under them
    named_by: tuple[str, ...] = ()  # links whose names stand in its own
    private: Callable[[Dict], Dict] = dict  # what the public may read of it
    lasting: tuple[str, ...] = ()  # rows of which the public history shows only those that still stand

    @property
    def name(self) -> str:
        """What it is called in addresses."""
        return self.shape.kind

    @cached_property
    def fixed(self) -> tuple[str, ...]:
        """The fields that make its address, which stays once it was published."""
        return tuple(path.split("__")[0] for path in self.shape.model.KEY)  # type: ignore[attr-defined]

    def called(self, data: Dict) -> str:
        """Return what a record is called, as its dict says: in the reader's language where it has a name there."""
        names = data.get("names") or data.get("short_names")
        language = get_language() or "en"
        own = names.get(language) if isinstance(names, dict) and language != "en" else ""
        return str(own or self.title(data))

    @property
    def records(self) -> Any:
        return self.shape.model._default_manager

    def record(self, uid: Any) -> Any:
        """Return the record with this identifier, with all that its dict says; None where it was never published."""
        return whole(self.shape).filter(uid=uid).first()


def without_staff(data: Dict) -> Dict:
    """Return a mechanism without the contacts that are for staff alone."""
    contacts = [one for one in data.get("contacts", []) if one.get("audience") == Audience.PUBLIC]
    return {**data, "contacts": contacts}


def without_names(data: Dict) -> Dict:
    """Return a follow-up entry without who decided."""
    rows = [{name: value for name, value in row.items() if name != "decided_by"} for row in data.get("bearings", [])]
    return {**data, "bearings": rows}


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in [
        Kind(CONSULTATION, _("Consultation"), _("Consultations"), _("New consultation"), wrong=meeting_faults),
        Kind(PROPOSAL, _("Proposal"), _("Proposals"), _("New proposal")),
        Kind(
            MECHANISM,
            pgettext_lazy("kind of record", "Mechanism"),
            _("Mechanisms"),
            _("New mechanism"),
            private=without_staff,
            lasting=("contacts",),
        ),
        Kind(
            RECOMMENDATION,
            pgettext_lazy("kind of record", "Recommendation"),
            _("Recommendations"),
            _("New recommendation"),
            moves=itself,
            named_by=("origin", "paragraph"),
        ),
        Kind(
            FOLLOW_UP,
            _("Follow-up entry"),
            _("Follow-up entries"),
            _("New follow-up entry"),
            title=of_entry,
            moves=borne,
            wrong=entry_faults,
            dated="date",
            decided=("decided_status", "decided_by"),
            private=without_names,
        ),
        Kind(PRACTICE, _("Practice"), _("Practices"), _("New practice")),
        Kind(AGREEMENT, _("Agreement"), _("Agreements"), _("New agreement")),
        Kind(ORGANISATION, _("Regional body"), _("Regional bodies"), _("New regional body")),
        Kind(DOCUMENT, _("Document"), _("Documents"), _("New document")),
        Kind(TOOL, _("Tool"), _("Tools"), _("New tool")),
        Kind(THEME, _("Theme"), _("Themes"), _("New theme"), is_shown_by_others=True),
        Kind(
            DISCREPANCY,
            _("Where sources differ"),
            _("Where sources differ"),
            _("New case where sources differ"),
            is_shown_by_others=True,
        ),
    ]
}


def kind_of_record(record: Any) -> Kind | None:
    """Return the kind of a record; None for what the desk does not edit."""
    return next((kind for kind in KINDS.values() if kind.shape.model is type(record)), None)
