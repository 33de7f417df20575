"""The API: lists with the filters of their pages, records with their sources, and what it cannot answer, in words."""

from __future__ import annotations

import datetime
import json

import pytest
from django.core.cache import caches
from django.http import QueryDict
from django.test import Client

from directory.models import ContactPoint, Mechanism, Organisation
from documents.models import Document, Theme
from documents.publication import State, record_version
from nrem_portal.api.kinds import KINDS
from nrem_portal.api.objects import record_as_json
from nrem_portal.lists import LISTS
from recommendations.models import Recommendation
from tests.factories import (
    make_address,
    make_bearing,
    make_consultation,
    make_contact,
    make_country,
    make_document,
    make_item,
    make_mechanism,
    make_organisation,
    make_paragraph,
    make_participation,
    make_practice,
    make_proposal,
    make_recommendation,
    make_reference,
    make_section,
    make_session,
    make_statement,
    make_theme,
)

API = "/api/v1/"
RECORDS = {
    "recommendations": "bangkok-2014/45-c",
    "follow-up": "",
    "mechanisms": "nigeria-naptip",
    "practices": "report-to-parliament",
    "cooperation": "",
    "consultations": "bangkok-2014",
    "documents": "A-HRC-29-38-Add.2",
    "tools": "",
    "themes": "",
    "countries": "nigeria",
    "regional": "",
}


def record_address(client, name: str) -> str:
    """Return the address of one record of a list."""
    key = RECORDS[name] or told(client, f"{name}/?per_page=1")["results"][0]["key"]
    return f"{API}{name}/{key}/"


def told(client, address: str, status: int = 200, **headers: str) -> dict:
    response = client.get(address if address.startswith("/") else API + address, headers=headers)
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/json"
    return json.loads(b"".join(response) if response.streaming else response.content)


def refused(client, address: str, status: int, **headers: str) -> dict:
    return told(client, address, status, **headers)["error"]


# Lists


@pytest.mark.parametrize("name", LISTS)
def test_a_list_holds_the_records_of_its_page_in_their_order(client, name):
    answer = told(client, f"{name}/?per_page=100")
    found = LISTS[name].filter_class(QueryDict(""))
    assert answer["meta"]["count"] == found.count
    assert [one["id"] for one in answer["results"]] == [str(one.uid) for one in found.slice(0, 100)]


def test_filters_are_those_of_the_page_and_what_is_not_known_is_named(client):
    answer = told(client, "recommendations/?status=under-way&status=zzz&q=data&foo=1&order=oldest&per_page=3")
    assert answer["meta"]["query"] == {"status": ["under-way"], "q": "data", "order": "oldest"}
    assert answer["meta"]["ignored"] == ["status=zzz", "foo"]
    assert answer["meta"]["count"] > 0
    assert {one["status"]["value"] for one in answer["results"]} == {"under-way"}


def test_what_an_answer_says_of_itself(client):
    meta = told(client, "themes/")["meta"]
    assert (meta["data_version"], meta["language"], meta["ignored"], meta["query"]) == (1, "en", [], {})
    assert meta["licence"]["data"] == "CC-BY-4.0"
    assert datetime.date.fromisoformat(meta["read"])
    alone = told(client, "countries/nigeria/?page=2&lang=en")["meta"]
    assert set(alone) == set(meta) - {"query", "count"}
    assert alone["ignored"] == ["page"]


def test_pages_lead_to_each_other_and_together_hold_the_list(client):
    seen, address = [], f"{API}recommendations/?to=states&per_page=7"
    while address:
        response = client.get(address.removeprefix("http://testserver"))
        answer = response.json()
        seen += [one["key"] for one in answer["results"]]
        links = answer["links"]
        assert (f'<{links["next"]}>; rel="next"' in response.headers["Link"]) == bool(links["next"])
        address = links["next"]
    assert len(seen) == len(set(seen)) == answer["meta"]["count"] > 7
    assert answer["links"]["prev"]
    assert "to=states" in answer["links"]["first"]
    assert "per_page=7" in answer["links"]["last"]


