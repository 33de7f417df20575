"""What records of one kind may not say as a whole, in words for editors; the database refuses it too."""

from __future__ import annotations

from django.utils.translation import gettext as _

from documents.shapes import Dict
from recommendations.models.follow_up import TEXT_LIMIT, BearingKind
from recommendations.models.status import DECIDABLE

Faults = dict[str, list[str]]  # as checking.py has them


def no_faults(data: Dict) -> Faults:
    """Of most records nothing is to be said beyond their fields."""
    return {}


def entry_faults(data: Dict) -> Faults:
    """Return what is wrong with a follow-up entry as a whole."""
    found = {**period_faults(data), **named_twice(data), **vain_suggestions(data)}
    if len(data.get("text", "")) > TEXT_LIMIT:
        too_many = len(data["text"]) - TEXT_LIMIT
        found["text"] = [_("This is longer than 400 characters, by %(number)s. Shorten it.") % {"number": too_many}]
    if not data.get("bearings"):
        found[""] = [_("Name at least one recommendation that the entry bears on.")]
    return found


def meeting_faults(data: Dict) -> Faults:
    """Return what is wrong with a consultation as a whole."""
    begins, ends = data.get("starts", ""), data.get("ends", "")
    return {"ends": [_("The last day is before the first one.")]} if begins and ends and ends < begins else {}


def vain_suggestions(data: Dict) -> Faults:
    """Return a fault for each status suggested that nobody decides: it is computed."""
    rows = enumerate(data.get("bearings", []))
    vain = [place for place, row in rows if row.get("suggested_status", "") not in ("", *DECIDABLE)]
    told = [_("This status is computed. Suggest Under way, Partly implemented or Implemented, or none.")]
    return {f"bearings-{place}-suggested_status": told for place in vain}


def period_faults(data: Dict) -> Faults:
    """Return what is wrong with the period of an entry."""
    begins, ends = data.get("date", ""), data.get("period_end", "")
    if ends and not begins:
        return {"date": [_("Give the date on which the period begins.")]}
    return {"period_end": [_("The period ends before it begins.")]} if ends and ends < begins else {}


def named_twice(data: Dict) -> Faults:
    """Return a fault for each row that names a recommendation that stands above already."""
    keys = [row.get("recommendation", "") for row in data.get("bearings", [])]
    again = [place for place, key in enumerate(keys) if key and key in keys[:place]]
    return {f"bearings-{place}-recommendation": [_("This recommendation stands above already.")] for place in again}


def without_vain_decisions(data: Dict) -> Dict:
    """Return an entry without the status that was decided with what is now a statement."""
    rows = [without_decision(row) if row.get("kind") == BearingKind.STATEMENT else row for row in data["bearings"]]
    return {**data, "bearings": rows}


def without_decision(row: Dict) -> Dict:
    return {name: value for name, value in row.items() if name not in ("decided_status", "decided_by")}
