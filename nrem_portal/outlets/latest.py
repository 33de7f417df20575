"""Latest changes: what was published, corrected or withdrawn last, of all kinds, as the data versions tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet, TextChoices
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from consultations.models import Consultation, Proposal
from directory.models import Agreement, Mechanism, Organisation, Practice
from documents.formats import ATOM, FEED_LENGTH, offers
from documents.listing import paged
from documents.models import DataVersion, Discrepancy, Document, Theme, Tool
from documents.publication import Record, RecordQuerySet
from nrem_portal.outlets.answers import as_file, taken_along
from nrem_portal.outlets.citing import Reading
from nrem_portal.outlets.feeds import Edition, feed, other_languages
from nrem_portal.outlets.headlines import Headline, headline
from recommendations.models import FollowUp, Recommendation

VERSIONS = 200  # data versions looked back at
CHANGES = 1_000  # changes told of, at the most

# Records by the name of their kind in data versions, with what their headline needs.
KINDS: dict[str, RecordQuerySet] = {
    "agreement": Agreement.objects.all(),
    "consultation": Consultation.objects.all(),
    "discrepancy": Discrepancy.objects.all(),
    "document": Document.objects.all(),
    "follow-up": FollowUp.objects.with_sources(),
    "mechanism": Mechanism.objects.select_related("country"),
    "organisation": Organisation.objects.all(),
    "practice": Practice.objects.all(),
    "proposal": Proposal.objects.select_related("consultation"),
    "recommendation": Recommendation.objects.with_place(),
    "theme": Theme.objects.all(),
    "tool": Tool.objects.all(),
}


class What(TextChoices):
    """What became of a record."""

    PUBLISHED = "published", gettext_lazy("Published")  # seen for the first time
    CORRECTED = "corrected", gettext_lazy("Corrected")  # says something else than before
    WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")  # no longer shown, with the reason


class Change(NamedTuple):
    """The last change of one record: its kind and name there, when, and whether it had been told of before."""

    kind: str
    uid: str
    at: datetime
    is_first: bool


class Shown(NamedTuple):
    """A change as readers see it; of what was withdrawn there is no headline, but the reason."""

    id: str
    what: What
    kind: str
    at: datetime
    headline: Headline | None
    reason: str

    @property
    def what_label(self) -> str:
        return str(self.what.label)


def latest(request: HttpRequest) -> HttpResponse:
    """Show the latest changes, newest first."""
    page, page_numbers = paged(changes(DataVersion.objects.all()[:VERSIONS]), request.GET.get("page", ""))
    context = {
        "page": page,
        "page_numbers": page_numbers,
        "changes": shown(list(page.object_list), ""),
        "formats": list(offers("latest", formats=[ATOM])),
    }
    return render(request, "pages/latest.html", context)


@taken_along
def latest_feed(request: HttpRequest) -> HttpResponseBase:
    """Give the latest changes as a feed."""
    reading, told = Reading(request), changes(DataVersion.objects.all()[:VERSIONS])
    page, own = reading.address("latest"), reading.address("latest-feed")
    edition = Edition(page, own, list(editions(reading)), reading.changed)
    entries = [entry(one, page) for one in shown(told[:FEED_LENGTH], reading.root)]
    return as_file(HttpResponse(feed(_("Latest changes"), edition, entries, total=len(told))), ATOM, "nrem-latest")


def editions(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield the languages and addresses of the feed in the other languages."""
    for code in other_languages():
        with override(code):
            yield code, reading.address("latest-feed")


def changes(versions: Iterable[DataVersion]) -> list[Change]:
    """Return the last change of each record that these versions tell of, newest first."""
    found: dict[tuple[str, str], Change] = {}
    for version in versions:
        for kind, uid in reversed(told_of(version)):
            before = found.get((kind, uid))
            if before:
                found[kind, uid] = before._replace(is_first=False)
            elif kind in KINDS and len(found) < CHANGES:
                found[kind, uid] = Change(kind, uid, version.at, is_first=True)
    return list(found.values())


def told_of(version: DataVersion) -> list[Any]:
    """Return the records that a version tells of.

    Of a follow-up entry that is the entry alone: what it bears on comes after it, and moved its status, not its words.
    """
    kinds = [kind for kind, _uid in version.records]
    return (
        version.records[:1] if kinds[:1] == ["follow-up"] and set(kinds[1:]) == {"recommendation"} else version.records
    )


def shown(told: list[Change], root: str) -> list[Shown]:
    """Return changes as readers see them; what is neither published nor withdrawn is not told of."""
    records = records_of(told)
    pairs = ((one, records.get(one.uid)) for one in told)
    return [as_shown(one, record, root) for one, record in pairs if record]


def records_of(told: list[Change]) -> dict[str, Record]:
    """Return the records that the public may know of, by their identifiers; one query for each kind."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for one in told:
        wanted[one.kind].append(one.uid)
    return {str(record.uid): record for kind, uids in wanted.items() for record in known(KINDS[kind], uids)}


def known(records: RecordQuerySet, uids: list[str]) -> QuerySet[Any]:
    """Return those of some records that are published, or were withdrawn."""
    held = records.filter(uid__in=uids)
    return held.published() | held.withdrawn()


def as_shown(change: Change, record: Record, root: str) -> Shown:
    """Return one change as readers see it."""
    kind = str(record._meta.verbose_name)
    if not record.is_published:
        return Shown(f"urn:uuid:{record.uid}", What.WITHDRAWN, kind, change.at, None, record.withdrawn_reason)
    what = What.PUBLISHED if change.is_first and record.version == 1 else What.CORRECTED
    told = headline(record, root)
    return Shown(told.id, what, kind, change.at, told, "")


def entry(one: Shown, page: str) -> Headline:
    """Return a change as an entry of the feed; what was withdrawn leads to the page of changes."""
    title = f"{one.what_label}: {one.headline.title if one.headline else one.kind}"
    if one.headline is None:
        return Headline(one.id, title, one.reason, page, one.at, one.at, is_in_english=False)
    return one.headline._replace(title=title, updated=one.at)
