"""Every address that can be reached from the home page: it answers, is well formed, and shows nothing unpublished."""

from __future__ import annotations

from collections import Counter

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse

from documents.publication import Record, State
from nrem_portal.management.commands.weigh import pages
from nrem_portal.sitemaps import LISTS
from tests.walk import Page, walk

TOKEN = "Zzdraftzz"
# Fields that name things in addresses or that the database holds to a form.
KEPT = {"slug", "key", "withdrawn_reason"}


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
def test_every_page_answers_and_shows_no_draft(client):
    assert len(make_drafts()) == 12
    titles: Counter[str] = Counter()
    problems = []
    for address, status, body, page in walk(client, "/en/"):
        if address.startswith("/en/admin/"):
            continue
        titles[page.title.strip()] += 1
        problems += [f"{address}: {problem}" for problem in problems_of(page, status, body)]
    assert not problems, "\n".join(problems[:40])
    assert sum(titles.values()) > 600
    assert [title for title, count in titles.items() if count > 1] == []


def problems_of(page: Page, status: int, body: str) -> list[str]:
    """Return what is wrong with one page."""
    if status != 200:
        return [f"answers {status}"]
    tags = Counter(page.tags)
    wrong = [f"{tags[tag]} <{tag}>" for tag in ("h1", "main") if tags[tag] != 1]
    wrong += [f"{name} is missing" for name in ("lang", "dir") if not page.attributes.get(name)]
    wrong += [f"inline {what}" for what in page.inline]
    wrong += [f"id {name} twice" for name, count in Counter(page.ids).items() if count > 1]
    wrong += [f"heading jumps to h{b}" for a, b in zip(page.levels, page.levels[1:], strict=False) if b > a + 1]
    if TOKEN in body:
        wrong.append("shows a draft")
    return wrong


def test_the_sitemap_lists_published_pages(client):
    body = client.get("/sitemap.xml").content.decode()
    assert body.count("<url>") > 1200  # two languages
    assert "/en/mechanisms/nigeria-naptip/" in body
    assert "/ar/mechanisms/nigeria-naptip/" in body
    assert body.count("<loc>http://testserver/en/countries/nigeria/indicators/</loc>") == 1
    assert "/ar/countries/nigeria/indicators/" in body
    assert "/p/" not in body


def test_the_weighed_lists_are_those_of_the_sitemap():
    assert {page.address for page in pages()} >= {reverse(name) for name in [*LISTS, "search"]}
