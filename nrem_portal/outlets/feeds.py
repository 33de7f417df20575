"""Feeds: what was published last of a list or of the whole record, for programs that look again (Atom, RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from documents.cells import readable
from documents.formats import FEED_LENGTH
from nrem_portal.outlets.answers import LICENCE
from nrem_portal.outlets.asked import Asked
from nrem_portal.outlets.headlines import Headline, headline

MIME = "application/atom+xml"


class Feed(Atom1Feed):
    """An Atom feed with its other languages, its licence, and what made it."""

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for code, address in self.feed["editions"]:
            handler.addQuickElement("link", "", {"rel": "alternate", "hreflang": code, "href": address, "type": MIME})
        handler.addQuickElement("link", "", {"rel": "license", "href": LICENCE})
        handler.addQuickElement("generator", "NREM Portal")

    def latest_post_date(self) -> datetime:
        """Return when the feed changed last; without entries, when the data did."""
        return max((item["updateddate"] for item in self.items), default=self.feed["changed"])


class Edition(NamedTuple):
    """What a feed tells of itself: the page that shows the same, its own address, and those in other languages."""

    page: str
    own: str
    others: list[tuple[str, str]]
    changed: datetime


def feed(title: str, edition: Edition, entries: Iterable[Headline], *, total: int) -> str:
    """Return a feed in the language in force; `total` is how many entries there are, held or not."""
    made = Feed(
        title=readable(f"{title} – {_('NREM Portal')}"),
        link=edition.page,
        description="",
        subtitle=subtitle(total),
        language=get_language(),
        feed_url=edition.own,
        feed_guid=edition.own,
        feed_copyright=f"CC BY 4.0, NREM Portal, {LICENCE}",
        editions=edition.others,
        changed=edition.changed,
    )
    for one in entries:
        made.add_item(
            title=readable(one.line),
            link=one.address,
            description=escape(readable(one.text)),  # is read as HTML
            unique_id=one.id,
            pubdate=one.published,
            updateddate=one.updated,
        )
    return made.writeString("utf-8")


def subtitle(total: int) -> str:
    """Return what a feed says of its order, and of what it does not hold."""
    if total <= FEED_LENGTH:
        return _("Newest first")
    told = _("The %(number)s newest of %(total)s, newest first; the page holds them all")
    return told % {"number": FEED_LENGTH, "total": total}


def feed_of_list(asked: Asked) -> str:
    """Return the records of a list that were published last."""
    newest = asked.filterset.qs.order_by("-published_at", "pk")[:FEED_LENGTH]
    title = ": ".join(filter(None, [str(asked.public.title), "; ".join(asked.filters)]))
    others = [(code, asked.outlet("atom", code)) for code in other_languages()]
    edition = Edition(asked.page, asked.outlet("atom"), others, asked.reading.changed)
    return feed(title, edition, (headline(one, asked.reading.root) for one in newest), total=asked.filterset.count)


def other_languages() -> list[str]:
    """Return the languages switched on beside the one in force."""
    return [code for code, _name in settings.LANGUAGES if code != get_language()]