@pytest.mark.parametrize(
    ("query", "status", "field"),
    [
        ("page=0", 400, "page"),
        ("page=x", 400, "page"),
        ("page=-1", 400, "page"),
        ("page=%D9%A1", 400, "page"),
        ("page=1e3", 400, "page"),
        ("page=99999999", 400, "page"),
        ("page=4000", 404, "page"),
        ("per_page=101", 400, "per_page"),
        ("per_page=0", 400, "per_page"),
        ("per_page=%00", 400, "per_page"),
        ("lang=xx", 400, "lang"),
        ("lang=%3Cscript%3E", 400, "lang"),
    ],
)
def test_a_page_or_language_that_there_is_not_is_told_in_words(client, query, status, field):
    error = refused(client, f"mechanisms/?{query}", status)
    assert (error["status"], error["field"]) == (status, field)
    assert error["title"]
    assert error["detail"].endswith(".")


def test_an_empty_list_is_a_page(client):
    answer = told(client, "recommendations/?q=zzzzzz")
    assert (answer["meta"]["count"], answer["results"], answer["links"]["next"]) == (0, [], None)


def test_labels_and_pages_follow_the_language(client):
    arabic = told(client, "recommendations/?lang=ar&per_page=1")
    assert arabic["meta"]["language"] == "ar"
    assert "/ar/" in arabic["results"][0]["address"]
    english = told(client, "recommendations/?per_page=1", **{"accept-language": "ar"})
    assert "/en/" in english["results"][0]["address"]
    assert arabic["results"][0]["kind"]["label"] != english["results"][0]["kind"]["label"]
    assert arabic["results"][0]["id"] == english["results"][0]["id"]
    assert "lang=ar" in arabic["links"]["next"]


# Records


def test_a_recommendation_leads_to_its_paragraph(client):
    one = told(client, "recommendations/bangkok-2014/45-c/")
    assert one["key"] == "bangkok-2014/45-c"
    assert one["permanent_address"] == "http://testserver/r/bangkok-2014/45-c"
    assert one["address"] == "http://testserver/en/recommendations/bangkok-2014/45-c/"
    source = one["source"]
    assert (source["kind"], source["symbol"], source["paragraph"]) == ("paragraph", "A/HRC/29/38/Add.2", "45 (c)")
    assert source["permanent_address"] == "http://testserver/p/A-HRC-29-38-Add.2/45-c"
    assert source["address"].endswith("#p45-c")
    assert one["made_in"]["slug"] == "bangkok-2014"
    assert one["status"].keys() == {"value", "label", "since"}
    assert one["themes"][0].keys() == {"slug", "label"}
    assert one["addressees"][0].keys() == {"value", "label", "words", "basis"}


def test_follow_up_stands_with_its_recommendation_and_alone(client):
    bearing = make_bearing(recommendation=make_recommendation(title="Made"))
    origin, slug = bearing.recommendation.origin.slug, bearing.recommendation.slug
    (entry,) = told(client, f"recommendations/{origin}/{slug}/")["follow_up"]
    assert (entry["key"], entry["kind"]["value"]) == (bearing.follow_up.key, "step")
    assert entry["status"] == {"value": "under-way", "label": "Under way"}
    alone = told(client, f"follow-up/{bearing.follow_up.key}/")
    assert [one["recommendation"]["key"] for one in alone["bears_on"]] == [f"{origin}/{slug}"]
    assert alone["address"].endswith(f"/{origin}/{slug}/#{bearing.follow_up.key}")


def test_a_paragraph_is_as_its_own_address_gives_it(client):
    one = told(client, "documents/A-HRC-29-38-Add.2/p/45-c/")
    alone = told(client, "/en/documents/A-HRC-29-38-Add.2/p/45-c.json")
    assert {name: value for name, value in one.items() if name != "meta"} == alone


