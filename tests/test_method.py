"""Sources, method and limits; data and citation: all of it counted."""

from __future__ import annotations

import datetime

from directory.models import Mechanism, MechanismRole, Statement
from documents.models import DataVersion, Document, Reference
from documents.publication import State, record_version
from recommendations.models import Recommendation
from tests import factories as make

SOURCES, DATA = "/en/about/sources/", "/en/about/data/"


def test_documents_held_and_known_are_counted(client):
    before = client.get(SOURCES).context
    document = make.make_document(heading="Made for this test", languages=["fr"], date="2019-03")
    make.make_paragraph(make.make_section(document))
    make.make_document(held=False)
    after = client.get(SOURCES)
    assert len(after.context["documents"]) == len(before["documents"]) + 1
    assert after.context["known"] == before["known"] + 1
    assert after.context["paragraphs"] == before["paragraphs"] + 1
    lines = sum(one.paragraph_count for one in after.context["documents"])
    assert after.context["whole"] == before["whole"] + 1 == lines < after.context["paragraphs"]
    line = after.content.decode().partition("Made for this test")[2].partition("</li>")[0]
    assert "March 2019" in line
    assert "French" in line
    assert "1 paragraph<" in line


def test_addresses_are_told_by_confidence_with_the_days_they_were_seen(client):
    rows = {line.label: line for line in client.get(SOURCES).context["seen"]}
    assert rows["High"].number == Reference.objects.on_the_web().filter(confidence="high").count()
    make.make_address(confidence="high", seen=datetime.date(2020, 2, 1))
    make.make_address(confidence="unverified", seen=datetime.date(2031, 2, 1))
    later = {line.label: line for line in client.get(SOURCES).context["seen"]}
    assert later["High"].number == rows["High"].number + 1
    assert later["High"].first == datetime.date(2020, 2, 1)
    assert (later["Unverified"].number, later["Unverified"].last) == (1, datetime.date(2031, 2, 1))
    assert list(later) == ["High", "Medium", "Low", "Unverified", "Not rated"]


def test_descriptions_are_told_with_their_dates_and_sources(client):
    described = client.get(SOURCES).context["described"]
    dates = [date for date in Statement.objects.values_list("as_of", flat=True) if date]
    assert (described["first"], described["last"]) == (min(dates), max(dates))
    assert described["undated"] == Statement.objects.filter(as_of="").count()
    by_document = Statement.objects.filter(references__document__held=True).distinct()
    assert described["from_documents"] == by_document.count()
    one = Mechanism.objects.get(slug="nigeria-naptip")
    Mechanism.objects.filter(pk=one.pk).update(state=State.DRAFT)
    assert client.get(SOURCES).context["described"]["number"] == described["number"] - one.statements.count()


def test_dates_are_said_to_be_those_of_pages_and_differences_to_be_of_more_kinds_than_one(client):
    html = client.get(SOURCES).content.decode()
    assert "The newest page behind each mechanism dates from 16 September 2002 to 2 March 2026" in html
    assert "or one source contradicts itself" in html
    assert "from citations or the web" in html


def test_our_readings_are_counted_apart(client):
    before = client.get(SOURCES).context
    assert before["roles"]["stated"] == MechanismRole.objects.filter(basis="stated").count()
    mechanism = make.make_mechanism(model=make.make_model(), model_basis="our-reading")
    make.make_role(mechanism, basis="our-reading")
    after = client.get(SOURCES).context
    assert after["roles"] == before["roles"] | {"read": before["roles"]["read"] + 1}
    assert after["models"] == before["models"] | {"read": before["models"]["read"] + 1}


def test_wording_held_and_own_answers_are_counted(client):
    before = client.get(SOURCES).context
    make.make_paragraph_text()
    mechanism = Mechanism.objects.published().first()
    make.make_answer(mechanism, origin="mechanism", office="Its office", as_of="2026")
    after = client.get(SOURCES).context
    assert after["worded"] == before["worded"] + 1
    assert after["unconfirmed"] == before["unconfirmed"] - 1


def test_strengths_of_wording_lead_to_their_recommendations(client):
    Recommendation.objects.filter(strength="may").update(strength="noted")
    response = client.get(SOURCES)
    numbers = {line.strength: line.number for line in response.context["wordings"]}
    assert numbers["noted"] == Recommendation.objects.filter(strength="noted").count()
    html = response.content.decode()
    assert 'href="/en/recommendations/?strength=noted"' in html
    assert "?strength=may" not in html


def test_sources_of_an_empty_record(client):
    Document.objects.update(state=State.DRAFT)
    Mechanism.objects.update(state=State.DRAFT)
    html = client.get(SOURCES).content.decode()
    assert "No document is held." in html
    assert "None" not in html


def test_data_tells_the_version_and_its_day(client):
    record_version(reason="A change", records=[])
    number = DataVersion.objects.first().number
    DataVersion.objects.filter(number=number).update(at=datetime.datetime(2031, 5, 4, 12, tzinfo=datetime.UTC))
    html = client.get(DATA).content.decode()
    assert f"Data version {number}, changed last on 4 May 2031." in html
    DataVersion.objects.all().delete()
    assert b"No data have been loaded yet." in client.get(DATA).content


def test_the_examples_of_permanent_addresses_lead_somewhere(client):
    response = client.get(DATA)
    permanent = response.context["permanent"]
    assert list(permanent) == ["recommendation", "paragraph", "symbol"]
    assert permanent["symbol"].startswith("http://testserver/symbol/")
    for address in permanent.values():
        assert client.get(address).status_code == 302
    assert f"<bdi>{permanent['paragraph']}</bdi>, data version" in response.content.decode()


def test_data_of_an_empty_record(client):
    Recommendation.objects.update(state=State.DRAFT)
    Document.objects.update(state=State.DRAFT)
    assert b"Nothing is published to show as an example." in client.get(DATA).content


def test_queries_of_sources_and_data(client, django_assert_num_queries):
    with django_assert_num_queries(14):
        client.get(SOURCES)
    with django_assert_num_queries(3):
        client.get(DATA)
