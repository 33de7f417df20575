"""How records are cited: as the place that they rest on, its symbol and paragraph first, read at the portal."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from django.db.models import Model
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import override

from documents.citations import Cited
from documents.models import Document, Reference
from documents.plain_text import without_markup
from documents.publication import DataVersion, Record, newest_version
from documents.templatetags.nrem import in_words
from nrem_portal.outlets.sources import document_of
from nrem_portal.outlets.subjects import Subject, subject

HERE = "address-of-the-record"  # stands for its address in words that are made once for many records


class Reading:
    """One reading of the portal: at which address, on which day, of which data version."""

    def __init__(self, request: HttpRequest) -> None:
        self.root = request.build_absolute_uri("/").removesuffix("/")
        self.day: date = timezone.localdate()
        self.version: DataVersion | None = newest_version()
        self._words: dict[tuple[str, Model | None, Model | None, str], str] = {}

    @property
    def changed(self) -> datetime:
        """When the data changed last; where none were loaded, now."""
        return self.version.at if self.version else timezone.now()

    def address(self, view: str, *args: str) -> str:
        return self.root + reverse(view, args=args)

    def worded(self, component: str, cited: CitedRecord) -> str:
        """Return a citation, or the part of it that tells where it was read, as its component words it."""
        key = (component, cited.source, cited.document, cited.place if component == "citation" else "")
        if cited.source is None or key not in self._words:
            self._words[key] = without_markup(
                render_to_string(
                    f"components/{component}.html",
                    {"paragraph": cited.shown, "place": cited.place, "permanent": HERE, "is_gist": False}
                    | {"version": self.version, "today": self.day},
                )
            )
        return self._words[key].replace(HERE, cited.permanent)


class CitedRecord:
    """A record as it is cited by one reading."""

    def __init__(self, record: Record, reading: Reading) -> None:
        self.record, self.reading = record, reading

    @property
    def subject(self) -> Subject:
        """What is cited of it, in the language in force."""
        return subject(self.record)

    @cached_property
    def references(self) -> list[Reference]:
        """The places that it rests on and the public may see, as printed."""
        return sorted((one for one in self.subject.references if one.is_public), key=lambda one: one.order)

    @cached_property
    def source(self) -> Document | None:
        """The document whose words most of them are; none where addresses alone tell of it."""
        counts = Counter(document for one in self.references if (document := document_of(one)))
        return next((document for document, _number in counts.most_common(1)), None)

    @cached_property
    def places(self) -> list[Reference]:
        """The places in that document."""
        return [one for one in self.references if self.source and document_of(one) == self.source]

    @property
    def document(self) -> Document | None:
        """The document in which they were read: where that is an excerpt, not the one whose words they are."""
        return self.places[0].document if self.places else None

    @property
    def place(self) -> str:
        """The places as a citation names them: `para. 45 (c)`, `paras. 8; 12–43`."""
        labels = [str(without_markup(in_words(one.label))) for one in self.places if one.label]
        text = "; ".join(labels)
        if not text[:1].isdigit():
            return text
        is_one = len(labels) == 1 and not self.places[0].last_paragraph
        return _("para. %(label)s") % {"label": text} if is_one else _("paras. %(labels)s") % {"labels": text}

    @property
    def shown(self) -> dict[str, object]:
        """What the components of citations take for a paragraph; a record that rests on no document stands for one."""
        itself = {"title": self.subject.title}
        return {"source": self.source or itself, "document": self.document or itself}

    @property
    def page(self) -> str:
        return self.reading.address(self.subject.view, *self.subject.args)

    @property
    def permanent(self) -> str:
        """The address to cite: the one that never changes, else the page in English."""
        if self.subject.permanent:
            return self.reading.address(*self.subject.permanent)
        with override("en"):
            return self.page

    @property
    def citation(self) -> str:
        """The citation in words, in the language in force."""
        return self.reading.worded("citation", self)

    @property
    def cited(self) -> Cited:
        """What reference managers are told: in English, the same at the address of every language."""
        with override("en"):
            return self._told()

    def _told(self) -> Cited:
        source, told = self.source, self.subject
        known = source.languages if source else []
        title = "" if source and source.title == told.title else f"{told.title}. "
        text = f"{title}{told.text}".strip()
        return Cited(
            name=told.name,
            kind=source.kind if source else "",
            genre=source.get_kind_display() if source else "",
            title=source.title if source else told.title,
            symbol=(source.symbol or "") if source else "",
            dated=source.date if source else "",
            issuing_body=source.issuing_body if source else "",
            place=self.place,
            gist=f"{summary_mark()} {text}" if text else "",
            note=self.reading.worded("as_read", self),
            language=known[0] if len(known) == 1 else "",
            address=self.permanent,
            read=self.reading.day,
        )


def summary_mark() -> str:
    """Return what stands before a text of ours, so that nobody takes it for the words of the document."""
    return f"[{_('summary by the NREM Portal')}]"
