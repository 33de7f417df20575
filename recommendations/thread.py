"""The thread: the sources in date order, what each says on one theme, and the follow-up between and after them.

A source is a consultation, or a report that made recommendations of its own; on one theme, also any other document
that practices or agreements come from. A consultation whose report is known and not held is a gap, and said to be one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Count, Model, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from consultations.models import Consultation, Proposal
from directory.models import Agreement, Practice
from documents.models import Document, Reference, Theme, Tool
from documents.publication import State
from documents.templatetags.nrem import in_english
from recommendations.models import Bearing, FollowUp, Origin, Recommendation
from recommendations.timeline import precedes

UNDATED = "9999"  # sorts after every date
ELSEWHERE = "elsewhere"  # the key of what no document tells

COUNTED = {
    "recommendations": ngettext_lazy("%(number)d recommendation", "%(number)d recommendations", "number"),
    "proposals": ngettext_lazy("%(number)d proposal", "%(number)d proposals", "number"),
    "practices": ngettext_lazy("%(number)d practice", "%(number)d practices", "number"),
    "agreements": ngettext_lazy("%(number)d agreement", "%(number)d agreements", "number"),
    "tools": ngettext_lazy("%(number)d tool", "%(number)d tools", "number"),
}


def in_words(tally: Counter[str]) -> list[str]:
    """Return what is counted in words, zeros left out: `12 recommendations`, `1 proposal`."""
    return [COUNTED[kind] % {"number": tally[kind]} for kind in COUNTED if tally[kind]]


@dataclass
class Source:
    """One source on the thread, and what it holds: by number on all themes, record by record on one."""

    key: str
    title: str
    address: str
    date: str
    origin: Origin | None = None
    consultation: Consultation | None = None
    report: Document | None = None
    is_gap: bool = False
    tally: Counter[str] = field(default_factory=Counter)
    recommendations: list[Recommendation] = field(default_factory=list)
    answers: dict[int, list[Step]] = field(default_factory=dict)  # follow-up entries, by recommendation
    proposals: list[Proposal] = field(default_factory=list)
    practices: list[Practice] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)

    def add(self, kind: str, record: Model) -> None:
        """Take in one record of a kind."""
        getattr(self, kind).append(record)
        self.tally[kind] += 1

    @property
    def counts(self) -> list[str]:
        return in_words(self.tally)

    @property
    def answered_by(self) -> int:
        """How many follow-up entries of the thread bear on its recommendations."""
        return len({step.follow_up.pk for steps in self.answers.values() for step in steps})

    @property
    def asked(self) -> list[tuple[Recommendation, list[Step]]]:
        """Its recommendations, each with the follow-up entries that bear on it, oldest first."""
        return [(one, self.answers.get(one.pk, [])) for one in self.recommendations]

    @property
    def papers(self) -> list[Document]:
        """The documents of the meeting, its report among them."""
        return list(self.consultation.documents.all()) if self.consultation else []


class Borne(NamedTuple):
    """One recommendation of the theme that a follow-up entry bears on, and how."""

    bearing: Bearing
    recommendation: Recommendation


class Step(NamedTuple):
    """One follow-up entry on the thread; `before` where it is older than all that it bears on."""

    follow_up: FollowUp
    date: str
    borne: list[Borne]
    before: bool


class Moment(NamedTuple):
    """One place on the line: a source, or a follow-up entry."""

    date: str
    source: Source | None = None
    step: Step | None = None


class Thread(NamedTuple):
    """One theme through all sources."""

    sources: list[Source]
    steps: list[Step]
    tools: QuerySet[Tool]

    @property
    def moments(self) -> list[Moment]:
        """Sources and follow-up entries in date order; what has no date comes last."""
        moments = [Moment(source.date or UNDATED, source=source) for source in self.sources]
        moments += [Moment(step.date or UNDATED, step=step) for step in self.steps]
        return sorted(moments, key=lambda moment: moment.date)


def thread_line() -> list[Source]:
    """Return the sources in date order, each with the number of its recommendations."""
    made = Count("recommendations", filter=Q(recommendations__state=State.PUBLISHED))
    held = Consultation.objects.published().on_thread()
    meetings: dict[int | None, Consultation] = {one.pk: one for one in held}
    origins = Origin.objects.select_related("document").annotate(number=made)
    sources = [_of_origin(origin, meetings.pop(origin.consultation_id, None)) for origin in origins]
    sources += [_of_meeting(meeting) for meeting in meetings.values()]
    return _in_order(sources)


def _in_order(sources: list[Source]) -> list[Source]:
    return sorted(sources, key=lambda source: source.date or UNDATED)


def _of_origin(origin: Origin, meeting: Consultation | None) -> Source:
    source = _of_meeting(meeting) if meeting else _of_report(origin)
    made: int = origin.number  # type: ignore[attr-defined]
    source.origin = origin
    source.tally["recommendations"] = made
    source.is_gap = source.is_gap and not made
    return source


def _of_report(origin: Origin) -> Source:
    address = origin.get_absolute_url()
    return Source(origin.slug, origin.title, address, origin.date, report=_shown(origin.document))


def _of_meeting(meeting: Consultation) -> Source:
    return Source(
        meeting.slug,
        meeting.short_name,
        meeting.get_absolute_url(),
        meeting.starts.isoformat(),
        consultation=meeting,
        report=meeting.report,
        is_gap=meeting.awaits_report,
    )


def _shown(document: Document | None) -> Document | None:
    return document if document and document.is_published else None


def thread_of(theme: Theme) -> Thread:
    """Return the thread of one theme."""
    sources = thread_line()
    for source in sources:
        source.tally.clear()
    recommendations = Recommendation.objects.published().filter(themes=theme).with_place().oldest_first()
    _add_by_origin(sources, recommendations)
    _add_by_meeting(sources, Proposal.objects.published().filter(themes=theme).with_card().as_discussed())
    _add_by_place(sources, "practices", Practice.objects.published().filter(themes=theme).with_places())
    _add_by_place(sources, "agreements", Agreement.objects.published().filter(themes=theme).with_places())
    steps = _steps(recommendations)
    _add_answers(sources, steps)
    return Thread(_in_order(sources), steps, Tool.objects.published().filter(themes=theme))


def _add_answers(sources: list[Source], steps: list[Step]) -> None:
    by_origin = {source.origin.pk: source for source in sources if source.origin}
    for step in sorted(steps, key=lambda one: one.date or UNDATED):
        for _bearing, recommendation in step.borne:
            answers = by_origin[recommendation.origin_id].answers
            answers.setdefault(recommendation.pk, []).append(step)


def _add_by_origin(sources: list[Source], recommendations: Iterable[Recommendation]) -> None:
    by_origin = {source.origin.pk: source for source in sources if source.origin}
    for recommendation in recommendations:
        by_origin[recommendation.origin_id].add("recommendations", recommendation)


def _add_by_meeting(sources: list[Source], proposals: Iterable[Proposal]) -> None:
    by_meeting = {source.consultation.pk: source for source in sources if source.consultation}
    for proposal in proposals:
        if proposal.consultation_id in by_meeting:
            by_meeting[proposal.consultation_id].add("proposals", proposal)


def _add_by_place(sources: list[Source], kind: str, records: QuerySet[Practice] | QuerySet[Agreement]) -> None:
    """Add each record to the source whose document it is taken from, in the order of the document.

    A document that belongs to no source so far becomes one; what no document tells goes to the other sources, last.
    """
    by_document = {document.pk: source for source in sources for document in source.papers}
    told = [source for source in sources if source.report or source.key == ELSEWHERE]
    by_document |= {source.report.pk if source.report else 0: source for source in told}
    for record in sorted(records, key=_position):
        document = _document(record)
        key = document.pk if document else 0
        if key not in by_document:
            by_document[key] = _of_document(document)
            sources.append(by_document[key])
        by_document[key].add(kind, record)


def _places(record: Practice | Agreement) -> list[Reference]:
    """Return the places in published documents that a record is taken from, the earliest document first."""
    places = [one for one in record.references.all() if _shown(one.source)]
    return sorted(places, key=lambda one: (one.source.date if one.source else "", one.order))


def _document(record: Practice | Agreement) -> Document | None:
    return next((one.source for one in _places(record)), None)


def _position(record: Practice | Agreement) -> int:
    return next((one.paragraph.position for one in _places(record) if one.paragraph), 0)


def _of_document(document: Document | None) -> Source:
    if document is None:
        return Source(ELSEWHERE, _("Other sources"), "", "")
    title = in_english(document.display_title)
    return Source(document.key, title, document.get_absolute_url(), document.date, report=document)


def _steps(recommendations: Iterable[Recommendation]) -> list[Step]:
    on_theme = {one.pk: one for one in recommendations}
    entries = FollowUp.objects.published().filter(bearings__recommendation__in=on_theme).distinct()
    return [_step(entry, on_theme) for entry in entries.with_sources().newest_first()]


def _step(entry: FollowUp, on_theme: dict[int, Recommendation]) -> Step:
    bearings = [one for one in entry.bearings.all() if one.recommendation_id in on_theme]
    borne = [Borne(one, on_theme[one.recommendation_id]) for one in bearings]
    date = entry.latest
    before = all(precedes(date, one.recommendation.origin.date) for one in borne)
    return Step(entry, date, borne, before)
