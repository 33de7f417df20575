"""Script stored in any text of the record stays text, wherever it is shown."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from documents.models import Document, Reference, Tool
from nrem_portal.search.index import reindex
from tests.addresses import one_of_each, sitemaps
from tests.factories import make_user
from tests.live import live
from tests.post import make_message

TEXT = "<script>zz()</script>\"><img src=x onerror=zz()>' onfocus=zz() '</title></textarea><svg onload=zz()>"
LINK = "javascript:zz()//x.example"
OWN = {"documents", "directory", "consultations", "recommendations", "desk"}
# What addresses are made of, or names of things in the program.
KEPT = {"slug", "key", "anchor", "symbol", "languages", "records"}
MARKUP = re.compile("html|xml|svg")


@pytest.fixture
def _script_everywhere() -> None:
    """Put script into every text of every row, past all forms, as a mistaken import might."""
    make_message(handled_by=make_user(), handled_at=timezone.now())
    for model in apps.get_models():
        if model._meta.app_label in OWN:
            model._base_manager.update(**{field.name: TEXT[: field.max_length] for field in texts(model)})
            write_nested(model)
    for model in (Document, Reference):
        model._base_manager.exclude(url="").update(url=LINK)
    reindex()


def texts(model: type[models.Model]) -> list[models.Field]:
    """Return the fields of a model that hold free text; what tells rows apart stays."""
    told_apart = {name for one in model._meta.constraints for name in getattr(one, "fields", ())}
    fields = [field for field in model._meta.concrete_fields if type(field) in {models.CharField, models.TextField}]
    return [field for field in fields if not (field.unique or field.choices or field.name in KEPT | told_apart)]


def write_nested(model: type[models.Model]) -> None:
    """Put script into names by language and lists of texts."""
    names = [field.name for field in model._meta.concrete_fields if isinstance(field, models.JSONField)]
    names = [name for name in names if name not in KEPT]
    rows = list(model._base_manager.all()) if names else []
    for row in rows:
        for name in names:
            setattr(row, name, scripted(getattr(row, name)))
    if rows:
        model._base_manager.bulk_update(rows, names, batch_size=200)


def scripted(value: Any) -> Any:
    """Return a value of the same shape, each text of it script."""
    if isinstance(value, dict):
        return {name: scripted(one) for name, one in value.items()}
    if isinstance(value, list):
        return [scripted(one) for one in value]
    return TEXT if isinstance(value, str) else value


def problems(client: Client, addresses: list[str]) -> list[str]:
    found = []
    for address in addresses:
        response = client.get(address)
        found += [f"{address}: {response.status_code}"] if response.status_code not in {200, 302} else []
        if MARKUP.search(response.headers["Content-Type"]):  # what is none stays so: no browser may guess otherwise
            found += [f"{address}: {one}" for one in live(response.content.decode())]
    return found


def test_what_is_live_is_seen():
    assert live(f"<p>{TEXT}") == ["<script src=None>", "<img onerror>", "<svg onload>"]
    assert live(f'<a href="{LINK}"><a href=" java\nscript:1"><form action="data:,"><p style="x"><base href="/">') != []
    assert len(live('<a href=" java\nscript:1">')) == len(live(f'<a href="{LINK}">')) == 1
    assert live('<script src="//evil.example/static/a.js"></script>')
    assert live('<a href="https://x.example/javascript:">&lt;script&gt;</a>') == []


@pytest.mark.slow
@pytest.mark.usefixtures("_script_everywhere")
def test_stored_script_is_not_live_on_any_public_page(client, settings):
    settings.CONTACT_EMAIL = "desk@example.org"  # without one there is no security.txt
    public = [address for address in one_of_each().values() if "/admin/" not in address]
    assert len(public) >= 50
    searches = [
        "/en/search/?q=script",
        "/en/search/?q=zz&in=documents",
        "/en/mechanisms/?q=script",
        "/en/documents/?q=zz",
    ]
    assert problems(client, [*public, *searches]) == []
    assert "onerror=zz()" in client.get("/en/search/?q=script").content.decode()
    assert not [address for address in sitemaps() if "<script" in client.get(address).content.decode()]


@pytest.mark.slow
@pytest.mark.usefixtures("_script_everywhere")
def test_stored_script_is_not_live_in_the_admin(admin_client):
    addresses = []
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        row = model._base_manager.order_by("pk").first()
        addresses += [reverse(f"{name}_changelist")] + ([reverse(f"{name}_change", args=[row.pk])] if row else [])
        addresses += [reverse(f"{name}_history", args=[row.pk])] if row else []
    assert len(addresses) > 40
    assert problems(admin_client, addresses) == []


@pytest.mark.parametrize(
    "address", [LINK, "javascript://x.example/%0azz()", "data:text/html,<script>", "ftp://x.example"]
)
def test_links_lead_to_the_web_or_nowhere(address):
    assert [Tool(address=address).link, Reference(url=address).link, Document(url=address).link] == ["", "", ""]


def test_every_address_of_the_record_is_a_link():
    written = [*Reference.objects.exclude(url=""), *Document.objects.exclude(url="")]
    assert len(written) > 100
    assert [one.url for one in written if one.link != one.url] == []