def test_a_document_is_as_its_own_address_gives_it_and_as_its_list_does(client):
    one = told(client, "documents/A-HRC-29-38-Add.2/")
    alone = told(client, "/en/documents/A-HRC-29-38-Add.2.json")
    assert {name: one[name] for name in alone} == alone
    assert set(one) - set(alone) == {"meta", "id", "kind_label"}
    (listed,) = [row for row in told(client, "documents/?per_page=100")["results"] if row["key"] == one["key"]]
    assert {name: one[name] for name in listed} == listed


@pytest.mark.parametrize("name", KINDS)
def test_a_record_is_in_its_list_as_it_is_alone(client, name):
    alone = told(client, record_address(client, name))
    rows = told(client, f"/en/{name}.json")["results"]
    (listed,) = [row for row in rows if row["key"] == alone["key"]]
    assert {field: alone[field] for field in listed} == listed


# What the public may see


def test_contacts_for_staff_stay_inside(client):
    mechanism = make_mechanism()
    make_contact(mechanism, value="zzinside@example.org", kind="email", audience="staff")
    make_contact(mechanism, value="https://open.example.org", kind="website")
    for address in (
        f"{API}mechanisms/{mechanism.slug}/",
        f"/en/mechanisms/{mechanism.slug}.json",
        "/en/mechanisms.json",
    ):
        body = json.dumps(told(client, address))
        assert "open.example.org" in body
        assert "zzinside" not in body


def test_an_object_made_of_a_record_at_hand_holds_what_is_public(rf):
    contact = make_contact(make_mechanism(), value="zzinside@example.org", kind="email", audience="staff")
    record = Mechanism.objects.prefetch_related("contacts").get(pk=contact.mechanism_id)
    assert ContactPoint.objects.filter(mechanism=record).exists()
    assert record_as_json(rf.get("/"), "mechanism", record)["contacts"] == []


def test_a_place_in_a_document_that_is_not_published_shows_nothing_of_it(client):
    hidden = make_document(key="hidden", symbol="A/HID/1", title="Hidden", state=State.DRAFT)
    paragraph = make_paragraph(make_section(hidden), label="4", anchor="4")
    practice = make_practice(references=[make_reference(paragraph)])
    (place,) = told(client, f"practices/{practice.slug}/")["references"]
    assert place["kind"] == "paragraph"
    assert {value for name, value in place.items() if name != "kind"} == {None}


def test_an_excerpt_shows_the_document_that_it_is_taken_from(client):
    source = make_document(key="made-source", symbol="A/SRC/1")
    paragraph = make_paragraph(make_section(make_document(key="made-note"), excerpt_of=source), label="7", anchor="7")
    practice = make_practice(references=[make_reference(paragraph)])
    (place,) = told(client, f"practices/{practice.slug}/")["references"]
    assert (place["symbol"], place["document"], place["paragraph"]) == ("A/SRC/1", "made-note", "7")


def test_an_address_of_the_web_is_a_place_too(client):
    reference = make_address("https://example.org/a", publisher="An office", confidence="low", date="2014-05")
    practice = make_practice(references=[reference])
    (place,) = told(client, f"practices/{practice.slug}/")["references"]
    assert (place["kind"], place["address"], place["publisher"]) == ("address", "https://example.org/a", "An office")
    assert (place["date"], place["confidence"]["value"], place["symbol"]) == ("2014-05", "low", None)


def test_what_is_linked_and_not_published_is_left_out(client):
    theme, mechanism = make_theme(state=State.DRAFT), make_mechanism(state=State.DRAFT)
    body = make_organisation(state=State.DRAFT)
    practice = make_practice(themes=[theme])
    practice.mechanisms.add(mechanism)
    practice.organisations.add(body)
    one = told(client, f"practices/{practice.slug}/")
    assert (one["themes"], one["mechanisms"], one["organisations"]) == ([], [], [])
    successor = make_recommendation(state=State.DRAFT)
    made = make_recommendation(superseded_by=successor)
    assert told(client, f"recommendations/{made.origin.slug}/{made.slug}/")["superseded_by"] is None
    part = make_organisation(parent=body)
    assert told(client, f"regional/{part.slug}/")["parent"] is None


