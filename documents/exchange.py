"""The shapes of this layer's records, in the order in which they are loaded."""

from __future__ import annotations

from documents.models import Claim, Discrepancy, Document, Paragraph, Section, Theme, Tool
from documents.models.reference import Reference
from documents.shapes import Shape

THEME = Shape("theme", Theme)
DOCUMENT = Shape("document", Document)
SECTION = Shape("section", Section)
PARAGRAPH = Shape("paragraph", Paragraph)
REFERENCE = Shape("reference", Reference)
DISCREPANCY = Shape("discrepancy", Discrepancy, rows=(Shape("claims", Claim),))
TOOL = Shape("tool", Tool)
