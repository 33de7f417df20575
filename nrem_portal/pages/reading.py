"""Documents: the list, the reading view, a paragraph alone; margin notes come from every layer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from consultations import notes as consultations
from consultations.models import Consultation
from directory import notes as directory
from documents import citing
from documents import notes as documents_notes
from documents.document_filters import DocumentFilter, DocumentListing
from documents.formats import offers
from documents.listing import without_empty_parameters
from documents.models import Document, Footnote, Paragraph, ParagraphText, Reference, Section
from documents.notes import Heading, Note
from documents.publication import State, of_today, open_to_all
from documents.templatetags.nrem import official
from recommendations import notes as recommendations
from recommendations.models import Recommendation

# What may stand in the margin, in this order.
MARGIN: list[Callable[[QuerySet[Paragraph]], Iterator[tuple[int, Note]]]] = [
    recommendations.recommendations,
    recommendations.followed_up,
    consultations.proposals,
    directory.mechanisms,
    consultations.countries,
    directory.organisations,
    directory.practices,
    directory.agreements,
    documents_notes.tools,
    consultations.sessions,
    documents_notes.cited,
]


class MarginGroup(NamedTuple):
    """The notes under one heading beside one paragraph."""

    heading: Heading
    notes: list[Note]

    @property
    def title(self) -> str:
        return self.heading.counting(len(self.notes))


class Passage(NamedTuple):
    """A paragraph as a page shows it: its official text or gist, its footnotes, its margin."""

    paragraph: Paragraph
    number: str
    address: str
    text: ParagraphText | None
    direction: str
    gist: str
    footnotes: list[Footnote]
    margin: list[MarginGroup]


class ShownSection(NamedTuple):
    """A section as the reading view shows it."""

    section: Section
    number: str
    extent: str
    passages: list[Passage]

    @property
    def title(self) -> str:
        """Its number and heading: `III. Overview of the discussions`."""
        return f"{self.number} {self.section.heading}".strip()

    @property
    def excerpt_of(self) -> Document | None:
        """The published document that the section is taken from, if it is an excerpt."""
        source = self.section.excerpt_of
        return source if source and source.is_published else None


class Mention(NamedTuple):
    """A reference, as a list of one, and the paragraphs that it points to."""

    references: list[Reference]
    paragraphs: list[Paragraph]

    @property
    def has_gist(self) -> bool:
        return any(one.gist for one in self.paragraphs)


class Figures(NamedTuple):
    """How much the margins of a document hold."""

    mechanisms: int
    organisations: int
    recommendations: int


@without_empty_parameters
def documents(request: HttpRequest) -> HttpResponse:
    """The documents held, then those known and cited."""
    made = Recommendation.objects.published().filter(paragraph__document=OuterRef("pk")).order_by()
    counted = made.values("paragraph__document").annotate(number=Count("pk")).values("number")
    rows = Document.objects.published().with_paragraph_count().with_citations().held_first()
    rows = rows.annotate(recommendation_count=Coalesce(Subquery(counted), 0))
    listing = DocumentListing(request, DocumentFilter, rows)
    held = listing.filterset.qs.held().count()
    context = {"listing": listing, "held": held, "known": listing.count - held}
    return render(request, "pages/documents.html", context)


def document(request: HttpRequest, key: str) -> HttpResponse:
    """The reading view of a document, or what is known of one that is not held."""
    document = Document.objects.with_record().published_or_gone(key=key)
    meetings = Consultation.objects.published().filter(documents=document).oldest_first()
    shown, template = (reading, "document") if document.held else (known, "known_document")
    context = {
        "document": document,
        "meetings": meetings,
        "formats": list(offers("document", key)),
        **shown(document),
    }
    return render(request, f"pages/{template}.html", context)


def paragraph(request: HttpRequest, key: str, anchor: str) -> HttpResponse:
    """One paragraph between its neighbours, to link to and to cite."""
    held = Paragraph.objects.select_related("document", "section__excerpt_of")
    one = get_object_or_404(held, document__key=key, anchor=anchor)
    open_to_all(one.document)
    margin = margins(Paragraph.objects.filter(pk=one.pk))
    around = Paragraph.objects.around(one).select_related("document").with_text()
    context = {
        "paragraph": one,
        "passages": [
            passage(near, near.get_absolute_url() if near == one else alone(near), margin.get(near.pk, []))
            for near in around
        ],
        "is_gist": not any(official(near) for near in around if near == one),
        **of_today(),
        "cited": cited(one),
        "is_numbered": one.label[0].isdigit(),
        "address": request.build_absolute_uri(reverse("permanent-paragraph", args=[key, anchor])),
        "formats": list(offers("paragraph", key, anchor)),
    }
    return render(request, "pages/paragraph.html", context)


def reading(document: Document) -> dict[str, Any]:
    """Return what the reading view shows of a document that is held."""
    paragraphs = Paragraph.objects.filter(document=document)
    margin = margins(paragraphs)
    passages = [passage(one, f"#p{one.anchor}", margin.get(one.pk, [])) for one in paragraphs.with_text()]
    renditions = document.renditions.in_use()
    return {
        "parts": parts(list(document.sections.select_related("excerpt_of")), passages),
        "paragraph_count": sum(not one.paragraph.parent_id for one in passages),
        "is_gist": any(not one.text for one in passages),
        "quality_notes": [note for note in [document.quality_note, *(one.quality_note for one in renditions)] if note],
        "figures": figures(margin),
        "cited_in": citing.with_texts(document, citing.public_places(document)),
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
    return {
        "reported": reported,
        "mentions": mentions(citing.with_texts(document, places)),
        "excerpts": list(document.excerpts.filter(document__state=State.PUBLISHED).select_related("document")),
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
    paragraphs = list(Paragraph.objects.filter(wanted))
    return [
        Mention([one], [near for near in paragraphs if near.document_id == one.document_id and near.position in span])
        for one, span in spans
    ]


def margins(paragraphs: QuerySet[Paragraph]) -> dict[int, list[MarginGroup]]:
    """Return the margin of each paragraph by its id; a fixed number of queries, however many paragraphs."""
    found: dict[int, dict[Heading, list[Note]]] = defaultdict(lambda: defaultdict(list))
    for notes in MARGIN:
        for at, note in notes(paragraphs):
            found[at][note.heading].append(note)
    return {at: [MarginGroup(*pair) for pair in groups.items()] for at, groups in found.items()}


def figures(margin: dict[int, list[MarginGroup]]) -> Figures:
    """Count the pages that margins lead to: each mechanism, body and recommendation once."""
    pages: dict[Heading, set[str]] = defaultdict(set)
    for groups in margin.values():
        for heading, notes in groups:
            pages[heading] |= {note.address for note in notes}
    counted = directory.MECHANISMS, directory.ORGANISATIONS, recommendations.RECOMMENDATIONS
    return Figures(*(len(pages[heading]) for heading in counted))


def passage(paragraph: Paragraph, address: str, margin: list[MarginGroup]) -> Passage:
    """Show a paragraph in the reader's language where its text is held in it, else in the original.

    The gist, which is English, stands in for the text, and stands beside a text that few readers may know.
    """
    language = get_language() or "en"
    text = paragraph.wording(language) or next(iter(paragraph.texts.all()), None)
    return Passage(
        paragraph=paragraph,
        number=paragraph.own_label.split()[-1],
        address=address,
        text=text,
        direction="rtl" if text and text.language in settings.LANGUAGES_BIDI else "ltr",
        gist="" if text and text.language in {language, "en"} else paragraph.gist,
        footnotes=paragraph.notes_to(text),
        margin=margin,
    )


def parts(sections: list[Section], passages: Iterable[Passage]) -> list[ShownSection]:
    """Put passages under their sections, each with the range of its numbers, subsections included."""
    of_section: dict[int, list[Passage]] = defaultdict(list)
    for one in passages:
        of_section[one.paragraph.section_id].append(one)
    found = []
    for place, section in enumerate(sections):
        inside = [one for part in branch(sections[place:]) for one in of_section[part.pk]]
        whole = [one for one in inside if not one.paragraph.parent_id]
        found.append(ShownSection(section, printed_number(section), extent(whole), of_section[section.pk]))
    return found


def branch(sections: list[Section]) -> list[Section]:
    """Return the first of these sections with the subsections that follow it."""
    top = sections[0]
    return [top, *takewhile(lambda other: other.level > top.level, sections[1:])]


def printed_number(section: Section) -> str:
    """Return the number of a section as it stands before its heading: `B.` for III.B, `(a)`, or nothing."""
    number = section.number.rpartition(".")[2]
    return f"{number}." if number and not number.endswith(")") else number


def extent(passages: list[Passage]) -> str:
    """Return the first and last number of these passages: `12–43`, `¶1–3`, `8`, or nothing."""
    numbers = [one.number for one in passages]
    if len(numbers) < 2:
        return "".join(numbers)
    return f"{numbers[0]}–{numbers[-1].lstrip('¶')}"


def alone(paragraph: Paragraph) -> str:
    """Return the address of the page of one paragraph."""
    return reverse("paragraph", args=[paragraph.document.key, paragraph.anchor])


def cited(paragraph: Paragraph) -> str:
    """Return how a paragraph is named in a citation, without its document: `para. 45 (c)`, `Context ¶5`."""
    return _("para. %(label)s") % {"label": paragraph.label} if paragraph.label[0].isdigit() else paragraph.label
