"""Documents, tools and themes as objects."""

from __future__ import annotations

from rest_framework import serializers

from documents.models import Document, Paragraph
from documents.models.document import DocumentKind
from documents.models.theme import ThemeGroup
from nrem_portal.api.fields import Address, ByLanguage, Choice, Codes, Identifier, Known, PartialDate, Shape, Text
from nrem_portal.api.parts import Label, Place, RecordShape, permanent_of
from nrem_portal.pages.taken import Taken
from nrem_portal.pages.taken_json import Json, of_document, of_paragraph


class DocumentShape(Shape):
    """A document, whether its paragraphs are in the portal or it is only known."""

    id = Identifier(help_text="Stays with the record through every change")
    key = Known(help_text="Its name in addresses: the symbol with hyphens, or a given one")
    symbol = serializers.CharField(allow_null=True, help_text="Its symbol as printed; null where it has none")
    title = Known(help_text="Its title")
    kind = Known(help_text=f"What sort of text it is: {', '.join(f'`{one}`' for one in DocumentKind.values)}")
    kind_label = Known(source="get_kind_display", help_text="The same in words")
    date = PartialDate(help_text="Its date, as exact as known")
    short_title = Known(source="heading", help_text="Short title for display, or empty")
    issuing_body = Known(help_text="Who issued it, or empty")
    summary = Known(help_text="What it says, in our own words, or empty")
    languages = Codes(help_text="Codes of the languages in which it is known")
    held = serializers.BooleanField(help_text="Whether its paragraphs are in the portal")
    official_address = Text(source="link", help_text="Where its issuer has it")
    symbol_note = Known(help_text="What to know of its symbol, or empty")
    title_note = Known(help_text="What to know of its title, or empty")
    date_note = Known(help_text="What to know of its date, or empty")
    quality_note = Known(help_text="What to know of the copy, or empty")
    address = Address(help_text="Its page, in the language asked for")
    permanent_address = Address(permanent_of, help_text="The address to cite")


class Brief(Shape):
    """A document, by what it is cited by."""

    key = Known(help_text="Its name in addresses")
    symbol = serializers.CharField(allow_null=True, help_text="Its symbol as printed")
    title = Known(help_text="Its title")
    kind = Known(help_text="What sort of text it is")
    date = PartialDate(help_text="Its date, as exact as known")


class Licence(Shape):
    """On what terms the data may be used."""

    data = Known(help_text="Licence of facts, summaries and gists")  # type: ignore[assignment]
    data_address = Known(help_text="Where it can be read")
    data_holds_for = Known(help_text="What it holds for, and on what condition")
    official_text = Known(help_text="Whose terms hold for official text")


class Note(Shape):
    """A footnote."""

    number = Known(help_text="Its number as printed")
    text = Known(help_text="What it says")


class Wording(Shape):
    """An official text; `[4]` in it calls footnote 4."""

    text = Known(help_text="The words")
    is_doubtful = serializers.BooleanField(help_text="Whether letters of this copy may be wrong")
    footnotes = Note(many=True, help_text="Its footnotes")


class PageLink(Shape):
    """A page of the portal that points to a paragraph."""

    kind = Known(help_text="The heading it stands under")
    title = Known(help_text="Its title")
    address = Known(help_text="Its address")


class ParagraphShape(Shape):
    """One paragraph of a document."""

    label = Known(help_text="As printed: `45 (c)`")  # type: ignore[assignment]
    anchor = Known(help_text="In addresses: `45-c`")
    permanent_address = Known(help_text="The address to cite")
    address = Known(help_text="Its page")
    gist = serializers.CharField(allow_null=True, help_text="What it says, in our own words: cite it as the portal’s")
    texts = serializers.DictField(child=Wording(), help_text="Official text, by code of its language")
    links = PageLink(many=True, help_text="Pages of the portal that point to it")


class SectionName(Shape):
    """A section of a document."""

    key = Known(help_text="Its name inside the document")
    number = Known(help_text="Its number as printed, or empty")
    heading = Known(help_text="Its heading, or empty")
    level = serializers.IntegerField(help_text="Its depth, from 1")
    excerpt_of = Brief(allow_null=True, help_text="The document whose paragraphs stand in it, if it is an excerpt")


class SectionShape(SectionName):
    """A section with its paragraphs."""

    paragraphs = ParagraphShape(many=True, help_text="Its paragraphs, as in the document")


class CitationShape(Shape):
    """How a document or paragraph is cited, and on what terms."""

    citation = Known(help_text="The citation in words")
    data_version = serializers.IntegerField(help_text="Number of the data version")
    read = Known(help_text="Day on which this was read")
    licence = Licence(help_text="On what terms it may be used")


class DocumentWhole(DocumentShape, CitationShape):
    """A document with its sections and paragraphs."""

    sections = SectionShape(many=True, help_text="Its sections, as in the document")

    def to_representation(self, instance: Document) -> Json:
        taken = Taken(self.context["request"], instance)
        return {"id": str(instance.uid), **of_document(taken), "kind_label": instance.get_kind_display()}


class ParagraphWhole(ParagraphShape, CitationShape):
    """One paragraph with its document and section."""

    document = Brief(help_text="The document")
    section = SectionName(help_text="The section it stands in")

    def to_representation(self, instance: Paragraph) -> Json:
        return of_paragraph(Taken(self.context["request"], instance.document, instance), instance)


class ToolShape(RecordShape):
    """A handbook, model law, toolkit or site for those who set up or run a mechanism."""

    title = Known(help_text="Its title")
    publisher = Known(help_text="Who publishes it, as its source names them")
    year = serializers.IntegerField(allow_null=True, help_text="Its year")
    link = Text(help_text="Its address on the web")
    printed_address = Text(source="address", help_text="Its address as printed in the source")
    checked_on = serializers.DateField(allow_null=True, help_text="Day on which the address was last asked")
    answered = serializers.BooleanField(allow_null=True, help_text="Whether the address answered then")
    purpose = Known(help_text="What it is for")
    pointer = Text(help_text="Where to look in it")
    serves = Text(help_text="Whose function it serves")
    note = Text(help_text="What to know of it")
    themes = Label(many=True, help_text="Its themes")
    references = Place(many=True, help_text="The places that name it")


class ThemeShape(RecordShape):
    """One of the subjects by which records can be found."""

    name = Known(help_text="Its name, in the language asked for")
    names = ByLanguage(lambda one: dict(one.names), help_text="Its name by language")
    group = Choice(ThemeGroup, help_text="The group it stands in")
    position = serializers.IntegerField(help_text="Its place in the vocabulary")
    scope_note = Text(help_text="What stands under it")
    synonyms = ByLanguage(lambda one: dict(one.synonyms), help_text="Other words for it, by language")