@pytest.mark.parametrize("model", [Recommendation, Mechanism, Organisation, Document, Theme])
@pytest.mark.parametrize("state", [State.DRAFT, State.WITHDRAWN])
def test_what_is_withdrawn_is_gone_and_a_draft_is_missing(client, model, state):
    one = model.objects.published().first()
    address = one.get_absolute_url().replace("/en/", API)
    site = one.get_absolute_url().rstrip("/") + ".json"
    day = datetime.datetime(2026, 3, 9, 12, tzinfo=datetime.UTC)
    model.objects.filter(pk=one.pk).update(state=state, withdrawn_reason="Merged", updated_at=day)
    if state == State.DRAFT:
        assert refused(client, address, 404)["field"] is None
        return
    error = refused(client, address, 410)
    assert error["detail"] == "Withdrawn on 9 March 2026. Reason: Merged"
    assert error["withdrawn"] == {"on": "2026-03-09", "reason": "Merged"}
    if model is not Document:
        assert refused(client, site, 410) == error


# How it answers


def test_methods(client):
    strict = Client(enforce_csrf_checks=True)
    for address in (f"{API}themes/", f"{API}countries/nigeria/", "/en/themes.json"):
        head = client.head(address)
        assert (head.status_code, head.content if not head.streaming else b"") == (200, b"")
        for method in ("post", "put", "patch", "delete"):
            response = getattr(strict, method)(address, data="{", content_type="application/json")
            assert response.status_code == 405
            assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
            assert response.json()["error"]["title"] == "This can only be read"


def test_only_json_is_given(client):
    assert refused(client, "themes/", 406, accept="text/csv")["status"] == 406
    assert told(client, "themes/", 200, accept="text/html,*/*;q=0.1")["results"]


@pytest.mark.parametrize("address", ["nothing/", "recommendations/bangkok-2014/45-zz/", "documents/A/p/1/", "a%0Ab/"])
def test_missing_addresses_are_told_as_json(client, address):
    assert refused(client, address, 404)["title"] == "There is nothing here"


def test_addresses_end_in_a_slash_and_lead_to_the_newest_version(client):
    assert client.get("/api/v1/themes").headers["Location"] == "/api/v1/themes/"
    assert client.get("/api/").headers["Location"] == API


@pytest.mark.parametrize(
    ("origin", "whole"),
    [
        (f"{API}recommendations/dakar-2010/?lang=ar&source=x", f"{API}recommendations/?lang=ar&source=dakar-2010"),
        ("/ar/recommendations/dakar-2010.json", "/ar/recommendations.json?source=dakar-2010"),
    ],
)
def test_an_origin_leads_to_its_recommendations(client, origin, whole):
    assert client.get(origin).headers["Location"] == whole
    assert told(client, whole)["meta"]["count"] == 12
    assert refused(client, origin.replace("dakar-2010", "dakar-2011"), 404)


def test_too_many_parameters_are_refused_as_json(client):
    assert refused(client, "themes/?" + "a=1&" * 8_200, 400)["title"] == "This request could not be read"


