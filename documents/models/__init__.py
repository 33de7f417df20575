"""Documents, their paragraphs, and what statements of every layer point to."""

from documents.models.discrepancy import Claim, Discrepancy
from documents.models.document import Document, Rendition, Section, SectionText
from documents.models.letter import Letter
from documents.models.paragraph import Footnote, Paragraph, ParagraphText
from documents.models.reference import Reference
from documents.models.search import SearchEntry, SearchText
from documents.models.theme import Theme
from documents.models.tool import Tool
from documents.publication import CurrentVersion, DataVersion

__all__ = [
    "Claim",
    "CurrentVersion",
    "DataVersion",
    "Discrepancy",
    "Document",
    "Footnote",
    "Letter",
    "Paragraph",
    "ParagraphText",
    "Reference",
    "Rendition",
    "SearchEntry",
    "SearchText",
    "Section",
    "SectionText",
    "Theme",
    "Tool",
]
