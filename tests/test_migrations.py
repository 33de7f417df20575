"""Migrations that carry texts over: what was there is there afterwards, and again on the way back."""

from __future__ import annotations

import datetime

import pytest
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.slow

BEFORE = [("directory", "0001_initial"), ("consultations", "0001_initial"), ("recommendations", "0001_initial")]
AFTER = [
    ("directory", "0002_definitions_by_language"),
    ("consultations", "0002_consultation_names_by_language"),
    ("recommendations", "0002_origin_titles_by_language"),
]


@pytest.fixture
def earlier(tmp_path):
    """A database beside the suite's own, whose tables cannot change within a test."""
    place = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "earlier.sqlite3"}
    own = connections.configure_settings({"default": {}, "earlier": place})["earlier"]
    connections["earlier"] = DatabaseWrapper(own, "earlier")
    yield connections["earlier"]
    connections["earlier"].close()
    del connections["earlier"]


def migrated(connection, targets):
    """Bring the database to a state; return what gives its rows there, `app.Model` by name."""
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    apps = executor.loader.project_state(targets).apps
    return lambda label: apps.get_model(label)._default_manager.using(connection.alias)


def write_as_before(rows):
    """Write a term of each kind, a consultation and an origin with their one text each."""
    term = {"slug": "term", "names": {"en": "Term"}, "definition": "What it means.", "position": 1}
    for kind in ("Function", "Indicator", "InstitutionalModel"):
        rows(f"directory.{kind}").create(**term)
    region = rows("directory.Region").create(slug="africa", m49="002", names={"en": "Africa"}, position=1)
    codes = {"iso2": "SN", "iso3": "SEN", "m49": "686", "slug": "senegal", "tile_column": 1, "tile_row": 1}
    country = rows("directory.Country").create(names={"en": "Senegal"}, membership="member", region=region, **codes)
    days = {"starts": datetime.date(2010, 10, 4), "ends": datetime.date(2010, 10, 5)}
    words = {"title": "Consultation", "short_name": "Dakar consultation", "city": "Dakar", "kind": "nrem"}
    meeting = rows("consultations.Consultation").create(slug="dakar", country=country, **words, **days)
    origin = {"slug": "dakar", "title": "Dakar consultation, 2010", "short_name": "Dakar 2010", "date": "2010"}
    rows("recommendations.Origin").create(consultation=meeting, **origin)


def test_one_text_becomes_the_english_one_and_back(earlier):
    write_as_before(migrated(earlier, BEFORE))
    rows = migrated(earlier, AFTER)
    for kind in ("Function", "Indicator", "InstitutionalModel"):
        assert rows(f"directory.{kind}").get().definitions == {"en": "What it means."}
    meeting, origin = rows("consultations.Consultation").get(), rows("recommendations.Origin").get()
    assert (meeting.short_names, meeting.cities) == ({"en": "Dakar consultation"}, {"en": "Dakar"})
    assert (origin.titles, origin.short_names) == ({"en": "Dakar consultation, 2010"}, {"en": "Dakar 2010"})
    rows("recommendations.Origin").update(titles={"ar": "مشاورة داكار", "en": "Dakar"})
    rows = migrated(earlier, BEFORE)
    for kind in ("Function", "Indicator", "InstitutionalModel"):
        assert rows(f"directory.{kind}").get().definition == "What it means."
    meeting, origin = rows("consultations.Consultation").get(), rows("recommendations.Origin").get()
    assert (meeting.short_name, meeting.city) == ("Dakar consultation", "Dakar")
    assert (origin.title, origin.short_name) == ("Dakar", "Dakar 2010")


COPY_BY_COPY = [("documents", "0002_positions_with_room")]
TEXT_BY_TEXT = [("documents", "0003_texts_in_force")]


def write_copies(rows):
    """Write a paragraph with an older copy, a newer one in force, and a French one."""
    own = {"key": "lisdoon", "title": "A document", "short_name": "Lisdoon", "kind": "report"}
    document = rows("documents.Document").create(**own)
    section = rows("documents.Section").create(document=document, key="i", heading="Opening", position=100)
    place = {"label": "1", "anchor": "1", "position": 100, "gist": "Ours."}
    paragraph = rows("documents.Paragraph").create(document=document, section=section, **place)
    for digest, language, current in (("older", "en", False), ("newer", "en", True), ("french", "fr", True)):
        copy = rows("documents.Rendition").create(
            document=document, language=language, file_name="copy", digest=digest, current=current
        )
        rows("documents.ParagraphText").create(paragraph=paragraph, rendition=copy, language=language, text=digest)


def write_draft(rows):
    """Write a copy newer than all, of which readers see nothing yet."""
    paragraph = rows("documents.Paragraph").get()
    own = {"document": paragraph.document, "language": "en", "file_name": "copy", "digest": "draft"}
    copy = rows("documents.Rendition").create(**own)
    rows("documents.ParagraphText").create(
        paragraph=paragraph, rendition=copy, language="en", text="draft", current=False
    )


def test_what_is_in_force_is_told_text_by_text_and_back(earlier):
    write_copies(migrated(earlier, COPY_BY_COPY))
    rows = migrated(earlier, TEXT_BY_TEXT)
    in_force = dict(rows("documents.ParagraphText").values_list("text", "current"))
    assert in_force == {"older": False, "newer": True, "french": True}
    write_draft(rows)
    rows = migrated(earlier, COPY_BY_COPY)
    in_force = dict(rows("documents.Rendition").values_list("digest", "current"))
    assert in_force == {"older": False, "newer": True, "french": True, "draft": False}
