"""Pages of tools; documents and the reading view show higher layers' notes and live in nrem_portal.pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.formats import offers
from documents.listing import Listing, without_empty_parameters
from documents.models import Paragraph, Tool
from documents.models.reference import main_document
from documents.tool_filters import ToolFilter

ALIKE = 3  # tools on the same themes that a tool shows


@without_empty_parameters
def tools(request: HttpRequest) -> HttpResponse:
    """Handbooks, model laws and toolkits, by theme and publisher."""
    listing = Listing(request, ToolFilter)
    return render(request, "documents/tools.html", {"listing": listing})


def tool(request: HttpRequest, slug: str) -> HttpResponse:
    """One tool: what it is for, where to look in it, its address, and the place that names it."""
    tool = Tool.objects.with_card().published_or_gone(slug=slug)
    context = {
        "tool": tool,
        "formats": list(offers("tool", slug)),
        "main": main_document(tool.references.all()),
        "paragraphs": Paragraph.objects.of_published().filter(references__tools=tool).distinct().with_box(),
        "others": Tool.objects.published().sharing_themes(tool)[:ALIKE],
    }
    return render(request, "documents/tool.html", context)
