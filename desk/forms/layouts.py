"""The order in which a record form asks: that of the public page, under its headings. What is not named comes last."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Section(NamedTuple):
    """A heading of a form, and the fields and rows under it."""

    title: str | Promise
    names: tuple[str, ...]


LAYOUTS: dict[str, list[Section]] = {
    "consultation": [
        Section(_("What it was"), ("title", "short_names", "kind", "summary", "series_place", "references")),
        Section(_("When and where"), ("starts", "ends", "cities", "country", "venue", "languages")),
        Section(_("What is said of it"), ("statements", "attendance", "topics")),
        Section(_("Sessions"), ("sessions",)),
        Section(_("Who took part"), ("participations",)),
        Section(_("Documents"), ("outcome_document", "documents", "discrepancies", "slug")),
    ],
    "mechanism": [
        Section(_("What it is"), ("name", "acronym", "name_original", "original_language", "country", "lead")),
        Section(
            _("How it is set up"), ("established", "model", "model_basis", "model_references", "confidence", "roles")
        ),
        Section(_("Mandate and functions"), ("statements",)),
        Section(_("How to reach it"), ("contacts",)),
        Section(_("Indicators"), ("answers",)),
        Section(_("Other details"), ("discrepancies", "slug")),
    ],
    "recommendation": [
        Section(_("The recommendation"), ("origin", "paragraph", "title", "heading", "summary")),
        Section(_("How it is worded"), ("kind", "strength", "strength_words")),
        Section(_("Whom and what it is about"), ("addressees", "themes", "countries")),
        Section(_("Other details"), ("related", "superseded_by", "slug")),
    ],
    "follow-up": [
        Section(_("On which recommendation"), ("bearings",)),
        Section(_("When, and who acted"), ("date", "period_end", "actor", "capacity")),
        Section(_("What happened"), ("text", "references", "confidence")),
        Section(_("Other details"), ("key",)),
    ],
    "practice": [
        Section(_("The practice"), ("kind", "title", "text", "references")),
        Section(_("Whose it is"), ("who", "countries", "mechanisms", "organisations")),
        Section(_("Subjects"), ("themes", "slug")),
    ],
    "agreement": [
        Section(_("The agreement"), ("title", "form", "status", "status_note", "subject", "references")),
        Section(_("Between whom"), ("countries", "organisations", "mechanisms", "counterparts_note")),
        Section(_("Subjects"), ("themes", "slug")),
    ],
    "proposal": [
        Section(_("The proposal"), ("consultation", "title", "text", "references")),
        Section(_("Whose it is"), ("by", "countries", "organisations")),
        Section(_("Subjects"), ("themes", "key")),
    ],
    "document": [
        Section(_("The document"), ("symbol", "symbol_note", "title", "title_note", "short_name", "names", "heading")),
        Section(_("What it is"), ("kind", "issuing_body", "date", "date_note", "languages", "summary")),
        Section(_("Where it is"), ("url", "held", "quality_note", "series", "job_number")),
        Section(_("Other details"), ("references", "cited", "discrepancies", "key")),
    ],
    "tool": [
        Section(_("The tool"), ("title", "publisher", "year", "purpose", "references")),
        Section(_("How to use it"), ("serves", "pointer", "note", "themes")),
        Section(_("Where it is"), ("address", "checked_on", "answered", "slug")),
    ],
    "theme": [
        Section(_("The theme"), ("names", "scope", "synonyms")),
        Section(_("Where it stands"), ("group", "position", "slug")),
    ],
    "organisation": [
        Section(_("What it is"), ("name", "acronym", "kind", "parent", "area")),
        Section(_("Where it sits"), ("seat", "seat_note", "seat_references")),
        Section(_("Its members"), ("members", "members_note", "members_references")),
        Section(_("What is said of it"), ("statements", "discrepancies", "slug")),
    ],
    "discrepancy": [Section(_("The question"), ("kind", "question", "claims", "note", "key"))],
}


FIRST_OF_ROW = {"bearings": "recommendation"}  # the field that a row begins with, where it is another than the model's


class RowWords(NamedTuple):
    """What rows of one kind are called together, what adds one, and what one is called."""

    many: str | Promise
    add: str | Promise
    one: str | Promise


ROWS: dict[str, RowWords] = {
    "statements": RowWords(_("Statements"), _("Add a statement"), _("Statement")),
    "attendance": RowWords(_("What sources say of attendance"), _("Add what a source says"), _("Attendance")),
    "topics": RowWords(_("Subjects announced"), _("Add a subject"), _("Subject")),
    "sessions": RowWords(_("Sessions"), _("Add a session"), pgettext_lazy("one row", "Session")),
    "items": RowWords(_("Agenda items"), _("Add an agenda item"), _("Agenda item")),
    "participations": RowWords(_("Participations"), _("Add a participation"), _("Participation")),
    "roles": RowWords(_("Roles"), _("Add a role"), _("Role")),
    "contacts": RowWords(_("Contacts"), _("Add a contact"), pgettext_lazy("one row", "Contact")),
    "answers": RowWords(_("Answers to indicators"), _("Add an answer"), _("Answer to an indicator")),
    "addressees": RowWords(_("Addressees"), _("Add an addressee"), _("Addressee")),
    "bearings": RowWords(
        _("Recommendations it bears on"), _("Add a recommendation"), pgettext_lazy("kind of record", "Recommendation")
    ),
    "claims": RowWords(_("What each source says"), _("Add what another source says"), _("What a source says")),
}
