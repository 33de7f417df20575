"""The list of documents."""

from __future__ import annotations

import pytest

from documents.document_filters import DocumentFilter
from documents.models import Document, Paragraph
from documents.publication import State
from recommendations.models import Recommendation
from tests.factories import make_document

BANGKOK = "A-HRC-29-38-Add.2"


def html_of(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def listed(client, query: str = "") -> list[str]:
    """Return the keys of the documents on the first page of the list."""
    return [document.key for document in client.get(f"/en/documents/?{query}").context["listing"].page]


def test_documents_held_come_before_those_known(client):
    response = client.get("/en/documents/")
    states = [document.held for document in response.context["listing"].page]
    assert states == sorted(states, reverse=True)
    assert response.context["held"] == sum(states) == Document.objects.held().count()
    assert response.context["held"] + response.context["known"] == Document.objects.count()


def test_a_row_counts_paragraphs_and_recommendations(client):
    rows = {document.key: document for document in client.get("/en/documents/").context["listing"].page}
    bangkok = rows[BANGKOK]
    assert bangkok.paragraph_count == Paragraph.objects.filter(document=bangkok, parent=None).count()
    assert bangkok.recommendation_count == Recommendation.objects.filter(paragraph__document=bangkok).count()
    html = html_of(client, "/en/documents/?type=report&year=2015")
    assert f"{bangkok.paragraph_count} paragraphs" in html
    assert f"{bangkok.recommendation_count} recommendations" in html
    assert "<bdi>A/HRC/29/38/Add.2</bdi>" in html


def test_recommendations_not_published_are_not_counted(client):
    before = client.get("/en/documents/").context["listing"].page[0].recommendation_count
    Recommendation.objects.filter(paragraph__anchor="45-c").update(state=State.DRAFT)
    assert client.get("/en/documents/").context["listing"].page[0].recommendation_count == before - 1


def test_a_document_not_held_tells_where_it_is_cited(client):
    html = html_of(client, "/en/documents/?year=2014&type=report")
    assert "Cited at 1 place:" in html
    assert f'href="/en/documents/{BANGKOK}/#p8"' in html


@pytest.mark.parametrize(
    ("query", "condition"),
    [
        ("type=concept-note", lambda one: one.kind == "concept-note"),
        ("type=report&type=background-paper", lambda one: one.kind in {"report", "background-paper"}),
        ("year=2010", lambda one: one.date.startswith("2010")),
        ("year=2010&year=2015", lambda one: one.date[:4] in {"2010", "2015"}),
        ("year=1951&year=not-stated&type=treaty", lambda one: one.kind == "treaty" and one.date[:4] in {"", "1951"}),
        ("language=ar", lambda one: "ar" in one.languages),
        ("language=not-stated&type=resolution", lambda one: one.kind == "resolution" and not one.languages),
        ("type=report&language=en&year=2014", lambda one: one.key in {"A-HRC-26-37", "A-HRC-26-37-Add.1"}),
    ],
)
def test_filters(client, query, condition):
    wanted = {one.key for one in Document.objects.published() if condition(one)}
    assert 0 < len(wanted) <= 20
    assert set(listed(client, query)) == wanted


def test_a_facet_counts_what_the_other_filters_leave(client):
    facets = {
        facet.name: facet for facet in client.get("/en/documents/?type=report&language=ar").context["listing"].facets
    }
    reports = Document.objects.filter(kind="report")
    languages = {option.value: option.count for option in facets["language"].options}
    assert languages["ar"] == sum("ar" in one.languages for one in reports) == 1
    assert languages["en"] == sum("en" in one.languages for one in reports)
    assert languages["not-stated"] == reports.filter(languages=[]).count()
    years = {option.value: option.count for option in facets["year"].options}
    assert years == {"2011": 1}


def test_a_document_of_two_languages_stands_under_both():
    made = [make_document(languages=languages) for languages in (["en", "ar"], ["en"], [])]
    records = DocumentFilter.records().filter(pk__in=[one.pk for one in made])
    pairs = set(DocumentFilter.base_filters["language"].pairs(records))
    both, one, none = [document.pk for document in made]
    assert pairs == {(both, "en"), (both, "ar"), (one, "en"), (none, "not-stated")}


def test_an_empty_list_says_what_to_do(client):
    html = html_of(client, "/en/documents/?type=treaty&year=2015")
    assert "No document in the record matches these filters." in html
    assert '<a href="/en/documents/?year=2015">Without Type: Treaty</a>' in html
    assert '<a href="/en/documents/?type=treaty">Without Year: 2015</a>' in html


@pytest.mark.parametrize(
    "query",
    [
        "page=zz",
        "page=-1",
        "type=%00",
        "year[]=1",
        "year=%27",
        "language=%22%5D",
        "type=" + "a" * 10_000,
        "language=%F0",
    ],
)
def test_odd_query_strings(client, query):
    assert client.get(f"/en/documents/?{query}").status_code == 200


def test_queries_of_the_list(client, django_assert_num_queries):
    client.get("/en/documents/")  # builds what is held in memory
    with django_assert_num_queries(4):
        client.get("/en/documents/")
    with django_assert_num_queries(4):
        client.get("/en/documents/?type=report&year=2014&language=en")


def test_a_draft_is_nowhere(client):
    Document.objects.filter(key=BANGKOK).update(state=State.DRAFT)
    assert BANGKOK not in listed(client)
    assert client.get(f"/en/documents/{BANGKOK}/").status_code == 404
    assert client.get(f"/en/documents/{BANGKOK}/p/45-c/").status_code == 404
