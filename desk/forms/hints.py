"""What stands below the label of a field, where the label alone does not tell what to enter."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documents.fields import PartialDateField

Hint = str | Promise
ADDRESS = _("Stays for ever once published: it stands in the address of the page. Left empty, it is made of the title.")
# Of one field of one kind.
OWN: dict[tuple[str, str], Hint] = {
    ("consultation", "summary"): _("Two or three sentences in our own words: what it was for and what came of it."),
    ("consultation", "series_place"): _("Such as: second consultative meeting, after Berlin 2013."),
    ("consultation", "outcome_document"): _("The document that reports on the meeting."),
    ("attendance", "text"): _("What one source says of who attended."),
    ("sessions", "report"): _("Where the report tells of this session, such as A/HRC/29/38/Add.2, 12."),
    ("participations", "session"): _("Leave it empty where the source names no session."),
    ("mechanism", "name_original"): _("As the State itself writes it, where that is not in English."),
    ("mechanism", "lead"): _("One sentence: what kind of body it is and where it stands."),
    ("statements", "aspect"): _("The heading of the page under which it stands."),
    ("recommendation", "title"): _("Short, in our own words, beginning with a verb: Gather data on victims."),
    ("recommendation", "heading"): _("As the document prints it above."),
    ("recommendation", "strength_words"): _("The words that carry it: should, may, are encouraged to."),
    ("recommendation", "superseded_by"): _("A later recommendation that takes the place of this one."),
    ("recommendation", "summary"): _("In our own words. The official text is shown beside it, from the paragraph."),
    ("recommendation", "paragraph"): _("The one paragraph that makes the recommendation."),
    ("recommendation", "related"): _("Other paragraphs that bear on it."),
    ("follow-up", "text"): _("What happened, at most 400 characters, as the source tells it. Nothing on victims."),
    ("follow-up", "period_end"): _("Only of a period: its last day, month or year, as 2014, 2014-05 or 2014-05-21."),
    ("follow-up", "actor"): _("A State, a mechanism, an organization; no private person."),
    ("follow-up", "capacity"): _("Such as: national rapporteur; host of the meeting."),
    ("bearings", "recommendation"): _("Its title, or where it is written, such as A/HRC/29/38/Add.2, 45 (c)."),
    ("bearings", "suggested_status"): _("The reviewer decides. Leave it empty for a statement."),
    ("participations", "person"): _("Exactly one of the four: a person, a regional body, a mechanism or a State."),
    ("contacts", "value"): _("Institutional only: no personal e-mail address or telephone."),
    ("contacts", "last_checked"): _("The day on which someone last saw that it is right, as 2014-05-21."),
    ("document", "short_name"): _("It stands before the paragraph sign, such as: Bangkok report."),
    ("theme", "position"): _("Its place in the list of themes: 1 is the first."),
    ("theme", "synonyms"): _("One a line. The search finds the theme by them."),
    ("discrepancy", "question"): _("What the sources differ on, such as: Number of participants."),
    ("claims", "value"): _("What one source says, in short."),
    ("contacts", "audience"): _("“Staff only” never leaves the desk."),
}
# Of a field of any kind.
NAMED: dict[str, Hint] = {
    "slug": ADDRESS,
    "key": ADDRESS,
    "languages": _("Those it was held or printed in."),
    "as_of": _("The date that the source speaks of: a year, a month or a day, such as 2014, 2014-05 or 2014-05-21."),
    "short_names": _("The name in headings and lists, such as: Bangkok consultation."),
    "references": _("Where this is written. It is needed before the record can be sent to review."),
    "discrepancies": _("What is told on this page of sources that say different things."),
    "other_spellings": _("One a line."),
}
PARTIAL_DATE = _("A year, a month or a day, as exact as the source: 2014, 2014-05 or 2014-05-21.")
DAY = _("A day, as 2014-05-21.")
TIME = _("Such as 09:30.")


def hint_of(kind: str, f: Any) -> Hint:
    """Return what stands below the label of a field in the form of a kind of record, or of rows."""
    own = OWN.get((kind, f.name)) or NAMED.get(f.name)
    return own or by_type(f) or f.help_text


def by_type(f: Any) -> Hint:
    """Return what is to be said of every field of one type."""
    if isinstance(f, PartialDateField):
        return PARTIAL_DATE
    if isinstance(f, models.DateField):
        return DAY
    if isinstance(f, models.TimeField):
        return TIME
    return ""
