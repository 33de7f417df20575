"""Every address that can be reached from the home page: it answers, is well formed, and shows nothing unpublished."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.test import Client
from django.urls import reverse
from django.utils.translation import get_language_info

from documents.publication import Record, State
from nrem_portal.management.commands.weigh import pages
from nrem_portal.sitemaps import LISTS, SITEMAPS, Pages
from recommendations.models import Recommendation
from tests.addresses import sitemaps
from tests.walk import Page, targets, walk

TOKEN = "Zzdraftzz"
# Fields that name things in addresses or that the database holds to a form.
KEPT = {"slug", "key", "withdrawn_reason"}
LANGUAGES = [code for code, _name in settings.LANGUAGES]
# Pages in a language are walked in it, static files are no pages.
PAGES = re.compile(rf"/({'|'.join(LANGUAGES)}|static)/")
# Pages of each kind that are walked, where some stand for all: in further languages, and in English.
EACH: dict[str, tuple[int, int | None]] = {"sqlite": (25, None), "postgresql": (3, 25)}


def mark(record: Record) -> None:
    """Put the token into every text of a record, in every language."""
    for field in record._meta.concrete_fields:
        if isinstance(field, models.JSONField) and isinstance(getattr(record, field.name), dict):
            setattr(record, field.name, {"en": [TOKEN] if field.name == "synonyms" else TOKEN})
        elif type(field) in {models.CharField, models.TextField} and not field.choices and field.name not in KEPT:
            setattr(record, field.name, TOKEN)


def make_drafts() -> list[str]:
    """Make one record of each kind a draft with telling texts; return the kinds."""
    kinds = []
    for model in apps.get_models():
        if not issubclass(model, Record):
            continue
        record = model.objects.published().order_by("-pk").first()
        mark(record)
        record.state = State.DRAFT
        record.save()
        kinds.append(model._meta.model_name)
    return kinds


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_answers_and_shows_no_draft(client, language):
    """Every page in English on SQLite, some of each kind in further languages; on PostgreSQL some, and a few.

    Views and templates are the same in all: a language adds words, which other tests ask of every message, and
    PostgreSQL how it answers the queries of each kind of page.
    """
    assert len(make_drafts()) == 12
    start = f"/{language}/"
    each = EACH[connection.vendor][language == "en"]
    walked = Walked(language)
    for address, status, body, page in walk(client, start, each):
        if not address.startswith((f"{start}admin/", f"{start}account/")):  # tests of their own
            walked.take(address, status, body, page)
    problems = [*walked.problems, *walked.dead_ends(client)]
    assert not problems, "\n".join(problems[:40])
    assert len(walked.anchors) > (50 if each else 600)
    assert [title for title, count in walked.titles.items() if count > 1] == []


class Walked:
    """What a walk in one language has seen: titles, anchors, links, and what is wrong."""

    def __init__(self, language: str) -> None:
        self.frame = {"lang": language, "dir": "rtl" if get_language_info(language)["bidi"] else "ltr"}
        self.titles: Counter[str] = Counter()
        self.anchors: dict[str, set[str]] = {}
        self.links: dict[tuple[str, str], str] = {}  # a path and anchor, and the first page that links to it
        self.problems: list[str] = []

    def take(self, address: str, status: int, body: str, page: Page) -> None:
        """Keep what one page holds."""
        self.titles[page.title.strip()] += 1
        self.anchors[address] = set(page.ids)
        for target in targets(address, page):
            self.links.setdefault(target, address)
        wrong = problems_of(page, status, body)
        wrong += [f"{name} is not {value}" for name, value in self.frame.items() if page.attributes.get(name) != value]
        self.problems += [f"{address}: {problem}" for problem in wrong]

    def dead_ends(self, client: Client) -> Iterator[str]:
        """Yield links to an anchor that its page has not, and links out of the language that are not answered."""
        for (path, anchor), address in self.links.items():
            if anchor and anchor not in self.anchors.get(path, {anchor}):
                yield f"{address}: no #{anchor} on {path}"
        outside = {path: address for (path, _anchor), address in self.links.items() if not PAGES.match(path)}
        for path, address in outside.items():
            if client.get(path).status_code >= 400:
                yield f"{address}: {path} is not answered"


def problems_of(page: Page, status: int, body: str) -> list[str]:
    """Return what is wrong with one page."""
    if status != 200:
        return [f"answers {status}"]
    tags = Counter(page.tags)
    wrong = [f"{tags[tag]} <{tag}>" for tag in ("h1", "main") if tags[tag] != 1]
    wrong += [f"inline {what}" for what in page.inline]
    wrong += [f"id {name} twice" for name, count in Counter(page.ids).items() if count > 1]
    wrong += [f"heading jumps to h{b}" for a, b in zip(page.levels, page.levels[1:], strict=False) if b > a + 1]
    if TOKEN in body:
        wrong.append("shows a draft")
    return wrong


def test_the_sitemaps_list_published_pages(client):
    bodies = {address: client.get(address).content.decode() for address in sitemaps()}
    body = "".join(bodies.values())
    assert len(bodies) == len(SITEMAPS)
    assert body.count("<url>") > 1200  # two languages
    assert "/en/mechanisms/nigeria-naptip/" in body
    assert "/ar/mechanisms/nigeria-naptip/" in body
    assert body.count("<loc>http://testserver/en/countries/nigeria/indicators/</loc>") == 1
    assert "/ar/countries/nigeria/indicators/" in body
    assert "/p/" not in body
    assert body.count("<loc>http://testserver/en/documents/dakar-2010-concept-note/s/excerpt/</loc>") == 1


@pytest.mark.parametrize("limit", [1, 7, 10, 1_000])
def test_a_long_sitemap_goes_on_in_further_ones(client, monkeypatch, limit):
    whole = re.findall(r"<loc>[^<]*</loc>", client.get("/sitemap-recommendations.xml").content.decode())
    assert len(whole) == len(LANGUAGES) * Recommendation.objects.published().count()
    monkeypatch.setattr(Pages, "limit", limit)
    parts = [address for address in sitemaps() if address.startswith("/sitemap-recommendations.xml")]
    assert len(parts) == math.ceil(len(whole) / limit)
    bodies = [client.get(address).content.decode() for address in parts]
    assert [location for body in bodies for location in re.findall(r"<loc>[^<]*</loc>", body)] == whole
    assert all(body.count("<url>") <= limit for body in bodies)
    assert client.get(f"/sitemap-recommendations.xml?p={len(parts) + 1}").status_code == 404


def test_one_sitemap_reads_no_more_than_it_lists(client, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(Pages, "limit", 10)
    with django_assert_num_queries(2) as queries:
        client.get("/sitemap-recommendations.xml?p=3")
    assert "COUNT(*)" in queries[0]["sql"]
    assert queries[1]["sql"].endswith(f"LIMIT 5 OFFSET {20 // len(LANGUAGES)}")


def test_the_index_tells_when_something_changed(client):
    changed = Recommendation.objects.published().latest("updated_at").updated_at
    body = client.get("/sitemap.xml").content.decode()
    assert re.search(rf"/sitemap-recommendations.xml</loc>\s*<lastmod>{changed.date()}", body)


@pytest.mark.parametrize(
    "address", ["/sitemap-none.xml", "/sitemap-lists.xml?p=zz", "/sitemap-lists.xml?p=9" + "9" * 50]
)
def test_there_are_no_other_sitemaps(client, address):
    assert client.get(f"/sitemap{address}").status_code == 404


@pytest.mark.parametrize(
    ("address", "number"),
    [("/sitemap.xml", 22), ("/sitemap-mechanisms.xml", 2), ("/robots.txt", 0), ("/en/none/", 0)],
)
def test_queries(client, django_assert_num_queries, address, number):
    with django_assert_num_queries(number):
        client.get(address)


def test_the_weighed_lists_are_those_of_the_sitemap():
    assert {page.address for page in pages()} >= {reverse(name) for name in [*LISTS, "search"]}
