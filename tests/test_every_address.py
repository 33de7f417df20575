"""Every address that can be reached from the home page: it answers, is well formed, and shows nothing unpublished."""

from __future__ import annotations

from collections import Counter

import pytest
from django.apps import apps

from documents.publication import Record, State
from tests.walk import Page, walk

TOKEN = "Zzdraftzz"
# The field of each kind that its pages show first.
SHOWN = ("names", "title", "name", "question", "actor")


def make_drafts() -> list[str]:
    """Make one record of each kind a draft with a telling name; return the kinds."""
    kinds = []
    for model in apps.get_models():
        if not issubclass(model, Record):
            continue
        record = model.objects.published().order_by("-pk").first()
        for name in SHOWN:
            if hasattr(record, name):
                setattr(record, name, {"en": TOKEN} if name == "names" else TOKEN)
                break
        record.state = State.DRAFT
        record.save()
        kinds.append(model._meta.model_name)
    return kinds


@pytest.mark.slow
def test_every_page_answers_and_shows_no_draft(client):
    assert len(make_drafts()) == 12
    titles: Counter[str] = Counter()
    problems = []
    for address, status, body in walk(client, "/en/"):
        if address.startswith("/en/admin/"):
            continue
        page = Page(body)
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
