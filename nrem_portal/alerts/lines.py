"""Records as letters and previews name them: title, where it stands, address."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from directory.models import Agreement, Mechanism, Practice
from documents.models import Document
from documents.templatetags.nrem import partial_date, period
from recommendations.models import FollowUp, Recommendation


class Line(NamedTuple):
    """One record in a letter: what tells it apart stands beside its title, for some a sentence follows."""

    title: str
    beside: str
    address: str
    text: str = ""


def beside(sign: str, *parts: str) -> str:
    """Return parts in one line, each in its own direction where the language runs from the right."""
    isolated = [f"\u2068{part}\u2069" if get_language_bidi() else part for part in parts if part]
    return sign.join(isolated)


def of_recommendation(one: Recommendation) -> Line:
    source = one.paragraph.open_source
    place = _("para. %(label)s") % {"label": one.paragraph.label}
    return Line(one.title, beside(_(", "), str(source or ""), place), one.get_absolute_url(), one.summary)


def of_follow_up(one: FollowUp) -> Line:
    borne_on = [bearing.recommendation for bearing in one.bearings.all()]
    told = beside(_("; "), period(one.date, one.period_end), *(other.title for other in borne_on))
    return Line(one.actor, told, one.get_absolute_url(), one.text)


def of_mechanism(one: Mechanism) -> Line:
    return Line(one.full_name, str(one.country), one.get_absolute_url())


def of_practice(one: Practice) -> Line:
    return Line(one.title, one.get_kind_display(), one.get_absolute_url())


def of_agreement(one: Agreement) -> Line:
    return Line(one.title, one.get_form_display(), one.get_absolute_url())


def of_document(one: Document) -> Line:
    return Line(one.display_title, one.symbol or partial_date(one.date), one.get_absolute_url())


LINES: dict[str, Any] = {
    "recommendation": of_recommendation,
    "follow-up": of_follow_up,
    "mechanism": of_mechanism,
    "practice": of_practice,
    "agreement": of_agreement,
    "document": of_document,
}


def line_of(kind: str, record: Any) -> Line:
    """Return how a record of a kind is named, in the language of the moment."""
    return LINES[kind](record)
