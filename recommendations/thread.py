"""The thread: the sources in date order, what each says on one theme, and the follow-up between and after them.

A source is a consultation, or a report that made recommendations of its own; on one theme, also any other document
that practices or agreements come from. A consultation whose report is known and not held is a gap, and said to be one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from consultations.models import Consultation, Proposal
from directory.models import Agreement, Practice
from documents.catalogue import Catalogue, catalogue
from documents.models import Document, Reference, Theme, Tool
from documents.templatetags.nrem import in_english
from recommendations.filters import RecommendationFilter
from recommendations.models import Origin, Recommendation
from recommendations.on_theme import (
    ORIGIN,
    OnTheme,
    Step,
    entries_by_origin,
    entries_by_recommendation,
    fetched,
    latest_steps,
)

UNDATED = "9999"  # sorts after every date
ELSEWHERE = "elsewhere"  # the key of what no document tells
MOST, FEWEST, ROOM = 30, 3, 200  # recommendations that one source shows, and all sources together
STEPS = 50  # follow-up entries shown, the newest

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
    recommendations: list[Recommendation] = field(default_factory=list)  # the first ones
    answers: dict[int, list[Step]] = field(default_factory=dict)  # follow-up entries shown, by recommendation
    answer_counts: dict[int, int] = field(default_factory=dict)  # of all follow-up entries, by recommendation
    answered_by: int = 0  # how many follow-up entries bear on its recommendations
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
    def asked(self) -> list[Asked]:
        """Its first recommendations, each with the follow-up entries that bear on it."""
        return [
            Asked(one, self.answers.get(one.pk, []), self.answer_counts.get(one.pk, 0)) for one in self.recommendations
        ]

    @property
    def further(self) -> int:
        """How many recommendations there are beside those shown."""
        return self.tally["recommendations"] - len(self.recommendations)

    @property
    def papers(self) -> list[Document]:
        """The documents of the meeting, its report among them."""
        return list(self.consultation.documents.all()) if self.consultation else []


class Asked(NamedTuple):
    """One recommendation on the thread, the follow-up entries shown that bear on it, oldest first, and their number."""

    recommendation: Recommendation
    steps: list[Step]
    number: int

    @property
    def address(self) -> str:
        """Where the first answer is read: here, or on the page of the recommendation where not all are shown."""
        is_whole = len(self.steps) == self.number
        return f"#{self.steps[0].follow_up.key}" if is_whole else self.recommendation.get_absolute_url()


class Moment(NamedTuple):
    """One place on the line: a source, or a follow-up entry."""

    date: str
    source: Source | None = None
    step: Step | None = None


class Thread(NamedTuple):
    """One theme through all sources, with the newest follow-up entries; `step_count` is that of all."""

    sources: list[Source]
    steps: list[Step]
    step_count: int
    tools: QuerySet[Tool]

    @property
    def moments(self) -> list[Moment]:
        """Sources and follow-up entries in date order; what has no date comes last."""
        moments = [Moment(source.date or UNDATED, source=source) for source in self.sources]
        moments += [Moment(step.date or UNDATED, step=step) for step in self.steps]
        return sorted(moments, key=lambda moment: moment.date)


def thread_line(held: Catalogue | None = None) -> list[Source]:
    """Return the sources in date order, each with the number of its recommendations."""
    held = held or catalogue(RecommendationFilter)
    made = held.counts(ORIGIN, held.every)
    meetings: dict[int | None, Consultation] = {one.pk: one for one in Consultation.objects.published().on_thread()}
    origins = Origin.objects.select_related("document")
    sources = [_of_origin(origin, meetings.pop(origin.consultation_id, None), made[origin.slug]) for origin in origins]
    sources += [_of_meeting(meeting) for meeting in meetings.values()]
    return _in_order(sources)


def _in_order(sources: list[Source]) -> list[Source]:
    return sorted(sources, key=lambda source: source.date or UNDATED)


def _of_origin(origin: Origin, meeting: Consultation | None, made: int) -> Source:
    source = _of_meeting(meeting) if meeting else _of_report(origin)
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
    """Return the thread of one theme: of very many recommendations and follow-up entries some, with their numbers."""
    on_theme = OnTheme(theme)
    sources = sources_on(theme, on_theme)
    steps, step_count = latest_steps(theme, STEPS)
    _add_recommendations([source for source in sources if source.tally["recommendations"]], on_theme)
    _add_answers(sources, steps, theme)
    return Thread(sources, steps, step_count, Tool.objects.published().filter(themes=theme))


def sources_on(theme: Theme, on_theme: OnTheme) -> list[Source]:
    """Return the sources in date order with all that they say on a theme, of recommendations the number alone."""
    sources = thread_line(on_theme.held)
    for source in sources:
        source.tally = Counter(recommendations=on_theme.count(source.origin) if source.origin else 0)
    _add_by_meeting(sources, Proposal.objects.published().filter(themes=theme).with_card().as_discussed())
    _add_by_place(sources, "practices", Practice.objects.published().filter(themes=theme).with_places())
    _add_by_place(sources, "agreements", Agreement.objects.published().filter(themes=theme).with_places())
    return _in_order(sources)


def _add_recommendations(sources: list[Source], on_theme: OnTheme) -> None:
    """Add the first recommendations of each source, fewer of each where there are many sources."""
    most = max(FEWEST, min(MOST, ROOM // max(len(sources), 1)))
    pks = {source.key: on_theme.first(source.origin, most) for source in sources if source.origin}
    found = {one.pk: one for one in fetched([pk for some in pks.values() for pk in some])}
    for source in sources:
        source.recommendations = [found[pk] for pk in pks[source.key] if pk in found]


def _add_answers(sources: list[Source], steps: list[Step], theme: Theme) -> None:
    by_origin = {source.origin.pk: source for source in sources if source.origin}
    in_all = entries_by_origin(theme)
    counts = entries_by_recommendation([one.pk for source in sources for one in source.recommendations])
    for pk, source in by_origin.items():
        source.answered_by, source.answer_counts = in_all.get(pk, 0), counts
    for step in sorted(steps, key=lambda one: one.date or UNDATED):
        for _bearing, recommendation in step.borne:
            by_origin[recommendation.origin_id].answers.setdefault(recommendation.pk, []).append(step)


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
