"""Pages kept in memory: made once for a data version, never shown to the wrong reader, never old."""

from __future__ import annotations

import datetime
import io

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client, RequestFactory

from documents.publication import record_version
from nrem_portal.kept import KeptPagesMiddleware, is_common
from recommendations.models import Recommendation

LIST = "/en/recommendations/"


@pytest.fixture
def kept(settings):
    settings.PAGES_KEPT = 4
    return Client()


def publish() -> None:
    record_version(reason="Changed", records=[])


def test_a_page_is_made_once(kept, django_assert_num_queries):
    first = kept.get(LIST)
    with django_assert_num_queries(1):  # the data version
        again = kept.get(LIST)
    assert again.content == first.content
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]


def test_whoever_has_it_is_told_that_it_has_not_changed(kept, django_assert_num_queries):
    tag = kept.get(LIST).headers["ETag"]
    with django_assert_num_queries(1):
        answer = kept.get(LIST, headers={"If-None-Match": tag})
    assert answer.status_code == 304
    assert answer.content == b""


def test_a_change_is_seen_at_once(kept):
    tag = kept.get(LIST).headers["ETag"]
    Recommendation.objects.filter(slug="45-a").update(title="A title nobody has seen")
    publish()
    answer = kept.get(LIST, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert "A title nobody has seen" in answer.content.decode()


def test_an_index_built_anew_is_seen_at_once(kept):
    page = f"{LIST}?q=quokka"
    tag = kept.get(page).headers["ETag"]
    Recommendation.objects.filter(slug="45-a").update(title="A quokka nobody has counted")
    call_command("reindex", stdout=io.StringIO())
    answer = kept.get(page, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert "nobody has counted" in answer.content.decode()


def test_the_day_is_told_anew(kept):
    page = f"{LIST}bangkok-2014/45-a/"
    with time_machine.travel(datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)):
        first = kept.get(page)
    with time_machine.travel(datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)):
        second = kept.get(page)
    assert "1 March 2026" in first.content.decode()
    assert "2 March 2026" in second.content.decode()


@pytest.mark.parametrize("other", ["/ar/recommendations/", f"{LIST}?page=2", f"{LIST}?theme=data-research"])
def test_each_address_has_its_own(kept, other):
    assert kept.get(LIST).headers["ETag"] != kept.get(other).headers["ETag"]
    assert kept.get(LIST).content != kept.get(other).content


def test_compressed_and_plain_are_kept_apart(kept):
    packed = kept.get(LIST, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in kept.get(LIST).headers
    assert kept.get(LIST, headers={"Accept-Encoding": "gzip"}).content == packed.content


@pytest.mark.parametrize("page", ["/en/follow-up/send/", "/en/alerts/new/?list=recommendations", "/en/nowhere/"])
def test_forms_and_errors_are_not_kept(kept, page):
    middleware = KeptPagesMiddleware(lambda request: kept.get(page))
    middleware(RequestFactory().get(page))
    assert not middleware.pages


def test_one_with_a_session_is_asked_for_anew():
    request = RequestFactory().get(LIST)
    assert is_common(request)
    request.COOKIES["__Host-session"] = "a"
    assert not is_common(request)
    assert not is_common(RequestFactory().post(LIST))
    assert not is_common(RequestFactory().get("/healthz"))


def test_room_is_made_for_new_pages(kept):
    middleware = KeptPagesMiddleware(lambda request: kept.get(request.get_full_path()))
    middleware.room = 100_000
    for number in range(9):
        middleware(RequestFactory().get(f"{LIST}?page={number}"))
    assert 0 < len(middleware.pages) < 9
    assert middleware.size == sum(len(page.content) for page in middleware.pages.values()) <= 100_000
