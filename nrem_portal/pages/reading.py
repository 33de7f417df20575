"""The reading view of a document, whole, in parts or marked paragraphs alone; one paragraph; documents only known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.models import Consultation
from documents import citing
from documents.formats import offers
from documents.models import Document, Paragraph, Reference, Section
from documents.publication import State, of_today, open_to_all
from nrem_portal.pages.editions import Edition, edition
from nrem_portal.pages.passages import (
    Passage,
    ShownSection,
    figures,
    heading,
    margins,
    parts,
    passage,
    with_introductions,
)
from recommendations.models import Recommendation


class Mention(NamedTuple):
    """A reference, as a list of one, and the paragraphs that it points to."""

    references: list[Reference]
    paragraphs: list[Paragraph]


class Leaf(NamedTuple):
    """One page of the reading view: the first of a document, a further one by its section, or the marked paragraphs."""

    document: Document
    section: str
    is_marked: bool
    edition: Edition

    def holds(self, section: Section) -> bool:
        return self.is_marked or section.page == self.section

    def place_of(self, paragraph: Paragraph) -> str:
        """Return the address of a paragraph in the whole text, which a page of marked paragraphs is not."""
        is_here = self.holds(paragraph.section) and not self.is_marked
        return self._at(paragraph.section, f"p{paragraph.anchor}", is_here=is_here)

    def heading_of(self, section: Section) -> str:
        """Return the address of the heading of a section, here if it stands here."""
        return self._at(section, f"s-{section.key}", is_here=self.holds(section))

    def _at(self, section: Section, anchor: str, *, is_here: bool) -> str:
        page = "" if is_here else f"{self.document.page_address(section.page)}{self.edition.query}"
        return f"{page}#{anchor}"


def document(request: HttpRequest, key: str) -> HttpResponse:
    """The reading view of a document, the first page of a long one, or what is known of one that is not held."""
    document = Document.objects.with_record().published_or_gone(key=key)
    meetings = Consultation.objects.published().filter(documents=document).oldest_first()
    shown, template = (whole(request, document), "document") if document.held else (known(document), "known_document")
    context = {"document": document, "meetings": meetings, "formats": list(offers("document", key)), **shown}
    return render(request, f"pages/{template}.html", context)


def section(request: HttpRequest, key: str, section: str) -> HttpResponse:
    """A further page of a long document; from any other section the reader is led to the page it stands on.

    The address led to has no fragment: browsers keep the one asked for, `#p45`.
    """
    document = Document.objects.held().published_or_gone(key=key)
    one = get_object_or_404(document.sections, key=section)
    if one.page != section:
        get_object_or_404(document.sections.readable(), pk=one.pk)
        return redirect(document.page_address(one.page))
    shown = reading(request, document, section)
    if not shown["parts"]:
        raise Http404
    return render(request, "pages/document_part.html", {"document": document, **shown})


def marked(request: HttpRequest, key: str) -> HttpResponse:
    """The paragraphs of a document that have something in their margin."""
    document = Document.objects.held().published_or_gone(key=key)
    context = {"document": document, **reading(request, document, is_marked=True)}
    return render(request, "pages/document_marked.html", context)


def paragraph(request: HttpRequest, key: str, anchor: str) -> HttpResponse:
    """One paragraph between its neighbours, to link to and to cite."""
    held = Paragraph.objects.readable()
    one = get_object_or_404(held.select_related("document", "section__excerpt_of"), document__key=key, anchor=anchor)
    open_to_all(one.document)
    around = list(held.around(one).select_related("document", "section").with_text())
    texts = edition(request, [near for near in around if near == one])
    passages = [beside(near, one, texts.language) for near in around]
    context = {
        "paragraph": one,
        "passages": passages,
        "edition": texts,
        "heading": heading(one.section, texts.language),
        "formats": list(offers("paragraph", key, anchor)),
        "is_gist": not any(shown.text for shown in passages if shown.paragraph == one),
        **of_today(),
        "cited": cited(one),
        "is_numbered": one.label[0].isdigit(),
        "address": request.build_absolute_uri(reverse("permanent-paragraph", args=[key, anchor])),
    }
    return render(request, "pages/paragraph.html", context)


def beside(near: Paragraph, one: Paragraph, language: str) -> Passage:
    """Show a paragraph on the page of one: that one in focus, with its margin; others lead to their own pages."""
    if near != one:
        return passage(near, near.alone, [], language)._replace(state="dim")
    margin = margins(Paragraph.objects.filter(pk=one.pk))
    return passage(near, near.get_absolute_url(), margin.get(one.pk, []), language)._replace(state="on")


def whole(request: HttpRequest, document: Document) -> dict[str, Any]:
    """Return what the first page of a document shows: its text, and where others cite it."""
    return {
        **reading(request, document),
        "cited_in": citing.with_texts(document, citing.public_places(document)),
    }


def reading(request: HttpRequest, document: Document, section: str = "", *, is_marked: bool = False) -> dict[str, Any]:
    """Return what a page of the reading view shows: the first, one of a top-level section, or the marked paragraphs."""
    paragraphs = document.paragraphs.readable()
    rows, margin = list(paragraphs.select_related("section").with_text()), margins(paragraphs)
    leaf = Leaf(document, section, is_marked, edition(request, rows))
    language = leaf.edition.language
    passages = [passage(one, leaf.place_of(one), margin.get(one.pk, []), language) for one in rows]
    kept = with_introductions(passages) if is_marked else passages
    contents = parts(list(document.sections.with_headings()), kept, language, leaf.heading_of)
    shown = [part for part in contents if leaf.holds(part.section)]
    return {
        "edition": leaf.edition,
        "canonical": document.get_absolute_url() if is_marked else leaf.edition.canonical,
        "contents": contents,
        "parts": shown,
        "elsewhere": [part for part in contents if part.passages and not leaf.holds(part.section)],
        **({} if is_marked else turns(contents, section)),
        "paragraph_count": sum(not one.parent_id for one in rows),
        "figures": figures(margin),
        **told(document, [one for part in shown for one in part.passages], leaf.edition),
    }


def turns(contents: list[ShownSection], section: str) -> dict[str, ShownSection | None]:
    """Return the sections that the pages of a long document begin with: here, and on the pages before and after."""
    first: dict[str, ShownSection] = {}
    for part in contents:
        if not part.section.is_cover:
            first.setdefault(part.section.page, part)
    pages = list(first)
    if len(pages) < 2 or section not in first:
        return {}
    here = pages.index(section)
    beside = {"previous": pages[:here][-1:], "here": [section], "next": pages[here + 1 :][:1]}
    return {name: first[found[0]] if found else None for name, found in beside.items()}


def told(document: Document, passages: list[Passage], texts: Edition) -> dict[str, Any]:
    """Return what stands above the text of a page: of gists, of languages, of the copies."""
    renditions = document.renditions.in_use()
    languages = {one.text.language for one in passages if one.text}
    return {
        "is_gist": any(not one.text for one in passages),
        "is_in_other_language": not languages <= {texts.language},
        "quality_notes": [note for note in [document.quality_note, *(one.quality_note for one in renditions)] if note],
    }


def known(document: Document) -> dict[str, Any]:
    """Return what the portal can tell of a document that is not held."""
    reported = document.consultations_reported.published().first()
    about = Q(cited_documents=document) | Q(described_documents=document)
    if reported:
        about |= Q(consultations=reported) | Q(consultation_statements__consultation=reported, last_paragraph=None)
    places = Reference.objects.with_place().filter(about, document__state=State.PUBLISHED, paragraph__isnull=False)
    places = places.distinct().order_by("-document__date", "paragraph__position", "locator")
    made = Recommendation.objects.published().filter(paragraph__section__excerpt_of=document)
    excerpts = document.excerpts.readable().filter(document__state=State.PUBLISHED)
    return {
        "reported": reported,
        "mentions": mentions(citing.with_texts(document, places)),
        "excerpts": list(excerpts.select_related("document")),
        "addresses": [reference for reference in document.references.all() if reference.url],
        "recommendation_count": made.count(),
    }


def mentions(references: Iterable[Reference]) -> list[Mention]:
    """Return the paragraphs that references point to, those inside a range included."""
    wanted, spans = Q(pk__in=[]), []
    for reference in references:
        ends = [one.position for one in (reference.paragraph, reference.last_paragraph) if one]
        span = range(ends[0], ends[-1] + 1)
        wanted |= Q(document=reference.document_id, position__range=(span[0], span[-1]))
        spans.append((reference, span))
    paragraphs = list(Paragraph.objects.readable().filter(wanted).with_text())
    return [
        Mention([one], [near for near in paragraphs if near.document_id == one.document_id and near.position in span])
        for one, span in spans
    ]


def cited(paragraph: Paragraph) -> str:
    """Return how a paragraph is named in a citation, without its document: `para. 45 (c)`, `Context ¶5`."""
    return _("para. %(label)s") % {"label": paragraph.label} if paragraph.label[0].isdigit() else paragraph.label
