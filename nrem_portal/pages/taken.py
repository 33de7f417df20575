"""What is taken along of a page: a document or one of its paragraphs, and how it is cited."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from documents.citations import Cited
from documents.models import Document, Paragraph, ParagraphText
from documents.plain_text import without_markup
from documents.publication import newest_version
from documents.templatetags.nrem import in_words
from nrem_portal.pages.passages import passage
from nrem_portal.pages.reading import cited


class Taken:
    """A document, or one of its paragraphs, for the reader who asks for it in some format."""

    def __init__(self, request: HttpRequest, document: Document, paragraph: Paragraph | None = None) -> None:
        self.request, self.document, self.paragraph = request, document, paragraph
        self.version, self.read = newest_version(), timezone.localdate()

    @property
    def name(self) -> str:
        """Its name in files and among citations: `A-HRC-29-38-Add.2-45-c`."""
        return f"{self.document.key}-{self.paragraph.anchor}" if self.paragraph else self.document.key

    @property
    def source(self) -> Document:
        """The document whose words these are; where that is not published, the one they were read in."""
        return (self.paragraph and self.paragraph.open_source) or self.document

    @property
    def place(self) -> str:
        """How the paragraph is named in a citation: `para. 45 (c)`."""
        return without_markup(in_words(cited(self.paragraph))) if self.paragraph else ""

    @property
    def page(self) -> str:
        """The address of the page that says the same."""
        if self.paragraph:
            return self.address("paragraph", self.document.key, self.paragraph.anchor)
        return self.address("document", self.document.key)

    @property
    def permanent(self) -> str:
        """The address to cite: the short one of a paragraph, that of a symbol, else the page."""
        if self.paragraph:
            return self.address("permanent-paragraph", self.document.key, self.paragraph.anchor)
        return self.address("symbol", self.document.symbol) if self.document.symbol else self.page

    def address(self, view: str, *args: str) -> str:
        return self.request.build_absolute_uri(reverse(view, args=args))

    @property
    def text(self) -> ParagraphText | None:
        """The official text of the paragraph that its page shows, if any is held."""
        return passage(self.paragraph, "", [], get_language() or "en").text if self.paragraph else None

    @property
    def gist(self) -> str:
        """The gist of the paragraph, where nothing else of it can be read."""
        return self.paragraph.gist if self.paragraph and not self.text else ""

    @property
    def citation(self) -> str:
        """The citation in words, as the page of a paragraph has it."""
        return self.worded("citation")

    def worded(self, component: str) -> str:
        """Return the citation, or the part of it that tells where it was read, as its component words it."""
        context = {
            "paragraph": {"source": self.source, "document": self.document},
            "place": cited(self.paragraph) if self.paragraph else "",
            "permanent": self.permanent,
            "is_gist": bool(self.gist),
            "version": self.version,
            "today": self.read,
        }
        return without_markup(render_to_string(f"components/{component}.html", context))

    @property
    def language(self) -> str:
        """The language of the text that was read, else the one in which alone the source is known."""
        known = self.source.languages
        return self.text.language if self.text else known[0] if len(known) == 1 else ""

    @property
    def cited(self) -> Cited:
        """What reference managers are told: in English, and the same at the address of every language."""
        with override("en"):
            return self.told

    @property
    def told(self) -> Cited:
        """What a citation is made of, in the language in force."""
        return Cited(
            name=self.name,
            kind=self.source.kind,
            genre=self.source.get_kind_display(),
            title=self.source.title,
            symbol=self.source.symbol or "",
            dated=self.source.date,
            issuing_body=self.source.issuing_body,
            place=self.place,
            gist=f"{gist_mark()} {self.gist}" if self.gist else "",
            note=self.worded("as_read"),
            language=self.language,
            address=self.permanent,
            read=self.read,
        )


def gist_mark() -> str:
    """Return what stands before a gist, so that nobody takes it for the words of the document."""
    return f"[{_('gist by the NREM Portal')}]"
