"""Writing made-up recommendations into the tables of the real ones, in bulk."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models, transaction

from directory.models import Country
from documents.models import Document, Paragraph, Reference, Section, Theme
from documents.models.document import DocumentKind
from documents.publication import State, record_version, uid_of
from nrem_portal.load.drawing import REPLACED, Drawn, Entry, Lots, Source, sources
from nrem_portal.load.removing import REVIEWER, clear, made_uid
from recommendations.models import Addressee, Bearing, FollowUp, Origin, Recommendation
from recommendations.models.recommendation import AddresseeBasis

BATCH = 1_000  # recommendations that are in memory at a time
SECTION = 100  # paragraphs of a section, which has a page of its own
STEP = 100  # between the positions of paragraphs


@transaction.atomic
def make(*, number: int, seed: int, now: datetime.datetime, advance: Callable[[int], None]) -> None:
    """Make so many recommendations instead of those made before, and record a data version: all or nothing."""
    clear()
    maker = Maker(Lots(seed, Theme.objects.published(), Country.objects.order_by("iso2")), now)
    for source in sources(number):
        report = maker.report(source)
        for first in range(0, source.size, BATCH):
            size = min(BATCH, source.size - first)
            maker.write(report, first, size)
            advance(size)
    record_version(reason=f"Load made: {number} recommendations", records=[])


@dataclass(frozen=True)
class Report:
    """A made-up report as it stands in the tables."""

    source: Source
    document: Document
    origin: Origin
    reference: Reference  # what its follow-up entries point to


def write_all(model: type[models.Model], rows: Iterator[Any]) -> list[Any]:
    """Write rows and return them, with their keys."""
    return model._default_manager.bulk_create(rows, batch_size=BATCH)


@dataclass
class Maker:
    """What makes the rows, report by report and batch by batch."""

    lots: Lots
    now: datetime.datetime
    later: list[Recommendation] = field(default_factory=list)  # of the batch before, in a report not older

    def __post_init__(self) -> None:
        self.reviewer = get_user_model()._default_manager.create(username=REVIEWER, is_active=False)

    def published(self, *names: str) -> dict[str, Any]:
        """Return the fields of a published record of this name."""
        return {"uid": made_uid(*names), "state": State.PUBLISHED, "published_at": self.now}

    def report(self, source: Source) -> Report:
        """Write a report without its paragraphs."""
        document = Document.objects.create(
            key=source.slug,
            title=f"Report made to try the portal, {source.date}",
            short_name=source.slug,
            kind=DocumentKind.REPORT,
            date=source.date,
            held=True,
            **self.published("document", source.slug),
        )
        names = {"en": document.title}
        origin = Origin.objects.create(
            slug=source.slug, titles=names, short_names=names, document=document, date=source.date
        )
        reference = Reference.objects.create(key=f"{source.slug};annex", document=document, locator="annex")
        return Report(source, document, origin, reference)

    def write(self, report: Report, first: int, size: int) -> None:
        """Write recommendations of a report, from one place on, with all that hangs on them."""
        replaced = REPLACED if self.later else 0
        entries, drawn = self.lots.batch(report.source, size, replaced=replaced)
        paragraphs = self.paragraphs(report, first, drawn)
        rows = (
            self.recommendation(report, paragraph, one, one.status(entries))
            for paragraph, one in zip(paragraphs, drawn, strict=True)
        )
        made = write_all(Recommendation, rows)
        pairs = list(zip(made, drawn, strict=True))
        self.links(pairs)
        self.follow_up(report, first, entries, pairs)
        self.later = made

    def paragraphs(self, report: Report, first: int, drawn: list[Drawn]) -> list[Paragraph]:
        """Write one paragraph for each recommendation, and the sections they stand in."""
        document, numbers = report.document, range(first, first + len(drawn))
        places = dict.fromkeys(number // SECTION for number in numbers)
        sections = write_all(Section, (section(document, place) for place in places))
        rows = (
            Paragraph(
                document=document,
                section=sections[number // SECTION - first // SECTION],
                position=(number + 1) * STEP,
                label=str(number + 1),
                anchor=str(number + 1),
                gist=one.gist,
            )
            for number, one in zip(numbers, drawn, strict=True)
        )
        return write_all(Paragraph, rows)

    def recommendation(
        self, report: Report, paragraph: Paragraph, drawn: Drawn, status: tuple[str, str]
    ) -> Recommendation:
        return Recommendation(
            origin=report.origin,
            paragraph=paragraph,
            slug=paragraph.anchor,
            title=drawn.title,
            heading=paragraph.section.heading,
            summary=drawn.summary,
            kind=report.source.kind,
            strength=drawn.strength,
            superseded_by=self.later[-1] if drawn.is_replaced else None,
            status=status[0],
            status_since=status[1],
            **self.published("recommendation", report.source.slug, paragraph.anchor),
        )

    def links(self, pairs: list[tuple[Recommendation, Drawn]]) -> None:
        """Write addressees, themes and countries."""
        write_all(Addressee, (addressee(made, group) for made, one in pairs for group in one.groups))
        themes, countries = Recommendation.themes.through, Recommendation.countries.through
        write_all(themes, (themes(recommendation=made, theme=theme) for made, one in pairs for theme in one.themes))
        write_all(countries, (countries(recommendation=made, country=c) for made, one in pairs for c in one.countries))

    def follow_up(
        self, report: Report, first: int, entries: list[Entry], pairs: list[tuple[Recommendation, Drawn]]
    ) -> None:
        """Write the entries that bear on something, and what they bear on."""
        slug = report.source.slug
        used = sorted({follow.entry for _made, one in pairs for follow in one.follows})
        rows = (self.entry(f"{slug}-{first + place}", entries[place]) for place in used)
        written = dict(zip(used, write_all(FollowUp, rows), strict=True))
        through = FollowUp.references.through
        write_all(through, (through(followup=entry, reference=report.reference) for entry in written.values()))
        bearings = (
            Bearing(
                uid=uid_of("bearing", str(made.uid), str(position)),
                position=position,
                follow_up=written[follow.entry],
                recommendation=made,
                kind=follow.kind,
                decided_status=follow.decided,
                decided_by=self.reviewer if follow.decided else None,
            )
            for made, one in pairs
            for position, follow in enumerate(one.follows)
        )
        write_all(Bearing, bearings)

    def entry(self, key: str, drawn: Entry) -> FollowUp:
        actor, text = "A made-up mechanism", "Made to try the portal."
        return FollowUp(key=key, actor=actor, text=text, **drawn._asdict(), **self.published("follow-up", key))


def section(document: Document, place: int) -> Section:
    """Return a section of a made-up report; from the second on each has a page of its own."""
    key = f"part-{place + 1}"
    heading, page = f"Part {place + 1}", key if place else ""
    return Section(document=document, key=key, heading=heading, position=(place + 1) * STEP, page=page)


def addressee(recommendation: Recommendation, group: str) -> Addressee:
    uid = uid_of("addressee", str(recommendation.uid), group)
    return Addressee(uid=uid, recommendation=recommendation, group=group, basis=AddresseeBasis.EXPLICIT)
