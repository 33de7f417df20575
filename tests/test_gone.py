"""What was withdrawn answers 410 with the reason, at every address that it had; what never was published, 404."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.apps import apps

from consultations.models import Consultation, Proposal
from directory.models import Agreement, Mechanism, Organisation, Practice
from documents.models import Discrepancy, Document, Theme, Tool
from documents.publication import Record, State
from recommendations.models import FollowUp, Recommendation

REASON = "Merged into another record on the wish of its Government."
DAY = datetime.datetime(2026, 3, 9, 12, tzinfo=datetime.UTC)
SECTIONS: dict[type[Record], str] = {
    Mechanism: "/en/mechanisms/",
    Organisation: "/en/regional/",
    Practice: "/en/practices/",
    Agreement: "/en/cooperation/",
    Consultation: "/en/consultations/",
    Recommendation: "/en/recommendations/",
    Theme: "/en/themes/",
    Document: "/en/documents/",
    Tool: "/en/tools/",
}
PARTS = {Proposal, Discrepancy, FollowUp}  # shown on the pages of others; they have no address of their own


def first(model: type[Record]) -> Record:
    return model.objects.published().order_by("pk").first()


def withdraw(record: Record) -> None:
    state = {"state": State.WITHDRAWN, "withdrawn_reason": REASON, "updated_at": DAY}
    type(record).objects.filter(pk=record.pk).update(**state)


def title_of(record: Record) -> str:
    return getattr(record, "title", "") or record.name


def test_every_kind_of_record_is_tried():
    assert {model for model in apps.get_models() if issubclass(model, Record)} == SECTIONS.keys() | PARTS


@pytest.mark.parametrize("model", SECTIONS)
def test_a_withdrawn_record_is_gone(client, model):
    record = first(model)
    assert client.get(record.get_absolute_url()).status_code == 200
    withdraw(record)
    response = client.get(record.get_absolute_url())
    html = response.content.decode()
    assert response.status_code == 410
    assert REASON in html
    assert "9 March 2026" in html
    assert title_of(record) not in html
    assert f'<a href="{SECTIONS[model]}"><bdi>' in html
    assert "Content-Security-Policy" in response.headers


@pytest.mark.parametrize("model", SECTIONS)
@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW, State.CHANGES_REQUESTED])
def test_what_is_not_published_is_missing(client, model, state):
    record = first(model)
    model.objects.filter(pk=record.pk).update(state=state)
    assert client.get(record.get_absolute_url()).status_code == 404


def bangkok() -> Document:
    return Document.objects.get(key="A-HRC-29-38-Add.2")


def baseline_study() -> Recommendation:
    return Recommendation.objects.get(origin__slug="bangkok-2014", slug="45-c")


ALSO: dict[str, Callable[[], Record]] = {
    "/en/documents/A-HRC-29-38-Add.2/p/45-c/": bangkok,
    "/p/A-HRC-29-38-Add.2/45-c": bangkok,
    "/symbol/A/HRC/29/38/Add.2": bangkok,
    "/r/bangkok-2014/45-c": baseline_study,
}


@pytest.mark.parametrize("address", ALSO)
def test_other_addresses_of_it_are_gone_too(client, address):
    assert client.get(address).status_code in {200, 302}
    withdraw(ALSO[address]())
    response = client.get(address)
    assert response.status_code == 410
    assert REASON in response.content.decode()


def test_the_reason_stands_as_english_on_arabic_pages(client):
    withdraw(bangkok())
    response = client.get("/ar/documents/A-HRC-29-38-Add.2/")
    assert response.status_code == 410
    assert f'<bdi lang="en">{REASON}</bdi>' in response.content.decode()
    assert 'href="/ar/documents/"' in response.content.decode()


def test_the_reason_is_escaped(client):
    withdraw(bangkok())
    Document.objects.filter(pk=bangkok().pk).update(withdrawn_reason="<script>alert(1)</script>")
    assert b"<script>alert" not in client.get("/en/documents/A-HRC-29-38-Add.2/").content