@pytest.mark.parametrize("address", ["themes/", "countries/nigeria/", "documents/A-HRC-29-38-Add.2/p/45-c/", ""])
def test_any_site_may_read(client, address):
    response = client.get(API + address, headers={"origin": "https://elsewhere.example"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in response.headers["Access-Control-Expose-Headers"]
    assert not response.cookies
    asked = {"origin": "https://elsewhere.example", "access-control-request-method": "GET"}
    preflight = client.options(API + address, headers=asked)
    assert (preflight.status_code, preflight.content) == (204, b"")
    assert preflight.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert preflight.headers["Access-Control-Allow-Origin"] == "*"
    assert refused(client, "nothing/", 404)


def test_errors_are_open_to_any_site_too(client):
    assert client.get(f"{API}nothing/").headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("address", [f"{API}mechanisms/", f"{API}countries/nigeria/", "/en/mechanisms.json"])
def test_what_has_not_changed_is_not_made_again(client, django_assert_num_queries, address):
    tag = client.get(address).headers["ETag"]
    for given in (tag, f"W/{tag}"):
        with django_assert_num_queries(1):
            again = client.get(address, headers={"if-none-match": given})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get(f"{address}?lang=ar").headers["ETag"] != tag
    record_version(reason="A change", records=[])
    assert client.get(address, headers={"if-none-match": tag}).status_code == 200


def test_answers_are_kept_as_pages_are(client):
    assert client.get(f"{API}themes/").headers["Cache-Control"] == "no-cache"


def test_text_is_written_as_it_is(client):
    assert "العربية".encode() not in client.get(f"{API}themes/").content
    assert told(client, "themes/?lang=ar")["results"][0]["name"].encode() in client.get(f"{API}themes/?lang=ar").content


def test_a_fault_of_the_portal_is_told_as_json(monkeypatch):
    def fail(*args):
        raise RuntimeError

    monkeypatch.setattr("nrem_portal.api.answers.current_version", fail)
    error = refused(Client(raise_request_exception=False), "themes/", 500)
    assert (error["title"], error["field"]) == ("Something failed here", None)


@pytest.fixture
def limited(settings):
    caches["throttle"].clear()
    settings.API_PER_MINUTE = 2
    yield
    caches["throttle"].clear()


def test_too_many_requests_are_told_when_to_ask_again(client, limited):
    for _ in range(2):
        assert client.get(f"{API}themes/").status_code == 200
    response = client.get(f"{API}countries/")
    assert response.status_code == 429
    seconds = int(response.headers["Retry-After"])
    assert 0 < seconds <= 60
    assert f"Ask again in {seconds} seconds." in response.json()["error"]["detail"]
    assert client.get(f"{API}themes/", headers={"x-forwarded-for": "198.51.100.7"}).status_code == 200
    assert client.get("/en/themes.json").status_code == 200  # a file is no loop
    assert client.options(f"{API}themes/").status_code == 204


def test_readers_are_told_apart_by_the_nearest_server_that_is_not_ours(client, limited):
    def ask(behind: str, remote: str = "127.0.0.1") -> int:
        return client.get(f"{API}themes/", headers={"x-forwarded-for": behind}, REMOTE_ADDR=remote).status_code

    assert [ask("203.0.113.9, 198.51.100.8"), ask("203.0.113.1, 198.51.100.8"), ask("198.51.100.8")] == [200, 200, 429]
    assert [ask("1", "192.0.2.5"), ask("2", "192.0.2.5"), ask("3", "192.0.2.5")] == [200, 200, 429]
    assert [ask("2001:db8::1"), ask("2001:db8::2"), ask("2001:db8::3"), ask("2001:db8:1::1")] == [200, 200, 429, 200]


def test_addresses_of_readers_are_not_kept(client, limited):
    client.get(f"{API}themes/", REMOTE_ADDR="192.0.2.77")
    assert not any("192.0.2.77" in key for key in caches["throttle"]._cache)


# What it costs

LIST_QUERIES = {
    "recommendations": 10,
    "follow-up": 6,
    "mechanisms": 17,
    "practices": 9,
    "cooperation": 9,
    "consultations": 27,
    "documents": 4,
    "tools": 6,
    "themes": 4,
    "countries": 5,
    "regional": 13,
}
RECORD_QUERIES = {
    "recommendations": 9,
    "follow-up": 5,
    "mechanisms": 15,
    "practices": 8,
    "cooperation": 8,
    "consultations": 25,
    "documents": 20,
    "tools": 5,
    "themes": 3,
    "countries": 4,
    "regional": 10,
}


@pytest.mark.parametrize("name", KINDS)
def test_queries_of_lists_do_not_grow(client, django_assert_num_queries, django_assert_max_num_queries, name):
    told(client, f"{name}/")  # the catalogue of the list is made at its first use
    with django_assert_num_queries(LIST_QUERIES[name]):
        told(client, f"{name}/?per_page=100")
    with django_assert_max_num_queries(LIST_QUERIES[name]):
        told(client, f"{name}/?per_page=2")


@pytest.mark.parametrize("name", KINDS)
def test_queries_of_records(client, django_assert_num_queries, name):
    address = record_address(client, name)
    with django_assert_num_queries(RECORD_QUERIES[name]):
        told(client, address)


def test_queries_of_a_paragraph(client, django_assert_num_queries):
    with django_assert_num_queries(18):
        told(client, "documents/A-HRC-29-38-Add.2/p/45-c/")


# Files


def test_a_file_holds_the_whole_list_a_record_a_line(client):
    response = client.get("/en/mechanisms.json?region=africa&foo=1")
    body = b"".join(response).decode()
    whole = json.loads(body)
    assert response.streaming
    assert response.headers["Content-Disposition"] == 'inline; filename="mechanisms.json"'
    assert len(whole["results"]) == whole["meta"]["count"] > 40
    assert body.count("\n") == len(whole["results"]) + 3
    assert (whole["meta"]["query"], whole["meta"]["ignored"]) == ({"region": ["africa"]}, ["foo"])
    assert "\\u" not in body


def test_a_file_of_an_empty_list(client):
    assert told(client, "/en/recommendations.json?q=zzzzzz")["results"] == []


def test_a_file_speaks_the_language_of_its_address(client):
    one = told(client, "/ar/recommendations/bangkok-2014/45-c.json?lang=en")
    assert (one["meta"]["language"], one["meta"]["ignored"]) == ("ar", ["lang"])
    assert "/ar/" in one["address"]
    rows = told(client, "/ar/themes.json")["results"]
    assert rows[0]["name"] == Theme.objects.published()[0].names["ar"]


# Everything that a record may have


def test_every_part_of_every_kind_is_told(client):
    country = make_country()
    mechanism = make_mechanism(country=country, acronym="MM")
    make_statement(mechanism)
    meeting = make_consultation()
    session = make_session(meeting)
    item = make_item(session)
    make_participation(meeting, session=session, item=item, mechanism=mechanism)
    make_proposal(consultation=meeting).countries.set([country])
    told_of = told(client, f"consultations/{meeting.slug}/")
    assert [one["key"] for one in told_of["participations"]] == [mechanism.slug]
    assert [one["session"] for one in told_of["participations"]] == [session.key]
    assert [one["item"] for one in told_of["participations"]] == [item.title]
    assert len(told_of["sessions"][0]["items"][0]["references"]) == 1
    assert [one["countries"][0]["slug"] for one in told_of["proposals"]] == [country.slug]
    assert [one["key"] for one in told(client, f"countries/{country.slug}/")["mechanisms"]] == [mechanism.slug]
    assert len(told(client, f"mechanisms/{mechanism.slug}/")["statements"]) == 1


# For people


def test_the_description_for_people_is_made_of_the_schema(client):
    page = client.get(f"{API}docs/")
    assert page.status_code == 200
    assert "Access-Control-Allow-Origin" not in page.headers
    for name in KINDS:
        assert f'href="/api/v1/docs/{name}/"' in page.content.decode()
        one = client.get(f"{API}docs/{name}/").content.decode()
        assert f"http://testserver/api/v1/{name}/" in one
        for filter_name in KINDS[name].filter_class.base_filters:
            assert f"<code>{filter_name}</code>" in one
    assert client.get(f"{API}docs/nothing/").status_code == 404


def test_the_description_for_people_speaks_their_language(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get(f"{API}docs/?lang=ar").content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert '<html lang="en"' in client.get(f"{API}docs/?lang=xx", headers={"accept-language": "ar"}).content.decode()


def test_the_schema_is_served_as_committed(client):
    response = client.get(f"{API}openapi.json")
    assert json.loads(response.content)["openapi"] == "3.1.0"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get(f"{API}openapi.json", headers={"if-none-match": response.headers["ETag"]}).status_code == 304
