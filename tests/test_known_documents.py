"""Documents that are known and not held."""

from __future__ import annotations

from documents.models import Document, Paragraph
from documents.publication import State
from nrem_portal.pages.reading import mentions
from recommendations.models import Recommendation

BANGKOK = "A-HRC-29-38-Add.2"
BERLIN = "A-HRC-26-37-Add.1"


def html_of(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_berlin_report_is_a_gap_that_says_so(client):
    html = html_of(client, f"/en/documents/{BERLIN}/")
    assert "The report, <bdi>A/HRC/26/37/Add.1</bdi>, is not yet in the portal." in html
    assert "What other documents say about the meeting" in html
    for anchor in ("7", "8"):
        assert f'href="/en/documents/{BANGKOK}/#p{anchor}"' in html
        assert Paragraph.objects.get(document__key=BANGKOK, anchor=anchor).gist in html
    assert 'href="/en/consultations/berlin-2013/"' in html
    assert "Countries at the Berlin meeting" in html
    assert 'id="source-1"' in html


def test_of_the_meeting_only_single_paragraphs_are_shown(client):
    shown = client.get(f"/en/documents/{BERLIN}/").context["mentions"]
    assert [one.anchor for mention in shown for one in mention.paragraphs] == ["7", "8", "context-5"]  # not 6–7


def test_a_cited_range_shows_each_paragraph_in_it(client):
    html = html_of(client, "/en/documents/palermo-protocol/")
    assert "is known from others that cite it" in html
    for anchor in ("5", "6"):
        assert Paragraph.objects.get(document__key="unodc-coordination-paper", anchor=anchor).gist.split("’")[0] in html


def test_a_document_held_in_part_leads_to_the_excerpt(client):
    response = client.get("/en/documents/A-HRC-14-32/")
    html = response.content.decode()
    assert 'href="/en/documents/dakar-2010-concept-note/s/excerpt/#s-excerpt-f"' in html
    number = Recommendation.objects.filter(paragraph__section__excerpt_of__key="A-HRC-14-32").count()
    assert response.context["recommendation_count"] == number
    assert f"{number} recommendations are taken from them." in html


def test_citations_in_a_draft_are_not_shown(client):
    Document.objects.filter(key=BANGKOK).update(state=State.DRAFT)
    mentioned = client.get(f"/en/documents/{BERLIN}/").context["mentions"]
    assert mentioned
    assert all(mention.references[0].document.key != BANGKOK for mention in mentioned)


def test_a_document_nobody_speaks_of_says_so(client):
    html = html_of(client, "/en/documents/A-HRC-26-37/")
    assert "No paragraph held in the portal speaks of it." in html


def test_queries_of_a_document_not_held(client, django_assert_num_queries):
    with django_assert_num_queries(15):
        client.get(f"/en/documents/{BERLIN}/")
    with django_assert_num_queries(13):
        client.get("/en/documents/palermo-protocol/")


def test_no_mentions_of_nothing():
    assert mentions([]) == []
