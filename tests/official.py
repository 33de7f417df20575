"""Official text for tests of the reading view, as an import would bring it, and pieces of its pages."""

from __future__ import annotations

from documents.models import Paragraph, ParagraphText, Rendition

BANGKOK = "A-HRC-29-38-Add.2"


def html_of(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def give_text(key: str, anchor: str, language: str, text: str, *, current: bool = True, **fields) -> ParagraphText:
    """Import one official text, as the importer would."""
    paragraph = Paragraph.objects.get(document__key=key, anchor=anchor)
    rendition, _made = Rendition.objects.get_or_create(
        document=paragraph.document, language=language, digest=str(current)
    )
    return ParagraphText.objects.create(
        paragraph=paragraph, rendition=rendition, language=language, text=text, current=current, **fields
    )


def block(html: str, anchor: str) -> str:
    """Return the markup of one paragraph of a page."""
    return html.partition(f'id="p{anchor}"')[2].partition("</div></div>")[0]
